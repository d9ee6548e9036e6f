"""Who speaks in the sources, where and how much, whom a case description is about, and what was asked there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.storage.material import put_source
from toolkit.domain.sources.sources import Role
from toolkit.storage.sources import source_settings, sources

ROWS = (
    ("I", None, "Hur var det?"),
    ("D02", "D02", "Det gick bra."),
    ("D01", "D01", "Jag väntade länge på svar."),
    ("D02", "D02", "Ja."),
    ("?", None, "Någon annan."),
)


def as_record(connection, name, who):
    """Make the first turn of the source a record of this person, or of nobody."""
    first, *rest = sources.get(connection, name).turns
    record = replace(first, role=Role.RECORD, label=None, respondent=who)
    sources.replace_turns(connection, name, (record, *rest))


@pytest.fixture
def talk(connection):
    return put_source(connection, "b.txt", ROWS)


@pytest.fixture
def case(connection):
    """A case description of D09."""
    made = put_source(connection, "a.txt", (("", "D09", "Kvinnan har väntat i två år."),))
    as_record(connection, "a.txt", "D09")
    return made


def test_those_who_speak_are_told_apart_from_those_who_are_told_of(connection, talk, case):
    assert sources.respondents(connection) == {"D01", "D02"}
    assert sources.named(connection) == {"D01", "D02", "D09"}
    assert sources.about(connection) == {"a.txt": "D09"}


def test_a_record_of_nobody_is_about_nobody(connection, talk, case):
    as_record(connection, "a.txt", None)
    assert sources.about(connection) == {}
    assert sources.named(connection) == {"D01", "D02"}


def test_where_people_speak_is_told_by_source_in_order_of_place(connection, talk, case):
    other = put_source(connection, "0.txt", (("D02", "D02", "Kort."),))
    turns = {number: sources.by_id(connection, number).turns for number in (talk, case, other)}
    assert sources.spans_of(connection, ["D02"]) == {
        "0.txt": [turns[other][0].span],
        "b.txt": [turns[talk][1].span, turns[talk][3].span],
    }
    assert list(sources.spans_of(connection, {"D02", "D09"})) == ["0.txt", "a.txt", "b.txt"]
    assert sources.spans_of(connection, ["D77"]) == sources.spans_of(connection, []) == {}


def test_a_persons_sources_and_words_are_counted_over_all_sources(connection, talk, case):
    put_source(
        connection, "c.txt", (("D02", "D02", "Två ord."), ("I", None, "Fyra ord som ingen."), ("X", "X1", "Ett."))
    )
    assert sources.spoken(connection) == {"D01": (1, 5), "D02": (2, 6), "X1": (1, 1)}


def test_words_that_were_counted_already_are_not_counted_again(connection, talk):
    whole = sources.by_id(connection, talk)
    sources.remove(connection, "b.txt")
    sources.add(connection, whole, original=whole.text.encode(), words=20, spoken={1: 30, 2: 500})
    assert sources.spoken(connection) == {"D01": (1, 500), "D02": (1, 31)}  # the last turn has one word


def asked_of(connection, name, areas):
    turns = sources.get(connection, name).turns
    sources.replace_turns(connection, name, [replace(turn, area=area) for turn, area in zip(turns, areas, strict=True)])


def test_what_was_asked_is_told_with_those_who_were_there(connection, talk, case):
    asked_of(connection, "b.txt", ("needs", "needs", "actors", None, None))
    put_source(connection, "c.txt", (("D07", "D07", "Ingen frågade."),))
    asked_of(connection, "c.txt", (None,))
    assert sorted(sources.asked(connection)) == [
        ("b.txt", ("D02", "D01"), frozenset({"needs", "actors"})),
        ("c.txt", ("D07",), frozenset()),
    ]


def test_at_a_reflection_session_nobody_is_silent_on_what_was_not_asked(connection, talk):
    source_settings.put(connection, talk, kind="reflection")
    assert sources.asked(connection) == [("b.txt", ("D02", "D01"), None)]
    source_settings.put(connection, talk, kind="interview")
    assert sources.asked(connection) == [("b.txt", ("D02", "D01"), frozenset({"needs"}))]


def placed(connection):
    return {one.name: one for one in sources.placings(connection)}


def test_a_placing_names_who_speaks_and_what_the_words_are(connection, talk, case):
    found = placed(connection)
    assert list(found) == ["a.txt", "b.txt"]
    assert (found["b.txt"].id, found["b.txt"].voices) == (talk, ("D01", "D02"))
    assert found["b.txt"].state == sources.by_id(connection, talk).sha256
    source_settings.put(connection, talk, revision=2)
    after = placed(connection)["b.txt"]
    assert (after.state, after.digest) == (f"{found['b.txt'].state}:2", found["b.txt"].digest)


@pytest.mark.parametrize(
    "other",
    [{"respondent": "D03"}, {"question": "q2"}, {"area": "actors"}, {"phase": None}, {"role": Role.UNKNOWN}],
    ids=str,
)
def test_a_placing_is_another_when_a_turn_is_placed_otherwise(connection, talk, other):
    turns = sources.by_id(connection, talk).turns
    before = placed(connection)["b.txt"].digest
    sources.replace_turns(connection, "b.txt", (turns[0], replace(turns[1], **other), *turns[2:]))
    assert placed(connection)["b.txt"].digest != before
    sources.replace_turns(connection, "b.txt", turns)
    assert placed(connection)["b.txt"].digest == before


def test_what_a_speaker_is_called_in_the_file_is_no_part_of_a_placing(connection, talk):
    turns = sources.by_id(connection, talk).turns
    before = placed(connection)["b.txt"].digest
    sources.replace_turns(connection, "b.txt", [replace(turn, label="Talare", time=9.5) for turn in turns])
    assert placed(connection)["b.txt"].digest == before


def test_a_source_without_turns_is_placed_too(connection, talk):
    sources.replace_turns(connection, "b.txt", ())
    assert placed(connection)["b.txt"].voices == ()
    assert sources.respondents(connection) == frozenset()
    assert sources.spans_of(connection, ["D01"]) == {}
