"""What was done with each block of a Word file: every block once, by place and count, with none of its words."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from toolkit.errors import Problem
from toolkit.messages import use_language
from toolkit.reporting.word.merge_docx import Merged, Told
from toolkit.services.reports import into_told
from toolkit.services.reports.into_told import DONE, PLACES, SAID, counts, lines, place, record, told
from toolkit.services.reports.into_word import IntoResult


def result(merged=None, kept=Path("/somewhere/report (before).docx"), **more):
    return IntoResult("report.docx", b"", merged or Merged(), "findings", 7, kept, **more)


def full():
    """A merge in which something was done of every kind: one of the first kind, two of the second …"""
    merged = Merged(own=3)
    for number, name in enumerate(DONE, 1):
        getattr(merged, name).extend(Told(f"h_{name}-{n}", "Bussen", 2, n) for n in range(number))
    return merged


def test_everything_that_can_be_done_with_a_block_is_counted_and_said():
    lists = {one.name for one in fields(Merged) if str(one.type).startswith("list[Told]")}
    assert set(DONE) == lists
    assert set(SAID) == {*DONE, "own"}
    assert set(PLACES) <= set(DONE)
    assert counts(full()) == {name: number for number, name in enumerate(DONE, 1)} | {"own": 3}
    assert not any(counts(Merged()).values())


@pytest.mark.parametrize("name", [*DONE, "own"])
def test_one_and_several_are_said_otherwise_and_both_languages_have_words(name):
    english = [told(name, n) for n in (1, 2)]
    assert english[0].startswith("1 ")
    assert english[1].startswith("2 ")
    assert english[0][2:] != english[1][2:]
    use_language("sv")
    assert not {told(name, n) for n in (1, 2)} & set(english)


@pytest.mark.parametrize(
    ("each", "said"),
    [
        (Told("b", "Bussen", 2, 3), "Bussen, paragraph 3"),
        (Told("b", "Bussen", 2, 0), "Bussen"),
        (Told("b", "", 0, 0), "the title page"),
        (Told("b", "", 0, 2), "the title page, paragraph 2"),
    ],
)
def test_a_block_stands_under_its_heading_by_number(each, said):
    assert place(each) == said


def test_a_dry_run_says_that_nothing_is_written():
    assert list(lines(result(kept=None))) == ["Nothing is written: only looked at."]


def test_a_written_file_is_named_and_the_one_before_by_its_name_alone():
    assert list(lines(result())) == [
        "Written into report.docx.",
        "The file as it was is kept: report (before).docx",
    ]


def test_every_count_that_is_not_nothing_is_said_and_where_a_person_should_look():
    said = list(lines(result(full())))
    assert [line for line in said if line.startswith("  ") and not line.startswith("    ")] == [
        f"  {told(name, n)}" for name, n in counts(full()).items()
    ]
    places = [line for line in said if line.startswith("    ")]
    assert len(places) == sum(DONE.index(name) + 1 for name in PLACES)
    assert "    New: Bussen, paragraph 5" in places
    assert said[-1] == "Headings have changed: update the contents list in Word."
    assert len(list(lines(result(Merged(own=1))))) == 3


def test_the_record_lists_every_block_but_those_that_say_the_same():
    problem = Problem("report.docx", "{n} were lost.", "Look there.", {"n": 2}, serious=False)
    told_of = record(result(full(), problems=[problem]))
    every = sum(range(1, len(DONE) + 1)) - (DONE.index("same") + 1)
    assert len(told_of["blocks"]) == every
    assert not any(one["done"] == "same" for one in told_of["blocks"])
    assert told_of["blocks"][0] == {
        "done": "replaced",
        "block": "h_replaced-0",
        "heading": "Bussen",
        "chapter": 2,
        "paragraph": 0,
    }
    assert (told_of["file"], told_of["kept"], told_of["written"]) == ("report.docx", "report (before).docx", True)
    assert (told_of["draft"], told_of["outline"], told_of["headings"]) == (7, "findings", True)
    assert told_of["problems"] == [
        {"where": "report.docx", "message": "2 were lost.", "hint": "Look there.", "serious": False}
    ]
    assert told_of["counts"] == into_told.counts(full())


def test_the_record_of_a_dry_run_keeps_nothing():
    told_of = record(result(kept=None))
    assert (told_of["kept"], told_of["written"], told_of["blocks"], told_of["problems"]) == (None, False, [], [])
