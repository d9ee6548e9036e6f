"""What is kept of a draft: each sentence with its grounds and counts, and no words that a person said."""

import pytest

from tests.services.met import NOW
from toolkit.domain.reports.report import (
    Bullets,
    Evidence,
    Figure,
    Heading,
    Notice,
    Paragraph,
    QuoteBlock,
    Report,
    Sentence,
    Stated,
    Table,
)
from toolkit.domain.reports.report_blocks import digest, keyed
from toolkit.domain.reports.written_report import Mark
from toolkit.domain.texts.text import Span
from toolkit.services.projects.project import open_project
from toolkit.services.reports import draft_records
from toolkit.services.reports.draft_records import Written
from toolkit.storage.findings import drafts
from toolkit.storage.findings.drafts import NO_MORE, SentenceRow

SECRET = "SECRET the bus never came when they said"
BLOCKS = (
    Heading(1, "Needs", "needs"),
    Paragraph(
        (
            Sentence("Most participants wait for the bus.", ("c1", "c2"), stated=Stated(6, 9, "participants"), claim=4),
            Sentence(f"One says: {SECRET}.", ("c1",), words=SECRET),
            Sentence("Nine were asked.", count="asked"),
        ),
        run_in="The bus",
        finding="f-1",
    ),
    QuoteBlock(SECRET, ("c1",), "participants", why="typical", finding="f-1", entry=7),
    Bullets((Sentence("A proposal.", ("c2",)),)),
    Heading(1, "Facts", "facts"),
    Table("How many", ("Group", "n"), (("team", "3"),), "t1", note="All."),
    Figure("Spread", ("a",), ("b",), ((1,),), "alt", "g1"),
    Notice("A draft."),
)
EVIDENCE = {"c1": Evidence("c1", "p01.txt", Span(3, 9), SECRET, "P01", ("needs",))}
REPORT = Report("Title", "Sub", "en", BLOCKS, EVIDENCE, claims={4: "{who} wait for the bus."})


def rows(report=REPORT):
    return list(draft_records.sentence_rows(report))


def test_every_piece_is_a_row_in_order_under_its_chapter():
    found = rows()
    assert [row.position for row in found] == list(range(1, len(found) + 1))
    assert [row.facts["kind"] for row in found] == [
        *("heading", "name", "sentence", "sentence", "sentence", "quote", "sentence"),
        *("heading", "table", "figure", "notice"),
    ]
    assert [row.chapter for row in found] == ["Needs"] * 7 + ["Facts"] * 4
    keys = {one.key for one in keyed(REPORT)}
    assert {row.block for row in found} <= keys


def test_a_sentence_is_kept_with_what_it_counts_and_rests_on():
    first = rows()[2]
    assert (first.text, first.digest) == (
        "Most participants wait for the bus.",
        digest("Most participants wait for the bus."),
    )
    assert (first.finding, tuple(first.evidence)) == ("f-1", ("c1", "c2"))
    assert first.facts == {
        "kind": "sentence",
        "k": 6,
        "n": 9,
        "group": "participants",
        "claim": 4,
        "claimed": digest("{who} wait for the bus.")[:16],
    }
    assert rows()[4].facts == {"kind": "sentence", "count": "asked"}


def test_no_words_of_a_person_are_kept_but_their_digests():
    found = rows()
    assert not any("SECRET" in row.text or "SECRET" in repr(row.facts) for row in found)
    said, quote = found[3], found[5]
    assert said.text == "One says: …."
    assert said.digest == digest(f"One says: {SECRET}.")
    assert said.facts["quotes"] is True
    assert (quote.text, quote.digest, quote.quote, quote.source) == ("", digest(SECRET), 7, "p01.txt")
    assert quote.facts == {"kind": "quote", "why": "typical"}


def test_words_whose_first_letter_a_wording_raised_are_not_kept_either():
    raised = Sentence("The bus never came when they said, says one.", words="the bus never came when they said")
    [row] = rows(Report("T", "", "en", (Paragraph((raised,)),)))
    assert row.text == "T…, says one."


def test_tables_and_figures_are_told_apart_by_all_they_show():
    def of(block):
        return rows(Report("T", "", "en", (block,)))[0]

    table = Table("How many", ("Group", "n"), (("team", "3"),), "t1")
    other = Table("How many", ("Group", "n"), (("team", "4"),), "t1")
    assert of(table).text == of(other).text == "How many"
    assert of(table).digest != of(other).digest
    assert (
        of(Figure("S", ("a",), ("b",), ((1,),), "", "g")).digest
        != of(Figure("S", ("a",), ("b",), ((2,),), "", "g")).digest
    )


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Nothing quoted here.", "Nothing quoted here."),
        ("They call it ”the bus”.", "They call it ”the bus”."),
        ("", ""),
    ],
)
def test_terms_between_quotation_marks_stay_in_sight(text, kept):
    assert draft_records.wordless(text) == kept


def test_a_quote_is_out_of_sight_and_the_text_as_long_as_it_was():
    text = f"One says ”{SECRET}”, and another ”åh 👩 ja det var så”."
    told = draft_records.wordless(text)
    assert len(told) == len(text)
    assert "SECRET" not in told
    assert "👩" not in told
    assert told.startswith("One says ")
    assert ", and another " in told
    assert draft_records.wordless(told) == told


def test_a_draft_is_kept_with_its_paragraphs_and_those_it_no_longer_has(small):
    project = open_project(small, now=NOW)
    key, kind = next((one.key, one.kind) for one in keyed(REPORT) if isinstance(one.block, Paragraph))
    marks = ((Mark(key, 1), "d1"), (Mark(key, 2), "d2"), (Mark("unheard", 1), "d3"))
    new = Written(REPORT, "usual", ("a.docx",), marks, ((Mark("gone-block", 1), "d4"),), {"f-1": ("c1",)}, "team")
    with project.store(write=True) as store, store.writing("draft", now=NOW) as change:
        number = draft_records.record(project, change.connection, new)
        kept, blocks = drafts.one(change.connection, number), drafts.blocks(change.connection, number)
        found = drafts.sentences(change.connection, number)
    assert (kept.outline, tuple(kept.files), kept.audience) == ("usual", ("a.docx",), "team")
    told = {(row.block, row.number): (row.position, row.kind, row.digest) for row in blocks}
    assert told[key, 1] == (0, kind, "d1")
    assert told[key, 2] == (0, kind, "d2")
    assert told["unheard", 1] == (1, "unheard", "d3")
    assert told["gone-block", 1] == (NO_MORE, "gone", "d4")
    assert [row.text for row in found] == [row.text for row in rows()]


def test_without_a_word_file_there_are_no_paragraphs(tmp_path):
    assert draft_records.of_files({tmp_path / "a.md": b"x", tmp_path / "b.html": b"y"}) == ()
    assert draft_records.of_files({}) == ()


def test_a_finding_that_goes_on_under_another_id_takes_its_block_along():
    def row(finding, block, *evidence):
        return SentenceRow(
            1, block, "", text="x", digest="d", finding=finding, facts={"kind": "sentence"}, evidence=evidence
        )

    before = [row("f-a", "b-a", "c1", "c2", "c3"), row("f-b", "b-b", "c9"), row("claim-1", "b-c", "c1")]
    now = [row("f-z", "b-z", "c1", "c2", "c3"), row("f-b", "b-b", "c9")]
    findings, blocks = draft_records.renamed(before, now)
    assert findings == {"f-a": "f-z"}
    assert blocks == {"b-a": "b-z"}
    assert draft_records.renamed(now, now) == ({}, {})
