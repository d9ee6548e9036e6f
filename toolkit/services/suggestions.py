"""Suggestions for every passage: computed where something changed, stored source by source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.analysis.engines import LEARNED, RULES
from toolkit.domain.codings import Coding, Decision, Suggestion, Verdict
from toolkit.domain.schemes import Scheme
from toolkit.domain.segments import Segment, belongs
from toolkit.domain.settlements import Settlement, standing
from toolkit.domain.sources import Role, Source, Turn
from toolkit.errors import Refused
from toolkit.exchange import coding_tables
from toolkit.messages import N_, current_language, tr
from toolkit.services import schemes, sources
from toolkit.services.files import write_file
from toolkit.services.passages import meaning
from toolkit.services.project import Project, fingerprint

if TYPE_CHECKING:
    from toolkit.analysis.suggesting import Model
    from toolkit.storage.store import Store
    from toolkit.storage.suggestions import Proposals

Progress = Callable[[int, int], None]
AT_ONCE = 40  # sources read, computed and committed together: about a second's work
SEED = 1
UNCODED = 400  # sources without codings that a model may learn the scheme's own rules from


@dataclass(frozen=True, slots=True)
class SuggestResult:
    """What a run left: how much there is, how much of it was computed now, and how it was made."""

    sources: int
    segments: int
    suggestions: int
    computed: int
    how: str
    by_code: tuple[tuple[str, str, int], ...]


def suggest(project: Project, *, progress: Progress | None = None) -> SuggestResult:
    """Compute suggestions where scheme, codings, verdicts, register, guides or text changed, and count all."""
    from toolkit.storage import suggestions

    with project.store(write=True) as store:
        used = schemes.current(project, store)
        schemes.record(project, store, used)
        sources.refresh(project, store)
        wanted = _wanted(project, store, used.sha256)
        with store.reading() as connection:
            done = suggestions.fingerprints(connection)
        todo = [name for name, mark in wanted.items() if done.get(name) != mark]
        if todo:
            model = _model(project, store, used.scheme, todo)
            _compute(project, store, model, [(name, wanted[name]) for name in todo], progress)
        return _result(store, used.scheme, sources_=len(wanted), computed=len(todo))


def _wanted(project: Project, store: Store, scheme: str) -> dict[str, str]:
    """What each source's suggestions have to be made from, by source name."""
    from toolkit.storage import codings
    from toolkit.storage import sources as stored

    with store.reading() as connection:
        judged = codings.digest(connection)
        names = stored.names(connection)
    withheld = sorted(one for one in project.register.respondents if not project.register.usable(one))
    base = fingerprint(scheme, judged, sources.placing(project), withheld, RULES, LEARNED, project.spoken)
    return dict.fromkeys(names, base)


def _model(project: Project, store: Store, scheme: Scheme, todo: Sequence[str]) -> Model:
    from toolkit.analysis.language import language
    from toolkit.analysis.segmenting import segments
    from toolkit.analysis.suggesting import fit, judged
    from toolkit.storage import codings, settlements
    from toolkit.storage import sources as stored

    speech = language(project.spoken)
    with store.reading() as connection:
        decided = settlements.each(connection)
        stands = standing(codings.each(connection), decided, partial(meaning, scheme))
        made = [_resolved(one, scheme) for one in stands.codings]
        verdicts = [*codings.verdicts(connection), *_refusals(decided)]
        coded = sorted({coding.source for coding in made} | {verdict.source for verdict in verdicts})
        others = [name for name in todo if name not in set(coded)][:UNCODED] if coded else []
        groups = _groups(project)
        pieces = [
            piece
            for source in stored.each(connection, [*coded, *others])
            for piece in segments(_usable(project, source), speech, groups=groups)
        ]
    labels = judged(pieces, made)
    rejected = _rejected(pieces, verdicts)
    return fit(pieces, labels, rejected, scheme=scheme, language=speech, seed=SEED)


def _resolved(coding: Coding, scheme: Scheme) -> Coding:
    code = scheme.resolve(coding.code)
    return coding if code is None or code.path == coding.code else replace(coding, code=code.path)


def _refusals(settlements: Iterable[Settlement]) -> Iterator[Verdict]:
    """What was settled not to apply teaches as a rejected suggestion does."""
    for one in settlements:
        if not one.applies:
            yield Verdict(one.source, one.span, one.code, Decision.REJECTED, one.coder, one.time)


def _rejected(pieces: Sequence[Segment], verdicts: Iterable[Verdict]) -> dict[int, frozenset[str]]:
    refused: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.decision in (Decision.REJECTED, Decision.CORRECTED):
            refused.setdefault(verdict.source, []).append(verdict)
    found = {
        place: frozenset(one.code for one in refused[piece.source] if belongs(piece.span, one.span))
        for place, piece in enumerate(pieces)
        if piece.source in refused
    }
    return {place: codes for place, codes in found.items() if codes}


def _groups(project: Project) -> dict[str, str | None]:
    return {one.id: one.group for one in project.register.respondents.values()}


def _usable(project: Project, source: Source) -> Source:
    """The source with the turns of people who withdrew or refused consent taken out of the evidence."""

    def kept(turn: Turn) -> Turn:
        withheld = turn.respondent is not None and not project.register.usable(turn.respondent)
        return replace(turn, role=Role.UNKNOWN, respondent=None) if withheld else turn

    return replace(source, turns=tuple(kept(turn) for turn in source.turns))


def _compute(
    project: Project, store: Store, model: Model, todo: Sequence[tuple[str, str]], progress: Progress | None
) -> None:
    from toolkit.storage import suggestions

    for first in range(0, len(todo), AT_ONCE):
        batch = dict(todo[first : first + AT_ONCE])
        proposals = list(_proposals(project, store, model, batch))
        with store.writing("suggest", now=project.now) as change:
            suggestions.replace_many(change.connection, proposals)
            change.note(sources=len(proposals), segments=sum(len(one.segments) for one in proposals))
        if progress:
            progress(first + len(batch), len(todo))


def _proposals(project: Project, store: Store, model: Model, batch: dict[str, str]) -> Iterator[Proposals]:
    from toolkit.analysis.suggesting import suggested
    from toolkit.storage import sources as stored
    from toolkit.storage.suggestions import Proposals

    with store.reading() as connection:
        texts = [_usable(project, source) for source in stored.each(connection, batch)]
    found: dict[str, list[tuple[Segment, list[Suggestion]]]] = {name: [] for name in batch}
    for segment, proposed in suggested(texts, model, groups=_groups(project)):
        found[segment.source].append((segment, proposed))
    for name, mark in batch.items():
        yield Proposals(name, [one for one, _ in found[name]], [own for _, own in found[name]], mark)


def _result(store: Store, scheme: Scheme, *, sources_: int, computed: int) -> SuggestResult:
    from toolkit.storage import suggestions

    with store.reading() as connection:
        counts = suggestions.counts(connection)
        codes = suggestions.by_code(connection)
        engines = suggestions.engines(connection)
    titled = [(path, scheme.codes[path].titled(current_language())) for path in scheme.codes if path in codes]
    return SuggestResult(
        sources=sources_,
        segments=counts.segments,
        suggestions=counts.suggestions,
        computed=computed,
        how=_how(engines),
        by_code=tuple((path, title, codes[path]) for path, title in titled),
    )


def _how(engines: dict[str, int]) -> str:
    learned = sum(n for engine, n in engines.items() if engine == LEARNED)
    if not learned:
        return tr("from the scheme alone: cues, definitions and examples, and the question being answered")
    return tr("learned from the codings for {n} of the suggestions, from the scheme alone for the others", n=learned)


def records(project: Project) -> Iterator[dict[str, object]]:
    """Every segment with its suggestions as a record for JSON, one source in memory at a time."""
    from toolkit.storage import suggestions

    with project.store() as store, store.reading() as connection:
        for segment, proposed in suggestions.each(connection):
            if project.register.usable(segment.respondent):
                yield _record(segment, proposed)


def _record(segment: Segment, proposed: Iterable[Suggestion]) -> dict[str, object]:
    return {
        "source": segment.source,
        "start": segment.span.start,
        "end": segment.span.end,
        "text": segment.text,
        "respondent": segment.respondent,
        "group": segment.group,
        "question": segment.question,
        "suggestions": [{"code": one.code, "score": one.score, "because": one.because} for one in proposed],
    }


def write_table(project: Project, path: Path) -> int:
    """Write the suggestions as a CSV to answer in; read it back with `spegla codings import`. Returns the rows.

    Refused when there is a file already: it may hold somebody's answers.
    """
    from toolkit.storage import suggestions

    _not_there(path)
    with project.store() as store, store.reading() as connection:
        rows = [
            (segment, one)
            for segment, proposed in suggestions.each(connection)
            if project.register.usable(segment.respondent)
            for one in proposed
        ]
    write_file(path, coding_tables.write_answers(rows, delimiter=coding_tables.delimiter(project.language)))
    return len(rows)


def _not_there(path: Path) -> None:
    if path.exists():
        raise Refused(
            N_("{file} is there already, perhaps with answers in it; it is left as it is."),
            hint=N_("Give the table another name."),
            file=path.name,
        )
