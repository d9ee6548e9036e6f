from dataclasses import replace

import pytest

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
    Table,
)
from toolkit.domain.texts.text import Span
from toolkit.reporting.chapters.compose import compose
from toolkit.reporting.rendering.render_md import LISTED, TOLD, MarkdownRenderer, plain


def test_the_draft_is_readable_text_with_counts_and_evidence(invented, outline_of, wording_of):
    report = compose(invented(), outline=outline_of("perspectives"), wording=wording_of("sv"))
    text = MarkdownRenderer().render(report, resources={}).decode()
    assert text.startswith("# Vävstolen\n\n*Utkast till resultatkapitel, 20 oktober 2025*\n")
    assert "**Väntan på besked.** Majoriteten av deltagarna tar upp temat (5 av 6). <sub>c1–c5</sub>" in text
    assert "\n> *”Det ringde någon i januari" in text
    assert "| Förförståelse och förutsättningar | 6 av 7 | 2 av 2 |" in text
    assert "HEMLIGT" not in text


def test_marks_of_markdown_in_a_text_stay_text():
    assert plain("*a* _b_ [c](d) `e` <f> | # g &lt;") == r"\*a\* \_b\_ \[c\](d) \`e\` \<f\> \| \# g \&lt;"
    assert (plain("1. först"), plain("- sen"), plain("1.5 år")) == (r"1\. först", r"\- sen", "1.5 år")
    assert plain("rad\n\nrad") == "rad rad"


def test_every_kind_of_block_is_written():
    blocks = (
        Heading(2, "H|", "h"),
        Paragraph((Sentence("A."),)),
        Notice("N"),
        Table("C", ("a", "b"), (("1", "x|y"),), "t", "note"),
        Figure("F", ("r",), ("c",), ((2,),), "alt", "f"),
    )
    text = MarkdownRenderer().render(Report("T", "s", "en", blocks), resources={}).decode()
    assert "### H\\|" in text
    assert r"| 1 | x\|y |" in text
    assert "**Figure 1. F**" in text


def written(*blocks, language="sv", evidence=None, brief=False):
    """The Markdown of these blocks, up to the evidence."""
    report = Report("T", "s", language, blocks, evidence or {}, brief=brief)
    return MarkdownRenderer().render(report, resources={}).decode()


def said(text, *ids, count=""):
    return Sentence(text, ids, count)


@pytest.mark.parametrize(("ordered", "lines"), [(True, "1. Ett.\n2. Två."), (False, "- Ett.\n- Två.")])
def test_a_list_is_numbered_or_not(ordered, lines):
    assert f"\n\n{lines}\n" in written(Bullets((said("Ett."), said("Två.")), ordered=ordered))


def test_tables_and_figures_are_numbered_apart_and_a_note_stands_below():
    table = Table("Först", ("a",), (("1",),), "t")
    figure = Figure("Bild", ("r",), ("c",), ((2,),), "alt", "f")
    text = written(table, figure, replace(table, caption="Sedan", note="En not."))
    assert "**Tabell 1. Först**\n\n| a |\n| --- |\n| 1 |\n\n" in text
    assert "**Figur 1. Bild**" in text
    assert "**Tabell 2. Sedan**\n\n| a |\n| --- |\n| 1 |\n\nEn not.\n" in text


def test_a_figure_is_a_table_whose_rows_name_their_panel_and_leave_naught_empty():
    figure = Figure("Bild", ("r", "s"), ("c", "d"), ((2, 0), (0, 3)), "alt", "f", panels=("Deltagare", ""))
    assert "|  | c | d |\n| --- | --- | --- |\n| Deltagare: r | 2 |  |\n| s |  | 3 |" in written(figure)


@pytest.mark.parametrize(("name", "shown"), [("Vänta", "**Vänta.** Ja."), ("Vänta?", "**Vänta?** Ja."), ("", "Ja.")])
def test_a_run_in_heading_ends_with_a_mark(name, shown):
    assert f"\n\n{shown}\n" in written(Paragraph((said("Ja."),), name))


@pytest.mark.parametrize(
    ("text", "count", "shown"),
    [
        ("Ja.", "1 av 7", "Ja (1 av 7)."),
        ("Ja", "1 av 7", "Ja (1 av 7)"),
        ("Ja?", "1 av 7", "Ja? (1 av 7)"),
        ("Ja.", "", "Ja."),
    ],
)
def test_a_count_stands_before_the_full_stop(text, count, shown):
    assert f"\n\n{shown}\n" in written(Paragraph((said(text, count=count),)))


def test_a_sentence_names_so_many_runs_of_evidence_and_counts_the_rest():
    ids = [f"c{at}" for at in range(0, 2 * TOLD, 2)]
    assert f"<sub>{', '.join(ids)}, och 3 till</sub>" in written(Paragraph((said("Ja.", *ids, "c90", "c91", "c95"),)))
    assert f"<sub>{', '.join(ids)}</sub>" in written(Paragraph((said("Ja.", *ids),)))
    assert "Ja. <sub>c3–c6, s9</sub>" in written(Paragraph((said("Ja.", "c5", "c3", "s9", "c6", "c4"),)))


def test_evidence_that_sentences_in_a_row_share_is_named_behind_the_last_of_them():
    told = (said("Ja.", "c1", "c2"), said("Nej.", "c2", "c1"), said("Kanske.", "c1"), said("Nja."))
    assert "\n\nJa. Nej. <sub>c1–c2</sub> Kanske. <sub>c1</sub> Nja.\n" in written(Paragraph(told))


def test_a_notice_is_to_the_evaluator_but_in_a_report_for_its_readers():
    assert "\n> **Till utvärderaren:** Sagt.\n" in written(Notice("Sagt."))
    assert "\n> Sagt.\n" in written(Notice("Sagt."), brief=True)


@pytest.mark.parametrize(
    ("group", "why", "shown"),
    [
        ("", "", "> *”Ord”*"),
        ("deltagare", "", "> *”Ord”* (deltagare)"),
        ("", "deviating", "> *”Ord”* (avvikande röst)"),
        ("team", "qualifying", "> *”Ord”* (team, ser båda sidorna)"),
        ("", "typical", "> *”Ord”*"),
    ],
)
def test_whose_a_quote_is_and_that_it_deviates_stands_behind_it(group, why, shown):
    assert f"\n\n{shown}\n" in written(QuoteBlock("Ord", (), group, why))


def test_a_report_without_evidence_has_no_section_for_it():
    assert written(Paragraph((said("Ja."),), finding="f1")) == "# T\n\n*s*\n\nJa.\n"
    evidence = {"c1": Evidence("c1", "d01.txt", Span(3, 9), "Ord.", "D01", ())}
    assert "\n## Underlag\n" in written(Paragraph((said("Ja.", "c1"),), finding="f1"), evidence=evidence)


def test_the_words_of_whoever_may_not_be_quoted_are_not_among_the_evidence():
    evidence = {
        id_: Evidence(id_, "d01.txt", Span(3, 9), words, "D01", ("needs",))
        for id_, words in (("c1", "Ord."), ("c2", ""))
    }
    text = written(Paragraph((said("Ja.", "c1", "c2"),), "Vänta", "f-1"), evidence=evidence)
    shelf = text.partition("## Underlag")[2]
    assert "### Vänta\n\n- c1 d01.txt:3–9 (needs): Ord.\n" in shelf
    assert "- c2 d01.txt:3–9 (needs): Ordalydelsen visas inte: personen får inte citeras." in shelf


def test_a_finding_lists_so_many_passages_and_counts_the_rest():
    evidence = {f"c{at}": Evidence(f"c{at}", "d.txt", Span(at, at + 1), "x", "D", ()) for at in range(LISTED + 3)}
    text = written(Paragraph((said("Ja.", *evidence),), "Vänta", "f-1"), evidence=evidence)
    assert text.count("\n- c") == LISTED
    assert text.rstrip().endswith("och 3 till")
