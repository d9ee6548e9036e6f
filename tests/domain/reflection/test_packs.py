"""What a pack says to its readers as one number: other words are another number, other days are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from toolkit.domain.reflection.packs import Pack, Piece, PieceKind, Wish, digest

PIECES = (
    Piece(1, PieceKind.TITLE, "Vägen in"),
    Piece(2, PieceKind.SEE, "Flera väntade.", claim=3, title="1. Vägen in"),
    Piece(3, PieceKind.QUESTION, "Känner ni igen det?"),
)
SAID = digest("Våren", "team", PIECES)


def test_a_pack_is_known_by_what_its_readers_get_alone() -> None:
    numbered = [replace(one, position=one.position + 7, claim=9, theme="t", quote=4, source=2) for one in PIECES]
    assert digest("Våren", "team", numbered) == SAID
    assert len(SAID) == 64


@pytest.mark.parametrize(
    ("title", "audience", "pieces"),
    [
        ("Hösten", "team", PIECES),
        ("Våren", "steering", PIECES),
        ("Våren", "team", PIECES[:2]),
        ("Våren", "team", PIECES[::-1]),
        ("Våren", "team", (replace(PIECES[0], text="Vägen ut"), *PIECES[1:])),
        ("Våren", "team", (replace(PIECES[0], kind=PieceKind.SEE), *PIECES[1:])),
        ("Våren", "team", (replace(PIECES[0], title="1"), *PIECES[1:])),
        ("Våren", "team", ()),
    ],
)
def test_whatever_readers_would_see_otherwise_is_another_pack(
    title: str, audience: str, pieces: tuple[Piece, ...]
) -> None:
    assert digest(title, audience, pieces) != SAID


def test_words_that_no_file_could_hold_have_a_digest_too() -> None:
    assert digest("\ud800", "team", ()) != digest("", "team", ())


def test_a_pack_is_let_out_once_it_has_a_digest() -> None:
    pack = Pack(1, "Våren", "team", "", Wish("team"), "KL", datetime(2026, 3, 1, tzinfo=UTC))
    assert not pack.let_out
    assert replace(pack, digest=SAID).let_out


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("1. Vägen in", "1. Vägen in. Flera väntade."),
        ("1. Vem äger frågan?", "1. Vem äger frågan? Flera väntade."),
        ("1.", "1. Flera väntade."),
        ("", "Flera väntade."),
    ],
)
def test_on_one_line_a_name_ends_before_what_is_said_of_it(title: str, line: str) -> None:
    assert Piece(1, PieceKind.SEE, "Flera väntade.", title=title).line == line
