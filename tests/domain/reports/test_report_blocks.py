"""Each block has a key that is the same in every draft, and no two blocks have the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.domain.reports.report import (
    Block,
    Bullets,
    Figure,
    Heading,
    Notice,
    Paragraph,
    Prompt,
    QuoteBlock,
    Report,
    Sentence,
    Table,
)
from toolkit.domain.reports.report_blocks import LONGEST, bookmark, digest, folded, keyed, marked, short
from toolkit.domain.reports.written_report import Mark


def keys(*blocks: Block) -> list[tuple[str, int]]:
    return [(each.key, each.first) for each in keyed(Report("T", "", "sv", blocks))]


def told(text: str, finding: str = "", *claims: int | None) -> Paragraph:
    return Paragraph(tuple(Sentence(text, claim=claim) for claim in claims or (None,)), finding=finding)


QUOTE = QuoteBlock("Ord.", ("c1",), "")


def test_a_block_is_named_after_its_claim_finding_or_anchor_else_its_heading() -> None:
    blocks = (
        told("Före allt."),
        Heading(1, "Resultat", "res"),
        told("Ett.", "f1"),
        told("Två.", "f2", 7),
        told("Tre.", "f3", 7, 8),
        Heading(2, "Mer", "more"),
        told("Fyra.", "", 7),
        Bullets((Sentence("a"),)),
        Notice("n"),
        Prompt("p"),
        Table("C", ("a",), (), "tab"),
        Figure("C", (), (), (), "alt", "fig"),
    )
    names = ["top-paragraph", "h-res", "f1", "claim-7-res", "f3", "h-more", f"{short('claim-7-res')}-2",
             "more-list", "more-notice", "more-prompt", "t-tab", "t-fig"]  # fmt: skip
    assert keys(*blocks) == [(short(name), 1) for name in names]
    assert [each.kind for each in keyed(Report("T", "", "sv", blocks))] == [
        "paragraph", "heading", "paragraph", "paragraph", "paragraph", "heading", "paragraph", "list", "notice",
        "prompt", "table", "figure",
    ]  # fmt: skip


def test_a_claim_keeps_its_key_within_its_chapter_whatever_stands_before_it() -> None:
    one = keys(Heading(1, "A", "a"), Heading(2, "B", "b"), told("x", "f9", 3))[-1]
    two = keys(Heading(1, "A", "a"), told("y", "f1"), told("x", "", 3))[-1]
    assert one == two
    assert keys(Heading(1, "C", "c"), told("x", "", 3))[-1] != one


def test_a_second_block_of_the_same_name_gets_a_number() -> None:
    assert keys(told("a", "f1"), told("b", "f1"), told("c", "f1")) == [
        ("f1", 1),
        (short("f1-2"), 1),
        (short("f1-3"), 1),
    ]


def test_quotes_that_stand_together_are_one_block_in_which_each_has_a_number() -> None:
    found = keys(told("a", "f1"), QUOTE, QUOTE, told("b", "f2"), QUOTE)
    one, two = short("f1-q"), short("f2-q")
    assert found == [("f1", 1), (one, 1), (one, 2), ("f2", 1), (two, 1)]
    assert keys(QUOTE, QUOTE) == [(short("top-q"), 1), (short("top-q"), 2)]
    assert keys(QuoteBlock("x", (), "", finding="f5")) == [(short("f5-q"), 1)]


BLOCKS = st.lists(
    st.sampled_from(
        [told("a", "f1"), told("b"), told("c", "", 1), Heading(1, "H", "h"), Heading(2, "å", "å"), QUOTE, Notice("n")]
    ),
    max_size=9,
)


@settings(max_examples=40)
@given(BLOCKS)
def test_no_two_paragraphs_of_a_report_have_one_mark(blocks: list[Block]) -> None:
    found = keys(*blocks)
    assert len(set(found)) == len(found)
    assert all(marked(bookmark(Mark(key, first))) == Mark(key, first) for key, first in found)


@pytest.mark.parametrize("name", ["f1", "claim_7", "a" * LONGEST])
def test_a_short_plain_name_is_its_own_key(name: str) -> None:
    assert short(name) == name


@pytest.mark.parametrize("name", ["f-1", "åäö", "a" * (LONGEST + 1), " ", "🙂", "f 1", "\ud800", "-" * 50])
def test_any_other_name_gets_a_mark_of_its_own(name: str) -> None:
    key = short(name)
    assert re.fullmatch(r"\w{1,32}", key, re.ASCII)
    assert key != name
    assert key != short(name + "x")


@settings(max_examples=50)
@given(st.text(max_size=50), st.text(max_size=50))
def test_two_names_never_share_a_key(one: str, other: str) -> None:
    assert (short(one) == short(other)) is (one == other)


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("s_f1_1", Mark("f1", 1)),
        ("s_h_res_ab12_40", Mark("h_res_ab12", 40)),
        ("s_f1_1_Copy_1", Mark("f1", 1)),
        ("s_f1_1 Copy 2", Mark("f1", 1)),
        ("s_f1_1_Copy_1_Copy_12", Mark("f1", 1)),
        ("s_f1_0", None),
        ("s_f1", None),
        ("s_1", None),
        ("_Toc123", None),
        ("s_å_1", None),
        ("x_f1_1", None),
        (f"s_{'a' * 33}_1", None),
        ("", None),
    ],
)
def test_a_bookmark_tells_the_paragraph_it_stands_round(name: str, mark: Mark | None) -> None:
    assert marked(name) == mark


def test_bookmarks_are_short_enough_for_word() -> None:
    assert len(bookmark(Mark("a" * LONGEST, 99999))) <= 40


def test_a_digest_is_of_the_words_however_their_white_space_and_accents_are_set() -> None:
    assert digest(" Åby  är\n\tlitet ") == digest("A\u030aby är litet")
    assert digest("Åby är litet") != digest("Åby är litet.")
    assert folded(" a\u00a0\n b ") == "a b"
    assert len(digest("\ud800")) == 64
