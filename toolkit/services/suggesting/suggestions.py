"""Suggestions for every passage: computed where something changed, stored source by source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.analysis.engines import LEARNED
from toolkit.domain.codings.codings import Suggestion
from toolkit.domain.codings.schemes import Scheme
from toolkit.domain.codings.segments import Segment
from toolkit.domain.texts import saved_tables
from toolkit.errors import Refused, UsageError
from toolkit.exchange import coding_tables
from toolkit.messages import N_, current_language, tr
from toolkit.services.coding import schemes
from toolkit.services.coding.judgements import groups, refusals, usable
from toolkit.services.material import source_kinds, sources
from toolkit.services.projects import access_log
from toolkit.services.projects.files import write_file
from toolkit.services.projects.project import Project, fingerprint
from toolkit.services.suggesting import teaching

if TYPE_CHECKING:
    from toolkit.analysis.suggesting.suggesting import Model
    from toolkit.storage.projects.store import Connection, Store
    from toolkit.storage.suggesting.suggestions import Proposals

Progress = Callable[[int, int], None]
SEED = teaching.SEED
AT_ONCE = 40  # sources read, computed and committed together: about a second's work
LEAST_NEW = 20  # judgements since the suggestions were made, from which they are made anew
SHARE_NEW = 10  # one of so many


@dataclass(frozen=True, slots=True)
class SuggestResult:
    """What a run left: how much there is, how much of it was computed now, and how it was made."""

    sources: int
    segments: int
    suggestions: int
    computed: int
    how: str
    by_code: tuple[tuple[str, str, int], ...]


def suggest(project: Project, *, anew: bool = False, progress: Progress | None = None) -> SuggestResult:
    """Compute suggestions where scheme, register, guides, text or verdicts changed, and count all.

    What people have judged since is learned, and all computed anew, once there is enough of it to tell (see `_due`),
    or when `anew` asks for it.
    """

    with project.store(write=True) as store:
        used = schemes.current(project, store)
        schemes.record(project, store, used)
        sources.refresh(project, store)
        run = _planned(project, store, used, anew=anew)
        if run.todo:
            model, count = _model(project, store, used.scheme, run)
            _compute(project, store, model, [(name, f"{run.wanted[name]} {count}") for name in run.todo], progress)
        return _result(store, used.scheme, sources_=len(run.wanted), computed=len(run.todo))


@dataclass(frozen=True, slots=True)
class _Run:
    """What a run has to do: `wanted` is what each source's suggestions are to be made from beside what is learned.

    `judged` is how much people have judged; `due`, that all is to be made anew with what that teaches.
    """

    ground: teaching.Ground
    wanted: Mapping[str, str]
    judged: int
    due: bool
    todo: Sequence[str]


def _planned(project: Project, store: Store, used: schemes.SchemeInUse, *, anew: bool) -> _Run:
    from toolkit.storage.suggesting import suggestions

    with store.reading() as connection:
        ground = teaching.ground(project, connection, used)
        refused = teaching.refused(refusals(connection, used.scheme))
        done = suggestions.fingerprints(connection)
        judged = suggestions.judgements(connection)
    wanted = {
        name: fingerprint(ground.base, ground.sources[number], repr(refused.get(name, ())))
        for number, name in ground.names.items()
    }
    due = _due(done, wanted, judged, anew=anew)
    todo = [name for name, mark in wanted.items() if due or _made_from(done.get(name, ""))[0] != mark]
    return _Run(ground, wanted, judged, due, todo)


def _model(project: Project, store: Store, scheme: Scheme, run: _Run) -> tuple[Model, int]:
    """The model to suggest with, and how much was judged when it was learned: the last one's, where it holds."""
    known = None if run.due else teaching.kept_model(project, store, scheme, run.ground)
    if known is not None and not _grown(known[1], run.judged):
        return known
    return teaching.learned_anew(project, store, scheme, run.ground, run.judged), run.judged


def _made_from(mark: str) -> tuple[str, int]:
    """What a stored mark says: what the suggestions were made from, and after how many judgements."""
    base, _, count = mark.partition(" ")
    return base, int(count) if count.isdigit() else -1


def _due(done: Mapping[str, str], wanted: Mapping[str, str], judged: int, *, anew: bool) -> bool:
    """Whether there is enough new to learn for all suggestions to be made anew.

    A tenth more than at the oldest suggestions, and at least 20 judgements: about a quarter of an interview.
    """
    counts = [_made_from(mark)[1] for name, mark in done.items() if name in wanted]
    if not counts or judged == min(counts):
        return False
    return anew or _grown(min(counts), judged)


def _grown(before: int, judged: int) -> bool:
    return abs(judged - before) >= max(LEAST_NEW, before // SHARE_NEW)


def _compute(
    project: Project, store: Store, model: Model, todo: Sequence[tuple[str, str]], progress: Progress | None
) -> None:
    from toolkit.storage.suggesting import suggestions

    for first in range(0, len(todo), AT_ONCE):
        batch = dict(todo[first : first + AT_ONCE])
        proposals = list(_proposals(project, store, model, batch))
        with store.writing("suggest", now=project.now) as change:
            suggestions.replace_many(change.connection, proposals)
            change.note(sources=len(proposals), segments=sum(len(one.segments) for one in proposals))
        if progress:
            progress(first + len(batch), len(todo))


def _proposals(project: Project, store: Store, model: Model, batch: dict[str, str]) -> Iterator[Proposals]:
    from toolkit.analysis.suggesting.suggesting import suggested
    from toolkit.storage.sources import sources as stored
    from toolkit.storage.suggesting.suggestions import Proposals

    with store.reading() as connection:
        texts = [usable(project, source) for source in stored.each(connection, batch)]
    found: dict[str, list[tuple[Segment, list[Suggestion]]]] = {name: [] for name in batch}
    for segment, proposed in suggested(texts, model, groups=groups(project)):
        found[segment.source].append((segment, proposed))
    for name, mark in batch.items():
        yield Proposals(name, [one for one, _ in found[name]], [own for _, own in found[name]], mark)


def _result(store: Store, scheme: Scheme, *, sources_: int, computed: int) -> SuggestResult:
    from toolkit.storage.suggesting import suggestions

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
    with project.store() as store, store.reading() as connection:
        for segment, proposed in _leaving(project, connection):
            yield _record(segment, proposed)


def _leaving(project: Project, connection: Connection) -> Iterator[tuple[Segment, Sequence[Suggestion]]]:
    """The segments that may leave the project, with their suggestions: nobody's who may not be used, and no cases."""
    from toolkit.storage.suggesting import suggestions

    kinds = source_kinds.stored_kinds(connection)
    for segment, proposed in suggestions.each(connection):
        if project.register.usable(segment.respondent) and kinds[segment.source].rules.goes_out:
            yield segment, proposed


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

    Refused and UsageError as `check_table` says.
    """
    check_table(path)
    with project.store() as store, store.reading() as connection:
        rows = [(segment, one) for segment, proposed in _leaving(project, connection) for one in proposed]
    write_file(path, coding_tables.write_answers(rows, delimiter=saved_tables.delimiter(project.language)))
    access_log.note(project, "codings", file=path.name)
    return len(rows)


def check_table(path: Path) -> None:
    """UsageError for another kind of file than a `.csv`; Refused for one that is there: it may hold answers."""
    if path.suffix.lower() != ".csv":
        raise UsageError(N_("The table is written as .csv, not {suffix}."), suffix=path.suffix or path.name)
    if path.exists():
        raise Refused(
            N_("{file} is there already, perhaps with answers in it; it is left as it is."),
            hint=N_("Give the table another name."),
            file=path.name,
        )
