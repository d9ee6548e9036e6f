"""JSON lines: one record a line, UTF-8, in the order of its columns; nothing is guarded, split or cut."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from toolkit.errors import BadFile
from toolkit.exchange.tables import Table
from toolkit.messages import N_

NO_JSON = N_("{file}, line {line}: this cannot be read as JSON.")


def of_table(table: Table) -> bytes:
    """The table with a line for each row: numbers as numbers, several texts as a list."""
    return written(dict(zip(table.columns, row, strict=True)) for row in table.rows)


def written(records: Iterable[Mapping[str, object]]) -> bytes:
    """The records, a line each."""
    return "".join(json.dumps(dict(one), ensure_ascii=False) + "\n" for one in records).encode()


def read(data: bytes, name: str) -> Iterator[tuple[int, dict[str, object]]]:
    """The records with their line numbers; BadFile where a line is no JSON object or no UTF-8."""
    # Not splitlines: a text may hold U+2028 or NEL, which JSON leaves as they are and which end no line here.
    for line, words in enumerate(data.split(b"\n"), start=1):
        if words.strip():
            yield line, _record(words, name, line)


def _record(words: bytes, name: str, line: int) -> dict[str, object]:
    try:
        found = json.loads(words.decode())
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise BadFile(NO_JSON, file=name, line=line)
    return found
