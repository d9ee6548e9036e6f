"""When a text changes every row finds its words by arithmetic, goes with them, or can be put back as it stood."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from tests.storage.material import NOW, at, place, put, put_coding, put_source
from tests.storage.withdrawn import put_quote, put_theme
from toolkit.domain.sources.revisions import Edit, Moves, Placed, applied, inverse, settled
from toolkit.domain.texts.text import Span
from toolkit.storage.revisions import moving
from toolkit.storage.revisions.moving import Stood
from toolkit.storage.sources import sources
from toolkit.storage.tables.schema import (
    coding,
    memo,
    source,
    theme,
    theme_decision,
    theme_decision_passage,
    theme_passage,
    verdict,
)
from toolkit.storage.tables.schema_material import factor_link
from toolkit.storage.tables.schema_reports import quote

SAID = "Ett två tre fyra fem sex sju."
TEXT = f"a.txt\nD01: {SAID}\n"


@pytest.fixture
def key(connection):
    return put_source(connection, "a.txt", (("D01", "D01", SAID),))


def edited(connection, key, *edits, before=()):
    """Make these edits (words → other words) of the text; gives what became of the rows."""
    text = sources.text_of(connection, key)
    made = settled(text, [Edit.at(place(connection, key, old), new) for old, new in edits])
    after, moves = applied(text, made), Moves(made)
    plan = moving.planned(connection, key, after, lambda span: moves.landed(span, after), before=before)
    connection.execute(update(source).where(source.c.id == key).values(text=after))
    return moving.written(connection, plan)


def stands(connection, table=coding):
    """The words that each row's span holds, by the row's number."""
    rows = connection.execute(select(table.c.id, table.c.source_id, table.c.start, table.c.end).order_by(table.c.id))
    return {
        key: None if start is None else Span(start, end).of(sources.text_of(connection, of))
        for key, of, start, end in rows
    }


def test_every_table_with_places_is_moved_but_for_those_made_anew():
    assert {table.name for table in moving.TABLES} == {
        "coding",
        "verdict",
        "memo",
        "settlement",
        "theme_passage",
        "theme_decision_passage",
        "claim_passage",
        "stance_passage",
        "quote",
        "factor_link",
        "obstacle_passage",
        "tie",
    }


def test_rows_after_an_edit_shift_and_keep_their_words(connection, key):
    one = put_coding(connection, key, "fem sex")
    early = put_coding(connection, key, "a.txt")
    moved = edited(connection, key, ("två", "tvåhundra"))
    assert stands(connection) == {one: "fem sex", early: "a.txt"}
    (move,) = moved.of("coding")
    assert (move.row, move.touched, move.exact, move.stays) == (one, False, True, False)
    assert moved.kept() == ()
    rows = connection.execute(select(coding.c.id, coding.c.quote, coding.c.revision)).all()
    assert [tuple(row) for row in rows] == [(one, "fem sex", 2), (early, "a.txt", 1)]


def test_a_row_around_an_edit_holds_the_new_words_and_what_it_was_is_remembered(connection, key):
    one = put_coding(connection, key, "två tre fyra")
    span = place(connection, key, "två tre fyra")
    moved = edited(connection, key, ("tre", "trettio"))
    assert connection.execute(select(coding.c.quote)).scalar() == "två trettio fyra"
    (stood,) = moved.kept()
    assert (stood.table, stood.was["id"], stood.was["start"], stood.was["end"]) == ("coding", one, span.start, span.end)
    assert stood.was["quote"] == "två tre fyra"
    assert stood.now == {"start": span.start, "end": span.end + 4, "quote": "två trettio fyra"}
    assert stood.was["time"] == "2026-03-01T12:30:00.000000+00:00"  # as JSON knows it


def test_a_row_of_whose_words_nothing_is_left_goes_and_a_memo_goes_to_its_source(connection, key):
    put_coding(connection, key, "tre")
    kept = put_coding(connection, key, "fyra")
    note = put(connection, memo, **at(connection, key, "tre"), text="m", author="A", time=NOW)
    about_all = put(connection, memo, source_id=key, text="n", author="A", time=NOW)
    moved = edited(connection, key, (" tre", ""))
    assert stands(connection) == {kept: "fyra"}
    assert stands(connection, memo) == {note: None, about_all: None}
    assert {(one.table, one.now is None) for one in moved.moves} == {
        ("coding", True),
        ("coding", False),
        ("memo", False),
    }
    assert {(stood.table, stood.now and stood.now["start"]) for stood in moved.kept()} == {
        ("coding", None),
        ("memo", None),
    }


def test_a_row_that_has_only_white_space_left_goes(connection, key):
    put_coding(connection, key, "tre ")
    edited(connection, key, ("tre", ""))
    assert stands(connection) == {}


def test_where_nothing_moves_nothing_is_written(connection, key):
    put_coding(connection, key, "Ett")
    put_theme(connection, "t", [at(connection, key, "Ett")])
    moved = edited(connection, key, ("sju", "åtta"))
    assert (moved.moves, moved.emptied, moved.kept()) == ((), (), ())
    assert connection.execute(select(coding.c.revision)).scalar() == 1


def test_rows_that_become_the_same_become_the_oldest(connection, key):
    first = put_coding(connection, key, "tre")
    second = put_coding(connection, key, "fyra")
    others = put_coding(connection, key, "fyra", coder="B")
    coded = put_coding(connection, key, "fyra", code="learning")
    moved = edited(connection, key, ("tre fyra", "trettiofyra"))
    assert stands(connection) == {first: "trettiofyra", others: "trettiofyra", coded: "trettiofyra"}
    joined = [one for one in moved.moves if one.joined]
    assert [(one.row, one.now, one.exact) for one in joined] == [(second, None, False)]
    assert len(moved.kept()) == 4


def test_answers_given_at_different_times_stay_apart(connection, key):
    for said, moment in (("tre", NOW), ("fyra", NOW), ("fyra", NOW.replace(hour=13))):
        row = {"code": "n", "decision": "rejected", "coder": "A", "time": moment}
        put(connection, verdict, **at(connection, key, said), **row)
    edited(connection, key, ("tre fyra", "trettiofyra"))
    assert list(stands(connection, verdict)) == [1, 3]


def test_links_without_a_theme_or_claim_are_never_the_same(connection, key):
    for said in ("tre", "fyra"):
        put(connection, factor_link, **at(connection, key, said), theme="t", coder="A", at=NOW)
    edited(connection, key, ("tre fyra", "trettiofyra"))
    assert list(stands(connection, factor_link).values()) == ["trettiofyra", "trettiofyra"]


def test_a_row_may_come_to_stand_where_another_stood(connection, key):
    one, two, three = (put_coding(connection, key, said) for said in ("tre", " tv", "sex"))
    moved = edited(connection, key, ("Ett", "Ettan säger" + " " * 20))  # over all the places that there were
    assert stands(connection) == {one: "tre", two: " tv", three: "sex"}
    assert len(moved.moves) == 3
    edited(connection, key, ("Ettan säger" + " " * 20, "Ett"))
    assert stands(connection) == {one: "tre", two: " tv", three: "sex"}
    neighbours = [put_coding(connection, key, said, coder="B") for said in ("två ", "tre ")]
    edited(connection, key, ("Ett", "Ett 123"))
    assert [stands(connection)[number] for number in neighbours] == ["två ", "tre "]


def test_a_theme_without_passages_goes_and_is_remembered(connection, key):
    put_theme(connection, "gone", [at(connection, key, "tre")], words=["tre"])
    put_theme(connection, "left", [at(connection, key, "tre"), at(connection, key, "fem")])
    for name, said in (("d1", "tre"), ("d2", "fem")):
        put(connection, theme_decision, id=name, area="needs", group="team", name="n", position=1)
        put(connection, theme_decision_passage, decision_id=name, **at(connection, key, said))
    moved = edited(connection, key, (" tre", ""))
    assert connection.execute(select(theme.c.id)).scalars().all() == ["left"]
    assert connection.execute(select(theme_decision.c.id)).scalars().all() == ["d2"]
    assert [(one.table, one.was["id"], one.now) for one in moved.emptied] == [
        ("theme", "gone", None),
        ("theme_decision", "d1", None),
    ]
    assert moved.kept()[:2] == moved.emptied


def test_a_theme_has_no_passage_twice(connection, key):
    put_theme(connection, "t", [at(connection, key, "tre"), at(connection, key, "fyra"), at(connection, key, "sex")])
    edited(connection, key, ("tre fyra", "trettiofyra"))
    assert connection.execute(select(theme_passage.c.rank)).scalars().all() == [0, 2]


def a_quote(connection, key, said, *edits):
    number = put_quote(connection, key, said, "D01")
    connection.execute(update(quote).where(quote.c.id == number).values(edits=list(edits), printed="as printed"))
    return number


def test_a_quote_that_only_shifts_prints_what_it_printed(connection, key):
    span = place(connection, key, "fem")
    a_quote(connection, key, "fyra fem sex", ["mask", span.start, span.end, "tal"])
    edited(connection, key, ("Ett", "Ett och"))
    assert connection.execute(select(quote.c.edits, quote.c.printed)).one() == (
        [["mask", span.start + 4, span.end + 4, "tal"]],
        "as printed",
    )


def test_a_quote_whose_words_change_prints_them_with_the_edits_that_still_fit(connection, key):
    mask, drop, case = place(connection, key, "fem"), place(connection, key, "sex"), place(connection, key, "fyra")
    edits = (
        ["case", case.start, case.start + 1, ""],
        ["mask", mask.start, mask.end, "tal"],
        ["omit", drop.start, drop.end, ""],
    )
    a_quote(connection, key, "fyra fem sex sju", *edits)
    edited(connection, key, ("fyra", "4"), ("sex ", ""))
    assert connection.execute(select(quote.c.edits, quote.c.printed)).one() == (
        [["mask", mask.start - 3, mask.end - 3, "tal"]],
        "4 [tal] sju",
    )


def test_of_two_edits_on_the_same_words_the_one_stays_that_hides_them(connection, key):
    four, five, six = (place(connection, key, said) for said in ("fyra", "fem", "sex"))
    edits = (
        ["clarify", four.start, four.end, "fler"],
        ["mask", five.start, five.end, "tal"],
        ["clarify", six.start, six.end, "färre"],
    )
    a_quote(connection, key, "fyra fem sex", *edits)
    edited(connection, key, ("fyra fem sex", "många"))
    kept, printed = connection.execute(select(quote.c.edits, quote.c.printed)).one()
    assert kept == [["mask", four.start, four.start + len("många"), "tal"]]
    assert printed == "[tal]"


def test_rows_still_as_the_revision_left_them_stand_again_as_they_did(connection, key):
    one, two, gone = (put_coding(connection, key, said) for said in ("tre fyra", "fyra", " tre"))
    first = edited(connection, key, (" tre", ""))
    assert stands(connection) == {one: "fyra"}  # the second became the same, of the third nothing was left
    back = inverse(TEXT, settled(TEXT, [Edit(TEXT.index(" tre"), TEXT.index(" tre") + 4, "")]))
    text, moves = sources.text_of(connection, key), Moves(back)
    assert applied(text, back) == TEXT
    plan = moving.planned(connection, key, TEXT, moves.place, before=first.kept())
    connection.execute(update(source).values(text=TEXT))
    moving.written(connection, plan)
    assert moving.put_back(connection, [stood for stood in first.kept() if stood.now is None]) == ()
    assert stands(connection) == {one: "tre fyra", two: "fyra", gone: " tre"}


def test_a_row_that_was_changed_since_is_placed_by_arithmetic(connection, key):
    one = put_coding(connection, key, "två tre fyra")
    first = edited(connection, key, ("tre", "trettio"))
    span = place(connection, key, "trettio fyra")
    connection.execute(update(coding).values(start=span.start, end=span.end, quote="trettio fyra"))
    edited(connection, key, ("trettio", "tre"), before=first.kept())
    assert stands(connection) == {one: "tre fyra"}


def stood(connection, table, now=None):
    """How the one row of a table stands, as a revision remembers it that took it away or gave it `now`."""
    row = dict(connection.execute(select(table)).mappings().one())
    return Stood(
        table.name,
        {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row.items()},
        now,
    )


def test_a_row_comes_back_only_where_its_place_is_free(connection, key):
    put_coding(connection, key, "tre")
    gone = stood(connection, coding)
    assert moving.put_back(connection, [gone]) == (gone,)  # its number is taken: it is there itself
    connection.execute(update(coding).values(id=77))
    assert moving.put_back(connection, [gone]) == (gone,)  # its place is taken
    connection.execute(update(coding).values(coder="B"))
    assert moving.put_back(connection, [gone]) == ()
    assert set(stands(connection)) == {gone.was["id"], 77}


def test_a_row_comes_back_only_to_what_it_refers_to(connection, key):
    put_theme(connection, "t", [at(connection, key, "tre")])
    passage, owner = stood(connection, theme_passage), stood(connection, theme)
    connection.execute(theme.delete())
    assert moving.put_back(connection, [passage, owner]) == (passage,)
    assert moving.put_back(connection, [passage]) == ()
    assert connection.execute(select(theme_passage.c.theme_id)).scalars().all() == ["t"]


def test_a_memo_comes_back_to_its_words_unless_somebody_gave_it_others(connection, key):
    place_ = at(connection, key, "tre")
    number = put(connection, memo, **place_, text="m", author="A", time=NOW)
    left = stood(connection, memo, {"start": None, "end": None})
    moved_on = stood(connection, memo, {"start": 3, "end": 4})
    assert moving.put_back(connection, [left]) == (left,)  # it stands somewhere
    assert moving.put_back(connection, [moved_on]) == ()  # never gone, so nothing is to be put back
    connection.execute(update(memo).values(start=None, end=None))
    assert moving.put_back(connection, [left]) == ()
    assert stands(connection, memo) == {number: "tre"}


words = st.text(st.sampled_from("ab åÅ😀\u0301\n"), max_size=4)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_there_and_back_again_every_row_stands_as_it_did(connection, data):
    with connection.begin_nested() as inner:
        key = put_source(connection, "a.txt", (("D01", "D01", SAID),))
        spans = data.draw(st.sets(st.tuples(st.integers(0, 38), st.integers(1, 9)), max_size=6))
        for start, length in sorted(spans):
            end = min(start + length, len(TEXT))
            row = {"quote": TEXT[start:end], "code": "n", "coder": f"{length}", "time": NOW, "scheme_version": 1}
            put(connection, coding, source_id=key, start=start, end=end, **row)
        before = [
            tuple(row) for row in connection.execute(select(coding.c.id, coding.c.start, coding.c.end, coding.c.quote))
        ]
        cuts = sorted(data.draw(st.sets(st.integers(6, len(TEXT)), min_size=2, max_size=6)))
        asked = [Edit(a, b, data.draw(words)) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
        made = settled(TEXT, asked)
        after, moves = applied(TEXT, made), Moves(made)
        plan = moving.planned(connection, key, after, lambda span: moves.landed(span, after))
        connection.execute(update(source).values(text=after))
        done = moving.written(connection, plan)
        assert all(words == row.quote for row, words in _with_words(connection))
        back = inverse(TEXT, made)
        plan = moving.planned(connection, key, TEXT, Moves(back).place, before=done.kept())
        connection.execute(update(source).values(text=TEXT))
        moving.written(connection, plan)
        assert moving.put_back(connection, [one for one in done.kept() if one.now is None]) == ()
        columns = (coding.c.id, coding.c.start, coding.c.end, coding.c.quote)
        assert [tuple(row) for row in connection.execute(select(*columns).order_by(coding.c.id))] == before
        inner.rollback()


def _with_words(connection):
    found = stands(connection)
    return [(row, found[row.id]) for row in connection.execute(select(coding.c.id, coding.c.quote))]


def test_a_span_that_nothing_touches_is_where_arithmetic_says(connection, key):
    assert Moves(()).place(Span(1, 2)) == Placed(Span(1, 2))
    assert moving.planned(connection, key, TEXT, Moves(()).place).moves == ()
