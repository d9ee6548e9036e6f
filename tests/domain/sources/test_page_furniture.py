"""What belongs to the page and not to the text: only lines at a page's edge that come back on other pages."""

from __future__ import annotations

import pytest

from toolkit.domain.sources.page_furniture import Kind, Line, furniture, lines_of


def printed(*pages: tuple[str, ...]) -> str:
    return "\n\f".join("\n".join(page) for page in pages)


def taken(*pages: tuple[str, ...]) -> list[tuple[str, str]]:
    lines = lines_of(printed(*pages))
    return [(lines[at].words, kind.value) for at, kind in sorted(furniture(lines).items())]


def test_lines_stand_where_they_say_on_their_pages() -> None:
    text = "  Ett \n\n\fTvå🙂\n\f\fTre"
    lines = lines_of(text)
    assert [(line.page, line.words) for line in lines] == [(0, "Ett"), (0, ""), (1, "Två🙂"), (3, "Tre")]
    assert all(text[line.start : line.end] == line.words for line in lines if line.words)
    assert lines_of("") == [Line(0, 0, 0, "")]


def test_heads_and_feet_that_come_back_are_furniture() -> None:
    pages = [(f"Utvärdering kap {n}", f"Unik text {'abc'[n]}", f"sid {n + 1}", "Kommunens rapport") for n in range(3)]
    assert taken(*pages) == [
        pair
        for n in range(3)
        for pair in (
            (f"Utvärdering kap {n}", "heads"),
            (f"sid {n + 1}", "page_numbers"),
            ("Kommunens rapport", "feet"),
        )
    ]


def test_a_line_that_comes_back_elsewhere_than_at_the_edge_is_text() -> None:
    pages = [(f"början {'abc'[n]}", "Samma ord varje gång", f"slutet {'abc'[n]}") for n in range(3)]
    assert taken(*pages) == []


@pytest.mark.parametrize(
    ("with_head", "without", "found"), [(2, 0, 2), (1, 1, 0), (2, 1, 0), (3, 2, 3), (3, 5, 0), (4, 6, 4)]
)
def test_a_head_stands_on_enough_of_the_pages(with_head: int, without: int, found: int) -> None:
    """On three at least, or both of two; and on two pages of five at least."""
    letters = "abcdefghijkl"
    pages = [("Kommunens rapport", f"text {letters[n]}") for n in range(with_head)]
    pages += [(f"annat {letters[n]}", f"mera {letters[n]}") for n in range(without)]
    assert len(taken(*pages)) == found


def test_a_speakers_line_must_come_back_more_often() -> None:
    letters = "abcdef"
    assert taken(*[("I: Ja.", f"text {letters[n]}") for n in range(4)]) == []
    assert len(taken(*[("I: Ja.", f"text {letters[n]}") for n in range(5)])) == 5


def test_on_two_pages_one_word_may_be_the_texts_own() -> None:
    assert taken(("Ja", "text a"), ("Ja", "text b")) == []
    assert len(taken(("Ja då", "text a"), ("Ja då", "text b"))) == 2


@pytest.mark.parametrize(
    "written", ["{n}", "- {n} -", "Sida {n} av 9", "s. {n}", "page {n}/9", "{n} (9)", "p. {n} | 9"]
)
def test_page_numbers_that_count_the_pages_are_furniture(written: str) -> None:
    pages = [(f"text {'abc'[n]}", written.format(n=n + 4)) for n in range(3)]
    assert [kind for _, kind in taken(*pages)] == ["page_numbers"] * 3


def test_numbers_that_do_not_count_the_pages_are_text() -> None:
    assert taken(("text a", "7"), ("text b", "3"), ("text c", "12")) == []


def test_footnotes_stay_though_each_says_the_same() -> None:
    pages = [(f"text {'abc'[n]}", f"{n + 1} Se rapporten från kommunen.") for n in range(3)]
    assert taken(*pages) == []


def test_no_more_than_four_lines_of_an_edge_are_peeled() -> None:
    head = tuple(f"Huvud rad {word}" for word in ("ett", "två", "tre", "fyra", "fem"))
    found = taken(*[(*head, f"text {'abc'[n]}", "x" * n + "slut") for n in range(3)])
    assert [words for words, _ in found] == list(head[:4]) * 3


def test_a_text_without_pages_has_no_furniture() -> None:
    assert furniture([]) == {}
    assert furniture(lines_of("Ett\nTvå\nEtt")) == {}
    assert set(Kind) >= {Kind.HEADS, Kind.FEET, Kind.PAGE_NUMBERS}
