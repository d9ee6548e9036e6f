"""Factors of a list: items, the headings over them, and the side that either says."""

from datetime import UTC, datetime

import pytest

from toolkit.domain.claims.factors import Factor, FactorLink, held, listed, sides
from toolkit.domain.sources.sources import Role, Source, Turn
from toolkit.domain.texts.text import Span


def factors(*lines):
    text, turns, at = "\n".join(lines), [], 0
    for number, line in enumerate(lines, 1):
        turns.append(Turn(number, Span(at, at + len(line)), Role.UNKNOWN, None, None))
        at += len(line) + 1
    source = Source("factors.txt", "0" * 64, text, tuple(turns), {}, datetime(2026, 1, 1, tzinfo=UTC))
    return [(one.text, one.side) for one in listed(source)]


def test_a_side_before_a_colon_is_of_that_line_alone():
    found = factors("Främjande: Att handledarna fick tid", "Hindrande: Sena anvisningar", "En fast kontaktperson")
    assert found == [
        ("Att handledarna fick tid", "promotes"),
        ("Sena anvisningar", "hinders"),
        ("En fast kontaktperson", ""),
    ]


@pytest.mark.parametrize("heading", ["Framgångsfaktorer", "Det som främjade arbetet", "What helped", "Framgång:"])
def test_a_heading_says_the_side_of_what_follows(heading):
    assert factors(heading, "Tid för handledning", "Bra lokaler") == [
        ("Tid för handledning", "promotes"),
        ("Bra lokaler", "promotes"),
    ]


@pytest.mark.parametrize("line", ["Lyckad matchning", "Framgångsrik samverkan mellan kommun och AF"])
def test_a_short_factor_is_not_taken_for_a_heading(line):
    assert factors("Tid för handledning", line)[1][0] == line


def test_where_items_are_marked_all_else_is_a_heading():
    assert factors("Success factors", "- time", "Obstacles", "- too late") == [
        ("time", "promotes"),
        ("too late", "hinders"),
    ]


@pytest.mark.parametrize(
    ("heading", "is_heading"),
    [
        ("Hinder", True),
        ("Försvårande faktorer under hela vårens arbete", True),  # six words
        ("Försvårande faktorer under hela vårens gemensamma arbete", False),  # seven
        ("Hinder i vardagen som är svåra att komma runt:  ", True),  # a colon makes a heading of any line
        ("Faktorer", False),  # says no side
        ("Misslyckanden", True),  # one word that says a side
        ("Vi lyckades hålla i", False),  # says a side and names no factors
        ("What enabled us", True),
        ("Vi främjades", False),
        ("Det här främjades", True),
    ],
)
def test_an_unmarked_heading_is_short_and_names_factors_of_a_side(heading, is_heading):
    found = factors(heading, "Tid")
    assert len(found) == (1 if is_heading else 2)
    assert found[-1][0] == "Tid"


@pytest.mark.parametrize(
    "mark", ["-", "–", "—", "•", "*", "·", "1.", "12)", "123.", "a)", "b.", "å)", "  -"], ids=lambda one: one.strip()
)
def test_a_mark_before_an_item_is_no_part_of_it(mark):
    assert factors("Hinder", f"{mark} Sena anvisningar  ") == [("Sena anvisningar", "hinders")]


@pytest.mark.parametrize("line", ["-5 grader i lokalen", "1234. besök", "ab) del", "2.5 tjänster"])
def test_what_only_looks_like_a_mark_is_part_of_the_item(line):
    assert factors("Tid för handledning", line)[1] == (line, "")


def test_a_marked_item_may_say_its_own_side_and_the_next_one_has_that_of_the_heading():
    assert factors("Hinder", "- Främjande: Att handledarna fick tid", "- Sena anvisningar", "- Roll: oklar") == [
        ("Att handledarna fick tid", "promotes"),
        ("Sena anvisningar", "hinders"),
        ("Roll: oklar", "hinders"),
    ]


def test_a_heading_that_says_no_side_ends_the_one_before():
    assert factors("Hinder", "- för sent", "Övrigt", "- lokalen")[1] == ("lokalen", "")


def test_failing_is_not_taken_for_succeeding():
    """ "Misslyckande" holds "lyck"."""
    assert factors("Misslyckandefaktorer", "- för sent") == [("för sent", "hinders")]


def test_a_line_without_words_is_no_factor():
    assert factors("Hinder", "- för sent", "-  ", "   ") == [("för sent", "hinders")]


def factor(at, side=""):
    return Factor("f.txt", Span(at, at + 5), "x", side)


def link(at, *, source="f.txt", theme=None, claim=None):
    return FactorLink(source, Span(at, at + 5), theme, claim)


def test_factors_are_numbered_from_one_and_know_what_each_was_held_against():
    links = [link(10, theme="t1"), link(10, claim=0), link(0), link(10, source="g.txt", theme="t9")]
    first, second, third = held([factor(0), factor(10), factor(20)], links)
    assert [one.number for one in (first, second, third)] == [1, 2, 3]
    assert (second.themes, second.claims, second.looked_at) == (("t1",), (0,), True)
    assert (first.themes, first.claims, first.looked_at) == ((), (), True)
    assert (third.links, third.looked_at) == ((), False)


@pytest.mark.parametrize(
    ("one", "unsupported"),
    [(link(0), True), (link(0, theme="t1"), False), (link(0, claim=0), False), (link(0, theme="t1", claim=3), False)],
    ids=["neither", "theme", "claim", "both"],
)
def test_a_link_to_neither_theme_nor_claim_says_that_nothing_bears_the_factor_out(one, unsupported):
    assert one.unsupported is unsupported


def test_factors_stand_by_side_in_their_order_and_sides_without_any_are_left_out():
    every = held([factor(0, "hinders"), factor(10), factor(20, "promotes"), factor(30, "hinders")], [])
    assert {side: [one.number for one in own] for side, own in sides(every).items()} == {
        "promotes": [3],
        "hinders": [1, 4],
        "": [2],
    }
    assert list(sides(every)) == ["promotes", "hinders", ""]
    assert sides(held([factor(10)], [])).keys() == {""}
