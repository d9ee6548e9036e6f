"""How a source is treated is kept beside it, and goes with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import Connection, select

from tests.storage.material import put_source
from toolkit.domain.sources.sources import Source
from toolkit.storage.projects.store import Store
from toolkit.storage.sources import source_settings, sources
from toolkit.storage.sources.source_settings import Setting
from toolkit.storage.tables.schema import source


def test_a_source_without_a_row_is_an_interview_as_read(store: Store, put: Callable[..., Source]) -> None:
    put()
    with store.reading() as connection:
        key = next(iter(sources.ids(connection).values()))
        assert source_settings.of(connection, key) == Setting("interview", {}, 0, erased=False)
        assert source_settings.of(connection, key).as_read
        assert source_settings.each(connection) == {}


def test_what_is_put_is_added_to_what_is_set(store: Store, put: Callable[..., Source], now: datetime) -> None:
    put()
    with store.writing("test", now=now) as change:
        name, key = next(iter(sources.ids(change.connection).items()))
        source_settings.put(change.connection, key, decided={"speakers": "SA=D10"})
        setting = source_settings.put(change.connection, key, revision=2)
        assert setting == Setting("interview", {"speakers": "SA=D10"}, 2, erased=False)
        assert source_settings.each(change.connection) == {key: setting}
        assert not setting.as_read
        sources.remove(change.connection, name)
        assert source_settings.each(change.connection) == {}


@pytest.fixture
def two(connection: Connection) -> tuple[int, int]:
    return put_source(connection, "a.txt"), put_source(connection, "b.txt")


def words_of(connection: Connection) -> dict[int, tuple[str, int]]:
    """What the words of each source are, and the number of its text."""
    rows = connection.execute(select(source.c.id, source_settings.WORDS, source_settings.TEXT))
    return {key: (words, text) for key, words, text in rows}


def test_a_sources_words_are_its_bytes_until_its_own_text_is_revised(connection: Connection, two) -> None:
    sha = {key: sources.by_id(connection, key).sha256 for key in two}
    first, second = two
    assert words_of(connection) == {first: (sha[first], 0), second: (sha[second], 0)}
    source_settings.put(connection, first, kind="survey")
    source_settings.put(connection, second, revision=3)
    assert words_of(connection) == {first: (sha[first], 0), second: (f"{sha[second]}:3", 3)}


def test_what_is_put_for_a_source_leaves_the_others_as_they_are(connection: Connection, two) -> None:
    first, second = two
    source_settings.put(connection, first, kind="case", decided={"date": "2026-01-02"})
    source_settings.put(connection, second, erased=True)
    assert source_settings.each(connection) == {
        first: Setting("case", {"date": "2026-01-02"}, 0, erased=False),
        second: Setting("interview", {}, 0, erased=True),
    }
    assert [source_settings.of(connection, key).as_read for key in two] == [True, False]


@pytest.mark.parametrize(
    ("back", "expected"),
    [
        ({"kind": "interview"}, Setting("interview", {"a": "1"}, 2, erased=True)),
        ({"decided": {}}, Setting("case", {}, 2, erased=True)),
        ({"revision": 0}, Setting("case", {"a": "1"}, 0, erased=True)),
        ({"erased": False}, Setting("case", {"a": "1"}, 2, erased=False)),
        ({}, Setting("case", {"a": "1"}, 2, erased=True)),
    ],
    ids=["kind", "decided", "revision", "erased", "nothing"],
)
def test_each_setting_can_be_put_back_by_itself(connection: Connection, two, back, expected) -> None:
    source_settings.put(connection, two[0], kind="case", decided={"a": "1"}, revision=2, erased=True)
    assert source_settings.put(connection, two[0], **back) == expected
    assert source_settings.of(connection, two[0]) == expected
