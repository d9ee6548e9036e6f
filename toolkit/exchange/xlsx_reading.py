"""Excel files, read: the texts of each sheet's rows by the columns of its first row, a row at a time.

openpyxl reads them, out of parts that whoever gives them has checked. Formulas count as what they last showed.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time

from toolkit.errors import BadFile
from toolkit.exchange.xlsx import MOST_COLUMNS, MOST_ROWS
from toolkit.messages import N_

Part = Callable[[str], bytes | None]
Record = tuple[int, dict[str, str]]
MOST_CELLS = 20_000_000  # empty ones counted: openpyxl makes those that a sparse sheet leaves out
_GOES_ON = re.compile(r"(.+) \(([2-9]|[1-9][0-9]+)\)")  # a column that goes on with what the one before cannot hold
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_PARTS = 16  # tags that a cell may have
_MANIFEST = "[Content_Types].xml"
_SHEET, _STRINGS = ".worksheet+xml", ".sharedStrings+xml"
_RELATIONS = ".relationships+xml"
_NEEDED = (".main+xml", ".styles+xml", _SHEET, _STRINGS, _RELATIONS)
_STRICT = (  # the names of an Excel file saved as "Strict Open XML", which openpyxl does not know
    (b"http://purl.oclc.org/ooxml/spreadsheetml/", b"http://schemas.openxmlformats.org/spreadsheetml/2006/"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
)
# What openpyxl raises at damaged parts (tests/exchange/test_xlsx.py damages each); it has no errors of its own for
# them, and puts cells into their messages.
_FAULTS = (
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    SyntaxError,  # of both XML parsers
    TypeError,
    ValueError,
)


class Workbook:
    """The sheets of an Excel file whose parts `part` gives by path; `name` is the file's, for its errors."""

    def __init__(self, part: Part, name: str) -> None:
        from openpyxl import load_workbook

        warnings.filterwarnings("ignore", module="openpyxl")  # its remarks hold cells
        self._name = name
        with _in_words(name):
            container = _container(part, name)
            self._book = load_workbook(container, read_only=True, data_only=True, keep_links=False, rich_text=True)
        if not self._book.worksheets:
            raise broken(name)

    def sheets(self) -> list[tuple[str, int]]:
        """The name and the number of each sheet, in their order."""
        return [(str(sheet.title), number) for number, sheet in enumerate(self._book.worksheets)]

    def records(self, sheet: int) -> Iterator[Record]:
        """Each row after the first as line number and texts by column (lower case); empty rows are left out."""
        header: dict[int, str] = {}
        for line, cells in self._rows(sheet):
            if not header:
                header = {place: text.strip().lower() for place, text in enumerate(cells) if text.strip()}
            else:
                yield line, _record(header, cells)

    def header(self, sheet: int) -> list[str]:
        """The columns of a sheet, lower case."""
        first = next((cells for _, cells in self._rows(sheet)), [])
        return [text.strip().lower() for text in first]

    def _rows(self, number: int) -> Iterator[tuple[int, list[str]]]:
        """The line number and the texts of each row that has any."""
        for line, values in self._values(number):
            if any(value is not None for value in values):
                cells = [_text(value) for value in values]
                if any(text.strip() for text in cells):
                    yield line, cells

    def _values(self, number: int) -> Iterator[tuple[int, tuple[object, ...]]]:
        seen = 0
        with _in_words(self._name):
            sheet = self._book.worksheets[number]
            sheet.reset_dimensions()  # which may be wrong, and cut the sheet
            for line, values in enumerate(sheet.iter_rows(values_only=True), start=1):
                seen += len(values)
                if line > MOST_ROWS or len(values) > MOST_COLUMNS or seen > MOST_CELLS:
                    raise broken(self._name)
                yield line, values


@contextmanager
def _in_words(name: str) -> Iterator[None]:
    """Turn what openpyxl raises in the block into the error for a file that is none, without its message."""
    try:
        yield
    except _FAULTS:
        raise broken(name) from None


def _container(part: Part, name: str) -> io.BytesIO:
    """A workbook with no more than the parts that hold its texts, each within the limits of whoever gives them."""
    from lxml import etree

    manifest = part(_MANIFEST)
    if manifest is None:
        raise broken(name)
    root = etree.fromstring(manifest, etree.XMLParser(resolve_entities=False, no_network=True))
    kinds = {str(one.get("PartName", "")).lstrip("/"): str(one.get("ContentType")) for one in root.iter("{*}Override")}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as container:
        container.writestr(_MANIFEST, manifest)
        for path, kind in [*kinds.items(), *((_relations(path), _RELATIONS) for path in kinds)]:
            wanted = kind.endswith(_NEEDED) and path not in container.NameToInfo
            if wanted and (data := part(path)) is not None:
                container.writestr(path, _prepared(data, kind, name))
    return stream


def _relations(path: str) -> str:
    """The path of the part that says what the part at `path` points to."""
    folder, _, file = path.rpartition("/")
    return f"{folder}/_rels/{file}.rels"


def _prepared(data: bytes, kind: str, name: str) -> bytes:
    if kind.endswith(_SHEET) and not _is_narrow(data):
        raise broken(name)
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    # openpyxl takes every x005F_ out of shared texts (openpyxl/cell/rich_text.py), so that a text "_x000D_" would come
    # as a line end: of two, it leaves one.
    return data.replace(b"x005F_", b"x005Fx005F__") if kind.endswith(_STRINGS) else data


def _is_narrow(data: bytes) -> bool:
    """Whether no row has more parts than the cells that Excel allows: a row is read as one."""
    starts = [0, *(found.start() for found in _ROW.finditer(data))]
    return all(
        data.count(b"<", start, end) <= _PARTS * MOST_COLUMNS
        for start, end in zip(starts, [*starts[1:], len(data)], strict=True)
    )


def _record(header: dict[int, str], cells: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for place, column in header.items():
        text = cells[place] if place < len(cells) else ""
        more = _GOES_ON.fullmatch(column)
        if more and more.group(1) in found:
            found[more.group(1)] += text
        else:
            found[column] = text
    return found


def _text(value: object) -> str:
    """What a cell holds, as a text: whole numbers without a decimal point, dates as ISO 8601 has them."""
    if isinstance(value, str):
        return unescaped(value)
    if isinstance(value, list):  # a text in runs
        return "".join(unescaped(str(run)) for run in value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, bool) or (isinstance(value, float) and value.is_integer()):
        return str(int(value))
    return "" if value is None else str(value)


def unescaped(text: str) -> str:
    """The text that a workbook's `_xHHHH_` mean."""
    if "_x" not in text:
        return text
    from openpyxl.utils.escape import unescape

    return unescape(text)


def broken(name: str) -> BadFile:
    """The error for a file that is no Excel file that can be read."""
    return BadFile(
        N_("{file} cannot be read as an Excel file: it is damaged, locked, or not what its name says."),
        hint=N_("Open it in Excel or LibreOffice, save it as .xlsx or as CSV under a new name, and try again."),
        file=name,
    )
