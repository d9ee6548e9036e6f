"""Corrections of texts in a copy: taken over where the text here is what it was there, else told and left there."""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest

from tests.services.two_sides import AFTER, APART, LATER, in_database, place, sides, text_of
from toolkit.domain.sources import turn_edits
from toolkit.domain.sources.revisions import Edit
from toolkit.services.material import revising
from toolkit.services.material.hands import Hand
from toolkit.services.merging import merging_corrections, merging_sources
from toolkit.services.merging.merging_plan import Plan
from toolkit.services.projects.project import open_project
from toolkit.storage.projects.merging import Fork

NAME = "p01.txt"
FIRST, SECOND = "Where, dear friend, shall we begin?", "Where, dear old friend, shall we begin?"


@pytest.fixture
def copy(small, tmp_path):
    return shutil.copytree(small, tmp_path / "copy")


def correct(folder, words, *, coder="MS", number=1, hours=0, name=NAME):
    project = open_project(folder, now=AFTER + timedelta(hours=hours))
    source, seen = revising.current(project, name)
    made = turn_edits.worded(source, number, words)
    revising.correct(project, name, made, hand=Hand(coder, f"correct {words}"), seen=seen, agreed=True)


def look(ours, theirs):
    with sides(ours, theirs) as (here, there):
        plan = Plan(Fork(APART, 1))
        merging_sources.pair(here, there, plan)
        merging_corrections.look(here, there, plan)
        return plan.corrected, plan.corrected_apart


def take(ours, theirs):
    project = open_project(ours, now=LATER)
    with sides(ours, theirs) as (_, there), project.store(write=True) as store, store.writing("merge", now=LATER) as c:
        here = type(there)(project, c.connection, project.scheme_file)
        plan = Plan(Fork(APART, 1))
        merging_sources.pair(here, there, plan)
        return merging_corrections.take(here, there, plan, c)


def test_where_nothing_was_corrected_nothing_is_told(small_coded):
    assert look(small_coded, small_coded) == ({}, {})


def test_corrections_of_there_are_made_here_in_their_order_and_under_their_coders(small, copy):
    from toolkit.storage.revisions import revisions

    correct(copy, FIRST)
    correct(copy, SECOND, coder="EA", hours=1)
    assert look(small, copy) == ({NAME: 2}, {})
    assert FIRST not in text_of(small, NAME)
    assert take(small, copy) == {NAME: 2}
    assert text_of(small, NAME) == text_of(copy, NAME)
    with open_project(small, now=LATER).store() as store, store.reading() as connection:
        assert [(one.verb, one.coder) for one in revisions.each(connection, 1)] == [
            ("correct", "MS"),
            ("correct", "EA"),
        ]
        assert store.check() == []
    assert look(small, copy) == look(copy, small) == ({}, {})


def test_a_correction_that_both_have_does_not_come_twice_and_only_the_next_does(small, copy, tmp_path):
    correct(small, FIRST)
    later = shutil.copytree(small, tmp_path / "later")
    correct(later, SECOND, hours=1)
    assert look(small, later) == ({NAME: 1}, {})
    assert look(later, small) == ({}, {})
    assert take(small, later) == {NAME: 1}
    assert text_of(small, NAME) == text_of(later, NAME)


def test_what_was_corrected_otherwise_here_stays_there_and_is_told_by_number(small, copy):
    correct(small, "Where do we begin?")
    correct(copy, FIRST)
    correct(copy, SECOND, hours=1)
    before = text_of(small, NAME)
    assert look(small, copy) == ({}, {NAME: 2})
    assert take(small, copy) == {}
    assert text_of(small, NAME) == before


def test_what_was_corrected_here_alone_is_nothing_of_theirs(small, copy):
    correct(small, FIRST)
    assert look(small, copy) == ({}, {})


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE source_revision SET verb = 'rewrite'",
        "UPDATE source_revision SET coder = ' '",
        "UPDATE source SET text = text || char(13) WHERE id = 1",
        "UPDATE turn SET end = 99999 WHERE source_id = 1 AND start = (SELECT max(start) FROM turn WHERE source_id = 1)",
    ],
    ids=["a verb of nothing", "nobody", "a text that is not kept so", "a turn outside of the text"],
)
def test_a_correction_that_spegla_never_makes_is_left_there(small, copy, damage):
    correct(copy, FIRST)
    in_database(copy, damage)
    corrected, apart = look(small, copy)
    assert corrected == {}
    assert apart == {NAME: 1}


def test_an_erased_source_there_gives_nothing(small, copy):
    correct(copy, FIRST)
    in_database(copy, "UPDATE source_setting SET erased = 1 WHERE source_id = 1")
    assert look(small, copy) == ({}, {})


def test_a_correction_that_would_take_every_word_of_a_coding_here_stays_there(small, copy):
    project = open_project(copy, now=AFTER)
    source, seen = revising.current(project, NAME)
    span = place(small)
    in_database(copy, "DELETE FROM coding WHERE source_id = 1")
    gone = turn_edits.edited(source, [Edit(span.start, span.end, "")], verb="correct")
    revising.correct(project, NAME, gone, hand=Hand("MS", "take out"), seen=seen, agreed=True)
    assert look(small, copy) == ({}, {NAME: 1})
    in_database(small, "DELETE FROM coding WHERE source_id = 1")
    assert look(small, copy) == ({NAME: 1}, {})
