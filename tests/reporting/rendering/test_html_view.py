"""What the HTML template is given: plain data alone, links that lead somewhere, no words that may not be shown."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from toolkit.domain.reports.report import (
    Bullets,
    Evidence,
    Figure,
    Heading,
    Notice,
    Paragraph,
    Prompt,
    QuoteBlock,
    Reference,
    Report,
    Sentence,
    Table,
)
from toolkit.domain.texts.text import Span
from toolkit.reporting.rendering import html_view
from toolkit.reporting.rendering.html_view import page_view


def said(text, *ids, count=""):
    return Sentence(text, ids, count)


def piece(id_, quote="ord", **facts):
    return Evidence(id_, "d01.txt", Span(int(id_[1:]), 19), quote, "D01", ("needs",), **facts)


BLOCKS = (
    Heading(1, "Deltagare", "group-participants", "4"),
    Heading(2, "Inför", "before"),
    Heading(3, "Mer", "more"),
    Paragraph((said("Många väntade.", "c1", "c2", count="2 av 3"), said("Andra inte", "c3")), "Väntan", "f-1"),
    QuoteBlock("ord", ("c2",), "deltagare", "deviating", "f-1"),
    Paragraph((said("Mer om väntan.", "c1"),), "", "f-1"),
    Paragraph((said("Annat.", "c9"),), "Annat", "f-2"),
    Bullets((said("Främjar.", "c1"), said("Båda.", "c1", "c9"), said("Löst.", "c7"), said("Inget.")), ordered=True),
    Notice("Obs\x00"),
    Prompt("[Skriv här]"),
)
EVIDENCE = {f"c{n}": piece(f"c{n}", "" if n == 3 else "ord", machine=n == 9) for n in (1, 2, 3, 7, 9)}


@pytest.fixture(name="view")
def _view():
    return page_view(Report("T\x01", "U", "sv", BLOCKS, EVIDENCE, ("Utkast",)))


def of(view, kind):
    return [block for block in view["blocks"] if block["kind"] == kind]


def test_everything_is_plain_data_and_what_xml_forbids_is_visible(view):
    assert json.loads(json.dumps(view)) == view
    assert (view["title"], view["notices"]) == ("T␁", ["Utkast"])
    assert of(view, "notice")[0]["text"] == "Obs␀"
    assert of(view, "prompt")[0]["text"] == "[Skriv här]"


def test_headings_stand_one_level_below_the_title_and_in_the_contents_down_to_sections(view):
    assert [(each["level"], each["text"]) for each in of(view, "heading")] == [
        (2, "4 Deltagare"),
        (3, "Inför"),
        (4, "Mer"),
    ]
    assert view["contents"] == [
        {
            "anchor": "group-participants",
            "text": "4 Deltagare",
            "inside": [{"anchor": "before", "text": "Inför", "inside": []}],
        }
    ]
    assert page_view(Report("T", "U", "sv", BLOCKS, brief=True))["contents"] == []
    loose = page_view(Report("T", "U", "sv", (Heading(2, "B", "b"), Heading(1, "A", "a"))))["contents"]
    assert [each["anchor"] for each in loose] == ["b", "a"]


def test_a_count_stands_before_the_full_stop(view):
    first, second = of(view, "paragraph")[0]["sentences"]
    assert (first["text"], first["count"], first["stop"]) == ("Många väntade", "2\u00a0av\u00a03", ".")
    assert (second["text"], second["count"], second["stop"]) == ("Andra inte", "", "")


def test_a_finding_has_its_anchor_where_it_is_told_first(view):
    assert [each["anchor"] for each in of(view, "paragraph")] == ["f-1", "", "f-2"]


def test_links_lead_to_the_passage_on_the_findings_shelf_by_number(view):
    first, second = of(view, "paragraph")[0]["sentences"]
    assert first["link"] == {"anchor": "u-f-1-1", "title": "c1 c2", "numbers": "1–2"}
    assert second["link"]["numbers"] == "3"
    assert of(view, "quote")[0]["link"]["anchor"] == "u-f-1-2"
    assert of(view, "quote")[0]["said_by"] == "deltagare, avvikande\u00a0röst"


def test_an_item_on_several_findings_links_to_their_lists(view):
    (items,) = of(view, "list")
    one, both, loose, none = items["sentences"]
    assert items["ordered"]
    assert one["link"]["anchor"] == "u-f-1-1"
    assert both["link"] == {"anchor": "u-f-1", "title": "Väntan; Annat", "numbers": "T1–2"}
    assert loose["link"]["anchor"] == "u-others-1"
    assert none["link"] is None


def test_every_link_leads_to_an_anchor_that_is_there(view):
    anchors = {shelf["anchor"] for shelf in view["shelves"]}
    anchors |= {passage["anchor"] for shelf in view["shelves"] for passage in shelf["passages"]}
    links = [each["link"] for block in view["blocks"] for each in block.get("sentences", [block]) if each.get("link")]
    assert len(links) >= 7
    assert {link["anchor"] for link in links} <= anchors


def test_shelves_tell_passages_by_place_and_leave_out_words_that_may_not_be_quoted(view):
    wait, other, loose = view["shelves"]
    assert (wait["number"], wait["title"], wait["back"]) == ("T1", "Väntan", "f-1")
    assert [each["text"] for each in wait["passages"]] == ["ord", "ord", ""]
    assert wait["passages"][0]["facts"] == ["c1", "d01.txt:1–19", "needs"]
    assert other["passages"][0]["facts"][-1] == "maskinellt förslag"
    assert (loose["title"], loose["back"], loose["anchor"]) == ("Övriga ställen", "", "u-others")


def test_of_a_long_list_the_rest_is_counted_and_links_lead_to_the_list(monkeypatch):
    monkeypatch.setattr(html_view, "TOLD", 2)
    made = page_view(Report("T", "U", "en", BLOCKS, EVIDENCE))
    assert len(made["shelves"][0]["passages"]) == 2
    assert made["shelves"][0]["more"] == "and 1 more"
    assert made["shelves"][1]["more"] == ""
    assert of(made, "paragraph")[0]["sentences"][1]["link"]["anchor"] == "u-f-1"


def test_evidence_that_the_report_lacks_is_no_passage():
    made = page_view(Report("T", "U", "sv", BLOCKS, {}))
    assert made["shelves"] == []


def test_a_passage_with_several_codes_has_one_number():
    twice = {**EVIDENCE, "c2": replace(EVIDENCE["c1"], id="c2", codes=("actors",))}
    view = page_view(Report("T", "U", "sv", BLOCKS, twice))
    first, second = of(view, "paragraph")[0]["sentences"]
    assert (first["link"]["numbers"], second["link"]["numbers"]) == ("1", "2")
    assert view["shelves"][0]["passages"][0]["facts"] == ["c1–c2", "d01.txt:1–19", "needs", "actors"]


def test_tables_and_figures_are_numbered_each_by_itself_and_cells_lead_to_parts():
    table = Table("C", ("A", "B"), (("x", Reference.to("del två", "Kapitel 2")),), "t", "n")
    figure = Figure("F", ("r",), ("k",), ((1,),), "alt", "f")
    made = page_view(Report("T", "U", "sv", (table, figure, table)))
    assert [each["number"] for each in made["blocks"]] == ["Tabell 1", "Figur 1", "Tabell 2"]
    assert made["blocks"][0]["rows"] == [["x", "Kapitel 2"]]
    assert made["blocks"][0]["targets"][0][0] == ""
    assert made["blocks"][0]["targets"][0][1].startswith("del-tva-")


def test_bars_share_one_scale_and_their_parts_leave_no_gap():
    figure = Figure("F", ("a", "b", "c"), ("x", "tom", "y"), ((3, 0, 1), (1, 0, 1), (0, 0, 0)), "", "f",
                    panels=("P", "P", "Q"))  # fmt: skip
    (made,) = page_view(Report("T", "U", "sv", (figure,)))["blocks"]
    assert made["key"] == [{"part": 0, "text": "x"}, {"part": 2, "text": "y"}]
    (first, second), (empty,) = (panel["rows"] for panel in made["panels"])
    assert [panel["title"] for panel in made["panels"]] == ["P", "Q"]
    assert (first["width"], second["width"], empty["width"]) == (260, 130, 1)
    assert first["parts"] == [{"part": 0, "left": 0, "width": 195}, {"part": 2, "left": 195, "width": 65}]
    assert (first["told"], first["numbers"]) == ("x 3, y 1", "3 + 1")
    assert empty["parts"] == []


def test_columns_of_numbers_are_told_and_their_numbers_not_parted_from_units():
    table = Table("C", ("Mål", "Utfall"), (("Arbete", "37 %"), ("Bostad", "–")), "t", "Av 41 år 3 av 4.")
    (made,) = page_view(Report("T", "U", "sv", (table,)))["blocks"]
    assert made["numeric"] == [False, True]
    assert made["rows"][0] == ["Arbete", "37\u00a0%"]
    assert made["note"] == "Av 41\u00a0år 3\u00a0av\u00a04."


def test_chapters_that_begin_a_page_in_print_are_the_long_ones():
    chapters = [
        [Heading(1, name, name), *[Notice("Ja.")] * (size - 1)] for name, size in (("a", 12), ("b", 12), ("c", 3))
    ]
    made = page_view(Report("T", "U", "sv", tuple(block for chapter in chapters for block in chapter)))
    assert [each["page"] for each in of(made, "heading")] == [False, True, False]


@pytest.mark.parametrize(("chapters", "short"), [(20, True), (21, False)])
def test_a_draft_of_few_chapters_is_short(chapters, short):
    assert page_view(Report("T", "U", "sv", tuple(Heading(1, "H", f"h{n}") for n in range(chapters))))["short"] is short


def test_a_block_of_another_kind_is_an_error_of_the_program():
    with pytest.raises(TypeError, match="no way to show str"):
        page_view(Report("T", "U", "sv", ("x",)))
