"""Codings and memos of another program as ours: the right words, coder and time, and none that is here already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from toolkit.domain.codings.codings import Coding
from toolkit.domain.codings.memos import Memo
from toolkit.domain.exchange.interchange import Exchanged, ExchangedCoding, ExchangedMemo, ExchangedSource, Loss
from toolkit.domain.sources.sources import Source
from toolkit.domain.texts.text import Span, normalise
from toolkit.errors import Problem
from toolkit.messages import N_, tr
from toolkit.services.coding.coding_results import ImportResult
from toolkit.services.exchange.exchange_people import one_line
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.services.exchange.exchange_texts import Texts
    from toolkit.storage.projects.store import Connection

_NOT_HELD: Mapping[str, str] = {
    "folder_codings": N_("Codings with a folder or with a code that the file does not hold: {n}"),
    "whole_source": N_("Codings of whole sources, which stand as codings of all their words: {n}"),
    "folder_memos": N_("Notes on folders of codes: {n}"),
    "outside_text": N_("Places beyond the end of their text: {n}"),
}
Place = tuple[str | None, Span | None, str | None]  # source, span, code


@dataclass(frozen=True, slots=True)
class JudgedWith:
    """What judgements are read with: paths of codes by guid, the file's sources, who coded what has no name."""

    paths: Mapping[str, str | None]
    texts: Texts
    coder: str = ""


@dataclass(slots=True)
class Judged:
    """The codings and memos that are new, how many the project has already, and who made them."""

    codings: list[Coding] = field(default_factory=list)
    memos: list[Memo] = field(default_factory=list)
    known_codings: int = 0
    known_memos: int = 0
    coders: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)

    @property
    def losses(self) -> list[Loss]:
        """What could not be held."""
        return [Loss(kind, _NOT_HELD[kind], n) for kind, n in self.lost.items() if n]


def judged(project: Project, connection: Connection, exchanged: Exchanged, using: JudgedWith) -> Judged:
    """The codings and memos of a file; `project` is the one that they will be stored in, scheme and register grown."""
    from toolkit.storage.codings import memos
    from toolkit.storage.sources import sources as stored

    work = _Judging(project, exchanged, using)
    ids = stored.ids(connection)
    for one in exchanged.sources:
        name = using.texts.names.get(one.guid)
        if name is None:
            continue
        new = using.texts.by_name.get(name)
        source = new or stored.get(connection, name)
        work.source(one, source, known=_known(connection, ids[name]) if new is None else _Known())
    here = {_place(memo) for memo in memos.of_codes(connection)}
    for guid, on_code in exchanged.code_memos.items():
        path = using.paths.get(guid)
        work.done.lost["folder_memos"] += len(on_code) if path is None else 0
        for memo in on_code if path else ():
            work.memo(memo, (None, None, path), here)
    return work.finished()


@dataclass(slots=True)
class _Known:
    """What stands in a source already."""

    codings: set[tuple[int, int, str, str]] = field(default_factory=set)
    memos: set[tuple[Place, str, str]] = field(default_factory=set)
    quotes: dict[tuple[int, int], str] = field(default_factory=dict)  # one text for all who coded these words


def _known(connection: Connection, source_id: int) -> _Known:
    from toolkit.storage.codings import codings, memos

    held = codings.of_source(connection, source_id)
    return _Known(
        {(one.span.start, one.span.end, one.code, one.coder) for one in held},
        {_place(one) for one in memos.of_source(connection, source_id)},
    )


def _place(memo: Memo) -> tuple[Place, str, str]:
    return (memo.source, memo.span, memo.code), memo.text, memo.author


class _Judging:
    """Judges selections source by source, with what stands there already."""

    def __init__(self, project: Project, exchanged: Exchanged, using: JudgedWith) -> None:
        self.project, self.paths = project, using.paths
        self.version = project.scheme_file.version
        self.done = Judged()
        self.placed = ImportResult()
        self.users = {user.guid: name for user in exchanged.users if (name := one_line(user.name))}
        origin = one_line(exchanged.origin).split(" ")[0]
        self.nobody = using.coder or project.settings.coder or origin or "REFI-QDA"
        self.unnamed = 0
        self.kept: dict[str, _Known] = {}

    def source(self, one: ExchangedSource, source: Source, known: _Known) -> None:
        """Judge all that the file has on one source."""
        known = self.kept.setdefault(source.name, known)
        for selection in one.selections:
            if selection.span.end > len(source.text):
                self.done.lost["outside_text"] += 1
                continue
            for coding in selection.codings:
                self.coding(coding, source, selection.span, known)
            for memo in selection.memos:
                self.memo(memo, (source.name, selection.span, None), known.memos)
        for coding in one.codings:
            self.done.lost["whole_source"] += 1
            self.coding(coding, source, Span(0, len(source.text)), known)
        for memo in (*one.memos, *_described(one)):
            self.memo(memo, (source.name, None, None), known.memos)

    def coding(self, one: ExchangedCoding, source: Source, span: Span, known: _Known) -> None:
        """Keep a coding, once."""
        path = self.paths.get(one.code)
        if path is None:
            self.done.lost["folder_codings"] += 1
            return
        coder = self.name(one.user)
        key = (span.start, span.end, path, coder)
        if key in known.codings:
            self.done.known_codings += 1
            return
        known.codings.add(key)
        quote = known.quotes.setdefault(key[:2], span.of(source.text))
        made = Coding(source.name, span, quote, path, coder, self.moment(one.at), self.version)
        self.done.codings.append(made)
        self.placed.place(made, source.turns)

    def memo(self, one: ExchangedMemo, place: Place, known: set[tuple[Place, str, str]]) -> None:
        """Keep a memo, once; its name stands as its first line."""
        text, name = normalise(one.text).strip(), one_line(one.name)
        if name and not text.startswith(name):
            text = f"{name}\n\n{text}".strip()
        if not text:
            return
        author = self.name(one.user, coded=False)
        if (place, text, author) in known:
            self.done.known_memos += 1
            return
        known.add((place, text, author))
        source, span, code = place
        self.done.memos.append(Memo(text, author, self.moment(one.at), source, span, code))

    def name(self, user: str | None, *, coded: bool = True) -> str:
        """Who it was; whom the file does not name is the one who was named for that."""
        name = self.users.get(user or "")
        if name is None:
            self.unnamed += coded
        if coded:
            self.done.coders.add(name or self.nobody)
        return name or self.nobody

    def moment(self, at: datetime | None) -> datetime:
        """When it was; now, where the file does not say."""
        if at is None:
            return self.project.now
        return at if at.tzinfo else at.replace(tzinfo=UTC)

    def finished(self) -> Judged:
        """All of it, with notes on what to look at."""
        self.placed.tell(tr("Codings"))
        self.done.problems += self.placed.problems
        if self.unnamed:
            message = N_("Codings that the file gives to nobody, taken as those of {coder}: {n}")
            hint = N_("Name another with --coder NAME.")
            values: dict[str, object] = {"coder": self.nobody, "n": self.unnamed}
            self.done.problems.append(Problem(self.nobody, message, hint, values, serious=False))
        return self.done


def _described(one: ExchangedSource) -> Iterator[ExchangedMemo]:
    if one.description.strip():
        yield ExchangedMemo("", one.description)
