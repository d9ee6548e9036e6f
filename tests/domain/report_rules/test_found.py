"""A finding told in the reader's language, with its words cut to what can be read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit import messages
from toolkit.domain.report_rules.found import LONGEST, Found, Kind, shortened


def test_a_finding_says_why_and_what_to_do_in_the_readers_language() -> None:
    one = Found(Kind.MARKS, 3, "x", "The bracket “{sign}” has no partner.", "Close it, or take it away.", {"sign": "("})
    assert (one.reason, one.next_step) == ("The bracket “(” has no partner.", "Close it, or take it away.")
    messages.use_language("sv")
    assert one.reason != "The bracket “(” has no partner."
    assert "(" in one.reason
    assert one.next_step != "Close it, or take it away."


def test_a_finding_without_a_next_step_has_an_empty_one() -> None:
    assert Found(Kind.MARKS, None, "x", "a name").next_step == ""
    assert Found(Kind.MARKS, None, "x", "a name").serious


@pytest.mark.parametrize(
    ("at", "begins", "ends"), [(None, "0", " …"), (0, "0", " …"), (80, "0", " …"), (200, "… ", " …"), (400, "… ", "9")]
)
def test_a_long_text_is_cut_round_the_place(at: int | None, begins: str, ends: str) -> None:
    text = "0123456789" * 40
    cut = shortened(text, around=at)
    assert cut.startswith(begins)
    assert cut.endswith(ends)
    assert cut.removeprefix("… ").removesuffix(" …") in text


def test_a_text_of_the_longest_length_is_whole() -> None:
    text = "å" * LONGEST
    assert shortened(text, around=5) == text
    assert shortened(text + "ä") == text + " …"


@settings(max_examples=50)
@given(st.text(alphabet="aå ", max_size=400), st.text(alphabet="aå ", max_size=400))
def test_what_is_shown_is_never_longer_than_allowed_and_holds_the_place(before: str, after: str) -> None:
    cut = shortened(f"{before}☃{after}", around=len(before))
    assert len(cut) <= LONGEST + 4
    assert "☃" in cut
