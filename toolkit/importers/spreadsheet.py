"""Excel files as rows of texts: the first sheet that holds any, its cells as Excel shows them, dates as ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from lxml import etree

from toolkit.errors import BadFile
from toolkit.importers.ooxml import Package, open_package
from toolkit.messages import N_

_Element = etree._Element
MOST_COLUMNS, MOST_CELLS = 2_000, 2_000_000
_SHOWN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))  # ECMA-376, 18.8.30
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_OF_A_DATE = re.compile(r"[ymdhs]", re.IGNORECASE)
_PLACE = re.compile(r"([A-Z]{1,3})\d+")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # a cell has no zone
_WHOLE = 1e15  # below it Excel keeps every digit of a whole number
_MOST_DAYS = 2_958_466  # the year 9999
_LETTERS = 26


def rows(data: bytes, name: str) -> list[list[str]]:
    """The rows of the first sheet that holds texts; BadFile for what is no Excel file or holds none."""
    package = open_package(data, name)
    book = package.main_part("xl/workbook.xml")
    if book is None or _local(book) != "workbook":
        raise BadFile(
            N_("{name} holds no table that can be read."),
            hint=N_("Open it in Excel or LibreOffice, and save it as .xlsx or as CSV."),
            name=name,
        )
    reading = _Reading(package, book)
    return next((found for path in reading.sheets() if (found := reading.rows(path))), [])


class _Reading:
    """One workbook: its shared texts and which formats show a date, and the rows of each sheet."""

    def __init__(self, package: Package, book: _Element) -> None:
        self.package = package
        self.book = book
        self.texts = [_words(each) for each in _children(package.xml("xl/sharedStrings.xml"), "si")]
        self.dated = _dated_formats(package.xml("xl/styles.xml"))
        properties = next(iter(_children(book, "workbookPr")), None)
        of_1904 = properties is not None and properties.get("date1904", "0") not in ("0", "false")
        self.epoch = _EPOCH_1904 if of_1904 else _EPOCH

    def sheets(self) -> Iterator[str]:
        """The paths of the sheets, in the workbook's order."""
        relations = self.package.xml("xl/_rels/workbook.xml.rels")
        paths = {each.get("Id"): str(each.get("Target", "")) for each in _children(relations, "Relationship")}
        listed = [each for group in _children(self.book, "sheets") for each in _children(group, "sheet")]
        for sheet in listed:
            key = next((value for name, value in sheet.attrib.items() if str(name).endswith("}id")), None)
            target = paths.get(str(key), "")
            yield target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    def rows(self, path: str) -> list[list[str]]:
        """The rows of one sheet that hold texts; [] when none does."""
        data = next(iter(_children(self.package.xml(path), "sheetData")), None)
        found, seen = list[list[str]](), 0
        for row in _children(data, "row"):
            cells = self._cells(row)
            seen += len(cells)
            if seen > MOST_CELLS:
                raise _too_wide(self.package.name)
            if any(map(str.strip, cells)):
                found.append(cells)
        return found

    def _cells(self, row: _Element) -> list[str]:
        cells = list[str]()
        for cell in _children(row, "c"):
            place = _PLACE.fullmatch(cell.get("r", ""))
            column = _number(place[1]) if place else len(cells)
            if column >= MOST_COLUMNS:
                raise _too_wide(self.package.name)
            cells.extend([""] * (column + 1 - len(cells)))
            cells[column] = self._text(cell)
        return cells

    def _text(self, cell: _Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return "".join(map(_words, _children(cell, "is")))
        value = next((each.text or "" for each in _children(cell, "v")), "")
        if kind == "s":
            return self.texts[int(value)] if value.isdecimal() and int(value) < len(self.texts) else ""
        if kind == "n" and value and cell.get("s", "0") in self.dated:
            return self._date(value)
        return _unescaped(value) if kind == "str" else _plain_number(value)

    def _date(self, value: str) -> str:
        try:
            days = float(value)
        except ValueError:
            return value
        if not 0 <= days < _MOST_DAYS:
            return value
        moment = self.epoch + timedelta(seconds=round(days * 86400))
        if days < 1:
            return moment.time().isoformat()
        return moment.date().isoformat() if float(days).is_integer() else moment.isoformat(sep=" ")


def _dated_formats(styles: _Element | None) -> frozenset[str]:
    """The numbers of the cell formats that show a date or a time."""
    own = {
        each.get("numFmtId"): each.get("formatCode", "")
        for group in _children(styles, "numFmts")
        for each in _children(group, "numFmt")
    }
    formats = [each.get("numFmtId", "0") for group in _children(styles, "cellXfs") for each in _children(group, "xf")]
    return frozenset(str(at) for at, key in enumerate(formats) if _shows_a_date(key, own.get(key)))


def _shows_a_date(key: str, code: str | None) -> bool:
    if code is None:
        return key.isdecimal() and int(key) in _SHOWN_DATES
    return bool(_OF_A_DATE.search(_LITERAL.sub("", code)))


def _words(element: _Element) -> str:
    """The text of a shared or inline string, without what is printed above it (phonetic signs)."""
    pieces = list[str]()
    for child in element:
        local = _local(child)
        if local == "t":
            pieces.append(child.text or "")
        elif local == "r":
            pieces += [each.text or "" for each in _children(child, "t")]
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _plain_number(value: str) -> str:
    """A number without the tail that binary fractions leave ("3.2000000000000002")."""
    try:
        number = float(value)
    except ValueError:
        return value
    if number.is_integer() and abs(number) < _WHOLE:
        return str(int(number))
    return f"{number:.15g}"


def _number(letters: str) -> int:
    """The index, from 0, of the column that these letters name."""
    place = 0
    for letter in letters:
        place = place * _LETTERS + ord(letter) - ord("A") + 1
    return place - 1


def _children(element: _Element | None, local: str) -> Sequence[_Element]:
    return () if element is None else [each for each in element if _local(each) == local]


def _local(element: _Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _too_wide(name: str) -> BadFile:
    return BadFile(
        N_("{name} is refused: its table is far larger than a survey can be."),
        hint=N_("Save the part with the answers as a file of its own."),
        name=name,
    )
