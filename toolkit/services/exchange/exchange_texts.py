"""Texts of other programs as sources: cut into turns as any transcript, by labels, else by whose case the words are."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar

from toolkit import plugins
from toolkit.domain.exchange.interchange import Exchanged, ExchangedSource, Loss
from toolkit.domain.sources.decisions import READING
from toolkit.domain.sources.sources import EXCHANGED, RawTurn, Role, Source, Transcript
from toolkit.domain.sources.speakers import placed, printed_role, speaker_pairs
from toolkit.domain.texts.text import Span, trimmed
from toolkit.errors import BadFile, Problem
from toolkit.messages import N_
from toolkit.services.exchange.exchange_people import one_line
from toolkit.services.material import sources
from toolkit.services.material.adding import shown_name
from toolkit.services.projects import withdrawal_ledger, withholding
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.domain.exchange.ports import Importer
    from toolkit.storage.projects.store import Connection

BY_CASES = "turns_by_case"  # a fact of a source whose speakers no labels tell
INNER = frozenset((EXCHANGED, BY_CASES, *READING, "respondent", "speakers", "interviewer"))
MASK = "█"
_SUFFIX = 5  # signs after a name's last point that are still taken for a suffix
_ALL = 0.9  # of a text in one stretch of a case: the case has the whole text
_ENOUGH, _DOUBT = 0.2, 0.1  # of a label's words in one person's case, and of those in others', to be that person
_PARAGRAPHS = 3  # blank lines in a text from which on they part its paragraphs; with fewer each line is one
_NO_PERSON = (Role.INTERVIEWER, Role.SEVERAL)
_NOT_IN_SPEAKERS = re.compile("[,=]")
_BLANK, _LINE = re.compile(r"\n[^\S\n]*\n\s*"), re.compile(r"\n\s*")


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose words stand in a text by the cases: the people who have all of it, and the stretches of each person."""

    all: tuple[str, ...] = ()
    parts: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)


def whose(exchanged: Exchanged, ids: Mapping[str, str]) -> dict[str, Whose]:
    """What the cases say of each source, by its guid; `ids` are the respondents by case."""
    wanted = {guid for case in exchanged.cases for guid in case.selections}
    spans = {one.guid: (each, one.span) for each in exchanged.sources for one in each.selections if one.guid in wanted}
    wholes: dict[str, dict[str, None]] = {}
    parts: dict[str, dict[str, list[Span]]] = {}
    for case in exchanged.cases:
        person = ids.get(case.guid)
        if person is None:
            continue
        for guid in case.sources:
            wholes.setdefault(guid, {})[person] = None
        for source, span in (spans[each] for each in case.selections if each in spans):
            if len(span) > _ALL * len(source.text):
                wholes.setdefault(source.guid, {})[person] = None
            else:
                parts.setdefault(source.guid, {}).setdefault(person, []).append(span)
    return {
        guid: Whose(
            tuple(wholes.get(guid, ())),
            {person: tuple(sorted(found)) for person, found in parts.get(guid, {}).items()},
        )
        for guid in {*wholes, *parts}
    }


class ExchangedText:
    """Reads a text that another program held; its facts say who the cases tell that speaks."""

    suffixes: ClassVar[Sequence[str]] = ()

    def __init__(self, project: Project, plain: Importer, source: ExchangedSource, whose: Whose) -> None:
        self.project, self.plain, self.source, self.whose = project, plain, source, whose
        self.facts = {**_told(source.variables), EXCHANGED: "REFI-QDA"}

    def read(self, data: bytes, name: str, *, known: frozenset[str] = frozenset()) -> Transcript:  # noqa: ARG002 - as importers
        """The text with its turns, by its own labels if it has any."""
        text = self.source.text
        try:
            found = self.plain.read(text.encode("utf-8", "replace"), name, known=known)
        except BadFile:
            found = None
        if found is None or found.text != text:
            return Transcript(text, self._turns(), {**self.facts, BY_CASES: "yes"})
        said = {**self.facts, **found.facts}
        found = replace(found, facts=said)
        if self.whose.all and not self.whose.parts and self._respondents(found, name) == set(self.whose.all):
            return found
        return replace(found, facts={**said, **self._people(found, said)})

    def _respondents(self, found: Transcript, name: str) -> set[str]:
        """Who is taken to speak here without the cases."""
        register, interviewers = self.project.register, self.project.settings.interviewers
        turns, _ = placed(found, name=name, register=register, interviewers=interviewers)
        return {turn.respondent for turn in turns if turn.respondent}

    def _people(self, found: Transcript, said: Mapping[str, str]) -> dict[str, str]:
        """Who the cases say that the text's labels are."""
        told = dict(speaker_pairs(said))
        labels: dict[str, list[Span]] = {}
        for turn in found.turns:
            if turn.label and not _NOT_IN_SPEAKERS.search(turn.label) and printed_role(turn.label) not in _NO_PERSON:
                labels.setdefault(turn.label, []).append(turn.span)
        pairs = {label: person for label, spans in labels.items() if (person := self._owner(spans))}
        new = {label: person for label, person in pairs.items() if label.casefold() != person.casefold()}
        facts = {"respondent": self.whose.all[0]} if len(self.whose.all) == 1 else {}
        added = [f"{label}={person}" for label, person in new.items() if label.casefold() not in told]
        if added:
            facts["speakers"] = ", ".join([*filter(None, [said.get("speakers", "")]), *added])
        return facts

    def _owner(self, spans: Sequence[Span]) -> str | None:
        """The one person in whose case enough of these turns lies, and hardly any in another's."""
        shares = {person: _shared(spans, parts) for person, parts in self.whose.parts.items()}
        first, *others = sorted(shares.items(), key=lambda each: -each[1]) or [("", 0)]
        clear = sum(share for _, share in others) <= _DOUBT * first[1]
        return first[0] if clear and first[1] >= _ENOUGH * sum(map(len, spans)) and first[1] else None

    def _turns(self) -> tuple[RawTurn, ...]:
        """Turns by the cases: a person's stretches, else paragraphs of the one person who has the whole text."""
        text, alone = self.source.text, self.whose.all[0] if len(self.whose.all) == 1 else None
        if not self.whose.parts:
            return tuple(RawTurn(span, alone) for span in _paragraphs(text, 0, len(text)))
        claimed = sorted((span, person) for person, spans in self.whose.parts.items() for span in spans)
        turns: list[RawTurn] = []
        at = 0
        for span, person in claimed:
            if span.start < at:
                continue
            turns += [RawTurn(each) for each in _paragraphs(text, at, span.start)]
            turns.append(RawTurn(span, person))
            at = span.end
        return (*turns, *(RawTurn(each) for each in _paragraphs(text, at, len(text))))


def _shared(spans: Iterable[Span], parts: Sequence[Span]) -> int:
    return sum(span.shared(part) for span in spans for part in parts if part.start < span.end and span.start < part.end)


def _paragraphs(text: str, start: int, end: int) -> Iterator[Span]:
    """The paragraphs of a stretch of the text, without the white space around them."""
    parting = _BLANK if len(_BLANK.findall(text)) >= _PARAGRAPHS else _LINE
    at = start
    for gap in [*parting.finditer(text, start, end), None]:
        span = trimmed(text, at, gap.start() if gap else end)
        if span:
            yield span
        at = gap.end() if gap else end


def _told(variables: Mapping[str, str]) -> dict[str, str]:
    """A source's variables as facts of it, without those that say who speaks."""
    facts = {one_line(name).casefold(): one_line(value) for name, value in variables.items()}
    return {name: value for name, value in facts.items() if name and value and name not in INNER}


def variables_of(facts: Mapping[str, str]) -> dict[str, str]:
    """The facts of a source that other programs get as its variables."""
    return {name: value for name, value in facts.items() if name not in INNER and value}


def masked(text: str, spans: Iterable[Span]) -> str:
    """The text with the letters at these spans covered; every position stays."""
    covered = list(text)
    for span in spans:
        for at in range(span.start, span.end):
            if not covered[at].isspace():
                covered[at] = MASK
    return "".join(covered)


def covered(project: Project, source: Source, withheld: Iterable[Span]) -> str:
    """The text with the words of those who withdrew covered, and their names where the text says who speaks.

    A pseudonym stays: it is nobody's name, and tells that somebody spoke there.
    """
    names = {
        label for one in project.register.withheld for label in one.labels if label.casefold() != one.id.casefold()
    }
    spans = [*withheld, *(_named(source, names) if names else ())]
    return masked(source.text, spans)


def _named(source: Source, names: Iterable[str]) -> Iterator[Span]:
    """Where these names stand outside what anybody says: in the text's head and in labels."""
    named = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)
    at = 0
    for turn in sorted(source.turns, key=lambda each: each.span):
        yield from (Span(*found.span()) for found in named.finditer(source.text, at, turn.span.start))
        at = turn.span.end
    yield from (Span(*found.span()) for found in named.finditer(source.text, at))


def digest(text: str) -> bytes:
    """A short name for a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


@dataclass(slots=True)
class Texts:
    """The sources of a file: new ones with their original bytes (empty: those of the text), and the name in the
    project of each by its guid."""

    new: list[tuple[Source, bytes]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    known: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    by_name: dict[str, Source] = field(default_factory=dict)


class Reading:
    """Makes sources of a file's texts; a text that the project holds already is that source, whatever its name."""

    def __init__(self, project: Project, connection: Connection) -> None:
        from toolkit.storage.sources import sources as stored

        self.project, self.found = project, Texts()
        self.plain = plugins.importer(".txt")
        self.shas = set(stored.shas(connection))
        self.texts: dict[bytes, str] = {}
        withheld = withholding.withheld_spans(project, connection)
        for name, source_id in stored.ids(connection).items():
            text = stored.text_of(connection, source_id)
            self.texts[digest(text)] = name
            if name in withheld:
                source = stored.by_id(connection, source_id)
                self.texts[digest(covered(project, source, withheld[name]))] = name
        self.there = bool(self.texts)
        self.taken = {name.casefold() for name in self.texts.values()}
        self.gone = withdrawal_ledger.removed(project.folder)

    def read(self, exchanged: Exchanged, whose: Mapping[str, Whose]) -> Texts:
        """Every source of the file that has words."""
        empty = twice = gone = 0
        for one in exchanged.sources:
            known = self.texts.get(digest(one.text))
            empty += not one.text.strip()
            gone += self._is_gone(one)
            if not one.text.strip() or self._is_gone(one):
                continue
            if known is None:
                self._new(one, whose.get(one.guid, Whose()))
                continue
            self.found.names[one.guid] = known
            twice += known in self.found.by_name
            self.found.known += [known] if known not in self.found.by_name else []
        told = (
            (empty, "empty_sources", N_("Sources without a word: {n}")),
            (twice, "same_text", N_("Sources with the very words of another, which are taken as one: {n}")),
            (gone, "removed", N_("Sources that were removed here because somebody in them has withdrawn: {n}")),
        )
        self.found.losses += [Loss(kind, message, n) for n, kind, message in told if n]
        return self.found

    def _is_gone(self, one: ExchangedSource) -> bool:
        """Whether the file was removed from the project with somebody who withdrew."""
        files = (one.original, one.text.encode("utf-8", "replace"))
        return bool(self.gone) and any(_sha(each) in self.gone for each in files if each)

    def _new(self, one: ExchangedSource, whose: Whose) -> None:
        text = one.text.encode("utf-8", "replace")
        data = next(each for each in (one.original, text, text + b"\n") if each and _sha(each) not in self.shas)
        sha, name = _sha(data), self._free(shown_name(one.name))
        reader = ExchangedText(self.project, self.plain, one, whose)
        taken = sources.source_of(self.project, reader, data, name=name)
        source = replace(taken.source, turns=sources.matched(self.project, taken.source))
        self.shas.add(sha)
        self.texts[digest(one.text)] = name
        self.taken.add(name.casefold())
        self.found.names[one.guid], self.found.by_name[name] = name, source
        self.found.new.append((source, b"" if data == text else data))
        self.found.problems += taken.notes

    def _free(self, name: str) -> str:
        stem, dot, suffix = name.rpartition(".")
        first, end = (stem, dot + suffix) if stem and len(suffix) <= _SUFFIX else (name, "")
        candidate, number = name, 2
        while candidate.casefold() in self.taken:
            candidate, number = f"{first} ({number}){end}", number + 1
        return candidate


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
