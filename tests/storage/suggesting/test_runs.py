from __future__ import annotations

from dataclasses import replace

import pytest

from toolkit.errors import ConflictError
from toolkit.storage.suggesting import runs
from toolkit.storage.suggesting.runs import Run, SchemeVersion


def test_the_latest_run_of_a_name_is_found(store, now):
    run = Run("themes", "2.1", {"k": [3, 4], "språk": "sv"}, now, "f1", scheme_version=3, seed=7)
    with store.writing("run", now=now) as change:
        assert runs.latest(change.connection, "themes") is None
        assert runs.record(change.connection, run) == 1
        runs.record(change.connection, replace(run, name="suggest", seed=None, scheme_version=None))
        newer = runs.record(change.connection, replace(run, fingerprint="f2"))
    with store.reading() as connection:
        assert runs.latest(connection, "themes") == replace(run, fingerprint="f2", id=newer)


def test_a_scheme_version_is_kept_once_and_does_not_change(store, now):
    first = SchemeVersion(1, "a" * 64, "key: six_areas\n", now)
    with store.writing("scheme", now=now) as change:
        assert runs.record_scheme(change.connection, first)
        assert not runs.record_scheme(change.connection, first)
        assert runs.record_scheme(change.connection, replace(first, version=2))
    with pytest.raises(ConflictError, match="1"), store.writing("scheme", now=now) as change:
        runs.record_scheme(change.connection, replace(first, sha256="b" * 64))
    with store.reading() as connection:
        assert runs.schemes(connection) == [first, replace(first, version=2)]
