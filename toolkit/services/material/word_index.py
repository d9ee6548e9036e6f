"""The words of the whole project in memory: made of what the store keeps of each source, anew when that has changed.

Words of people who withdrew are left out when it is made; those of a removed source go with the next search.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from toolkit.domain.sources.sources import Role, Source
from toolkit.errors import NotSaved, ProjectBusy
from toolkit.services.material import transcripts
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.analysis.searching.coded_places import CodedPlaces
    from toolkit.analysis.searching.word_index import Words
    from toolkit.analysis.searching.word_shelf import Shelf, TurnPlace
    from toolkit.storage.projects.store import Connection
    from toolkit.storage.sources.searching import TurnRow

KEPT = 2  # projects

_HEARD = (Role.RESPONDENT, Role.RECORD)


@dataclass(frozen=True, slots=True)
class RestsOn:
    """What the words in memory are made from: who is left out, how speakers are placed, which sources."""

    withheld: tuple[str, ...]
    placing: str
    sources: Mapping[int, str]


@dataclass(slots=True)
class Standing:
    """The words of a project and the names of its sources; good as long as `rests_on` holds, surely at `mark`.

    `coded` are the codings by whose eyes see them, each with the journal's number that they hold for; `forms` other
    forms of words, as they were found.
    """

    shelf: Shelf
    names: Mapping[int, str]
    rests_on: RestsOn
    mark: int
    coded: dict[str, tuple[int, CodedPlaces]] = field(default_factory=dict)
    forms: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)


_kept: OrderedDict[str, Standing] = OrderedDict()
_making = threading.Lock()


def fingerprint(project: Project, sha256: str) -> str:
    """What a source's words are made from: its bytes and revision, the language spoken, the way of reading them."""
    from toolkit.analysis.searching.word_index import VERSION

    return f"{VERSION}:{project.spoken}:{sha256[:16]}{sha256[64:]}"


def keep(connection: Connection, source_id: int, project: Project, source: Source) -> None:
    """Keep the words of a new source beside it."""
    from toolkit.storage.sources import word_indexes

    words = _packed(project, source.text, [(turn.span.start, turn.span.end) for turn in source.turns])
    word_indexes.keep(connection, source_id, fingerprint(project, source.sha256), words)


def _packed(project: Project, text: str, turns: Sequence[tuple[int, int]]) -> bytes:
    from toolkit.analysis.searching import word_index

    with transcripts.bordering(project.spoken) as borders:
        return word_index.pack(word_index.sentenced(word_index.read(text), text, turns, borders))


def standing(project: Project) -> Standing:
    """The words of the project as it is now."""
    with _making:
        key = str(project.folder)
        found = _kept[key] = _current(project, _kept.get(key))
        _kept.move_to_end(key)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
        return found


def coded(project: Project, words: Standing) -> CodedPlaces:
    """The codings that the project's viewer may see, as places among its words."""
    from toolkit.analysis.searching.coded_places import coded_places
    from toolkit.storage.sources import searching

    with project.store() as store:
        eyes, mark = store.eyes, store.mark()
        known = words.coded.get(eyes)
        if known is not None and known[0] == mark:
            return known[1]
        with store.reading() as connection:
            made = coded_places(words.shelf, searching.coding_places(connection))
    words.coded[eyes] = mark, made
    return made


def _current(project: Project, known: Standing | None) -> Standing:
    """What is known when it holds still, else all anew."""
    from toolkit.storage.sources import word_indexes
    from toolkit.storage.suggesting import runs

    missing: dict[int, bytes] = {}
    with project.store() as store:
        mark = store.mark()
        if known is not None and (known.mark, known.rests_on.withheld) == (mark, project.withheld):
            return known
        with store.reading() as connection:
            kept = word_indexes.fingerprints(connection)
            shas = {key: sha256 for key, (_, sha256, _) in kept.items()}
            rests_on = RestsOn(project.withheld, runs.fingerprint(connection, "placing"), shas)
            if known is not None and known.rests_on == rests_on:
                known.mark = mark
                return known
            shelf = _shelf(project, connection, known if _goes_on(known, rests_on) else None, kept, missing)
    _keep_missing(project, missing, shas)
    return Standing(shelf, {key: name for key, (name, _, _) in kept.items()}, rests_on, mark)


Kept = Mapping[int, tuple[str, str, str | None]]  # by source id: its name, its sha256, the fingerprint of its words


def _goes_on(known: Standing | None, now: RestsOn) -> bool:
    """Whether what is known can stay but for sources that came or went."""
    return known is not None and replace(now, sources=known.rests_on.sources) == known.rests_on


def _shelf(
    project: Project, connection: Connection, known: Standing | None, kept: Kept, missing: dict[int, bytes]
) -> Shelf:
    from toolkit.analysis.searching.word_shelf import shelved
    from toolkit.analysis.searching.word_splicing import spliced

    there = known.rests_on.sources if known else {}
    new = {key: one for key, one in kept.items() if there.get(key) != one[1]}
    made = shelved(_words(project, connection, new, missing))
    return spliced(known.shelf, made, list(kept)) if known else made


def _words(
    project: Project, connection: Connection, wanted: Kept, missing: dict[int, bytes]
) -> Iterator[tuple[int, Words, list[TurnPlace]]]:
    """The words of each source, read from its text where none, or none that can be read, were kept; and its turns."""
    from toolkit.analysis.searching import word_index
    from toolkit.storage.sources import searching, sources

    withheld = {name.casefold() for name in project.withheld}
    for key, (_, sha256, own) in wanted.items():
        turns = searching.turns(connection, key)
        places = [(turn.start, turn.end) for turn in turns]
        found = _unpacked(connection, key, places) if own == fingerprint(project, sha256) else None
        if found is None:
            missing[key] = _packed(project, sources.text_of(connection, key), places)
            found = word_index.unpack(missing[key])
        yield key, found, _heard(turns, withheld)


def _unpacked(connection: Connection, key: int, turns: Sequence[tuple[int, int]]) -> Words | None:
    """The words kept of a source; None for those that cannot be read, or of other turns."""
    from toolkit.analysis.searching import word_index
    from toolkit.storage.sources import word_indexes

    with suppress(ValueError):
        found = word_index.unpack(word_indexes.words(connection, key))
        return found if found.cut == word_index.cut(turns) else None
    return None


def _heard(turns: Iterable[TurnRow], withheld: set[str]) -> list[TurnPlace]:
    """The turns that may be read, of everyone but who withdrew or refused, by name or by label."""
    from toolkit.analysis.searching.word_shelf import TurnPlace

    return [
        TurnPlace(turn.number, turn.start, turn.end, turn.role in _HEARD, _speaker(turn), turn.phase)
        for turn in turns
        if not withheld or not _names(turn) & withheld
    ]


def _speaker(turn: TurnRow) -> str | None:
    """Who says the turn; nobody says a record, whomever it is about."""
    return None if turn.role == Role.RECORD else turn.respondent


def _names(turn: TurnRow) -> set[str]:
    labels = (turn.respondent, None if turn.role == Role.INTERVIEWER else turn.label)
    return {label.casefold().strip() for label in labels if label}


def _keep_missing(project: Project, missing: Mapping[int, bytes], shas: Mapping[int, str]) -> None:
    """Keep what had to be read, so that it is there next time; while others write, it is read again."""
    from toolkit.storage.sources import word_indexes

    if not missing:
        return
    busy = suppress(ProjectBusy, NotSaved)
    with busy, project.store(write=True) as store, store.writing("words", now=project.now) as change:
        change.idle = True
        there = word_indexes.fingerprints(change.connection)
        for key, words in missing.items():
            if key in there and there[key][1] == shas[key]:
                word_indexes.keep(change.connection, key, fingerprint(project, shas[key]), words)
