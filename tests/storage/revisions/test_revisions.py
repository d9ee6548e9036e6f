"""A revised text takes all rows along and forgets what was made of the old words; it can be told of, and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.storage.material import NOW, at, count, place, put, put_coding, put_segment, put_source, put_suggestion
from toolkit.domain.sources.revisions import Edit, Moves, applied, settled
from toolkit.domain.sources.sources import Role
from toolkit.storage.database import learned, steps
from toolkit.storage.database.engines import must_vanish
from toolkit.storage.revisions import moving, revisions
from toolkit.storage.revisions.moving import Stood
from toolkit.storage.revisions.revisions import Before, Revision
from toolkit.storage.sources import source_settings, sources, word_indexes
from toolkit.storage.tables.schema import analysis_state, coding, segment, step, suggestion

FIRST = Revision(1, NOW, "KL", "correct", ((3, 5, 7),))


@pytest.fixture
def key(connection):
    return put_source(connection)


def revised(connection, key, old, new, *, planned=False):
    """Put other words in the text, with the turns where their words stand then."""
    known = sources.by_id(connection, key)
    made = settled(known.text, [Edit.at(place(connection, key, old), new)])
    text, moves = applied(known.text, made), Moves(made)

    def landed(span):
        return moves.landed(span, text)

    turns = [replace(one, span=landed(one.span).span) for one in known.turns]
    how = moving.planned(connection, key, text, landed) if planned else landed
    return revisions.replace_text(connection, key, text, turns, place=how)


@pytest.mark.parametrize("planned", [False, True])
def test_text_turns_words_and_rows_are_replaced_together(connection, key, planned):
    number = put_coding(connection, key, "de lyssnade")
    moved = revised(connection, key, "rädd 😀", "mycket rädd i början", planned=planned)
    whole = sources.by_id(connection, key)
    assert [one.span.of(whole.text) for one in whole.turns] == [
        "Hur var det när du började?",
        "Jag var mycket rädd i början, men de lyssnade.",
        "Det tog lång tid innan någon ringde.",
    ]
    start, end, words = connection.execute(select(coding.c.start, coding.c.end, coding.c.quote)).one()
    assert whole.text[start:end] == words == "de lyssnade"
    assert [one.row for one in moved.of("coding")] == [number]
    (row,) = sources.overview(connection)
    assert (row.words, row.respondent_words) == (6 + 9 + 7, 9 + 7)


def test_what_was_made_of_the_old_words_is_forgotten(connection, key):
    other = put_source(connection, "other.txt")
    for one in (key, other):
        put_suggestion(connection, put_segment(connection, one, "Jag var"))
        put(connection, analysis_state, source_id=one, kind="suggest", fingerprint="f")
        word_indexes.keep(connection, one, "f", b"words")
    learned.keep(connection, learned.SUGGESTIONS, learned.Kept("f", b"x"), now=NOW)
    for source_id, command in ((key, "1"), (other, "2")):
        taken = steps.begin(connection, "memo", coder="A", command=command, now=NOW)
        taken.insert("memo", {"text": "m", "author": "A", "time": NOW, "source_id": source_id})
    revised(connection, key, "lyssnade", "hörde")
    for table in (segment, suggestion, analysis_state, step):
        assert count(connection, table) == 1
    for table in (segment, analysis_state):
        assert connection.execute(select(table.c.source_id)).scalar() == other
    assert (word_indexes.words(connection, key), word_indexes.words(connection, other)) == (b"", b"words")
    assert learned.data(connection, learned.SUGGESTIONS) == b""
    assert connection.execute(select(step.c.command)).scalar() == "2"
    assert must_vanish(connection)


def test_revisions_are_told_in_order_and_give_the_source_its_number(connection, key):
    text = sources.by_id(connection, key)
    before = Before(text.text, text.turns)
    second = Revision(2, NOW + timedelta(days=1), "B", "mask", ((0, 0, 4), (9, 12, 0)))
    for one in (FIRST, second):
        revisions.keep(connection, key, one, before)
    assert revisions.each(connection, key) == [FIRST, second]
    assert source_settings.of(connection, key).revision == 2
    assert revisions.each(connection, key + 1) == []


def test_what_a_revision_replaced_comes_back_as_it_was(connection, key):
    known = sources.by_id(connection, key)
    odd = replace(
        known.turns[1], role=Role.SEVERAL, label="Flera 😀", respondent=None, time=None, question=None, area=None
    )
    rows = (Stood("coding", {"id": 4, "quote": "rädd"}, None), Stood("memo", {"id": 5}, {"start": None, "end": None}))
    before = Before(known.text, (known.turns[0], odd, known.turns[2]), rows)
    revisions.keep(connection, key, FIRST, before)
    assert revisions.before(connection, key, 1) == before


def test_sources_are_told_by_the_kind_of_their_revisions(connection, key):
    other, third = put_source(connection, "b.txt"), put_source(connection, "c.txt")
    nothing = Before("", ())
    for one, number, verb in ((key, 1, "clean"), (key, 2, "clean"), (other, 1, "mask"), (third, 1, "clean")):
        revisions.keep(connection, one, replace(FIRST, number=number, verb=verb), nothing)
    assert revisions.sources_with(connection, "clean") == {key, third}
    assert revisions.sources_with(connection, "split") == frozenset()
    assert revisions.forget(connection, third) == 1
    assert revisions.sources_with(connection, "clean") == {key}


def test_codings_whose_words_were_changed_are_told_from_a_moment_on(connection, key):
    early = Before("", (), (Stood("coding", {"id": 1}, None), Stood("memo", {"id": 9}, None)))
    late = Before("", (), (Stood("coding", {"id": 2}, {"start": 1}), Stood("coding", {"id": 3}, None)))
    revisions.keep(connection, key, FIRST, early)
    revisions.keep(connection, key, replace(FIRST, number=2, at=NOW + timedelta(hours=1)), late)
    assert revisions.touched_since(connection, NOW) == {1, 2, 3}
    assert revisions.touched_since(connection, NOW + timedelta(seconds=1)) == {2, 3}
    assert revisions.touched_since(connection, NOW + timedelta(days=1)) == frozenset()


@pytest.mark.parametrize(("number", "gone", "left"), [(None, 2, []), (1, 1, [2]), (3, 0, [1, 2])])
def test_revisions_are_forgotten_and_the_number_is_never_given_again(connection, key, number, gone, left):
    for each in (1, 2):
        revisions.keep(connection, key, replace(FIRST, number=each), Before("old words", ()))
    other = put_source(connection, "b.txt")
    revisions.keep(connection, other, FIRST, Before("", ()))
    assert revisions.forget(connection, key, number) == gone
    assert [one.number for one in revisions.each(connection, key)] == left
    assert source_settings.of(connection, key).revision == 2
    assert len(revisions.each(connection, other)) == 1
    assert must_vanish(connection)


def test_revisions_go_with_their_source(connection, key):
    revisions.keep(connection, key, FIRST, Before("", ()))
    assert at(connection, key, "rädd")["source_id"] == key
    sources.remove(connection, "d01.txt")
    assert revisions.each(connection, key) == []
