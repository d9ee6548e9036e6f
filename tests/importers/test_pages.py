"""What belongs to a printed page and not to the talk: its number, and what stands at both edges."""

from __future__ import annotations

import pytest

from toolkit.importers.pages import furniture


def of(text):
    """The lines that are furniture, as numbers from 1."""
    return sorted(line + 1 for line in furniture(text.split("\n")))


@pytest.mark.parametrize("number", ["3", " 12 ", "3/14", "3 av 14", "3 of 14", "3 / 14", "117 3 (14)", "117 3/14"])
def test_the_number_at_a_pages_foot_is_furniture(number):
    expected = [] if "(" in number else [2]
    assert of(f"D01: Det var bra.\n{number}\n\fI: Hur då?") == expected


def test_a_number_anywhere_else_is_speech():
    assert of("I: Hur många?\n3\nD01: Så.\n\fI: Ja?") == []
    assert of("I: Hur många?\n3") == []
    assert of("") == []


def test_empty_lines_and_a_turns_number_around_the_page_number_do_not_hide_it():
    assert of("D01: Så.\n\n17\n\n3\n\n\fI: Ja?") == [3, 5]


def test_the_last_line_is_furniture_when_the_next_page_begins_with_it():
    assert of("D01: Så.\nIntervju i maj\n3\n\fIntervju i maj\nI: Ja?") == [2, 3]
    assert of("D01: Så.\n18 Intervju i maj\n3\n\f 19 Intervju i maj\nI: Ja?") == [2, 3]


def test_only_the_first_number_of_an_edge_line_is_the_turns():
    assert of("D01: Så.\n18 2 intervjuer\n3\n\f19 3 intervjuer\nI: Ja?") == [3]
    assert of("D01: Så.\n18 2 intervjuer\n3\n\f19 intervjuer\nI: Ja?") == [3]
    assert of("D01: Så.\n18 intervjuer\n3\n\f19 3 intervjuer\nI: Ja?") == [3]


def test_a_page_number_in_the_line_above_the_break_is_seen():
    assert of("ett\n7\n\ftvå") == [2]
    assert of("7\n\ftvå") == [1]


def test_without_a_page_number_the_same_words_twice_are_speech():
    assert of("D01: Så.\nJa.\n\fJa.\nI: Jo?") == []
    assert of("D01: Så.\nJa.\n3\n\fNej.\nI: Jo?") == [3]


def test_each_page_has_its_own_foot():
    assert of("a\n1\n\fb\n2\n\fc\n3") == [2, 4]
    assert of("\fa\n1\n\fb") == [2]


def test_a_page_of_numbers_alone_is_looked_at_for_twelve_lines():
    assert of("\n".join([str(n) for n in range(20)] + ["\fI: Ja?"])) == list(range(9, 21))
