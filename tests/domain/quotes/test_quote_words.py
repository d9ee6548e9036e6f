"""The words, marks and brackets of a quote in the form in which two texts are compared."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.quotes.quote_words import Kind, ends_sentence, is_free_dash, tokens


def told(text: str) -> list[tuple[str, str, bool]]:
    return [(one.kind.name.lower(), one.value, one.soft) for one in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t", []),
        ("Åsa's bil", [("word", "Åsa's", False), ("word", "bil", False)]),
        ("Af:s", [("word", "Af:s", False)]),
        ("10.30 och 4,5", [("word", "10.30", False), ("word", "och", False), ("word", "4,5", False)]),
        ("ja, nej.", [("word", "ja", False), ("mark", ",", True), ("word", "nej", False), ("mark", ".", True)]),
        ("ja!", [("word", "ja", False), ("mark", "!", False)]),
        ("”ja”", [("mark", '"', False), ("word", "ja", False), ("mark", '"', False)]),
        ("ja ...", [("word", "ja", False), ("mark", "…", True)]),
        ("ja …", [("word", "ja", False), ("mark", "…", True)]),
        ("(...)", [("omission", "(…)", False)]),
        ("[…]", [("omission", "(…)", False)]),
        ("( .... )", [("omission", "(…)", False)]),
        ("[en  läkare]", [("bracket", "[en läkare]", False)]),
        (
            "[en\nläkare]",
            [("mark", "[", False), ("word", "en", False), ("word", "läkare", False), ("mark", "]", False)],
        ),
        ("(skratt)", [("mark", "(", False), ("word", "skratt", False), ("mark", ")", False)]),
        ("ja – nej", [("word", "ja", False), ("mark", "–", True), ("word", "nej", False)]),
        ("-5", [("mark", "-", False), ("word", "5", False)]),
        ("sjuk-skriven", [("word", "sjuk-skriven", False)]),
        ("🙂", [("mark", "🙂", False)]),
    ],
)
def test_a_text_falls_into_words_marks_and_brackets(text: str, expected: list[tuple[str, str, bool]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("”ja”", "“ja“"),
        ("»ja«", '"ja"'),
        ("Anna’s", "Anna's"),
        ("sjuk‑skriven", "sjuk-skriven"),
        ("sjuk\u00adskriven", "sjukskriven"),
        ("A\u030asa", "Åsa"),
        ("ja…", "ja..."),
        ("[...]", "(…)"),
        ("ja\u200b nej", "ja nej"),
    ],
)
def test_ways_of_writing_the_same_are_the_same(one: str, other: str) -> None:
    assert told(one) == told(other)


@pytest.mark.parametrize(("one", "other"), [("Ja", "ja"), ("ja!", "ja."), ("inte", "inga"), ("[a]", "(a)")])
def test_what_is_said_otherwise_is_otherwise(one: str, other: str) -> None:
    assert told(one) != told(other)


@given(st.text(alphabet="aÅ.,-–…()[]\"”' \n\u030a🙂1", max_size=40), st.integers(0, 9))
def test_tokens_stand_in_order_and_nothing_seen_is_left_out(text: str, offset: int) -> None:
    found = tokens(text, offset=offset)
    edges = [edge for one in found for edge in (one.span.start, one.span.end)]
    assert edges == sorted(edges)
    inside = {place - offset for one in found for place in range(one.span.start, one.span.end)}
    assert all(not sign.strip() for at, sign in enumerate(text) if at not in inside)
    assert all(one.value == unicodedata.normalize("NFC", one.value) for one in found if one.kind is Kind.WORD)


@pytest.mark.parametrize(
    ("text", "at", "free"),
    [
        ("a - b", 2, True),
        ("-", 0, True),
        ("- b", 0, True),
        ("a-b", 1, False),
        ("-5", 0, False),
        ("a -b", 2, False),
        ("a- b", 1, False),
    ],
)
def test_a_dash_that_stands_by_itself_is_no_hyphen(text: str, at: int, free: bool) -> None:
    assert is_free_dash(text, at) is free


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Ja.", True),
        ("Ja?”", True),
        ("Ja …)", True),
        ("Ja...", True),
        ("Ja", False),
        ("Ja,", False),
        ("", False),
        ("Ja. och", False),
    ],
)
def test_whether_a_sentence_ends(text: str, ends: bool) -> None:
    assert ends_sentence(text) is ends
