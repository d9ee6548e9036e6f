"""What is found in each source: read once, kept in memory as positions for as long as text and lists are the same."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from toolkit.domain.identifiers.identifier_shapes import shapes
from toolkit.domain.identifiers.identifier_words import IdentifierWords
from toolkit.domain.identifiers.identifiers import Identifier
from toolkit.domain.identifiers.name_finding import Capitals, Heard, Named, NameFinder, settled
from toolkit.domain.identifiers.own_names import OwnNames
from toolkit.domain.sources.sources import Source
from toolkit.resources.identifier_words import identifier_words
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.domain.sources.cases import Respondent

ALIASES = ("alias", "aliases", "name", "namn", "förnamn", "efternamn", "smeknamn", "nickname")
_BRACKET = re.compile(r"\[[^\[\]\n]{1,82}\]")
_INITIALS = 3
_SPLIT = re.compile(r"[,;|/]")
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Raw:
    """One text's findings before all texts have been seen: names, and what tells itself by its shape."""

    names: Sequence[Named]
    heard: Heard
    capitals: Capitals
    words: int


@dataclass(frozen=True, slots=True)
class Seen:
    """One source as it was looked through."""

    id: int
    source: Source
    raw: Raw


@dataclass(frozen=True, eq=False)
class Lists:
    """What a project's texts are looked through with."""

    words: IdentifierWords
    own: OwnNames
    finder: NameFinder
    mark: bytes


def lists(project: Project) -> Lists:
    """The lists of the project's language and the names of its register."""
    words = identifier_words(project.spoken, project.folder)
    people = project.register.respondents.values()
    names = tuple((name, one.id) for one in people for name in names_of(one))
    names += tuple((name, "") for name in project.settings.interviewers)
    return _lists(words, names)


@lru_cache(maxsize=4)
def _lists(words: IdentifierWords, names: tuple[tuple[str, str], ...]) -> Lists:
    own = OwnNames(((name, whose or name) for name, whose in names), ordinary=words.ordinary)
    return Lists(words, own, NameFinder(words, own), blake2b(repr((id(words), names)).encode()).digest())


def names_of(person: Respondent) -> Iterator[str]:
    """What a person of the register is called: pseudonym, labels, and what columns of names say."""
    yield from (person.id, *person.labels)
    for column, value in person.variables.items():
        if column.casefold() in ALIASES:
            yield from filter(None, map(str.strip, _SPLIT.split(str(value))))


def each(project: Project, replaced: Collection[str], progress: Callable[[int, int], None] | None) -> Iterator[Seen]:
    """Every source looked through, one text in memory at a time."""
    from toolkit.storage.sources import sources

    known = lists(project)
    with project.store() as store:
        with store.reading() as connection:
            ids = sources.ids(connection)
        for done, source_id in enumerate(ids.values(), 1):
            with store.reading() as connection:
                source = sources.by_id(connection, source_id)
            yield Seen(source_id, source, raw_of(known, source.text, replaced))
            if progress:
                progress(done, len(ids))


_kept: dict[bytes, Raw] = {}
_MOST = 2_000


def raw_of(known: Lists, text: str, replaced: Collection[str]) -> Raw:
    """What is found in a text; what stands in for a name already is passed over."""
    bare = covered(text, replaced)
    key = blake2b(bare.encode("utf-8", "surrogatepass"), key=known.mark[:32], digest_size=16).digest()
    with _lock:
        found = _kept.get(key)
    if found is None:
        found = _looked(known, bare)
        with _lock:
            while len(_kept) >= _MOST:
                _kept.pop(next(iter(_kept)))
            _kept[key] = found
    return found


def forget() -> None:
    """Keep nothing of what was found."""
    with _lock:
        _kept.clear()


def covered(text: str, replaced: Collection[str]) -> str:
    """The text with what stands in for a name covered, letter by letter."""

    def cover(found: re.Match[str]) -> str:
        whole = found.group()
        return "·" * len(whole) if whole in replaced else whole

    return _BRACKET.sub(cover, text) if replaced else text


def _looked(known: Lists, text: str) -> Raw:
    shaped = shapes(known.words).found(text)
    taken = bytearray(len(text))
    for leak in shaped:
        taken[leak.start : leak.end] = b"\1" * (leak.end - leak.start)
    named, heard, capitals = known.finder.found(text)
    free = [one for one in named if not any(taken[one.start : one.end])]
    free += [Named(leak.kind, leak.start, leak.end, certain=True) for leak in shaped]
    return Raw(tuple(sorted(free, key=lambda one: one.start)), heard, capitals, text.count(" ") + 1)


def found_in(seen: Seen, heard: Heard, words: IdentifierWords) -> Iterator[Named]:
    """The findings of a source once all have been seen, without the short labels that stand before turns."""
    labels = _short_labels(seen.source)
    inside = _spoken(seen.source)
    for one in seen.raw.names:
        named = settled(one, seen.source.text, heard, words)
        if named is None:
            continue
        if labels and seen.source.text[named.start : named.end] in labels and not inside(named.start):
            continue
        yield replace(named, kind=Identifier.OPENING) if _only_opens(named) else named


def _only_opens(named: Named) -> bool:
    """Whether only the capital of one word that begins a sentence tells of a name."""
    return named.kind is Identifier.CAPITALISED and len(named.first) >= named.end - named.start


def _short_labels(source: Source) -> frozenset[str]:
    """The labels before turns that are initials or roles with a number: the team's own signs for people."""
    labels = {turn.label for turn in source.turns if turn.label}
    return frozenset(label for label in labels if len(label) <= _INITIALS and label.isupper())


def _spoken(source: Source) -> Callable[[int], bool]:
    from bisect import bisect_right

    starts = [turn.span.start for turn in source.turns]
    ends = [turn.span.end for turn in source.turns]

    def inside(at: int) -> bool:
        number = bisect_right(starts, at) - 1
        return number >= 0 and at < ends[number]

    return inside


def kind_of(kinds: Mapping[tuple[Identifier, bool], int] | Counter[tuple[Identifier, bool]]) -> Identifier:
    """The kind of a string that was found as several: what a list tells first, then the commonest, a word that begins
    sentences only where it stands nowhere else."""
    order = list(Identifier)

    def rank(item: tuple[tuple[Identifier, bool], int]) -> tuple[bool, bool, int, int]:
        (kind, certain), number = item
        return kind is Identifier.OPENING, not certain, -number, order.index(kind)

    (kind, _), _ = min(kinds.items(), key=rank)
    return kind
