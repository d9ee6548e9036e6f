"""Corrections to a source that is stored: who speaks under which label, whom it is about, when it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.domain.sources.decisions import SPEAKERS, changed, checked
from toolkit.domain.sources.speakers import NOBODY, paired
from toolkit.domain.texts.text import words
from toolkit.errors import NotFound, UsageError
from toolkit.messages import N_
from toolkit.services.material import file_views, importing_apart, sources
from toolkit.services.material.file_views import Voice
from toolkit.services.projects.project import Project


@dataclass(frozen=True, slots=True)
class Corrected:
    """Who speaks in a source now, and all that a person decided of it."""

    name: str
    voices: tuple[Voice, ...]
    decided: Mapping[str, str]


def told(speakers: Sequence[str]) -> str:
    """What was written as "SA=D10" or "KL=interviewer", once or more, as it is kept; UsageError for anything else."""
    pairs = {label.strip(): who.strip() for label, _, who in (one.rpartition("=") for one in speakers)}
    if not all(pairs) or not all(pairs.values()):
        raise UsageError(
            N_("A speaker is named as LABEL=WHO, for example SA=D10, KL=interviewer or Anna=unknown."),
            hint=N_("A hyphen stands for the turns without a label: --speaker -=D10"),
        )
    return paired(pairs)


def speakers(project: Project, name: str) -> Corrected:
    """Who speaks in a source."""
    from toolkit.storage.sources import source_settings
    from toolkit.storage.sources import sources as stored

    sources.place(project)
    with project.store() as store, store.reading() as connection:
        source = stored.get(connection, name)
        setting = source_settings.of(connection, stored.id_of(connection, name))
    spoken = {turn.number: words(turn.span.of(source.text)) for turn in source.turns}
    return Corrected(name, file_views.voices(source, spoken), dict(setting.decided))


def correct(project: Project, name: str, changes: Mapping[str, str]) -> Corrected:
    """Keep what a person corrected (`speakers`, `respondent`, `interviewer`, `date`), and place the speakers by it.

    Speakers are added to those named before. What was coded stays where it is, and is then the words of whoever
    speaks there now.
    """
    from toolkit.storage.sources import source_settings
    from toolkit.storage.sources import sources as stored

    given = checked(changes)
    before = speakers(project, name)
    _refuse_unknown(before, given)
    with project.store(write=True) as store, store.writing("sources speakers", now=project.now) as change:
        connection = change.connection
        source_id = stored.id_of(connection, name)
        decided = changed(source_settings.of(connection, source_id).decided, given)
        source_settings.put(connection, source_id, decided=decided)
        sources.place_one(project, connection, name, importing_apart.importers())
        change.note(sources=1)
    return speakers(project, name)


def _refuse_unknown(seen: Corrected, given: Mapping[str, str]) -> None:
    """Raise NotFound for a label that the source does not have: a slip of the pen would change nothing unseen."""
    from toolkit.domain.sources.speakers import speaker_pairs

    labels = {one.label.casefold() or NOBODY for one in seen.voices}
    missing = [label for label in speaker_pairs({SPEAKERS: given.get(SPEAKERS, "")}) if label not in labels]
    if missing:
        raise NotFound(
            N_("Nobody in {source} speaks under the label {label}."),
            hint=N_("There are: {names}"),
            source=seen.name,
            label=missing[0],
            names=", ".join(dict.fromkeys(one.label or NOBODY for one in seen.voices)),
        )
