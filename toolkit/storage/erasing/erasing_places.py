"""The closed list of the database's columns that may hold people's words beside their own texts, and their sweeping.

What a table holds of people's words stands in `PLACES`; every other column of text is named in `HARMLESS`, and a test
refuses one that is in neither.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain, count
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, bindparam, delete, literal_column, select, text, update

from toolkit.domain.identifiers.remains import Marks
from toolkit.storage.database import learned
from toolkit.storage.tables.schema import METADATA, scheme_version, step

PLACES: Mapping[str, tuple[str, ...]] = {
    "source": ("facts",),
    "memo": ("text",),
    "settlement": ("reason",),
    "suggestion": ("because",),
    "run": ("parameters",),
    "theme": ("name", "words"),
    "theme_decision": ("name",),
    "scheme_version": ("content", "reason"),
    "claim": ("text", "questions"),
    "stance": ("reason",),
    "quote": ("edits", "printed"),
    "draft_sentence": ("chapter", "text", "facts"),
    "gate_answer": ("reason",),
    "source_setting": ("decided",),
    "source_revision": ("before",),
    "identifier_decision": ("replacement",),
    "pack": ("title", "shown"),
    "pack_item": ("text",),
    "session": ("title", "present", "consent"),
    "response": ("text", "who"),
    "answer": ("reason",),
    "commitment": ("text", "owner", "outcome"),
    "obstacle": ("text", "owner", "forum", "change", "steps"),
    "partner": ("name", "names"),
}
# Texts and their quoted words change by position; the others hold ids, names that people gave, numbers, or are removed.
HARMLESS: Mapping[str, tuple[str, ...]] = {
    "source": ("name", "sha256", "text"),
    "turn": ("role", "label", "respondent", "question", "area", "phase"),
    "coding": ("quote", "code", "coder"),
    "verdict": ("code", "decision", "coder"),
    "memo": ("code", "author"),
    "settlement": ("quote", "code", "coder"),
    "segment": ("respondent", "group", "question", "area", "phase"),
    "suggestion": ("code", "suggester"),
    "analysis_state": ("kind", "fingerprint"),
    "run": ("name", "version", "fingerprint"),
    "theme": ("id", "area", "group", "spread"),
    "theme_passage": ("theme_id",),
    "theme_decision": ("id", "area", "group"),
    "theme_decision_passage": ("decision_id",),
    "assignment": ("coder",),
    "learned": ("name", "fingerprint"),
    "source_index": ("fingerprint",),
    "step": ("coder", "verb", "command"),
    "step_change": ("table", "row", "before", "after"),
    "scheme_version": ("sha256", "coder"),
    "journal": ("at", "verb", "detail", "previous", "hash"),
    "claim": ("kind", "area", "group", "valence", "themes", "coder"),
    "stance": ("respondent", "stance", "coder"),
    "quote": ("respondent", "why", "use", "theme", "coder"),
    "draft": ("outline", "files", "findings", "audience"),
    "draft_block": ("block", "kind", "digest"),
    "draft_sentence": ("block", "digest", "finding", "evidence"),
    "gate_answer": ("finding", "audience", "kind", "answer", "coder"),
    "source_setting": ("kind",),
    "source_revision": ("coder", "verb", "edits"),
    "identifier_decision": ("digest", "kind", "decision", "coder"),
    "consent_text": ("version", "sha256", "content"),
    "factor_link": ("theme", "coder"),
    "pack": ("audience", "digest", "files", "coder"),
    "pack_item": ("kind", "theme"),
    "session": ("day", "audience", "format", "state", "coder"),
    "response": ("step", "theme", "device", "command", "coder"),
    "dot": ("device",),
    "answer": ("outcome", "coder"),
    "commitment": ("due", "status", "loop", "theme", "coder"),
    "obstacle": ("level", "lifted", "status", "claims", "themes", "coder"),
    "partner": ("kind", "coder"),
    "tie": ("respondent", "need", "phase", "effect", "time", "coder"),
}
_ROW: ColumnElement[int] = literal_column("rowid")


def swept(connection: Connection, marks: Marks) -> Counter[str]:
    """Take words out of every place on the list, with undo, learning and statistics; give how many values held any."""
    connection.execute(delete(step))
    learned.forget(connection)
    _forget_statistics(connection)
    found = Counter[str]()
    if len(marks):
        for table, columns in PLACES.items():
            for column in columns:
                found[f"{table}.{column}"] = _swept(connection, marks, table, column)
    if found["scheme_version.content"]:
        _scheme_digests(connection)
    return Counter({place: count for place, count in found.items() if count})


def _swept(connection: Connection, marks: Marks, table: str, column: str) -> int:
    whole = METADATA.tables[table]
    cell = whole.c[column]
    changed = [
        {"row": row, "value": new}
        for row, value in connection.execute(select(_ROW, cell).where(cell.is_not(None)).select_from(whole))
        if (new := marks.cut_all(value)) != value
    ]
    if cell.unique:
        _set_apart(connection, cell, changed)
    if changed:
        rewritten = update(whole).where(bindparam("row") == _ROW).values({cell: bindparam("value", type_=cell.type)})
        connection.execute(rewritten, changed)
    return len(changed)


def _set_apart(connection: Connection, cell: Column[Any], changed: Sequence[dict[str, Any]]) -> None:
    """Number values that would become the same as another, in a column that holds each once."""
    rows = {one["row"] for one in changed}
    taken = {value for row, value in connection.execute(select(_ROW, cell)) if row not in rows}
    for one in changed:
        numbered = (f"{one['value']} {n}" for n in count(2))
        one["value"] = next(value for value in chain((one["value"],), numbered) if value not in taken)
        taken.add(one["value"])


def _scheme_digests(connection: Connection) -> None:
    """Let each version of the scheme be known by its content again."""
    v = scheme_version.c
    for version, content in connection.execute(select(v.version, v.content)).all():
        sha256 = hashlib.sha256(content.encode()).hexdigest()
        connection.execute(update(scheme_version).where(v.version == version).values(sha256=sha256))


def _forget_statistics(connection: Connection) -> None:
    """Empty the planner's statistics: they keep values of columns."""
    known = text("SELECT name FROM sqlite_master WHERE name IN ('sqlite_stat1', 'sqlite_stat3', 'sqlite_stat4')")
    for name in connection.execute(known).scalars().all():
        connection.execute(text(f"DELETE FROM {name}"))  # noqa: S608 - one of the three above
