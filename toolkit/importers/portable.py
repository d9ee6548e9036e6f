"""PDF files: the text layer page by page as it stands, each page begun by a form feed; scans are told by page."""

from __future__ import annotations

import io
import logging
import re
import struct
import zlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from toolkit.domain.sources.page_cleaning import Cleaning, cleaning
from toolkit.domain.sources.page_furniture import Kind
from toolkit.domain.sources.sources import Transcript
from toolkit.domain.texts.text import normalise
from toolkit.errors import BadFile, Problem
from toolkit.importers.decoding import check_runs, check_size
from toolkit.importers.turns import split_turns
from toolkit.messages import N_

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MAX_PAGES = 1_000  # an interview of two hours is some 60
_FIRST = 1024  # bytes within which the signature stands
_SURROGATE = re.compile("[\ud800-\udfff]")
_SHOWN = 12  # page numbers in a sentence
# What pypdf raises at damaged files beside its own errors (tests/importers/test_fuzz.py damages them).
_BUILT_IN = (
    *(ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, OSError, RuntimeError, TypeError),
    *(ValueError, struct.error, zlib.error),
)


class PdfImporter:
    """Reads `.pdf` with a text layer; scripts, attachments and forms are left alone."""

    suffixes: ClassVar[Sequence[str]] = (".pdf",)

    def read(self, data: bytes, name: str, *, known: frozenset[str] = frozenset()) -> Transcript:
        """Read the bytes of the file called `name`; raise BadFile for anything that holds no turns.

        Nothing is cleaned here: lines are broken as on the page, and heads and feet stand in the text. `facts` and
        `counts` say how many pages there are, and how many without text; `known` are labels that surely are speakers.
        """
        pages = _pages(data, name)
        silent = _numbers(page is not None and not page.strip() for page in pages)
        unread = _numbers(page is None for page in pages)
        if len(silent) + len(unread) == len(pages):
            raise _damaged(name) if unread else _no_text(name, silent)
        text = normalise("\n\f".join(page or "" for page in pages))
        check_size(len(text), text.count("\n"), name)
        check_runs(text, name)
        split = split_turns(text, known=known)
        split.refuse_silence(name)
        paragraphs = sum(1 for line in text.split("\n") if line.strip())
        counts = {"paragraphs": paragraphs, "characters": len(text), "pages": len(pages)}
        counts |= {"silent_pages": len(silent) + len(unread)}
        notes = (
            *_notes(name, silent, unread, len(pages)),
            *_offer(name, cleaning(text, split.turns)),
            *split.notes(name),
        )
        return Transcript(text, split.turns, {**split.facts, "pages": str(len(pages))}, counts, notes)


def _numbers(pages: Iterable[bool]) -> tuple[int, ...]:
    """The numbers, from 1, of the pages of which it is true."""
    return tuple(number for number, holds in enumerate(pages, 1) if holds)


def _pages(data: bytes, name: str) -> list[str | None]:
    """The text of each page; None where it could not be read."""
    if b"%PDF-" not in data[:_FIRST]:
        raise BadFile(
            N_("{name} is not a PDF file, whatever its name says."),
            hint=N_("Open it in the program it came from and save it as a Word document (.docx) or as plain text."),
            name=name,
        )
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks hold pieces of the file
    try:
        reader = _opened(data, name)
        if len(reader.pages) > MAX_PAGES:
            raise BadFile(
                N_("{name} is refused: it has more than {limit} pages."),
                hint=N_("Split it into one file for each interview."),
                name=name,
                limit=MAX_PAGES,
            )
        pages = [_text(page) for page in reader.pages]
    except _faults() as error:
        raise _damaged(name) from error
    if not pages:
        raise _damaged(name)
    return pages


def _faults() -> tuple[type[Exception], ...]:
    """What pypdf raises at damaged files: it also takes old names of filters for mistakes of a programmer."""
    from pypdf.errors import DeprecationError, PyPdfError

    return (PyPdfError, DeprecationError, *_BUILT_IN)


def _opened(data: bytes, name: str) -> PdfReader:
    """The file with its pages in reach; BadFile when a password or the author keeps its text from being taken."""
    from pypdf import PasswordType, PdfReader
    from pypdf.constants import UserAccessPermissions

    reader = PdfReader(io.BytesIO(data))
    if not reader.is_encrypted:
        return reader
    if reader.decrypt("") is PasswordType.NOT_DECRYPTED:
        raise BadFile(
            N_("{name} is a password-protected PDF file."),
            hint=N_("Open it with its password, print or save it as a PDF file without one, and add that file."),
            name=name,
        )
    allowed = reader.user_access_permissions
    if allowed is not None and not allowed & UserAccessPermissions.EXTRACT:
        raise BadFile(
            N_("{name} is protected against copying its text."),
            hint=N_("Ask whoever made it for a file without the protection, or for the Word document."),
            name=name,
        )
    return reader


def _text(page: PageObject) -> str | None:
    """The text of one page; None when it cannot be read."""
    try:
        found = page.extract_text()
    except _faults():
        return None
    return _SURROGATE.sub("\ufffd", found).replace("\f", "\n").strip("\n")


def _notes(name: str, silent: Sequence[int], unread: Sequence[int], pages: int) -> Iterable[Problem]:
    if silent:
        yield Problem(
            name,
            N_("No text was found on {n} of {all} pages: {pages}. What may stand there is not in the source."),
            N_("If they are scanned, have their text recognised (OCR), and add the file again."),
            {"n": len(silent), "all": pages, "pages": _listed(silent)},
            serious=False,
        )
    if unread:
        yield Problem(
            name,
            N_("{n} of {all} pages are damaged and were not read: {pages}. What stands there is not in the source."),
            N_("Print the file as a new PDF file, and add that."),
            {"n": len(unread), "all": pages, "pages": _listed(unread)},
            serious=False,
        )


def _offer(name: str, found: Cleaning) -> Iterable[Problem]:
    """What cleaning would do: nothing of it is done here."""
    if found.edits:
        counts = found.counts
        yield Problem(
            name,
            N_(
                "Lines that belong to the page: {furniture}. Words broken at a line's end: {hyphens}. Broken lines:"
                " {lines}. All stand as printed."
            ),
            N_(
                "To clean them: spegla sources clean {source} (or add with --clean). It is shown and can be taken back."
            ),
            {
                "source": name,
                "furniture": sum(counts.get(kind, 0) for kind in (Kind.HEADS, Kind.FEET, Kind.PAGE_NUMBERS)),
                "hyphens": counts.get(Kind.HYPHENS, 0) + counts.get(Kind.HYPHENS_IN_DOUBT, 0),
                "lines": counts.get(Kind.LINES, 0),
            },
            serious=False,
        )


def _listed(numbers: Sequence[int]) -> str:
    """Page numbers for a sentence, those in a row as "3–7"."""
    rows: list[list[int]] = []
    for number in numbers:
        if rows and rows[-1][-1] == number - 1:
            rows[-1] = [rows[-1][0], number]
        else:
            rows.append([number])
    shown = ["–".join(map(str, row)) for row in rows]
    return ", ".join(shown[:_SHOWN]) + (", …" if len(shown) > _SHOWN else "")


def _no_text(name: str, silent: Sequence[int]) -> BadFile:
    return BadFile(
        N_("{name}: no text was found on pages {pages}. They seem to be pictures of pages (a scan)."),
        hint=N_("Have the text recognised (OCR) in the program that scanned it, and add that file."),
        name=name,
        pages=_listed(silent),
    )


def _damaged(name: str) -> BadFile:
    return BadFile(
        N_("{name} is damaged and cannot be read."),
        hint=N_("Fetch the file again from where it came, or print it as a new PDF file, and add that."),
        name=name,
    )
