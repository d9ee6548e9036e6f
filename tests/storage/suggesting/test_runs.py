from __future__ import annotations

from dataclasses import replace

import pytest

from tests.storage.material import NOW
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


RUN = Run("themes", "2.1", {}, NOW, "f1")


@pytest.mark.parametrize(("name", "expected"), [("themes", "f3"), ("suggest", "f2"), ("never", "")])
def test_the_fingerprint_is_that_of_the_last_run_of_the_name(connection, name, expected):
    for number, of in enumerate(("themes", "suggest", "themes"), start=1):
        runs.record(connection, replace(RUN, name=of, fingerprint=f"f{number}"))
    assert runs.fingerprint(connection, name) == expected
    latest = runs.latest(connection, name)
    assert (latest.fingerprint if latest else "") == expected


def test_only_the_runs_of_the_name_are_forgotten(connection):
    for name in ("themes", "suggest", "themes"):
        runs.record(connection, replace(RUN, name=name))
    runs.forget(connection, "themes")
    assert runs.latest(connection, "themes") is None
    assert runs.fingerprint(connection, "themes") == ""
    kept = runs.latest(connection, "suggest")
    assert kept is not None
    assert runs.record(connection, RUN) > (kept.id or 0) + 1  # a number is never given twice


def test_who_changed_the_scheme_and_why_is_kept_with_the_version(connection):
    second = SchemeVersion(2, "b" * 64, "key: six_areas\n", NOW, "KL", "Hälsa delades")
    first = SchemeVersion(1, "a" * 64, "", NOW)
    for one in (second, first):
        assert runs.record_scheme(connection, one)
    assert runs.schemes(connection) == [first, second]
    with pytest.raises(ConflictError) as caught:
        runs.record_scheme(connection, replace(first, sha256="c" * 64))
    assert "Raise `version`" in caught.value.hint
    assert runs.schemes(connection) == [first, second]
