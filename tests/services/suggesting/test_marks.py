"""Marks on a source: what all coders did, one's own open suggestions, and nothing on words that are withheld."""

from __future__ import annotations

import shutil

import pytest

from tests.material import SAID
from tests.services.reading_desk import NOW, Bench, hand
from tests.services.two_sides import in_database, place
from toolkit.services.coding import coding, memos
from toolkit.services.coding.coding import Changed
from toolkit.services.projects.project import open_project
from toolkit.services.suggesting import marks

WORDS = "the last bus home leaves"


@pytest.fixture
def bench(small):
    return Bench(small)


@pytest.fixture(scope="module")
def desk(suggested_once, tmp_path_factory):
    """A project with suggestions that only this module writes to."""
    return Bench(shutil.copytree(suggested_once, tmp_path_factory.mktemp("marks") / "project"))


def test_all_codings_of_a_source_are_there_with_where_they_stand(small_coded):
    found = Bench(small_coded).marks("p01.txt")
    assert len(found.codings) == sum(len(one.codes) for one in SAID if one.person == "P01")
    assert (found.memos, found.settlements, found.elsewhere) == ((), (), 0)
    assert all(begin.turn == end.turn for _, (begin, end) in found.codings)
    assert found.text == 0


def test_words_of_who_withdrew_bear_no_marks_that_are_shown(small):
    span = place(small, "P07")
    when = "2026-03-01T09:00:00.000000+00:00"
    in_database(
        small,
        "INSERT INTO memo (source_id, start, end, text, author, time, revision) "
        f"VALUES (7, {span.start}, {span.end}, 'SEVEN', 'KL', '{when}', 1)",
        f"INSERT INTO memo (source_id, text, author, time, revision) VALUES (7, 'on the source', 'KL', '{when}', 1)",
        "INSERT INTO settlement (source_id, start, end, quote, code, applies, reason, coder, time, revision) "
        f"VALUES (7, {span.start}, {span.end}, 'q', 'needs', 1, 'r', 'KL', '{when}', 1)",
    )
    found = Bench(small).marks("p07.txt")
    assert (found.codings, found.settlements, found.suggestions) == ((), (), ())
    assert [(memo.text, extent) for memo, extent in found.memos] == [("on the source", None)]
    assert found.elsewhere == sum(len(one.codes) for one in SAID if one.person == "P07")


def test_memos_stand_on_their_words_and_those_on_the_source_nowhere(bench):
    memos.add(bench.project, "On words", bench.marked("p01.txt", WORDS), hand=hand())
    memos.add(bench.project, "On all", bench.id("p01.txt"), hand=hand())
    found = {memo.text: extent for memo, extent in bench.marks("p01.txt").memos}
    assert found["On all"] is None
    assert found["On words"][0].turn == found["On words"][1].turn == 2


def test_the_mark_rises_with_each_change_and_not_with_looking(bench):
    first = bench.marks("p01.txt").mark
    assert bench.marks("p01.txt").mark == first
    bench.code("p01.txt", WORDS, "needs/work")
    assert bench.marks("p01.txt").mark > first


def test_suggestions_are_ones_own_until_they_are_answered(desk):
    mine = {one.id for one, _ in desk.marks("p01.txt", "EA").suggestions}
    assert mine
    assert {one.id for one, _ in desk.marks("p01.txt", "MS").suggestions} == mine
    assert desk.marks("p07.txt", "EA").suggestions == ()


def test_segments_are_placed_as_they_stand_in_their_source(desk):
    every = desk.marks("p01.txt").suggestions
    again = marks.placed(desk.project, [one for one, _ in every])
    assert again == list(every)
    assert marks.placed(desk.project, []) == []


def test_what_a_step_left_is_told_as_it_is_now(bench):
    done = bench.code("p01.txt", WORDS, "needs/work", "phase/before")
    left = marks.touched(bench.project, done, coder="EA")
    assert left.source_id == bench.id("p01.txt")
    assert sorted(one.code for one, _ in left.codings) == ["needs/work", "phase/before"]
    assert (left.removed, left.memos, left.memos_removed) == ((), (), ())
    gone = coding.remove(bench.project, {done.codings[0]: 1}, hand=hand())
    after = marks.touched(bench.project, gone, coder="EA")
    assert (after.removed, after.codings) == ((done.codings[0],), ())
    assert after.mark > left.mark


def test_a_coding_that_is_gone_twice_is_told_once(bench):
    done = bench.code("p01.txt", WORDS, "needs/work")
    coding.remove(bench.project, {done.codings[0]: 1}, hand=hand())
    both = Changed(bench.id("p01.txt"), codings=(done.codings[0], done.codings[0]))
    assert marks.touched(bench.project, both, coder="EA").removed == (done.codings[0],)


def test_a_memo_that_was_taken_away_is_told_by_its_number(bench):
    done = memos.add(bench.project, "A thought", bench.marked("p01.txt", WORDS), hand=hand())
    assert [memo.text for memo, _ in marks.touched(bench.project, done, coder="EA").memos] == ["A thought"]
    gone = memos.remove(bench.project, done.memos[0], 1, hand=hand())
    assert marks.touched(bench.project, gone, coder="EA").memos_removed == tuple(done.memos)


def test_what_touched_nothing_tells_nothing(small_coded):
    left = marks.touched(open_project(small_coded, now=NOW), Changed(None), coder="EA")
    assert (left.source_id, left.codings, left.removed, left.suggestions, left.emptied) == (None, (), (), (), ())


def test_coding_a_suggestion_s_words_says_what_is_open_there_and_what_is_not_any_more(desk):
    one, (begin, end) = desk.marks("p02.txt").suggestions[0]
    wanted = coding.Marked(desk.id("p02.txt"), begin, end)
    done = coding.code(desk.project, wanted, ["needs/work"], hand=hand())
    left = marks.touched(desk.project, done, coder="EA")
    open_now = {each.id for each, _ in left.suggestions}
    assert one.id in open_now | set(left.emptied)
    assert not open_now & set(left.emptied)
