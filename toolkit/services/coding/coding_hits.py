"""Coding everything that a search finds: what would be coded is counted first, then done in one step.

Only respondents' words are coded; hits in one sentence make one passage.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from toolkit.errors import ConflictError, UsageError
from toolkit.messages import N_
from toolkit.services.coding import coding
from toolkit.services.coding.coding import Changed
from toolkit.services.coding.finding import Found
from toolkit.services.material.hands import Hand
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.domain.codings.schemes import Scheme
    from toolkit.services.material.word_index import RestsOn
    from toolkit.storage.database.steps import Step
    from toolkit.storage.sources.searching import Place


@dataclass(frozen=True, slots=True)
class Plan:
    """The sentences of all hits, in order of source and place, and the codes they would be given.

    `people` say them; `known` is how many of the codings the coder has made before; `unheard` are hits in nobody's or
    an interviewer's words, which are not coded.
    """

    codes: tuple[str, ...]
    places: Sequence[Place]
    people: int
    known: int
    unheard: int
    rests_on: RestsOn | None

    @property
    def passages(self) -> int:
        """How many sentences (or runs of them) there are."""
        return len(self.places)

    @property
    def new(self) -> int:
        """How many codings would be made."""
        return self.passages * len(self.codes) - self.known


def planned(project: Project, found: Found, codes: Sequence[str], *, coder: str) -> Plan:
    """What `carry_out` would do. Refused for a code that the scheme has not or no longer."""
    paths = tuple(coding.in_use(project.scheme_file, path).path for path in dict.fromkeys(codes))
    if not paths:
        raise UsageError(N_("Nothing is chosen."), hint=N_("Choose at least one code and one place."))
    if found.words is None or found.places is None:
        return Plan(paths, (), 0, 0, 0, None)
    heard = found.places.where(found.words.shelf.turns.heard[found.places.turns])
    places = heard.sentences()
    known = _known(project, places, paths, coder)
    people = len(heard.by_person.keys() - {None})
    return Plan(paths, places, people, known, found.count - len(heard), found.words.rests_on)


def _known(project: Project, places: Iterable[Place], codes: Sequence[str], coder: str) -> int:
    from toolkit.storage.sources import searching

    with project.store() as store, store.reading() as connection:
        own = searching.own_codings(connection, coder, codes)
    return sum(len(own.get(place, ())) for place in places) if own else 0


def carry_out(project: Project, plan: Plan, *, hand: Hand) -> Changed:
    """Code as planned, in one step that is undone as one; what is coded so already stays.

    ConflictError when sources or speakers have changed since it was planned.
    """
    from toolkit.services.projects.steps import stepping

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
    from toolkit.storage.sources import word_indexes
    from toolkit.storage.suggesting import runs

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
    from toolkit.storage.sources import searching

    rivals = [path for path in given.scheme.codes if coding.are_rivals(given.scheme, path, given.path)]
    own = searching.own_codings(step.connection, step.coder, [given.path, *rivals])
    free = [place for place in plan.places if place not in own]
    for place in plan.places if own else ():
        here = own.get(place, ())
        if others := [one for one in here if one[0] != given.path]:
            changed.codings += _instead(step, others, given, known=len(others) < len(here))
    changed.codings += step.insert_many("coding", _rows(step, free, given))


def _rows(step: Step, places: Sequence[Place], given: Given) -> list[dict[str, object]]:
    from toolkit.storage.sources import searching

    same = {"coder": step.coder, **given.judged()}
    quotes = searching.quotes(step.connection, places)
    return [
        {"source_id": key, "start": start, "end": end, "quote": words, **same}
        for (key, start, end), words in zip(places, quotes, strict=True)
    ]


def _instead(step: Step, others: Sequence[tuple[str, int, int]], given: Given, *, known: bool) -> list[int]:
    """The code takes the place of the first of the others, unless it is there already; the rest go."""
    if not known:
        _, key, revision = others[0]
        step.update("coding", key, given.judged(), revision=revision)
    for _, key, revision in others if known else others[1:]:
        step.delete("coding", key, revision=revision)
    return [key for _, key, _ in others]
