"""A pack's report as pieces: each knows what it is, what it is about, and says what its readers get."""

import pytest

from toolkit.domain.quotes.quotes import Quote
from toolkit.domain.reflection.packs import Piece, PieceKind
from toolkit.domain.reports.report import Bullets, Heading, Notice, Paragraph, QuoteBlock, Report, Sentence
from toolkit.domain.texts.text import Span
from toolkit.services.packs.pack_pieces import pieces

SOURCES = {"p01.txt": 7, "å 👩.txt": 8}
DISPLAYED = {
    "pack-see": PieceKind.SEE,
    "pack-differ": PieceKind.DIFFER,
    "pack-missing": PieceKind.MISSING,
    "pack-uncertain": PieceKind.UNCERTAIN,
    "pack-question": PieceKind.QUESTION,
}


def report(*blocks):
    return Report("Pack", "", "en", blocks)


def heading(anchor):
    return Heading(2, "What we see", anchor)


def quote(source="p01.txt", theme=""):
    return Quote(source, Span(3, 9), (), "P01", (), theme=theme)


def of(*blocks):
    return pieces(report(*blocks), SOURCES)


def test_an_empty_report_has_no_pieces_and_words_to_the_evaluator_are_none():
    assert of() == ()
    assert of(heading("pack-see"), Notice("fill in"), Paragraph((Sentence("Welcome."),))) == ()


def test_pieces_are_numbered_from_one_in_the_order_in_which_they_stand():
    found = of(
        heading("pack-see"),
        Paragraph((Sentence("Ett."), Sentence("Två å 👩.")), run_in="1. Bussen", finding="f-d1"),
        QuoteBlock("The bus.", ("c1",), "participants", finding="f-d1", entry=31, quote=quote(theme="d1")),
        heading("pack-question"),
        Bullets((Sentence("What now?"), Sentence("Who?", claim=4))),
    )
    assert found == (
        Piece(1, PieceKind.SEE, "Ett. Två å 👩.", None, "d1", title="1. Bussen"),
        Piece(2, PieceKind.QUOTE, "The bus. (participants)", None, "d1", 31, 7),
        Piece(3, PieceKind.QUESTION, "What now?"),
        Piece(4, PieceKind.QUESTION, "Who?", 4),
    )


@pytest.mark.parametrize(("anchor", "kind"), DISPLAYED.items())
def test_what_a_piece_is_follows_from_the_part_it_stands_in(anchor, kind):
    found = of(Bullets((Sentence("first"),)), heading(anchor), Bullets((Sentence("second"),)))
    assert [each.kind for each in found] == [PieceKind.SEE, kind]


def test_a_part_of_another_name_is_a_mistake_and_never_told_as_something_else():
    with pytest.raises(ValueError, match="pack"):
        of(heading("pack of cards"), Bullets((Sentence("x"),)))


@pytest.mark.parametrize(
    ("finding", "theme", "claim", "of_theme"),
    [
        ("claim-12", "", 12, None),
        ("claim-12", "f-d1", 12, "d1"),
        ("f-d1", "", None, "d1"),
        ("f-d1", "f-d2", None, "d2"),
        ("other", "", None, None),
    ],
)
def test_a_finding_is_of_a_claim_a_theme_or_both(finding, theme, claim, of_theme):
    (found,) = of(heading("pack-see"), Paragraph((Sentence("So."),), finding=finding, theme=theme))
    assert (found.claim, found.theme) == (claim, of_theme)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (
            QuoteBlock("Å.", (), "", finding="claim-3", quote=quote("å 👩.txt")),
            (3, None, None, 8, "Å."),
        ),
        (QuoteBlock("Å.", (), "team", entry=5), (None, None, 5, None, "Å. (team)")),
        (QuoteBlock("Å.", (), "", quote=quote("gone.txt", "d9")), (None, "d9", None, None, "Å.")),
    ],
)
def test_a_quote_keeps_its_number_its_source_and_what_it_shows(block, expected):
    (found,) = of(block)
    assert found.kind is PieceKind.QUOTE
    assert (found.claim, found.theme, found.quote, found.source, found.text) == expected
