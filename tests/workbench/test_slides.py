"""A pack as slides: one thought each, cut where sentences end, nothing lost, the title first."""

from __future__ import annotations

import pytest

from toolkit.domain.reflection.packs import Piece, PieceKind
from toolkit.workbench.slides import LABELS, MOST, cut, slides

SENTENCE = "Nearly all of them say that nobody told them whom to call in the first weeks."
PIECES = (
    Piece(1, PieceKind.SEE, "Most say that one person was enough.", claim=3, title="1. One person"),
    Piece(2, PieceKind.QUOTE, "She rang me every week.", quote=4),
    Piece(3, PieceKind.QUESTION, " ".join([SENTENCE] * 8)),
)


def test_the_title_comes_first_and_every_piece_in_its_order():
    made = slides("So far", "The team", PIECES, language="en")
    assert [one.number for one in made] == list(range(1, len(made) + 1))
    assert (made[0].kind, made[0].text, made[0].label) == ("title", "So far", "The team")
    assert made[1].label == "What we see · 1. One person"
    assert made[2].kind == "quote"
    assert {one.piece for one in made[3:]} == {PIECES[2]}
    assert [(one.part, one.parts) for one in made[3:]] == [(n, len(made) - 3) for n in range(1, len(made) - 2)]


def test_labels_are_in_the_packs_language():
    made = slides("Hittills", "The team", PIECES, language="sv")
    assert [one.label for one in made[:3]] == ["Teamet", "Det vi ser · 1. One person", "Med egna ord"]


def test_every_kind_of_piece_has_a_label():
    unsaid = {PieceKind.TITLE, PieceKind.THEME}  # a title is told with its finding, a theme to the evaluator alone
    assert set(LABELS) == set(PieceKind) - unsaid


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        " ".join([SENTENCE] * 4),
        " ".join([SENTENCE] * 9),
        "word " * 200,
        "x" * 900,
        "Yes. " + "long and " * 80 + "done. No.",
        "",
    ],
)
def test_nothing_is_lost_and_nothing_is_too_long(text):
    parts = cut(text)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(0 < len(part) <= MOST for part in parts)


def test_a_long_thought_is_cut_where_sentences_end_into_parts_of_like_length():
    parts = cut(" ".join([SENTENCE] * 4))
    assert len(parts) == 2
    assert all(part.endswith(".") for part in parts)
    assert len(parts[0]) == len(parts[1])


def test_what_fits_is_not_cut():
    assert cut(SENTENCE) == [SENTENCE]
