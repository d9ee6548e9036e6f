"""What a person wants corrected in a source, made into edits of the text as it stands: nothing is changed here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from toolkit.domain.sources import alignment, turn_edits
from toolkit.domain.sources.decisions import READING
from toolkit.domain.sources.revisions import applied, settled
from toolkit.domain.sources.sources import Role, Source, Turn
from toolkit.domain.sources.turn_edits import Correction
from toolkit.domain.texts.text import Span
from toolkit.errors import NotFound, Refused, UsageError
from toolkit.messages import N_
from toolkit.resources.written import read_bytes
from toolkit.services.material import importing_apart, revising, sources, transcripts
from toolkit.services.projects.project import Project


@dataclass(frozen=True, slots=True)
class Wanted:
    """A correction as it was said: of a `turn`, or of the whole source.

    `words`: other words for the turn. `replace`: these words for those, in the turn or everywhere. `split_at`: where
    its second half begins, as words of it or as a position; `join`: with the turn after it. `speaker`: who says it, or
    its second half; `onward`: also in the later turns of the same label. `file`: a corrected transcript.
    """

    turn: int | None = None
    words: str | None = None
    replace: tuple[str, str] | None = None
    split_at: str | int | None = None
    join: bool = False
    speaker: str | None = None
    onward: bool = False
    file: Path | None = None

    def deeds(self) -> int:
        """How many things are wanted at once."""
        split = self.split_at is not None
        given = (self.words is not None, self.replace is not None, split, self.join, self.file is not None)
        return sum(given) + (self.speaker is not None and not split)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A correction, the source that it was made of, and the number of that source's text."""

    source: Source
    seen: int
    correction: Correction


def prepared(project: Project, name: str, wanted: Wanted) -> Prepared:
    """The correction of a source as it stands now.

    UsageError when it is not one thing that is wanted, NotFound for a turn, words or speaker that there is none of,
    Refused for the words of somebody who withdrew.
    """
    if wanted.deeds() != 1:
        raise UsageError(
            N_("Say one thing that is to be corrected."),
            hint=N_("Words, a replacement, a split, a join, a speaker, or a corrected file."),
        )
    source, seen = revising.current(project, name)
    return Prepared(source, seen, _made(project, source, wanted))


def _made(project: Project, source: Source, wanted: Wanted) -> Correction:
    if wanted.file is not None:
        return _of_file(project, source, wanted.file)
    if wanted.replace is not None:
        return _replaced(project, source, wanted.replace, wanted.turn)
    if wanted.turn is None:
        raise UsageError(N_("Say which turn is meant: --turn NUMBER"))
    free(project, source, wanted.turn)
    if wanted.join and wanted.turn < len(source.turns):
        free(project, source, wanted.turn + 1)
    if wanted.words is not None:
        return turn_edits.worded(source, wanted.turn, wanted.words)
    if wanted.join:
        return turn_edits.joined(source, wanted.turn)
    if wanted.split_at is not None:
        return _split(project, source, wanted)
    return _spoken(project, source, wanted)


def free(project: Project, source: Source, number: int) -> Turn:
    """The turn of this number; Refused for the words of somebody who withdrew: they are shown to nobody."""
    turn = turn_edits.turn_at(source, number)
    if transcripts.withheld(project, [turn]):
        raise Refused(
            N_("Words that may not be used are not shown, and not corrected."),
            hint=N_("Withdraw them: spegla privacy withdraw"),
        )
    return turn


def _replaced(project: Project, source: Source, words: tuple[str, str], number: int | None) -> Correction:
    old, new = words
    hidden = transcripts.withheld(project, source.turns)
    closed = [turn.span for turn in source.turns if turn.number in hidden]
    found = [span for span in turn_edits.places(source, old, number=number) if not _within(span, closed)]
    if not found:
        raise NotFound(N_("These words stand nowhere in what is said there."), hint=N_("Look at how they are written."))
    return turn_edits.replaced(source, found, new)


def _within(span: Span, others: Iterable[Span]) -> bool:
    return any(one.contains(span) for one in others)


def _split(project: Project, source: Source, wanted: Wanted) -> Correction:
    turn = turn_edits.turn_at(source, wanted.turn or 0)
    said = turn.span.of(source.text)
    at = wanted.split_at if isinstance(wanted.split_at, int) else _place(said, str(wanted.split_at))
    label = turn.label if wanted.speaker is None else _label(project, source, wanted.speaker)
    return turn_edits.split(source, turn.number, at, label)


def _place(said: str, words: str) -> int:
    found = said.count(words) if words.strip() else 0
    if found == 1:
        return said.index(words)
    if found:
        raise UsageError(N_("These words stand in the turn {n} times."), hint=N_("Give more of the words."), n=found)
    raise NotFound(N_("These words do not stand in this turn."), hint=N_("Write them as they are in the text."))


def _spoken(project: Project, source: Source, wanted: Wanted) -> Correction:
    first = turn_edits.turn_at(source, wanted.turn or 0)
    label = _label(project, source, wanted.speaker or "")
    after = (turn.number for turn in source.turns if turn.number > first.number and turn.label == first.label)
    return turn_edits.spoken(source, [first.number, *(after if wanted.onward else ())], label)


def _label(project: Project, source: Source, who: str) -> str:
    """The label of a speaker; NotFound for one whom neither source, register nor roles know."""
    name = who.strip()
    people = project.register.respondents
    registered = project.register.find(name)
    known = {turn.label for turn in source.turns} | {turn.respondent for turn in source.turns} | set(people)
    if registered is None and name not in known and name.casefold() not in turn_edits.ROLES:
        raise NotFound(
            N_("There is no speaker called {who}."),
            hint=N_("Name a speaker of this source, somebody of respondents.csv, interviewer, several or unknown."),
            who=who,
        )
    by_label = name in {turn.label for turn in source.turns}
    return turn_edits.label_for(source, registered.id if registered and not by_label else name)


def _of_file(project: Project, source: Source, path: Path) -> Correction:
    """The edits between the source's text and a corrected file, whose turns are cut as the file says."""
    importers = importing_apart.importers()
    importer, decided = importers[path.suffix.lower()], _decided(project, source.name)
    taken = sources.source_of(project, importer, read_bytes(path), name=path.name, decided=decided)
    made = settled(source.text, alignment.edits(source.text, taken.source.text))
    if applied(source.text, made) != taken.source.text:
        raise ValueError("the edits do not give the text of the file")
    return Correction("correct", made, turn_edits.cut(taken.source))


def _decided(project: Project, name: str) -> dict[str, str]:
    """What a person decided of the source, without how the bytes of its own file are read."""
    from toolkit.storage.sources import source_settings
    from toolkit.storage.sources import sources as stored

    with project.store() as store, store.reading() as connection:
        setting = source_settings.of(connection, stored.id_of(connection, name))
    return {key: value for key, value in setting.decided.items() if key not in READING}


def speakers(project: Project, source: Source) -> list[str]:
    """Who a turn may be given to: the source's labels, the register's people, and the roles."""
    hidden = transcripts.withheld(project, source.turns)
    labels = [turn.label for turn in source.turns if turn.label and turn.number not in hidden]
    people = [one.id for one in project.register.respondents.values() if project.register.usable(one.id)]
    return list(dict.fromkeys((*labels, *people, *(role.value for role in Role if role.value in turn_edits.ROLES))))
