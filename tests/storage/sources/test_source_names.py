"""Sources found by name, number, words and bytes, and what of them is no longer as it came in."""

from __future__ import annotations

import zlib
from dataclasses import replace

import pytest
from sqlalchemy import update

from tests.storage.material import NOW, put, put_source, source_of
from toolkit.domain.sources.source_kinds import Kind
from toolkit.errors import ConflictError, NotFound
from toolkit.storage.sources import source_settings, sources
from toolkit.storage.tables.schema import learned as learned_table
from toolkit.storage.tables.schema import source as table

TWO = (("D01", "D01", "ett två"), ("D02", "D02", "tre"))


@pytest.fixture
def numbers(connection):
    return {name: put_source(connection, name) for name in ("c.txt", "a.txt", "b.txt")}


def test_numbers_are_told_by_name_in_order_of_name(connection, numbers):
    assert list(sources.ids(connection).items()) == sorted(numbers.items())
    assert list(sources.ids(connection, ["c.txt", "a.txt", "c.txt"]).items()) == [
        ("a.txt", numbers["a.txt"]),
        ("c.txt", numbers["c.txt"]),
    ]
    assert sources.ids(connection, []) == {}
    with pytest.raises(NotFound, match=r"x\.txt"):
        sources.ids(connection, ["a.txt", "x.txt"])


def test_of_many_sources_some_are_named_to_who_asked_for_another(connection):
    for number in range(22):
        put_source(connection, f"{number:02}.txt")
    with pytest.raises(NotFound) as caught:
        sources.id_of(connection, "x.txt")
    assert "18.txt, 19.txt …" in caught.value.hint
    sources.remove(connection, "00.txt")
    sources.remove(connection, "01.txt")
    with pytest.raises(NotFound) as caught:
        sources.id_of(connection, "x.txt")
    assert caught.value.hint.endswith("21.txt")


def test_places_are_told_once_each_in_order_by_the_sources_number(connection, numbers):
    keys = ["a.txt:10-12", "c.txt:3-4", "a.txt:2-9", "c.txt:3-4"]
    assert sources.places_of(connection, keys) == sorted(
        [[numbers["a.txt"], 2, 9], [numbers["a.txt"], 10, 12], [numbers["c.txt"], 3, 4]]
    )
    assert sources.places_of(connection, []) == []
    with pytest.raises(NotFound):
        sources.places_of(connection, ["x.txt:1-2"])


def test_sources_are_found_by_how_many_words_are_said_in_them(connection, numbers):
    put_source(connection, "0.txt", TWO)
    many = sources.overview(connection)[1].words
    assert sources.names_by_words(connection) == {7: ["0.txt"], many: ["a.txt", "b.txt", "c.txt"]}


def test_sources_are_found_by_the_bytes_that_came_in(connection, numbers):
    assert sources.shas(connection) == {source_of(name).sha256: name for name in numbers}


def test_a_file_that_is_there_under_another_name_is_told_with_that_name(connection, numbers):
    again = replace(source_of("a.txt"), name="other.txt")
    with pytest.raises(ConflictError, match=r"other\.txt is already in the project, as a\.txt"):
        sources.add(connection, again, original=again.text.encode(), words=1)
    with pytest.raises(ConflictError, match=r"already a source called a\.txt"):
        sources.add(connection, source_of("a.txt", TWO), original=source_of("a.txt", TWO).text.encode(), words=1)


def test_bytes_that_are_no_longer_those_that_came_in_are_told_by_name(connection, numbers):
    assert list(sources.altered(connection)) == []
    for name, kept in (("c.txt", zlib.compress(b"other")), ("a.txt", b"no zip")):
        connection.execute(update(table).where(table.c.name == name).values(original=kept))
    assert list(sources.altered(connection)) == ["a.txt", "c.txt"]


def test_a_text_that_was_revised_is_no_altered_file(connection, numbers):
    connection.execute(update(table).where(table.c.name == "a.txt").values(text="rättad"))
    assert list(sources.altered(connection)) == []


@pytest.mark.parametrize(
    ("facts", "rows", "kind"),
    [
        ({}, TWO[:1], Kind.INTERVIEW),
        ({}, TWO, Kind.FOCUS_GROUP),
        ({"method": "enkät"}, TWO, Kind.SURVEY),
        ({"kind": "fallbeskrivning"}, TWO[:1], Kind.CASE),
    ],
    ids=["interview", "focus group", "survey", "case"],
)
def test_the_kind_is_kept_as_facts_and_voices_say(connection, facts, rows, kind):
    number = put_source(connection, "a.txt", rows, **facts)
    sources.keep_kind(connection, number, sources.by_id(connection, number))
    assert source_settings.of(connection, number).kind == kind.value
    assert list(source_settings.each(connection)) == [number] * (kind is not Kind.INTERVIEW)
    assert [one.kind for one in sources.overview(connection)] == [kind]


def test_a_kind_is_kept_anew_when_the_facts_say_another(connection):
    number = put_source(connection, "a.txt", TWO[:1], method="enkät")
    sources.keep_kind(connection, number, sources.by_id(connection, number))
    source_settings.put(connection, number, decided={"method": "intervju"})
    sources.keep_kind(connection, number, replace(sources.by_id(connection, number), facts={"method": "intervju"}))
    assert source_settings.of(connection, number).kind == "interview"


def test_the_list_shows_what_a_person_decided_over_what_the_file_says(connection):
    number = put_source(connection, "a.txt", TWO[:1], method="telefon", date="2026-01-02")
    source_settings.put(connection, number, decided={"date": "2026-02-03", "place": "Umeå"})
    [row] = sources.overview(connection)
    assert row.facts == {"method": "telefon", "date": "2026-02-03", "place": "Umeå"}


@pytest.mark.parametrize("change", ["turns", "removal"])
def test_what_was_learned_is_forgotten_when_the_material_changes(connection, numbers, change):
    put(connection, learned_table, name="n", fingerprint="f", at=NOW, data=b"")
    if change == "turns":
        sources.replace_turns(connection, "a.txt", sources.get(connection, "a.txt").turns)
    else:
        sources.remove(connection, "a.txt")
    assert connection.execute(learned_table.select()).all() == []
