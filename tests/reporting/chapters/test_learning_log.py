"""The learning log: every session in order with how much was said, agreed and done; no word of what was said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.reporting.based import basis
from tests.reporting.met_teams import Loop, Sort, Status, agreed, held, said
from toolkit.domain.reports.report import Figure, Heading, Table
from toolkit.reporting.chapters.learning_log import PARTS, blocks, counts, timeline
from toolkit.reporting.rendering.palette import FILLS, HELPS, HINDERS

FIRST = held(
    1,
    [said(Sort.RECOGNISED, 1), said(Sort.RECOGNISED, 1), said(Sort.OBJECTION, 1), said(Sort.OTHER)],
    [agreed("A", status=Status.DONE), agreed("B", loop=Loop.DOUBLE)],
    title="Våren",
)
SECOND = held(
    2, [said(Sort.ADDITION, number=2)], [agreed("C", status=Status.CHANGED)], day="2026-04-09", title="Hösten"
)


@pytest.fixture(name="told")
def _told(invented, wording_of):
    def make(*sessions, language="sv"):
        return list(blocks(basis(replace(invented(), held=sessions), wording_of(language))))

    return make


def test_without_a_session_there_is_no_log(told):
    assert told() == []


def test_each_session_has_a_row_with_what_was_said_agreed_and_done(told):
    log = next(block for block in told(FIRST, SECOND) if isinstance(block, Table))
    assert log.rows == (("2 mars 2026", "Våren", "4", "2", "1"), ("9 april 2026", "Hösten", "1", "1", "0"))
    assert log.anchor == "table-log"


def test_what_was_said_is_counted_by_sort_and_nothing_twice():
    assert PARTS == (Sort.RECOGNISED, Sort.ADDITION, Sort.OBJECTION, "other", "agreed")
    assert counts(FIRST) == (2, 0, 1, 1, 2)
    assert counts(SECOND) == (0, 1, 0, 0, 1)
    assert counts(held(3)) == (0, 0, 0, 0, 0)


def test_objections_have_the_colour_of_what_hinders_and_what_is_recognised_that_of_what_helps():
    assert (FILLS[PARTS.index(Sort.RECOGNISED)], FILLS[PARTS.index(Sort.OBJECTION)]) == (HELPS, HINDERS)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_timeline_has_a_bar_for_each_session_and_says_the_same_in_words(wording_of, language):
    figure = timeline([FIRST, SECOND], wording_of(language))
    assert isinstance(figure, Figure)
    assert len(figure.columns) == len(PARTS)
    assert figure.values == (counts(FIRST), counts(SECOND))
    assert [row.split(", ")[-1] for row in figure.rows] == ["Våren", "Hösten"]
    assert all(row in figure.alt for row in figure.rows)
    assert "0" not in figure.alt.replace("2026", "")


def test_what_was_agreed_stands_by_the_question_it_answers(told):
    found = told(FIRST, SECOND)
    anchors = [block.anchor for block in found if isinstance(block, Heading)]
    assert anchors == ["learning-log", "learning-log-single", "learning-log-double"]
    single, double = (block for block in found if isinstance(block, Table) and block.anchor.startswith("table-loop"))
    assert [row[0] for row in single.rows] == ["A", "C"]
    assert [row[0] for row in double.rows] == ["B"]
    assert [block.anchor for block in told(SECOND) if isinstance(block, Heading)] == [
        "learning-log",
        "learning-log-single",
    ]


def test_no_word_of_a_response_is_printed(told):
    assert "HEMLIGT" not in repr(told(FIRST, SECOND))
