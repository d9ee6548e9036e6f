"""Suggestions for every passage: computed where something changed, stored source by source."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.analysis.engines import LEARNED, RULES
from toolkit.domain.codings import Suggestion
from toolkit.domain.schemes import Scheme
from toolkit.domain.segments import Segment
from toolkit.domain.text import Span
from toolkit.errors import Refused
from toolkit.exchange import coding_tables
from toolkit.messages import N_, current_language, tr
from toolkit.services import schemes, sources
from toolkit.services.files import write_file
from toolkit.services.judgements import Judgements, groups, judgements, usable
from toolkit.services.project import Project, fingerprint

if TYPE_CHECKING:
    from toolkit.analysis.comparing_encoders import Comparison
    from toolkit.analysis.encoders import Encoder
    from toolkit.analysis.suggesting import Model
    from toolkit.analysis.training import Judged
    from toolkit.storage.store import Store
    from toolkit.storage.suggestions import Proposals

Progress = Callable[[int, int], None]
AT_ONCE = 40  # sources read, computed and committed together: about a second's work
SEED = 1
MOST_CODED = 300  # judged sources learned from; of more, as many are drawn
UNCODED = 20  # others, on which the rules go on saying what they think
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
    from toolkit.storage import suggestions

    with project.store(write=True) as store:
        used = schemes.current(project, store)
        schemes.record(project, store, used)
        sources.refresh(project, store)
        wanted = _wanted(project, store, used)
        with store.reading() as connection:
            done = suggestions.fingerprints(connection)
            judged = suggestions.judgements(connection)
        due = _due(done, wanted, judged, anew=anew)
        todo = [name for name, mark in wanted.items() if due or _made_from(done.get(name, ""))[0] != mark]
        if todo:
            model = _model(project, store, used.scheme)
            _compute(project, store, model, [(name, f"{wanted[name]} {judged}") for name in todo], progress)
        return _result(store, used.scheme, sources_=len(wanted), computed=len(todo))


def _wanted(project: Project, store: Store, used: schemes.SchemeInUse) -> dict[str, str]:
    """What each source's suggestions have to be made from beside what is learned, by source name."""
    from toolkit.storage import sources as stored

    with store.reading() as connection:
        names = stored.names(connection)
        refused = _refused(judgements(connection, used.scheme))
    withheld = sorted(one for one in project.register.respondents if not project.register.usable(one))
    models = (project.settings.spacy_model, project.settings.sentence_model)
    base = (used.sha256, sources.placing(project), withheld, RULES, LEARNED, project.spoken, models)
    return {name: fingerprint(*base, repr(refused.get(name, ()))) for name in names}


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
    return anew or abs(judged - min(counts)) >= max(LEAST_NEW, min(counts) // SHARE_NEW)


def _refused(judged: Judgements) -> dict[str, list[tuple[Span, frozenset[str]]]]:
    """What people have said no to, by source and span."""
    said: dict[str, dict[Span, set[str]]] = {}
    for one in judged.refusals:
        said.setdefault(one.source, {}).setdefault(one.span, set()).add(one.code)
    return {source: [(span, frozenset(spans[span])) for span in sorted(spans)] for source, spans in said.items()}


def _model(project: Project, store: Store, scheme: Scheme) -> Model:
    from toolkit.analysis.language import language
    from toolkit.analysis.suggesting import fitted

    taught, models = _taught(project, store, scheme), named_models(project)
    return fitted(taught, scheme=scheme, language=language(project.spoken), encoders=models, seed=SEED)


def _taught(project: Project, store: Store, scheme: Scheme) -> Judged:
    """Segments of judged sources and some others, with all that was judged of them."""
    from toolkit.analysis.language import language
    from toolkit.analysis.segmenting import segments
    from toolkit.analysis.training import Judged
    from toolkit.storage import sources as stored

    speech, people = language(project.spoken), groups(project)
    with store.reading() as connection:
        judged = judgements(connection, scheme)
        pieces = [
            piece
            for source in stored.each(connection, _learned_from(judged.sources, stored.names(connection)))
            for piece in segments(usable(project, source), speech, groups=people)
        ]
    return Judged(pieces, judged.labels(pieces), judged.rejected(pieces), _refused(judged))


def _learned_from(judged: Collection[str], names: Collection[str]) -> list[str]:
    """The sources to learn from: judged ones, and some others."""
    coded, others = sorted(set(judged) & set(names)), sorted(set(names) - set(judged))
    return sorted([*_some(coded, MOST_CODED), *_some(others, UNCODED)]) if coded else []


def _some(names: Sequence[str], most: int) -> Sequence[str]:
    """All of the names, or so many, drawn in a way that a new name changes as little as may be."""
    return sorted(names, key=lambda name: hashlib.sha256(name.encode()).digest())[:most]


def models_compared(
    project: Project, store: Store, scheme: Scheme, *, progress: Progress | None = None
) -> tuple[list[Comparison], Encoder | None]:
    """How the models that the settings name do on the project's own codings, and the one that suggestions use.

    Empty when none is named, or too few respondents are judged to tell.
    """
    from toolkit.analysis.comparing_encoders import chosen, compared
    from toolkit.analysis.language import language
    from toolkit.analysis.rules import Rules
    from toolkit.analysis.training import prepared

    models = named_models(project)
    if not models:
        return [], None
    taught, rules = _taught(project, store, scheme), Rules(scheme, language(project.spoken))
    training = prepared(taught.segments, taught.labels, taught.rejected, rules=rules, seed=SEED)
    found = compared(training, rules, models, seed=SEED, progress=progress)
    return found, chosen(found, models)


def named_models(project: Project) -> list[Encoder]:
    """The models that the project's settings name, loaded; BadSetting for one that is not there."""
    from toolkit.analysis.encoders import opened

    settings = project.settings
    if not settings.spacy_model and not settings.sentence_model:
        return []
    return opened(spacy_model=settings.spacy_model, sentence_model=settings.sentence_model, folder=project.folder)


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
        texts = [usable(project, source) for source in stored.each(connection, batch)]
    found: dict[str, list[tuple[Segment, list[Suggestion]]]] = {name: [] for name in batch}
    for segment, proposed in suggested(texts, model, groups=groups(project)):
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
