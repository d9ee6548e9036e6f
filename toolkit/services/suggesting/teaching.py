"""What suggestions learn from, and what was learned, kept in the project as long as all it was learned from stands."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.analysis.engines import LEARNED, RULES
from toolkit.domain.codings.codings import Verdict
from toolkit.domain.codings.schemes import Scheme
from toolkit.domain.texts.text import Span
from toolkit.services.coding.judgements import groups, judged_sources, refusals
from toolkit.services.coding.schemes import SchemeInUse
from toolkit.services.material import unlearning
from toolkit.services.projects.project import Project, fingerprint
from toolkit.services.suggesting import judged_segments

if TYPE_CHECKING:
    from toolkit.analysis.suggesting.comparing_encoders import Comparison
    from toolkit.analysis.suggesting.encoders import Encoder
    from toolkit.analysis.suggesting.suggesting import Model
    from toolkit.analysis.suggesting.training import Judged
    from toolkit.storage.projects.store import Connection, Store
    from toolkit.storage.sources.sources import Placing

Progress = Callable[[int, int], None]
SEED = 1
MOST_CODED = 300  # judged sources learned from; of more, as many are drawn
UNCODED = 20  # others, on which the rules go on saying what they think
PARTS = 5  # of what `_told` tells


@dataclass(frozen=True, slots=True)
class Ground:
    """What suggestions rest on beside what is judged: `base` for all, `sources` (by number) for each source's own.

    `withheld` names those whose words are left out; `names` are the sources' names.
    """

    base: str
    withheld: str
    sources: Mapping[int, str]
    names: Mapping[int, str]


def ground(project: Project, connection: Connection, used: SchemeInUse) -> Ground:
    """What suggestions rest on as the project stands."""
    from toolkit.storage.sources import sources

    people = groups(project)
    spoken = list(sources.placings(connection))
    withheld = sorted({voice for one in spoken for voice in one.voices if not project.register.usable(voice)})
    models = (project.settings.spacy_model, project.settings.sentence_model)
    base = fingerprint(used.sha256, withheld, RULES, LEARNED, project.spoken, models)
    return Ground(
        base,
        unlearning.withheld(project),
        {one.id: _said(one, people) for one in spoken},
        {one.id: one.name for one in spoken},
    )


def _said(placing: Placing, people: Mapping[str, str | None]) -> str:
    """What is said in a source by whom of which group, and in answer to what."""
    return fingerprint(placing.state, placing.digest, [(voice, people.get(voice)) for voice in placing.voices])


def refused(said: Iterable[Verdict]) -> dict[str, list[tuple[Span, frozenset[str]]]]:
    """What people have said no to, by source and span."""
    found: dict[str, dict[Span, set[str]]] = {}
    for one in said:
        found.setdefault(one.source, {}).setdefault(one.span, set()).add(one.code)
    return {source: [(span, frozenset(spans[span])) for span in sorted(spans)] for source, spans in found.items()}


def kept_model(project: Project, store: Store, scheme: Scheme, on: Ground) -> tuple[Model, int] | None:
    """The model learned last, and after how many judgements; None where something it was learned from has changed."""
    from toolkit.analysis.suggesting.kept_learning import unpacked
    from toolkit.analysis.suggesting.rules import Rules
    from toolkit.analysis.suggesting.suggesting import Model
    from toolkit.analysis.texts.language import language
    from toolkit.storage.database import learned

    with store.reading() as connection:
        count = _holds(learned.fingerprint(connection, learned.SUGGESTIONS), on)
        data = learned.data(connection, learned.SUGGESTIONS) if count is not None else b""
        said = refused(refusals(connection, scheme)) if data else {}
    if count is None or not data:
        return None
    rules = Rules(scheme, language(project.spoken))
    found = unpacked(data, rules, named_models(project))
    return None if found is None else (Model(rules, scheme, found, refused=said, seed=SEED), count)


def learned_anew(project: Project, store: Store, scheme: Scheme, on: Ground, count: int) -> Model:
    """A model of all that is judged now (`count` judgements), kept for the next time."""
    from toolkit.analysis.suggesting.kept_learning import packed
    from toolkit.analysis.suggesting.suggesting import fitted
    from toolkit.analysis.texts.language import language
    from toolkit.storage.database import learned

    taught, models = taught_by(project, store, scheme), named_models(project)
    model = fitted(taught.judged, scheme=scheme, language=language(project.spoken), encoders=models, seed=SEED)
    kept = learned.Kept(_told(count, on, taught.sources), packed(model.learned))
    with store.writing("learned", now=project.now) as change:
        change.idle = True
        learned.forget(change.connection)
        if kept.data:
            learned.keep(change.connection, learned.SUGGESTIONS, kept, now=project.now)
    return model


def _told(count: int, on: Ground, sources: Iterable[int]) -> str:
    """What a model was learned from: who was left out, how much was judged, the ground, and the sources by number."""
    numbers = sorted(sources)
    marks = fingerprint([on.sources.get(number, "") for number in numbers])
    return f"{on.withheld} {count} {on.base} {marks} {','.join(map(str, numbers))}"


def _holds(told: str, on: Ground) -> int | None:
    """After how many judgements it was learned, where all it was learned from stands as it was."""
    parts = told.split(" ")
    if len(parts) != PARTS or not parts[1].isdigit():
        return None
    numbers = [int(number) for number in parts[-1].split(",") if number.isdigit()]
    return int(parts[1]) if told == _told(int(parts[1]), on, numbers) else None


@dataclass(frozen=True, slots=True)
class Taught:
    """What was judged as far as it is learned from, and the numbers of the sources that it was drawn from."""

    judged: Judged
    sources: frozenset[int]


def taught_by(project: Project, store: Store, scheme: Scheme) -> Taught:
    """Segments of judged sources and some others, with all that was judged of them."""
    from toolkit.analysis.suggesting.training import Judged
    from toolkit.storage.sources import sources as stored

    with store.reading() as connection:
        said, numbers = refusals(connection, scheme), stored.ids(connection)
        names = _learned_from(judged_sources(connection, scheme), numbers)
        drawn = judged_segments.drawn(project, connection, scheme, names)
    pieces, own = drawn.pieces, drawn.judged
    found = Judged(pieces, own.labels(pieces), own.rejected(pieces), refused(said))
    return Taught(found, frozenset(numbers[name] for name in names))


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
    from toolkit.analysis.suggesting.comparing_encoders import chosen, compared
    from toolkit.analysis.suggesting.rules import Rules
    from toolkit.analysis.suggesting.training import prepared
    from toolkit.analysis.texts.language import language

    models = named_models(project)
    if not models:
        return [], None
    taught, rules = taught_by(project, store, scheme).judged, Rules(scheme, language(project.spoken))
    training = prepared(taught.segments, taught.labels, taught.rejected, rules=rules, seed=SEED)
    found = compared(training, rules, models, seed=SEED, progress=progress)
    return found, chosen(found, models)


def named_models(project: Project) -> list[Encoder]:
    """The models that the project's settings name, loaded; BadSetting for one that is not there."""
    from toolkit.analysis.suggesting.encoders import opened

    settings = project.settings
    if not settings.spacy_model and not settings.sentence_model:
        return []
    return opened(spacy_model=settings.spacy_model, sentence_model=settings.sentence_model, folder=project.folder)
