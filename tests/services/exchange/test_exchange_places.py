"""Places and guids for other programs: the same at each export, one selection for each span, in order."""

import uuid
from datetime import UTC, datetime

import pytest

from tests.services.met import NOW
from toolkit.domain.exchange.interchange import ExchangedCoding, ExchangedMemo
from toolkit.domain.texts.text import Span
from toolkit.services.exchange.exchange_places import Guids, Places
from toolkit.services.projects.project import init, open_project

AT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def guids_of(project):
    with project.store() as store, store.reading() as connection:
        return Guids(connection)


@pytest.fixture(scope="module")
def guid(small_coded):
    return guids_of(open_project(small_coded, now=NOW))


@pytest.mark.parametrize(
    "parts", [("source", "a" * 64), ("user", "Åsa 👩"), ("selection", "x", 3, 9), ("memo", "\ud800"), ("case",)]
)
def test_a_guid_is_what_the_standard_says_of_a_name_in_the_project_s_space(guid, parts):
    made = guid(*parts)
    assert made == guid(*parts)
    read = uuid.UUID(made)
    assert (read.version, read.variant, str(read)) == (5, uuid.RFC_4122, made)
    name = "\x1f".join(map(str, parts))
    if name.isascii():
        assert read == uuid.uuid5(uuid.UUID(bytes=guid.space), name)


def test_other_parts_give_another_guid(guid):
    parts = [
        ("user", "KL"),
        ("user", "kl"),
        ("case", "KL"),
        ("user", "K", "L"),
        ("selection", "x", 1, 12),
        ("selection", "x", 11, 2),
    ]
    assert len({guid(*one) for one in parts}) == len(parts)


def test_a_copy_has_the_same_guids_and_another_project_has_others(small, guid, tmp_path):
    assert guids_of(open_project(small, now=AT))("user", "KL") == guid("user", "KL")
    other = init(tmp_path / "other", language="en", now=AT)
    assert guids_of(other)("user", "KL") != guid("user", "KL")


def test_each_span_is_one_selection(guid):
    places = Places("s1", guid)
    assert places.at(3, 9) is places.at(3, 9)
    assert places.at(3, 9) is not places.at(3, 10)
    assert places.at(3, 9).guid != Places("s2", guid).at(3, 9).guid
    assert list(Places("s1", guid).selections()) == []


def test_selections_stand_in_order_with_who_judged_first(guid):
    places = Places("s1", guid)
    early = datetime(2026, 1, 1, tzinfo=UTC)
    places.at(30, 40).memos.append(ExchangedMemo("m1", "note", user="u2", at=AT))
    place = places.at(3, 9)
    place.codings["needs", "KL"] = ExchangedCoding("c1", "code", "u1", AT)
    place.codings["plan", "MS"] = ExchangedCoding("c2", "code", "u2", early)
    place.memos.append(ExchangedMemo("m2", "note", user="u3", at=early))
    places.at(3, 5)
    first, second, third = places.selections()
    assert [one.span for one in (first, second, third)] == [Span(3, 5), Span(3, 9), Span(30, 40)]
    assert (first.user, first.at, first.codings, first.memos) == (None, None, (), ())
    assert (second.user, second.at) == ("u1", AT)
    assert [one.guid for one in second.codings] == ["c1", "c2"]
    assert [one.guid for one in second.memos] == ["m2"]
    assert (third.user, third.at) == ("u2", AT)
