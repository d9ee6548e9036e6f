"""Tables of codings, read: CSV, JSON lines and Excel; an Excel file's container is checked before anything is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from toolkit.errors import BadFile, Problem
from toolkit.exchange import coding_tables
from toolkit.exchange.coding_tables import CodingRow
from toolkit.messages import N_

OF_OTHER_PROGRAMS = (".qdpx", ".qdc")


def rows(data: bytes, name: str) -> tuple[list[CodingRow], list[Problem]]:
    """The rows of a file of codings, and a problem for each that is none; BadFile when it is no such file."""
    suffix = PurePath(name).suffix.lower()
    if suffix in OF_OTHER_PROGRAMS:
        raise BadFile(
            N_("{file} is a project or codebook of another program (REFI-QDA), no table of codings."),
            hint=N_("Take it in with: spegla exchange import {file}"),
            file=name,
        )
    if suffix == ".xlsx":
        return _of_workbook(data, name)
    return coding_tables.read_codings(data, name)


def _of_workbook(data: bytes, name: str) -> tuple[list[CodingRow], list[Problem]]:
    """The rows of the first sheet that has the columns of codings."""
    from toolkit.exchange.xlsx_reading import Workbook

    book = Workbook(_parts(data, name), name)
    headers = [(book.header(path), path) for _, path in book.sheets()]
    fitting = (one for one in headers if set(coding_tables.NEEDED) <= set(one[0]))
    header, path = next(fitting, headers[0])
    coding_tables.check_header(header, name)
    return coding_tables.rows_of(book.records(path), name)


def _parts(data: bytes, name: str) -> Callable[[str], bytes | None]:
    """What gives the parts of an Excel file; every refusal is in words about such a file."""
    from toolkit.exchange.xlsx_reading import broken
    from toolkit.importers import ooxml

    def part(path: str) -> bytes | None:
        try:
            return package.part(path)
        except BadFile:
            raise broken(name) from None

    try:
        package = ooxml.open_package(data, name)
    except BadFile:
        raise broken(name) from None
    return part
