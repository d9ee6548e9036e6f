"""A project as a .qdpx file or a codebook as a .qdc file, in the forms that other programs were seen to read."""

from __future__ import annotations

import io
import zipfile
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from toolkit.domain.exchange.interchange import (
    FORMS,
    ORIGIN,
    Exchanged,
    ExchangedCase,
    ExchangedCoding,
    ExchangedMemo,
    ExchangedSource,
    Form,
    Loss,
    Peer,
    Selection,
    Unit,
)
from toolkit.errors import Refused
from toolkit.exchange.refi_losses import Ledger
from toolkit.exchange.refi_pen import UTF16_MARK, Pen
from toolkit.exchange.refi_tree import codes_element, sets_element
from toolkit.exchange.refi_units import said
from toolkit.exchange.refi_values import time_text
from toolkit.exchange.refi_variables import Variables
from toolkit.messages import N_

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_SHOWN = 40  # signs of a quote that a selection's name repeats
_BATCH = 500
_LEVEL = 1  # of compression: the usual one makes files a quarter smaller in three times the time (120,000 codings)


@dataclass(frozen=True, slots=True)
class Written:
    """A file's bytes, and what it could not hold."""

    data: bytes
    losses: tuple[Loss, ...]


def write(project: Exchanged, *, unit: Unit | None = None, form: Form | None = None) -> bytes:
    """The project as a .qdpx file; the same bytes for the same project."""
    return written(project, form=form or FORMS[Peer.ANY], unit=unit).data


def written(project: Exchanged, *, form: Form = FORMS[Peer.ANY], unit: Unit | None = None) -> Written:
    """The project as a .qdpx file in `form` (its unit of positions replaced by `unit`), with what it could not hold."""
    ledger = Ledger()
    pen = Pen(replace(form, unit=unit) if unit else form, ledger)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as container:
        writing = _Writing(project, pen)
        with container.open("project.qde", "w") as entry:
            for piece in _batched(writing.pieces()):
                entry.write(piece.encode())
        for path, text in writing.files.items():
            with container.open(f"sources/{path}", "w") as entry:
                entry.write(pen.file(text))
    return Written(stream.getvalue(), ledger.losses())


def codebook(project: Exchanged, *, form: Form | None = None) -> bytes:
    """The codes and their sets as a .qdc file."""
    return codebook_written(project, form=form or FORMS[Peer.ANY]).data


def codebook_written(project: Exchanged, *, form: Form = FORMS[Peer.ANY]) -> Written:
    """The codes and their sets as a .qdc file, with what it could not hold; raise Refused when there are no codes."""
    if not project.codes:
        raise Refused(
            N_("There are no codes, and an exchanged codebook holds at least one."),
            hint=N_("Choose a coding scheme, or make a code under Scheme, and export again."),
        )
    ledger = Ledger()
    pen = Pen(form, ledger)
    ledger.add("code_memo", sum(len(memos) for memos in project.code_memos.values()))
    ledger.add("not_codebook", len(project.sources) + len(project.cases) + len(project.memos))
    body = codes_element(project, pen, {}) + sets_element(project, pen, codebook=True)
    head = f'{_HEAD}<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="{ORIGIN}">\n'
    return Written(f"{head}{body}</CodeBook>\n".encode(), ledger.losses())


def _batched(pieces: Iterable[str]) -> Iterator[str]:
    held: list[str] = []
    for piece in pieces:
        held.append(piece)
        if len(held) >= _BATCH:
            yield "".join(held)
            held.clear()
    yield "".join(held)


class _Writing:
    """Writes the description of a project piece by piece, and gathers the text files that it refers to."""

    def __init__(self, project: Exchanged, pen: Pen) -> None:
        self._project, self._pen = project, pen
        self.files: dict[str, str] = {}
        self._notes: dict[str, ExchangedMemo] = {}
        self._users = {user.guid: pen.guid(user.guid) for user in project.users}
        self._codes = {code.guid: pen.guid(code.guid) for code in project.codes}
        self._variables = Variables(project, pen)

    def pieces(self) -> Iterator[str]:
        """The whole description in the order of the schema."""
        project, pen = self._project, self._pen
        origin = ORIGIN + (UTF16_MARK if pen.form.unit is Unit.UTF16 else "")
        name = pen.attribute(project.name)
        yield f'{_HEAD}<Project xmlns="urn:QDA-XML:project:1.0" name="{name}" origin="{origin}">\n'
        yield from _within("Users", (self._user(user.guid, user.name) for user in project.users))
        codes = codes_element(project, pen, project.code_memos)
        yield f"<CodeBook>\n{codes}</CodeBook>\n" if codes else ""
        for memos in project.code_memos.values():
            self._remember(memos)
        yield self._variables.declared()
        yield from _within("Cases", self._cases())
        yield from _within("Sources", (piece for source in project.sources for piece in self._source(source)))
        self._remember(project.memos)
        yield from _within("Notes", (self._note(memo) for memo in self._notes.values()))
        yield sets_element(project, pen, codebook=False)
        yield pen.element("Description", project.description) + "</Project>\n"

    def _user(self, guid: str, name: str) -> str:
        return f'<User guid="{self._pen.guid(guid)}" name="{self._pen.attribute(name)}"/>\n'

    def _cases(self) -> Iterator[str]:
        cases, sources = self._project.cases, self._project.sources
        known = {source.guid for source in sources}
        asked = any(case.selections for case in cases)
        selections = {each.guid for source in sources for each in source.selections} if asked else set()
        for case in cases:
            yield self._case(case, known, selections)

    def _case(self, case: ExchangedCase, sources: set[str], selections: set[str]) -> str:
        pen = self._pen
        parts = (
            f'<Case guid="{pen.guid(case.guid)}" name="{pen.attribute(case.name)}">',
            pen.element("Description", case.description),
            self._there("CodeRef", case.codes, self._codes.keys()),
            self._variables.values(case.variables),
            self._there("SourceRef", case.sources, sources),
            self._there("SelectionRef", case.selections, selections),
            "</Case>\n",
        )
        return "".join(parts)

    def _there(self, name: str, guids: tuple[str, ...], known: Iterable[str]) -> str:
        kept = [guid for guid in guids if guid in known]
        self._pen.ledger.add("dangling_reference", len(guids) - len(kept))
        return self._pen.references(name, kept)

    def _source(self, source: ExchangedSource) -> Iterator[str]:
        pen = self._pen
        guid, path = pen.guid(source.guid), self._file(source.guid, source.text)
        name = pen.attribute(source.name)
        yield f'<TextSource guid="{guid}" name="{name}" plainTextPath="internal://{path}">'
        yield pen.element("Description", source.description)
        longer = pen.counted(source.text)
        for selection in source.selections:
            yield self._selection(selection, source.text, longer)
        yield self._codings(source.codings) + self._note_refs(source.memos)
        yield self._variables.values(source.variables) + "</TextSource>\n"

    def _selection(self, selection: Selection, text: str, longer: list[int]) -> str:
        pen, start, end = self._pen, selection.span.start, selection.span.end
        words = said(text[start : min(end, start + 2 * _SHOWN)])
        if end > start + 2 * _SHOWN or len(words) > _SHOWN:
            words = words[:_SHOWN].rstrip() + "…"
        if longer:
            start, end = start + bisect_left(longer, start), end + bisect_left(longer, end)
        name = f' name="{pen.attribute(words)}"' if words else ""
        made = pen.made(selection.user, selection.at, self._users)
        head = (
            f'<PlainTextSelection guid="{pen.guid(selection.guid)}"{name} startPosition="{start}" endPosition="{end}"'
        )
        inside = self._codings(selection.codings) + self._note_refs(selection.memos)
        return f"{head}{made}>{inside}</PlainTextSelection>\n"

    def _codings(self, codings: tuple[ExchangedCoding, ...]) -> str:
        pen, pieces = self._pen, []
        for coding in codings:
            code = self._codes.get(coding.code)
            if code is None:
                pen.ledger.add("coding_without_code")
                continue
            made = pen.user(coding.user, self._users)
            if coding.at is not None:
                made += f' creationDateTime="{time_text(coding.at)}"'
            pieces.append(f'<Coding guid="{pen.guid(coding.guid)}"{made}><CodeRef targetGUID="{code}"/></Coding>')
        return "".join(pieces)

    def _note_refs(self, memos: tuple[ExchangedMemo, ...]) -> str:
        if not memos:
            return ""
        self._remember(memos)
        return self._pen.references("NoteRef", (memo.guid for memo in memos))

    def _remember(self, memos: Iterable[ExchangedMemo]) -> None:
        for memo in memos:
            self._notes.setdefault(memo.guid, memo)

    def _note(self, memo: ExchangedMemo) -> str:
        pen, path = self._pen, self._file(memo.guid, memo.text)
        name = f' name="{pen.attribute(memo.name)}"' if memo.name else ""
        made = pen.made(memo.user, memo.at, self._users)
        return f'<Note guid="{pen.guid(memo.guid)}"{name} plainTextPath="internal://{path}"{made}/>\n'

    def _file(self, guid: str, text: str) -> str:
        """Keep a text for the container under a name of its own."""
        path, n = f"{self._pen.guid(guid)}.txt", 1
        while path in self.files:
            n += 1
            path = f"{self._pen.guid(guid)}-{n}.txt"
        self.files[path] = text
        return path


def _within(name: str, pieces: Iterable[str]) -> Iterator[str]:
    """The pieces in an element; nothing at all when there are none, as the schema wants it."""
    begun = False
    for piece in pieces:
        if not begun:
            yield f"<{name}>\n"
            begun = True
        yield piece
    if begun:
        yield f"</{name}>\n"
