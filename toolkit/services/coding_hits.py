"""Coding everything that a search finds: what would be coded is counted first, then done in one step.

Only respondents' words are coded; hits in one sentence make one passage.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from toolkit.domain.text import Span
from toolkit.errors import ConflictError, UsageError
from toolkit.messages import N_
from toolkit.services import coding, finding_codes
from toolkit.services.coding import Changed, Hand
from toolkit.services.finding import Found, Hit
from toolkit.services.project import Project

if TYPE_CHECKING:
    from toolkit.domain.schemes import Scheme
    from toolkit.services.word_index import RestsOn
    from toolkit.storage.steps import Step

AT_ONCE = 2_000  # hits whose sentences are looked for together


@dataclass(frozen=True, slots=True)
class Plan:
    """The sentences of all hits by source, each with its words, and the codes they would be given.

    `people` say them; `known` is how many of the codings the coder has made before; `unheard` are hits in nobody's or
    an interviewer's words, which are not coded.
    """

    codes: tuple[str, ...]
    spans: Mapping[int, Mapping[Span, str]]
    people: int
    known: int
    unheard: int
    rests_on: RestsOn | None

    @property
    def passages(self) -> int:
        """How many sentences (or runs of them) there are."""
        return sum(map(len, self.spans.values()))

    @property
    def new(self) -> int:
        """How many codings would be made."""
        return self.passages * len(self.codes) - self.known


def planned(project: Project, found: Found, codes: Sequence[str], *, coder: str) -> Plan:
    """What `carry_out` would do. Refused for a code that the scheme has not or no longer."""
    paths = tuple(coding.in_use(project.scheme_file, path).path for path in dict.fromkeys(codes))
    if not paths:
        raise UsageError(N_("Nothing is chosen."), hint=N_("Choose at least one code and one place."))
    hits = [hit for hit in found.hits if hit.heard]
    spans = _sentences(project, hits)
    known = _known(project, spans, paths, coder)
    rests_on = found.words.rests_on if found.words else None
    return Plan(paths, spans, len({hit.respondent for hit in hits}), known, found.count - len(hits), rests_on)


def _sentences(project: Project, hits: Sequence[Hit]) -> dict[int, dict[Span, str]]:
    """The sentences round the hits, by source in order of place."""
    from toolkit.storage import sources

    found: dict[int, dict[Span, str]] = {}
    with project.store() as store, store.reading() as connection:
        texts: dict[int, str] = {}
        for at in range(0, len(hits), AT_ONCE):
            part = hits[at : at + AT_ONCE]
            wanted = dict.fromkeys(hit.source_id for hit in part)
            texts = {key: texts[key] if key in texts else sources.text_of(connection, key) for key in wanted}
            for hit, span in zip(part, finding_codes.sentences(project, part, texts), strict=True):
                found.setdefault(hit.source_id, {})[span] = span.of(texts[hit.source_id])
    return found


def _known(project: Project, spans: Mapping[int, Iterable[Span]], codes: Sequence[str], coder: str) -> int:
    from toolkit.storage import searching

    with project.store() as store, store.reading() as connection:
        own = searching.own_codings(connection, coder, spans)
    places = [(key, span.start, span.end) for key, each in spans.items() for span in each]
    return sum(code in codes for place in places for code, _, _ in own.get(place, ()))


def carry_out(project: Project, plan: Plan, *, hand: Hand) -> Changed:
    """Code as planned, in one step that is undone as one; what is coded so already stays.

    ConflictError when sources or speakers have changed since it was planned.
    """
    from toolkit.services.steps import stepping

    hand.check()
    changed = Changed("code found")
    with project.store(write=True) as store:
        scheme = coding.scheme_in_use(project, store)
        paths = [coding.in_use(scheme, path).path for path in plan.codes]
        with stepping(store, changed.verb, project, coder=hand.coder, command=hand.command) as step:
            if changed.again(step):
                return changed
            _check_unchanged(step, plan)
            for path in paths:
                _code(step, plan, Given(path, project.now, scheme), changed)
    return changed


def _check_unchanged(step: Step, plan: Plan) -> None:
    from toolkit.storage import runs, word_indexes

    there = {key: sha256 for key, (_, sha256, _) in word_indexes.fingerprints(step.connection).items()}
    now = runs.fingerprint(step.connection, "placing"), there
    if plan.rests_on is not None and now != (plan.rests_on.placing, plan.rests_on.sources):
        raise ConflictError(
            N_("The material has been changed meanwhile, and nothing was coded."), hint=N_("Search again.")
        )


@dataclass(frozen=True, slots=True)
class Given:
    """A code that is given, when, and the scheme that has it."""

    path: str
    time: datetime
    scheme: Scheme

    def judged(self) -> dict[str, object]:
        """What a coding takes of it."""
        return {"code": self.path, "time": self.time, "scheme_version": self.scheme.version}


def _code(step: Step, plan: Plan, given: Given, changed: Changed) -> None:
    """Give one code to every passage; in a facet with one code a passage it takes the place of the other."""
    from toolkit.storage import searching

    own = searching.own_codings(step.connection, step.coder, plan.spans)
    rows: list[dict[str, object]] = []
    for key, spans in plan.spans.items():
        for span, words in spans.items():
            here = own.get((key, span.start, span.end), [])
            others = [one for one in here if coding.are_rivals(given.scheme, one[0], given.path)]
            if others:
                changed.codings += _instead(step, others, given, known=any(one[0] == given.path for one in here))
            elif all(one[0] != given.path for one in here):
                place = {"source_id": key, "start": span.start, "end": span.end, "quote": words}
                rows.append({**place, "coder": step.coder, **given.judged()})
    changed.codings += step.insert_many("coding", rows)


def _instead(step: Step, others: Sequence[tuple[str, int, int]], given: Given, *, known: bool) -> list[int]:
    """The code takes the place of the first of the others, unless it is there already; the rest go."""
    if not known:
        _, key, revision = others[0]
        step.update("coding", key, given.judged(), revision=revision)
    for _, key, revision in others if known else others[1:]:
        step.delete("coding", key, revision=revision)
    return [key for _, key, _ in others]
