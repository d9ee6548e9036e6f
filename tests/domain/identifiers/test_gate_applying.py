"""Answers carried out on a report: what is masked or left out is gone from the print, and nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from toolkit.domain.identifiers.gate import Answer, Answered, Kind, Risk, Verdict
from toolkit.domain.identifiers.gate_applying import LEFT_OUT, MASKED, applied, bare
from toolkit.domain.reports.printed import TITLE
from toolkit.domain.reports.report import (
    Block,
    Bullets,
    Evidence,
    Figure,
    Heading,
    Notice,
    Paragraph,
    Prompt,
    QuoteBlock,
    Report,
    Sentence,
    Stated,
    Table,
)
from toolkit.domain.texts.text import Span

AT = datetime(2026, 3, 1, tzinfo=UTC)
HEAD = Heading(1, "Vägen till Åby", "h")
TEXT = Paragraph(
    (Sentence("Anna bor i Åby.", ("c1",), "1 av 7"), Sentence("Åby är litet, Åby är bra.")), "Namnet Åby", "f1"
)
LIST = Bullets((Sentence("Fler i Åby."), Sentence("Färre.")))
QUOTE = QuoteBlock("Jag bor i Åby.", ("c1",), "deltagare", why="typical")
COUNTS = Table(
    "Antal i Åby",
    ("Grupp", "Ja", "Nej", "Totalt"),
    (("Åby", "3", "12", "15"), ("Säter", "9", "7", "16"), ("Totalt", "12", "19", "31")),
    "t",
    "Not om Åby",
)
DRAWN = Figure("Figur om Åby", ("a",), ("x",), ((3,),), "alt", "fig")
BLOCKS: tuple[Block, ...] = (HEAD, TEXT, LIST, QUOTE, COUNTS, DRAWN, Notice("Åby"), Prompt("Åby"))


def after(
    answer: Answer | None,
    *places: str,
    kind: Kind = Kind.RARE_WORD,
    leak: str = "Åby",
    blocks: tuple[Block, ...] = BLOCKS,
) -> Report:
    """The report after one finding at these places was answered."""
    risk = Risk(kind, "key", places, "Åby", "m", leak=leak)
    answers = {"key": Answered("key", "external", kind, answer, "", "KL", AT)} if answer else {}
    report = Report("Rapport om Åby", "", "sv", blocks)
    return applied(report, Verdict((risk,), answers), least=5)


def texts(block: Block) -> list[str]:
    return [each.text for each in (block.sentences if isinstance(block, Paragraph) else block.items)]  # type: ignore[union-attr]


EVERYWHERE = (
    TITLE,
    "0.0",
    "1.0",
    "1.1",
    "1.name",
    "2.0",
    "3.0",
    "4.table",
    "4.c0",
    "4.c1",
    "4.r0.0",
    "5.c0",
    "6.0",
    "7.0",
)


@pytest.mark.parametrize("answer", [None, Answer.KEEP])
def test_what_was_not_answered_or_may_stand_is_printed_as_it_was(answer: Answer | None) -> None:
    assert after(answer, *EVERYWHERE) == Report("Rapport om Åby", "", "sv", BLOCKS)


def test_a_masked_word_is_gone_wherever_it_was_found() -> None:
    made = after(Answer.MASK, *EVERYWHERE)
    head, text, items, _, table, figure, _, _ = made.blocks
    assert made.title == f"Rapport om {MASKED}"
    assert isinstance(head, Heading)
    assert head.text == f"Vägen till {MASKED}"
    assert texts(text) == [f"Anna bor i {MASKED}.", f"{MASKED} är litet, {MASKED} är bra."]
    assert isinstance(text, Paragraph)
    assert text.run_in == f"Namnet {MASKED}"
    assert texts(items) == [f"Fler i {MASKED}.", "Färre."]
    assert isinstance(table, Table)
    assert (table.caption, table.note) == (f"Antal i {MASKED}", f"Not om {MASKED}")
    assert table.rows[0] == (MASKED, "3", "12", "15")
    assert isinstance(figure, Figure)
    assert figure.caption == f"Figur om {MASKED}"


def test_a_word_is_masked_only_where_it_was_found() -> None:
    made = after(Answer.MASK, "1.1")
    assert texts(made.blocks[1]) == ["Anna bor i Åby.", f"{MASKED} är litet, {MASKED} är bra."]
    assert made.blocks[0] == HEAD
    assert made.blocks[2:] == BLOCKS[2:]


def test_a_quote_is_masked_in_the_ledger_alone() -> None:
    assert after(Answer.MASK, "3.0").blocks[3] == QUOTE
    assert after(Answer.MASK, "1.0", leak="").blocks == BLOCKS  # nothing is known to stand there


def test_a_sentence_quote_table_or_figure_that_is_left_out_is_gone_with_its_block_when_that_is_empty() -> None:
    assert texts(after(Answer.OMIT, "1.0").blocks[1]) == [TEXT.sentences[1].text]
    assert texts(after(Answer.OMIT, "2.0").blocks[2]) == ["Färre."]
    for places, gone in ((("1.0", "1.1"), TEXT), (("2.0", "2.1"), LIST), (("3.0",), QUOTE), (("4.table",), COUNTS),
                         (("5.table",), DRAWN)):  # fmt: skip
        left = after(Answer.OMIT, *places).blocks
        assert gone not in left
        assert len(left) == len(BLOCKS) - 1


def test_a_name_or_a_cell_that_is_left_out_leaves_the_rest() -> None:
    text = after(Answer.OMIT, "1.name").blocks[1]
    assert isinstance(text, Paragraph)
    assert (text.run_in, text.sentences) == ("", TEXT.sentences)
    table = after(Answer.OMIT, "4.r0.0").blocks[4]
    assert isinstance(table, Table)
    assert table.rows[0] == (LEFT_OUT, "3", "12", "15")


def test_what_a_figure_says_in_its_rows_and_in_words_is_masked_or_left_out_too() -> None:
    drawn = Figure("Orter", ("Åby norra", "Säter"), ("x",), ((3,), (4,)), "Åby norra 3, Säter 4", "fig")
    [masked] = after(Answer.MASK, "0.r0.0", blocks=(drawn,)).blocks
    [without] = after(Answer.OMIT, "0.r0.0", blocks=(drawn,)).blocks
    [captioned] = after(Answer.MASK, "0.c0", leak="Säter", blocks=(drawn,)).blocks
    assert isinstance(masked, Figure)
    assert (masked.rows, masked.alt) == ((f"{MASKED} norra", "Säter"), f"{MASKED} norra 3, Säter 4")
    assert isinstance(without, Figure)
    assert (without.rows, without.alt) == ((LEFT_OUT, "Säter"), f"{LEFT_OUT} 3, Säter 4")
    assert isinstance(captioned, Figure)
    assert (captioned.rows, captioned.alt) == (drawn.rows, f"Åby norra 3, {MASKED} 4")


def test_a_name_in_a_tables_header_is_masked_or_left_out() -> None:
    table = Table("Antal", ("Grupp", "Hos Åby", "Hos Säter"), (("Ja", "8", "9"),), "t")
    for answer, shown in ((Answer.MASK, f"Hos {MASKED}"), (Answer.OMIT, LEFT_OUT)):
        [made] = after(answer, "0.h1", blocks=(table,)).blocks
        assert isinstance(made, Table)
        assert made == Table("Antal", ("Grupp", shown, "Hos Säter"), (("Ja", "8", "9"),), "t")


def test_a_name_in_a_figures_columns_panels_or_axis_is_masked_there_and_in_its_words() -> None:
    alt = "åby hjälper 3, säter stjälper 4; norra åby-laget"
    drawn = Figure(
        "Bild", ("x",), ("Åby hjälper", "Säter stjälper"), ((3, 4),), alt, "fig", "Antal i Åby", ("Norra Åby-laget",)
    )
    [made] = after(Answer.MASK, "0.h1", "0.p0", "0.axis", blocks=(drawn,)).blocks
    assert isinstance(made, Figure)
    assert (made.columns, made.axis, made.panels) == (
        (f"{MASKED} hjälper", "Säter stjälper"),
        f"Antal i {MASKED}",
        (f"Norra {MASKED}-laget",),
    )
    assert made.alt == f"{MASKED} hjälper 3, säter stjälper 4; Norra {MASKED}-laget"
    assert (made.rows, made.values) == (drawn.rows, drawn.values)
    [without] = after(Answer.OMIT, "0.h2", blocks=(drawn,)).blocks
    assert isinstance(without, Figure)
    assert (without.columns, without.alt) == (
        ("Åby hjälper", LEFT_OUT),
        f"åby hjälper 3, {LEFT_OUT} 4; norra åby-laget",
    )


def test_headings_notices_and_prompts_are_never_left_out() -> None:
    assert after(Answer.OMIT, "0.0", "6.0", "7.0").blocks == BLOCKS


def test_small_cells_are_left_out_so_that_totals_do_not_give_them_back() -> None:
    """3 stands with 12 in its row and 9 in its column: all four go, since one alone is worked out from a total."""
    table = after(Answer.MASK, "4.table", kind=Kind.CELL, leak="").blocks[4]
    assert isinstance(table, Table)
    assert [row[1:3] for row in table.rows] == [(LEFT_OUT, LEFT_OUT), (LEFT_OUT, LEFT_OUT), ("12", "19")]
    assert [row[3] for row in table.rows] == ["15", "16", "31"]


def test_a_table_without_counts_stays_and_a_figure_of_small_cells_goes() -> None:
    words = Table("Ord", ("a", "b"), (("x", "y"),), "w")
    assert after(Answer.MASK, "0.table", kind=Kind.CELL, leak="", blocks=(words,)).blocks == (words,)
    assert after(Answer.MASK, "0.table", kind=Kind.CELL, leak="", blocks=(DRAWN,)).blocks == ()


def test_a_report_is_handed_out_without_what_is_the_evaluators() -> None:
    text = Paragraph((Sentence("Flera.", ("c1",), "3 av 7", machine=True, stated=Stated(3, 7, "")),), "Namn", "f1")
    items = Bullets((Sentence("En.", ("c2",), "1 av 7"),))
    evidence = {"c1": Evidence("c1", "d01.txt", Span(0, 4), "Anna", "D01", ())}
    notices = (Notice("Påståendet bärs inte av någon.", inner=True), Notice("Inga teman ännu."))
    blocks = (text, notices[0], items, notices[1], QUOTE, COUNTS)
    report = Report("T", "", "sv", blocks, evidence, ("till utvärderaren",), date(2026, 3, 1))
    out = bare(report, notices=("för läsare",))
    assert out.evidence == {}
    assert out.quotes == ()
    assert out.notices == ("för läsare",)
    assert out.day == date(2026, 3, 1)
    paragraph, bullets, notice, quote, table = out.blocks
    assert notice == notices[1]
    assert isinstance(paragraph, Paragraph)
    assert isinstance(bullets, Bullets)
    assert [(one.text, one.evidence, one.count) for one in (*paragraph.sentences, *bullets.items)] == [
        ("Flera.", (), ""),
        ("En.", (), ""),
    ]
    assert paragraph.run_in == "Namn"
    assert quote == QuoteBlock("Jag bor i Åby.", (), "deltagare")
    assert table == COUNTS
