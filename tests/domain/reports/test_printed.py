"""A report cut into its printed pieces: each with what stands beside it and whom it is about, none forgotten."""

from __future__ import annotations

import pytest

from toolkit.domain.quotes.quotes import Quote
from toolkit.domain.reports.printed import TITLE, Form, Pieces, Printed, told_by
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

GROUPS = ("participants", "team", "team-north")
EVIDENCE = {
    id_: Evidence(id_, f"{who.lower()}.txt", Span(0, 4), "orden", who, ())
    for id_, who in (("c1", "D01"), ("c2", "D01"), ("c3", "D02"), ("c4", ""))
}


def pieces(*blocks: Block, brief: bool = False, nouns: dict[str, str] | None = None) -> list[Printed]:
    return list(Pieces(Report("Titeln", "", "sv", blocks, EVIDENCE, brief=brief), GROUPS, nouns or {}).all())


@pytest.mark.parametrize(
    ("anchor", "group", "phase"),
    [
        ("group-participants", "participants", ""),
        ("group-team-north-phase-before", "team-north", "before"),
        ("group-team-phase-ending", "team", "ending"),
        ("results-group-team", "team", ""),
        ("phase-after", "", "after"),
        ("subgroup-team", "", ""),
        ("group-teams", "", ""),
        ("phase-beforehand", "", ""),
        ("", "", ""),
    ],
)
def test_a_headings_anchor_tells_group_and_phase(anchor: str, group: str, phase: str) -> None:
    assert told_by(anchor, GROUPS) == (group, phase)


def test_what_stands_under_a_heading_is_about_whom_the_heading_names() -> None:
    found = pieces(
        Paragraph((Sentence("Före."),)),
        Heading(1, "Deltagare", "group-participants"),
        Paragraph((Sentence("Ett."), Sentence("Två.")), "Namnet", "f1"),
        Heading(2, "Före", "group-participants-phase-before"),
        Bullets((Sentence("Tre."),)),
        Heading(1, "Sist", "end"),
        Notice("till utvärderaren"),
        Prompt("skriv"),
    )
    assert [(one.place, one.form, one.text, one.heading, one.group, one.phase, one.about) for one in found] == [
        ("0.0", Form.SENTENCE, "Före.", "", "", "", ""),
        ("1.0", Form.NAME, "Deltagare", "Deltagare", "participants", "", ""),
        ("2.name", Form.NAME, "Namnet", "Deltagare", "participants", "", ""),
        ("2.0", Form.SENTENCE, "Ett.", "Deltagare", "participants", "", "f1"),
        ("2.1", Form.SENTENCE, "Två.", "Deltagare", "participants", "", "f1"),
        ("3.0", Form.NAME, "Före", "Före", "participants", "before", ""),
        ("4.0", Form.SENTENCE, "Tre.", "Före", "participants", "before", ""),
        ("5.0", Form.NAME, "Sist", "Sist", "", "", ""),
    ]


def test_only_a_brief_report_has_a_title_that_somebody_worded() -> None:
    assert pieces(brief=True) == [Printed(TITLE, Form.NAME, "Titeln")]
    assert pieces() == []


@pytest.mark.parametrize(
    ("stated", "evidence", "who"),
    [
        (Stated(1, 7, "team"), ("c1", "c2"), "D01"),
        (Stated(1, 7, "team"), ("c1", "c3"), ""),
        (Stated(1, 7, "team"), ("c1", "gone"), "D01"),
        (Stated(1, 7, "team"), (), ""),
        (Stated(2, 7, "team"), ("c1",), ""),
        (None, ("c1",), ""),
    ],
)
def test_the_one_person_whom_a_sentence_counts_is_known_from_its_evidence(
    stated: Stated | None, evidence: tuple[str, ...], who: str
) -> None:
    [one] = pieces(Paragraph((Sentence("Någon.", evidence, stated=stated),)))
    assert (one.who, one.source) == (who, f"{who.lower()}.txt" if who else "")
    assert (one.k, one.n) == ((stated.k, stated.n) if stated else (None, None))


def test_a_sentence_is_of_the_group_that_it_counts_and_about_its_claim() -> None:
    head = Heading(1, "Deltagare", "group-participants")
    sentence = Sentence("x", stated=Stated(3, 7, "team"), claim=0)
    across = Sentence("y", stated=Stated(3, 9, ""))
    _, one, two = pieces(head, Paragraph((sentence, across), finding="f1"))
    assert (one.group, one.counted, one.about) == ("team", "team", "claim-0")
    assert (two.group, two.counted, two.about) == ("participants", "", "f1")


def test_a_quote_is_whose_the_ledger_says_else_whose_its_evidence_is() -> None:
    ledger = Quote("d02.txt", Span(0, 4), (), "D02", ("c3",))
    [one] = pieces(QuoteBlock("Ord.", ("c1",), "", quote=ledger, entry=4, finding="f1"))
    assert (one.who, one.source, one.entry, one.about, one.quote) == ("D02", "d02.txt", 4, "f1", ledger)
    [one] = pieces(QuoteBlock("Ord.", ("gone", "c1"), ""))
    assert (one.place, one.form, one.who, one.source) == ("0.0", Form.QUOTE, "D01", "d01.txt")
    [one] = pieces(QuoteBlock("Ord.", ("gone",), ""))
    assert (one.who, one.source) == ("", "")


def test_a_quote_is_of_the_group_it_is_attributed_to_else_of_the_headings() -> None:
    head = Heading(1, "Deltagare", "group-participants")
    nouns = {"handledare": "team"}
    _, own, other, unknown = pieces(
        head, *(QuoteBlock("x", (), noun) for noun in ("", "Handledare", "okänd")), nouns=nouns
    )
    assert (own.group, other.group, unknown.group) == ("participants", "team", "")


def test_of_a_table_the_counts_go_whole_and_all_words_one_by_one() -> None:
    table = Table("Antal", ("Grupp", "Ja"), (("Åby", "3"), ("7", "–")), "t", "Not")
    found = pieces(table)
    assert [(one.place, one.form, one.text) for one in found] == [
        ("0.table", Form.TABLE, "Antal"),
        ("0.c0", Form.CAPTION, "Antal"),
        ("0.c1", Form.CAPTION, "Not"),
        ("0.h0", Form.CAPTION, "Grupp"),
        ("0.h1", Form.CAPTION, "Ja"),
        ("0.r0.0", Form.CAPTION, "Åby"),
    ]
    assert found[0].cells == (("Grupp", "Ja"), ("Åby", "3"), ("7", "–"))


def test_a_figure_is_a_table_to_the_gate() -> None:
    panels = ("Norra", "Södra")
    found = pieces(Figure("Bild", ("Åby", "Säter"), ("Ja", "Nej"), ((3, 4), (5, 6)), "alt", "f", "Personer", panels))
    assert found[0].cells == (("", "Ja", "Nej"), ("Åby", "3", "4"), ("Säter", "5", "6"))
    assert [(one.place, one.text) for one in found[1:]] == [
        ("0.c0", "Bild"),
        ("0.axis", "Personer"),
        ("0.p0", "Norra"),
        ("0.p1", "Södra"),
        ("0.h1", "Ja"),
        ("0.h2", "Nej"),
        ("0.r0.0", "Åby"),
        ("0.r1.0", "Säter"),
    ]
    assert {one.form for one in found[1:]} == {Form.CAPTION}


def test_no_two_pieces_stand_at_one_place() -> None:
    table = Table("Antal", ("a", "b"), (("x", "y"), ("z", "å")), "t", "Not")
    found = pieces(Heading(1, "H", "h"), Paragraph((Sentence("a"), Sentence("b")), "N"), table, brief=True)
    assert len({one.place for one in found}) == len(found)
