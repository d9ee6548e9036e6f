"""The paragraphs of a Word file where they stand, and the text of each as shown, as it was, and bare."""

from __future__ import annotations

import pytest
from lxml import etree

from toolkit.domain.reports.written_report import Cell, Where
from toolkit.reporting.word.word_paragraphs import NAMESPACES, child, local, placed, removed, texts_of, value

SPACES = (
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)


def parsed(xml, namespace=NAMESPACES[0]):
    return etree.fromstring(f'<w:body xmlns:w="{namespace}" {SPACES}>{xml}</w:body>')


def paragraph(inner):
    return parsed(f"<w:p>{inner}</w:p>")[0]


def texts(inner):
    found = texts_of([paragraph(inner)])
    return found.shown, found.original, found.bare


def t(words, more=""):
    return f'<w:r>{more}<w:t xml:space="preserve">{words}</w:t></w:r>'


def shown(body):
    return [(texts_of(each.elements).shown, each.where, each.cell) for each in placed(body)]


INS, DEL = "<w:ins>{}</w:ins>", "<w:del><w:r><w:delText>{}</w:delText></w:r></w:del>"


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("", ""),
        (t("Å") + t("sa 😀"), "Åsa 😀"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t></w:r>", "a\tb\nc\nd"),
        ('<w:r><w:t>a</w:t><w:br w:type="page"/><w:br w:type="column"/><w:br w:type="textWrapping"/></w:r>', "a\n"),
        ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:softHyphen/><w:ptab/></w:r>", "a\u2011\u00ad\t"),
        ('<w:r><w:sym w:char="00E5"/><w:sym w:char="x"/><w:sym w:char="FFFFFFFF"/></w:r>', "å\ufffd\ufffd"),
        (t("dold", "<w:rPr><w:vanish/></w:rPr>") + t("syns"), "syns"),
        (t("syns", '<w:rPr><w:vanish w:val="0"/></w:rPr>'), "syns"),
        ("<w:hyperlink>" + t("länk") + "</w:hyperlink>", "länk"),
        ("<w:sdt><w:sdtPr><w:t>nej</w:t></w:sdtPr><w:sdtContent>" + t("ja") + "</w:sdtContent></w:sdt>", "ja"),
        ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
        ("<w:ruby><w:rt>" + t("ljud") + "</w:rt><w:rubyBase>" + t("ord") + "</w:rubyBase></w:ruby>", "ord"),
        (
            "<w:r><mc:AlternateContent><mc:Choice><w:t>ny</w:t></mc:Choice><mc:Fallback><w:t>gammal</w:t></mc:Fallback>"
            "</mc:AlternateContent></w:r>",
            "ny",
        ),
        ("<w:r><mc:AlternateContent/></w:r>", ""),
        ("<!-- en anmärkning -->" + t("a"), "a"),
    ],
)
def test_the_text_is_what_word_shows(inner, expected):
    assert texts(inner) == (expected, expected, expected)


@pytest.mark.parametrize(
    ("inner", "now", "before", "insertions", "deletions"),
    [
        (t("a") + INS.format(t("b")) + t("c"), "abc", "ac", 1, 0),
        (t("a") + DEL.format("b") + t("c"), "ac", "abc", 0, 1),
        (INS.format(t("b") + DEL.format("x")), "b", "", 1, 1),
        ("<w:moveFrom>" + t("a") + "</w:moveFrom>" + t("b") + "<w:moveTo>" + t("a") + "</w:moveTo>", "ba", "ab", 1, 1),
    ],
)
def test_tracked_changes_are_shown_as_made_and_what_was_before_is_known(inner, now, before, insertions, deletions):
    found = texts_of([paragraph(inner)])
    assert (found.shown, found.original, found.bare) == (now, before, now)
    assert (found.insertions, found.deletions) == (insertions, deletions)


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>' + t("kod")
    + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + t("12") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)  # fmt: skip


def test_of_a_field_the_result_is_shown_and_the_bare_text_is_without():
    assert texts(t("s. ") + FIELD + t(".")) == ("s. 12.", "s. 12.", "s. .")
    assert texts('<w:fldSimple w:instr="PAGE">' + t("12") + "</w:fldSimple>" + t("!")) == ("12!", "12!", "!")


def test_a_field_within_the_code_of_another_shows_nothing():
    nested = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + FIELD + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + t("ut") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + t("efter")
    )  # fmt: skip
    assert texts(nested) == ("utefter", "utefter", "efter")


def test_the_ends_of_fields_that_never_began_change_nothing():
    stray = '<w:r><w:fldChar w:fldCharType="end"/><w:fldChar w:fldCharType="separate"/></w:r>'
    assert texts(stray + t("a")) == ("a", "a", "a")


def test_notes_and_pictures_show_in_the_bare_text_alone_unless_deleted():
    assert texts(t("a") + "<w:r><w:footnoteReference/><w:endnoteReference/></w:r>") == ("a", "a", "a\u2042\u2042")
    picture = '<w:r><w:drawing><wp:inline><wp:docPr descr="En karta"/></wp:inline></w:drawing></w:r>'
    assert texts(t("a") + picture) == ("a", "a", "a\nEn karta\n")
    assert texts("<w:del>" + picture + "</w:del>") == ("", "", "")


def test_words_in_a_text_box_are_no_part_of_the_paragraph_and_stand_after_it_once():
    box = "<w:txbxContent><w:p>" + t("i rutan") + "</w:p></w:txbxContent>"
    body = parsed(
        "<w:p>" + t("a") + f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p><w:p>" + t("b") + "</w:p>"
    )
    assert shown(body) == [("a", Where.BODY, None), ("i rutan", Where.BOX, None), ("b", Where.BODY, None)]


def test_cells_know_their_table_row_and_column_also_in_a_table_within():
    def row(*cells):
        return "<w:tr>" + "".join(f"<w:tc><w:tcPr/>{each}</w:tc>" for each in cells) + "</w:tr>"

    def p(words):
        return f"<w:p>{t(words)}</w:p>"

    inner = f"<w:tbl>{row(p('inne'))}</w:tbl>"
    deleted = "<w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p("borta") + "</w:tc></w:tr>"
    control = "<w:sdt><w:sdtContent>" + row(p("c")) + "</w:sdtContent></w:sdt>"
    body = parsed(
        f"<w:tbl><w:tblPr/>{row(p('a'), p('b') + inner)}{deleted}{control}</w:tbl><w:tbl>{row(p('d'))}</w:tbl>"
    )
    assert shown(body) == [
        ("a", Where.TABLE, Cell(1, 1, 1)),
        ("b", Where.TABLE, Cell(1, 1, 2)),
        ("inne", Where.TABLE, Cell(2, 1, 1)),
        ("c", Where.TABLE, Cell(1, 3, 1)),
        ("d", Where.TABLE, Cell(3, 1, 1)),
    ]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next():
    ended = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>"
    body = parsed(ended.format(t("a ")) + ended.format(DEL.format("x")) + "<w:p>" + t("b") + "</w:p>")
    (one,) = placed(body)
    assert texts_of(one.elements).shown == "a b"
    assert len(one.before) == 1


def test_what_was_deleted_or_moved_away_whole_is_no_paragraph():
    gone = "<w:del><w:p>" + t("x") + "</w:p></w:del><w:moveFrom><w:p>" + t("y") + "</w:p></w:moveFrom>"
    assert shown(parsed(gone + "<w:p>" + t("a") + "</w:p>")) == [("a", Where.BODY, None)]


def test_a_bookmark_that_begins_between_paragraphs_belongs_to_the_next():
    body = parsed("<w:p/>" + '<w:bookmarkStart w:name="s_1"/><w:bookmarkStart w:name="s_2"/>' + "<w:p/><w:p/>")
    assert [each.marks for each in placed(body)] == [[], ["s_1", "s_2"], []]


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_the_strict_kind_of_file_is_read_like_the_usual_one(namespace):
    assert shown(parsed("<w:p>" + t("å") + "</w:p>", namespace)) == [("å", Where.BODY, None)]


def test_names_values_and_children_are_found_whatever_their_space():
    body = parsed('<w:p w:rsidR="1"><w:pPr><w:pStyle w:val="Quote"/></w:pPr><m:oMath/><mc:Choice/></w:p>')
    p = body[0]
    assert [local(each.tag) for each in p] == ["pPr", "other:oMath", "mc:Choice"]
    assert local(etree.Comment("x").tag) == ""
    assert value(child(p, "pPr", "pStyle")) == "Quote"
    assert (value(p, "rsidR"), value(p, "finns-inte")) == ("1", "")
    assert child(p, "pPr", "numPr", "ilvl") is None
    assert child(None, "pPr") is None


def test_an_element_is_taken_out_once_and_then_is_out():
    p = paragraph("<w:pPr/>" + t("a"))
    inside = child(p, "pPr")
    removed(inside)
    removed(inside)
    assert child(p, "pPr") is None
    assert inside.getparent() is None
