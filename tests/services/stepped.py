"""When the steps of the tests of undoing are made, and what they put into the store."""

from __future__ import annotations

from datetime import UTC, datetime

from toolkit.storage.sources import sources

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def coded(step, start, end, code, coder):
    source = sources.id_of(step.connection, "p01.txt")
    span = {"source_id": source, "start": start, "end": end}
    return {**span, "code": code, "coder": coder, "time": NOW, "scheme_version": 1}
