"""What an evaluator recorded is printed as written; what nobody recorded is told calmly and never guessed."""

from __future__ import annotations

import pytest

from toolkit.domain.reports.report import Bullets, Heading, Notice, Paragraph, Sentence
from toolkit.domain.reports.report_facts import NEEDED, Commission, ReportFacts
from toolkit.reporting.material.recorded import cell, ended, paragraph, points, section, sentences, table, unrecorded


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ""),
        ("  ", ""),
        ("åtta deltog", "Åtta deltog."),
        ("Redan slut.", "Redan slut."),
        ("varför?", "Varför?"),
        ("ja!", "Ja!"),
        ("följande:", "Följande:"),
        ("och så…", "Och så…"),
        ("hon sade ”ja”", "Hon sade ”ja”"),
        ("  blanksteg  ", "Blanksteg."),
        ("😀", "😀."),
        ("FK och Af", "FK och Af."),
    ],
)
def test_a_text_becomes_a_sentence_and_stays_one(text, told):
    assert ended(text) == told
    assert ended(told) == told


def test_empty_texts_are_no_sentences_no_paragraph_and_no_list():
    assert sentences("a", " ", "", "b.") == (Sentence("A."), Sentence("B."))
    assert list(paragraph("", " ")) == []
    assert list(paragraph("a", "")) == [Paragraph((Sentence("A."),))]
    assert list(points(["", " "])) == []
    assert list(points(["a", "", "b"])) == [Bullets((Sentence("A."), Sentence("B.")))]
    assert list(points(["a"], ordered=True)) == [Bullets((Sentence("A."),), ordered=True)]


def test_a_heading_stands_only_over_something():
    heading = Heading(2, "Mål", "goals")
    assert list(section(heading, [])) == []
    assert list(section(heading, iter([Notice("x")]))) == [heading, Notice("x")]


def test_a_cell_says_when_nothing_is_recorded(wording_of):
    assert cell(" 7 ", wording_of("sv")) == "7"
    assert cell("  ", wording_of("sv")) == cell("", wording_of("sv")) != ""
    assert cell("", wording_of("sv")) != cell("", wording_of("en"))


def test_a_table_leaves_out_columns_that_say_nothing_but_never_the_first():
    made = table("C", ["A", "B", "C"], [["", " ", "1"], ["", "", "2"]], anchor="t", note="n")
    assert (made.header, made.rows) == (("A", "C"), (("", "1"), ("", "2")))
    assert (made.caption, made.anchor, made.note) == ("C", "t", "n")
    assert table("C", ["A", "B"], [], anchor="t").header == ("A",)
    assert table("C", ["A", "B"], [["x", "y"], ["z", ""]], anchor="t").rows == (("x", "y"), ("z", ""))


@pytest.mark.parametrize("part", sorted(NEEDED))
@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_a_part_lacks_is_named_to_the_evaluator_and_in_a_line_when_it_is_all(part, language, wording_of):
    wording = wording_of(language)
    found = list(unrecorded(ReportFacts(), part, wording))
    assert [type(block) for block in found] == [Paragraph, Notice]
    assert all(name in found[1].text for name in NEEDED[part])
    assert all(str(wording.at("frame.fields")[name]) in found[0].sentences[0].text for name in NEEDED[part])


def test_a_part_that_lacks_some_is_told_to_the_reader_only_where_wanted(wording_of):
    facts = ReportFacts(commission=Commission(commissioner="Kommunen"))
    (notice,) = unrecorded(facts, "background", wording_of("sv"))
    assert isinstance(notice, Notice)
    assert "commission.reader, commission.task" in notice.text
    assert "commission.commissioner" not in notice.text
    line, again = unrecorded(facts, "background", wording_of("sv"), told=True)
    assert isinstance(line, Paragraph)
    assert again == notice


def test_a_part_that_lacks_nothing_says_nothing(wording_of):
    facts = ReportFacts(commission=Commission(commissioner="Kommunen", reader="nämnden", task="att utvärdera"))
    assert list(unrecorded(facts, "background", wording_of("sv"), told=True)) == []
    assert list(unrecorded(ReportFacts(), "literature", wording_of("sv"), told=True)) == []
