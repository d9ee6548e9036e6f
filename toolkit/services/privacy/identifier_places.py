"""Where names stand beside the sources: every short text of the project that may be looked at, and what is in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.domain.codings.schemes import Code
from toolkit.domain.identifiers.identifier_groups import NAMES, Decided, Decision, Group, key_of
from toolkit.domain.identifiers.identifier_shapes import shapes
from toolkit.domain.identifiers.identifier_words import bare
from toolkit.domain.identifiers.identifiers import Identifier
from toolkit.domain.identifiers.name_finding import Heard, settled
from toolkit.domain.identifiers.own_names import folded, runs
from toolkit.domain.texts.short_texts import Path, Short, Where
from toolkit.domain.texts.text import Span
from toolkit.messages import tr
from toolkit.services.privacy import identifier_finding as finding
from toolkit.services.projects.project import Project
from toolkit.services.projects.withholding import withheld_spans

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection

_LISTED = (Where.FILE, Where.FACTS, Where.CODE)  # here also what a list knows, elsewhere only what is known
_KNOWN = (Where.THEME, Where.PARTNER, Where.QUOTE, Where.SETTINGS, Where.GUIDE, Where.PACK, Where.DRAFT)
_UNSURE = (Identifier.CAPITALISED, Identifier.OPENING, Identifier.PLACE, Identifier.SENSITIVE)
_BY_CAPITALS = (Identifier.CAPITALISED, Identifier.OPENING)
_SHORTEST = 2  # letters of a word


@dataclass(frozen=True, slots=True)
class Found:
    """A finding in a short text."""

    kind: Identifier
    key: str
    start: int
    end: int
    whose: str = ""
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a source from its head, and the line of its text that says it; 0 for none."""

    source: str
    line: int

    def told(self) -> str:
        """Source and line, in words."""
        return tr("{source}, line {line}", source=self.source, line=self.line) if self.line else self.source


def heads(connection: Connection, found: Iterable[Short]) -> tuple[Head, ...]:
    """Of these texts those that stand at the heads of sources, each source and line once."""
    from toolkit.storage.sources import sources

    names = {number: name for name, number in sources.ids(connection).items()}
    told = []
    for short in (one for one in found if one.where is Where.FACTS):
        whole = sources.text_of(connection, short.number)
        at = whole.find(short.text)
        told.append(Head(names[short.number], whole.count("\n", 0, at) + 1 if at >= 0 else 0))
    return tuple(dict.fromkeys(told))


def texts(project: Project) -> Iterator[Short]:
    """All short texts but those of people whose words may not be used; to blind eyes memos and what is no judgement."""
    with project.store() as store, store.reading() as connection:
        yield from stored(project, connection, eyes=store.eyes)


def stored(project: Project, connection: Connection, *, eyes: str = "") -> Iterator[Short]:
    """The same, with what stands in this database of the project."""
    from toolkit.storage.sources import identifier_texts

    hidden = _hidden(project, connection)
    kept = [one for one in identifier_texts.each(connection) if one.where is Where.MEMO or not eyes]
    yield from (one for one in kept if not _on_hidden(project, one, hidden))
    yield from _heads(connection)
    yield from _written(project)


def _hidden(project: Project, connection: Connection) -> Mapping[int, Sequence[Span]]:
    from toolkit.storage.sources import sources

    ids = sources.ids(connection)
    return {ids[name]: spans for name, spans in withheld_spans(project, connection).items() if spans}


def _on_hidden(project: Project, one: Short, hidden: Mapping[int, Sequence[Span]]) -> bool:
    """Whether a text is on words that are shown nowhere, or is of somebody whose words are not."""
    person = project.register.find(one.who) if one.who else None
    if person is not None and not project.register.usable(person.id):
        return True
    spans = hidden.get(one.source_id or 0, ())
    if one.span is None:
        return bool(spans) and one.where in (Where.GATE, Where.PACK, Where.DRAFT)
    return any(one.span.shared(each) for each in spans)


def _heads(connection: Connection) -> Iterator[Short]:
    """The names of the sources' files and what stands at their heads."""
    from toolkit.storage.sources import sources

    ids = sources.ids(connection)
    for row in sources.overview(connection):
        number, bare_name = ids[row.name], re.sub(r"[._\-\d]", " ", row.name.rpartition(".")[0])
        yield Short(Where.FILE, number, "", number, ("name",), bare_name, number)
        for name, value in row.facts.items():
            yield Short(Where.FACTS, number, "", number, ("facts", name), str(value), number)


def _written(project: Project) -> Iterator[Short]:
    """What people write in files: the scheme's words, the settings, the questions of the guides."""
    own = project.scheme_path.is_relative_to(project.folder)
    for number, code in enumerate(project.scheme_file.codes.values(), 1):
        for path, text in _of_code(code):
            yield Short(Where.CODE, number, "code", code.path, path, text, changeable=own)
    settings = project.settings
    for text in (settings.name, settings.description, *(one.text for one in settings.evaluation_questions)):
        yield Short(Where.SETTINGS, 1, "", "", (), text)
    for number, guide in enumerate(project.guides.values(), 1):
        for question in guide.questions:
            yield from (Short(Where.GUIDE, number, "", "", (), text) for text in question.wordings())


def _of_code(code: Code) -> Iterator[tuple[Path, str]]:
    for name in ("title", "definition"):
        yield from (((name, language), text) for language, text in getattr(code, name).items())
    for name in ("includes", "excludes"):
        for language, lines in getattr(code, name).items():
            yield from (((name, language, at), text) for at, text in enumerate(lines))


@dataclass(slots=True)
class Seeker:
    """Finds names in short texts: by capitals and lists where people write freely, and everywhere those that are known.

    `groups` are those that the sources gave, `decided` what was decided of names by their digests: with them a name is
    known though it stands in no source any more.
    """

    lists: finding.Lists
    heard: Heard
    groups: Mapping[str, Group]
    decided: Mapping[str, Decided]
    digest: Callable[[str], str]
    replaced: frozenset[str] = frozenset()
    _names: dict[str, Identifier | None] = field(default_factory=dict)

    def found(self, short: Short) -> Iterator[Found]:
        """What stands in a text, nothing over another."""
        taken = bytearray(len(short.text))
        for one in (*self._told(short), *self._runs(short.text)):
            if not any(taken[one.start : one.end]):
                taken[one.start : one.end] = b"\1" * (one.end - one.start)
                yield one

    def _told(self, short: Short) -> Iterator[Found]:
        """What capitals, lists and shapes tell; in some places only what is certain, or known already."""
        if short.where in _KNOWN:
            for leak in shapes(self.lists.words).found(short.text):
                key = key_of(leak.kind, short.text[leak.start : leak.end])
                if self._kind(key) is not None:
                    yield Found(leak.kind, key, leak.start, leak.end, certain=True)
            return
        for raw in finding.raw_of(self.lists, short.text, self.replaced).names:
            one = settled(raw, short.text, self.heard, self.lists.words)
            if one is None or (short.where in _LISTED and (one.kind in _UNSURE or not one.certain)):
                continue
            key = self._base(key_of(one.kind, short.text[one.start : one.end]))
            if one.first and one.kind is Identifier.CAPITALISED and " " not in key and self._kind(key) is None:
                continue  # one word that begins a sentence, in texts that are short and begin with any word
            yield Found(one.kind, key, one.start, one.end, one.whose, one.certain)

    def _base(self, key: str) -> str:
        """The known name that the key is the genitive of, else the key."""
        return next((one for one in bare(key) if self._kind(one) is not None), key)

    def _runs(self, text: str) -> Iterator[Found]:
        """Words in a row that are a known name, however they are written; the longest first."""
        for start, end in runs(finding.covered(text, self.replaced)):
            yield from self._named(text, start, end)

    def _named(self, text: str, start: int, end: int) -> Iterator[Found]:
        whole = " ".join(folded(text[start:end]).split())
        if len(whole) < _SHORTEST:
            return
        for key in bare(whole):
            kind = self._kind(key)
            if kind in NAMES and (text[start].isupper() or self._sure(key, kind)):
                yield Found(kind, key, start, end)
                return

    def _sure(self, key: str, kind: Identifier | None) -> bool:
        """Whether a known name is one in small letters, too."""
        words = self.lists.words
        ordinary = key in self.heard.small or key in words.ordinary or key in words.general
        return not ordinary and (kind not in _BY_CAPITALS or self.digest(key) in self.decided)

    def _kind(self, key: str) -> Identifier | None:
        """What kind of finding the key is of, where sources or a decision know it."""
        if key not in self._names:
            self._names[key] = self._known(key)
        return self._names[key]

    def _known(self, key: str) -> Identifier | None:
        if key in self.groups:
            return self.groups[key].kind
        decided = self.decided.get(self.digest(key))
        if decided is None or decided.decision is Decision.KEEP:
            return None
        return Identifier(decided.kind)
