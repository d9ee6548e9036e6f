"""What a report is checked against: which n a share can have, and whether a paragraph is the drafted one."""

from __future__ import annotations

import pytest

from toolkit.domain.report_rules.basis import Basis, Drafted
from toolkit.domain.texts.head_nouns import ANYBODY

BASIS = Basis(
    "sv",
    sizes={"participants": 17, ANYBODY: 21},
    bases={"participants": frozenset({17, 15}), "team": frozenset({4})},
    group_titles={"participants": "deltagare", "team": ""},
)


@pytest.mark.parametrize(
    ("group", "bases"),
    [("participants", {17, 15}), ("team", {4}), ("steering", {17, 15, 4}), (None, {17, 15, 4}), ("", {17, 15, 4})],
)
def test_every_n_that_a_share_of_a_group_can_have(group: str | None, bases: set[int]) -> None:
    assert BASIS.possible_bases(group) == bases
    assert Basis("sv").possible_bases(group) == frozenset()


@pytest.mark.parametrize(("group", "title"), [("participants", "deltagare"), ("team", "team"), ("x", "x")])
def test_a_group_is_called_by_its_title_else_by_its_key(group: str, title: str) -> None:
    assert BASIS.title(group) == title


def test_how_many_took_part_in_all() -> None:
    assert BASIS.everyone() == 21
    assert Basis("sv").everyone() == 0


def test_the_grammar_is_that_of_the_reports_nouns_and_scale() -> None:
    assert BASIS.grammar.nouns is BASIS.nouns
    assert BASIS.grammar.scale is BASIS.scale
    assert BASIS.grammar is BASIS.grammar


@pytest.mark.parametrize(
    ("text", "told", "stands"),
    [
        ("Flera kom (3 av 7).", "", True),
        ("Flera kom.", "", True),
        ("Flera kom (4 av 7).", "", False),
        ("Annat.", "d", True),
        ("Annat.", "", False),
        ("", "", False),
    ],
)
def test_a_paragraph_stands_by_its_text_without_counts_or_by_its_digest(text: str, told: str, stands: bool) -> None:
    assert Drafted("Flera kom (3 av 7).", digest="d").stands(text, told) is stands


def test_an_unknown_digest_is_no_likeness() -> None:
    assert not Drafted("Ett.").stands("Två.", "")
