"""A text that people consented to is kept word for word, and a version that is kept never changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from tests.storage.material import NOW
from toolkit.storage.sources import consent_texts
from toolkit.storage.sources.consent_texts import ConsentText

FIRST = ConsentText("2025-1", "a" * 64, "Jag samtycker. 😀\r\nRad två.\n", NOW)


def test_versions_come_back_in_the_order_in_which_they_were_kept(connection):
    assert consent_texts.each(connection) == []
    later = replace(FIRST, version="2024-9", at=NOW + timedelta(seconds=1))
    same_moment = replace(FIRST, version="2025-0", content="")
    for one in (later, FIRST, same_moment):
        consent_texts.keep(connection, one)
    assert consent_texts.each(connection) == [same_moment, FIRST, later]


def test_a_version_is_not_kept_twice(connection):
    consent_texts.keep(connection, FIRST)
    with pytest.raises(IntegrityError):
        consent_texts.keep(connection, replace(FIRST, content="Jag samtycker till allt."))
    assert consent_texts.each(connection) == [FIRST]
