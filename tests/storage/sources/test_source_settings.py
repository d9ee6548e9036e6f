"""How a source is treated is kept beside it, and goes with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from toolkit.domain.sources.sources import Source
from toolkit.storage.projects.store import Store
from toolkit.storage.sources import source_settings, sources
from toolkit.storage.sources.source_settings import Setting


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
