import io
import re
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from toolkit.domain.reports.report import (
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
    Table,
)
from toolkit.domain.reports.report_blocks import keyed, marked
from toolkit.domain.texts.text import Span
from toolkit.reporting.chapters.compose import compose
from toolkit.reporting.rendering.layout import LISTED
from toolkit.reporting.word.render_docx import TOLD, DocxRenderer
from toolkit.reporting.word.word_columns import SMALL
from toolkit.reporting.word.word_styles import COUNT


@pytest.fixture(name="report", scope="module")
def _report(invented, outline_of, wording_of):
    return compose(invented(), outline=outline_of("perspectives"), wording=wording_of("sv"))


@pytest.fixture(name="data", scope="module")
def _data(report):
    return DocxRenderer().render(report, resources={})


@pytest.fixture(name="document", scope="module")
def _document(data):
    return Document(io.BytesIO(data))


def member(data, name):
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def test_headings_title_and_quotes_have_real_styles(document):
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    assert styles["Vävstolen"] == "Title"
    assert "Heading 1" in {p.style.name for p in document.paragraphs if p.text == "Deltagarnas erfarenheter"}
    assert "Heading 2" in {p.style.name for p in document.paragraphs if p.text == "Inför"}
    quotes = [p.text for p in document.paragraphs if p.style.name == "Quote"]
    assert quotes
    assert all(re.fullmatch(r"”[^”]+”( \(avvikande\u00a0röst\))?", text) for text in quotes)
    assert any(text.endswith("röst)") for text in quotes)


def test_the_count_stands_before_the_full_stop(document):
    assert any(
        "Majoriteten av deltagarna tar upp temat (5\u00a0av\u00a06). Fyra av dem" in p.text for p in document.paragraphs
    )


def test_the_contents_list_shows_at_once_and_every_link_has_its_bookmark(document):
    body = document.element.body
    names = [each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name, re.ASCII) for name in names)
    links = list(body.iter(qn("w:hyperlink")))
    assert {link.get(qn("w:anchor")) for link in links} <= set(names)
    assert "Deltagarnas erfarenheter" in ["".join(t.text for t in link.iter(qn("w:t"))) for link in links]
    assert "w:updateFields" not in member_text(document)


def member_text(document):
    return document.settings.element.xml


def test_short_chapters_follow_on_and_long_ones_and_the_first_begin_a_page(document):
    broken = [p.text for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert "Om resultatkapitlen" in broken
    assert "Metodbilaga" in broken
    assert "Teman per perspektiv" not in broken


def test_each_generated_paragraph_has_a_bookmark_of_its_own(document, report):
    names = [each.get(qn("w:name")) for each in document.element.body.iter(qn("w:bookmarkStart"))]
    marks = [found for name in names if (found := marked(name))]
    assert len(set(names)) == len(names)
    assert {mark.block for mark in marks} == {one.key for one in keyed(report)} | {"title", "notices"}
    waiting = next(one.key for one in keyed(report) if getattr(one.block, "finding", "") == "f-t1")
    assert [mark.number for mark in marks if mark.block == waiting] == [1]
    cells = [
        each
        for each in document.element.body.iter(qn("w:tc"))
        if not any(marked(mark.get(qn("w:name"))) for mark in each.iter(qn("w:bookmarkStart")))
    ]
    assert not cells


def test_comments_name_the_evidence_and_never_its_words(document, report):
    comments = list(document.comments)
    told = "\n".join(comment.text for comment in comments)
    assert {comment.author for comment in comments} == {"Spegla"}
    assert "c3 d03.txt:1000–1103 (phase/before, Förförståelse och förutsättningar, valence/promotes)" in told
    assert "Underlag för mening 1, 4" in told
    assert not any(each.quote and each.quote in told for each in report.evidence.values())
    assert {comment._comment_elm.get(qn("w:date")) for comment in comments} == {f"{report.day}T00:00:00Z"}


def test_tables_repeat_their_header_and_captions_count_themselves(document):
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    captions = [p.text for p in document.paragraphs if p.style.name == "Caption"]
    assert [text.split(".")[0] for text in captions if text.startswith("Tabell")] == [
        f"Tabell {n}" for n in range(1, 7)
    ]
    assert " SEQ Tabell \\* ARABIC " in document.element.xml


def test_the_picture_has_a_text_alternative(document):
    (shape,) = document.inline_shapes
    assert "Väntan på besked (deltagare) 5: främjar 1, försvårar 4" in shape._inline.docPr.get("descr")


def test_language_title_and_nothing_about_who_or_what_wrote_it(data, document):
    assert 'w:lang w:val="sv-SE"' in member(data, "word/styles.xml")
    core = document.core_properties
    assert (core.language, core.author, core.last_modified_by, core.comments) == ("sv-SE", "", "", "")
    assert core.title.startswith("Vävstolen")
    assert not {"docProps/app.xml", "docProps/thumbnail.jpeg"} & set(zipfile.ZipFile(io.BytesIO(data)).namelist())


def test_the_same_report_gives_the_same_bytes(report, data):
    assert DocxRenderer().render(report, resources={}) == data


def test_words_that_may_not_be_quoted_are_in_no_part_of_the_file(data):
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert not any(b"HEMLIGT" in archive.read(name) for name in archive.namelist())


def test_a_users_own_styles_are_kept_and_the_missing_ones_made(report):
    own = Document()
    own.add_paragraph("old text of the template")
    own.styles["Heading 1"].font.color.rgb = RGBColor(0x80, 0, 0)
    file = io.BytesIO()
    own.save(file)
    made = Document(io.BytesIO(DocxRenderer().render(report, resources={"styles.docx": file.getvalue()})))
    assert made.styles["Heading 1"].font.color.rgb == RGBColor(0x80, 0, 0)
    assert "Spegla Notice" in made.styles
    assert "old text of the template" not in [p.text for p in made.paragraphs]


def test_where_a_template_names_no_page_tables_are_as_wide_as_on_our_own(report):
    ours = DocxRenderer().render(report, resources={})
    own = Document(io.BytesIO(ours))
    section = own.sections[0]._sectPr
    for each in list(section):
        section.remove(each)
    file = io.BytesIO()
    own.save(file)
    made = Document(io.BytesIO(DocxRenderer().render(report, resources={"styles.docx": file.getvalue()})))
    assert made.styles["Normal"].font.name == "Times New Roman"
    for table, usual in zip(made.tables, Document(io.BytesIO(ours)).tables, strict=True):
        assert [each.width for each in table.columns] == pytest.approx([each.width for each in usual.columns], rel=1e-3)


def test_what_xml_forbids_is_shown_and_not_swallowed():
    blocks = (
        Heading(1, "A\x00<b> & \ud800", "a"),
        Paragraph((Sentence("x\x0by."),), run_in="]]>"),
        Notice("${7*7} {{ 1 }} %s"),
    )
    report = Report("T\x1b", "s", "en", blocks)
    texts = [p.text for p in Document(io.BytesIO(DocxRenderer().render(report, resources={}))).paragraphs]
    assert "A␀<b> & \ufffd" in texts
    assert "]]>. x␋y." in texts
    assert "${7*7} {{ 1 }} %s" in texts


def test_english_is_marked_as_english(report):
    data = DocxRenderer().render(replace(report, language="en"), resources={})
    assert 'w:lang w:val="en-GB"' in member(data, "word/styles.xml")


def kept(row):
    return all(paragraph.paragraph_format.keep_with_next for cell in row.cells for paragraph in cell.paragraphs)


def test_a_small_table_stands_on_one_page_and_of_a_long_one_its_ends_do():
    rows = {n: tuple((str(at), "x") for at in range(n)) for n in (12, 13)}
    blocks = tuple(Table(f"T{n}", ("a", "b"), own, f"t{n}", "Note") for n, own in rows.items())
    data = DocxRenderer().render(Report("T", "", "en", blocks), resources={})
    small, long = Document(io.BytesIO(data)).tables
    assert all(kept(row) for row in small.rows)
    assert [kept(row) for row in long.rows] == [True] * 3 + [False] * 9 + [True] * 2


def test_a_picture_has_no_margins_and_a_quote_stays_whole(document):
    (inline,) = document.element.body.xpath(".//wp:inline")
    assert {inline.get(f"dist{side}") for side in "TBLR"} == {"0"}
    assert document.styles["Quote"].paragraph_format.keep_together


def small(*blocks, language="sv", evidence=None, bare=False, **facts):
    """A Word file of these blocks, opened."""
    report = Report("T", "s", language, blocks, evidence or {}, **facts)
    return Document(io.BytesIO(DocxRenderer(bare=bare).render(report, resources={})))


def styled(document, name):
    return [each.text for each in document.paragraphs if each.style.name == name]


def said(text, *ids, count=""):
    return Sentence(text, ids, count)


@pytest.mark.parametrize(("ordered", "style"), [(True, "List Number"), (False, "List Bullet")])
def test_a_list_has_the_style_of_its_kind(ordered, style):
    made = small(Bullets((said("Ett."), said("Två.")), ordered=ordered))
    assert styled(made, style) == ["Ett.", "Två."]
    other = {"List Number": "List Bullet", "List Bullet": "List Number"}[style]
    assert styled(made, other) == []


@pytest.mark.parametrize(
    ("heading", "shown"), [("Vänta", "Vänta. Ja."), ("Vänta?", "Vänta? Ja."), ("Vänta!", "Vänta! Ja.")]
)
def test_a_run_in_heading_ends_with_a_mark(heading, shown):
    assert shown in styled(small(Paragraph((said("Ja."),), heading)), "Normal")


def pieces(number):
    return {f"c{at}": Evidence(f"c{at}", "d01.txt", Span(at, at + 1), "ord", "D01", ()) for at in range(number)}


@pytest.mark.parametrize(("number", "last"), [(TOLD, f"c{TOLD - 1} d01.txt"), (TOLD + 3, "och 3 till")])
def test_a_comment_names_so_many_pieces_of_evidence_and_counts_the_rest(number, last):
    evidence = pieces(number)
    [comment] = small(Paragraph((said("Ja.", *evidence),)), evidence=evidence).comments
    lines = comment.text.split("\n")
    assert lines[0] == "Underlag för mening 1"
    assert lines[-1].startswith(last)
    assert sum(line.startswith("c") for line in lines) == TOLD


def test_sentences_that_rest_on_the_same_share_one_comment():
    evidence = pieces(3)
    text = (said("Ett.", "c0"), said("Två.", "c0"), said("Tre.", "c1", "c2"), said("Fyra."))
    first, second = (each.text.split("\n") for each in small(Paragraph(text), evidence=evidence).comments)
    assert (first[0], len(first)) == ("Underlag för mening 1–2", 2)
    assert (second[0], len(second)) == ("Underlag för mening 3", 3)


def test_evidence_that_the_report_lacks_makes_no_comment_but_why_a_quote_was_chosen_does():
    quote = QuoteBlock("Ord", ("gone",), "deltagare", "typical")
    made = small(Paragraph((said("Ja."),)), quote)
    assert [each.text for each in made.comments] == ["typisk"]
    assert styled(made, "Quote") == ["”Ord” (deltagare)"]


def test_the_bare_file_has_the_same_words_without_comments_and_pictures():
    figure = Figure("Bild", ("r",), ("c",), ((2,),), "alt", "f")
    blocks = (Heading(1, "H", "h"), Paragraph((said("Ja.", "c0", count="1 av 7"),)), figure)
    whole, bare = (small(*blocks, evidence=pieces(1), bare=bare) for bare in (False, True))
    assert [each.text for each in whole.paragraphs] == [each.text for each in bare.paragraphs]
    assert (len(whole.inline_shapes), len(bare.inline_shapes)) == (1, 0)
    assert (len([*whole.comments]), len([*bare.comments])) == (1, 0)


def test_a_draft_of_few_chapters_has_neither_contents_nor_a_page_of_its_own_for_its_title():
    chapters = [Heading(1, f"H{n}", f"h{n}") for n in range(LISTED + 1)]
    long, short = small(*chapters), small(*chapters[1:], Paragraph((said("Ja."),)))
    assert styled(long, "TOC Heading") == ["Innehåll"]
    assert styled(short, "TOC Heading") == []
    assert [each.text for each in short.paragraphs][:3] == ["T", "s", "H1"]
    assert short.paragraphs[0].paragraph_format.space_before == 0


@pytest.mark.parametrize(
    "led",
    [
        Bullets((said("Ett."),)),
        QuoteBlock("Ord", (), "", finding="f"),
        Table("C", ("a", "b"), (("1", "2"),), "t"),
        Figure("Bild", ("r",), ("c",), ((2,),), "alt", "f"),
    ],
    ids=["list", "quote", "table", "figure"],
)
@pytest.mark.parametrize("text", [Paragraph((said("Så här:"),)), Prompt("[Så här:]")], ids=["intro", "prompt"])
def test_a_text_stands_on_the_page_of_what_it_introduces(text, led):
    made = small(text, led, Paragraph((said("Sedan. " * 200),)), bare=True)
    keeps = {each.text.strip("[]"): each.paragraph_format.keep_with_next for each in made.paragraphs}
    assert keeps["Så här:"]


def test_a_report_without_blocks_has_its_title_alone():
    assert [each.text for each in small().paragraphs] == ["T", "s"]


def test_numbers_line_up_at_the_right_under_their_heading_and_texts_at_the_left():
    [table] = small(Table("C", ("Nr", "Antal", "Vad"), (("1", "2", "a"), ("3", "–", "b")), "t")).tables
    at_right = [[cell.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT for cell in row.cells] for row in table.rows]
    assert at_right == [[False, True, False]] * 3


def test_a_crowded_table_is_set_in_small_letters():
    word = "utvärderingsfrågorna"
    small_one, usual = (small(Table("C", (word,) * n, (("1",) * n,), "t")).tables[0] for n in (6, 2))
    sizes = [{run.font.size for cell in each._cells for run in cell.paragraphs[0].runs} for each in (small_one, usual)]
    assert sizes == [{Pt(SMALL)}, {None}]


def test_of_several_counts_in_a_bracket_each_stays_whole_and_a_line_may_break_between_them():
    [text] = styled(small(Paragraph((said("Alla väntar.", count="deltagare 4 av 8, team 1 av 4"),))), "Normal")
    assert text == "Alla väntar (deltagare\u00a04\u00a0av\u00a08, team\u00a01\u00a0av\u00a04)."


def test_a_count_that_a_pack_has_among_its_words_looks_as_a_reports_does():
    among, beside = (
        small(Paragraph((each,))) for each in (said("Flera väntar (3 av 4)."), said("Flera väntar.", count="3 av 4"))
    )
    runs = [[(run.text, run.style.name) for run in made.paragraphs[-1].runs] for made in (among, beside)]
    assert runs[0] == runs[1]
    assert (" (3\u00a0av\u00a04)", COUNT) in runs[0]


def test_the_header_of_a_table_is_bold_on_a_ground_and_its_rows_are_not():
    [table] = small(Table("C", ("a", "b"), (("1", "2"), ("3", "4")), "t", "Not")).tables
    bold = [[cell.paragraphs[0].runs[0].bold for cell in row.cells] for row in table.rows]
    assert bold == [[True, True], [None, None], [None, None]]
    grounds = [[len(cell._tc.findall(".//" + qn("w:shd"))) for cell in row.cells] for row in table.rows]
    assert grounds == [[1, 1], [0, 0], [0, 0]]
