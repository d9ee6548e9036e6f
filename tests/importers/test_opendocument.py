"""An OpenDocument text read as LibreOffice shows it with every change accepted, and what was left out by number."""

from __future__ import annotations

import pytest

from tests.importers.recorded import odt
from toolkit.errors import BadFile
from toolkit.importers.opendocument import OdtImporter

ASKED = "<text:p>I: Hur?</text:p>"


def read(body, **more):
    return OdtImporter().read(odt(body, **more), "d01.odt")


def answer(inner):
    """What D01 says when this stands in the paragraph after the label."""
    found = read(f"{ASKED}<text:p>D01: {inner}</text:p>")
    return found.turns[1].span.of(found.text)


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        ("Så  är\n det", "Så är det"),
        ("Så <text:span>  är</text:span> det", "Så är det"),
        ('Så<text:s text:c="3"/>är', "Så   är"),
        ("Så<text:s/>är", "Så är"),
        ('Så<text:s text:c="x"/>är', "Så är"),
        ("Så<text:tab/>är", "Så\tär"),
        ("Så<text:line-break/> är", "Så\när"),
        ("<text:a>Så</text:a> <draw:a>är</draw:a>", "Så är"),
        ("<text:ruby><text:ruby-base>Så</text:ruby-base><text:ruby-text>ljud</text:ruby-text></text:ruby>", "Så"),
        ("a\u030a 😀", "å 😀"),
        ("<text:bookmark/>Så<text:change/> är", "Så är"),
        ("Så<text:hidden-text>dolt</text:hidden-text> är", "Så är"),
        ("Så<draw:frame><draw:image/><svg:title xmlns:svg='urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0'>"
         "bild</svg:title></draw:frame> är", "Så är"),
    ],
)  # fmt: skip
def test_words_and_blanks_stand_as_they_are_shown(inner, said):
    assert answer(inner) == said


def test_spaces_that_a_hostile_file_asks_for_are_bounded():
    assert len(answer('a<text:s text:c="999999999"/>b')) == 1_002


@pytest.mark.parametrize(
    "hidden",
    [
        "<text:hidden-paragraph>dolt</text:hidden-paragraph>",
        '<text:section text:display="none"><text:p>D01: dolt</text:p></text:section>',
        "<office:forms><text:p>dolt</text:p></office:forms>",
        "<text:sequence-decls><text:p>dolt</text:p></text:sequence-decls>",
        "<text:table-of-content><text:table-of-content-source><text:p>dolt</text:p></text:table-of-content-source>"
        "</text:table-of-content>",
    ],
)
def test_what_is_not_shown_is_not_read(hidden):
    found = read(f"{ASKED}{hidden}<text:p>D01: Så.</text:p>")
    assert found.text == "I: Hur?\nD01: Så."


def test_a_section_that_is_shown_under_a_condition_is_read():
    found = read(f'{ASKED}<text:section text:display="true"><text:p>D01: Så.</text:p></text:section>')
    assert "D01: Så." in found.text


def test_everything_left_out_is_counted_and_told():
    region = "<text:changed-region>{}</text:changed-region>"
    changes = region.format("<text:insertion/>") * 2 + region.format(
        "<text:deletion><text:p>bort</text:p></text:deletion>"
    )
    found = read(
        f"<text:tracked-changes>{changes}</text:tracked-changes>{ASKED}<text:p>D01: Så"
        "<office:annotation><text:p>k</text:p></office:annotation><office:annotation-end/>"
        "<text:note><text:note-body><text:p>n</text:p></text:note-body></text:note>"
        "<text:hidden-text>d</text:hidden-text>"
        "<draw:frame><draw:object/></draw:frame><draw:frame><draw:object-ole/></draw:frame></text:p>"
    )
    assert found.text == "I: Hur?\nD01: Så"
    assert found.counts == {
        "insertions": 2, "deletions": 1, "comments": 1, "footnotes": 1, "hidden": 1, "embedded": 0, "text_boxes": 0,
        "paragraphs": 2, "characters": 15,
    }  # fmt: skip
    assert [note.sentence.split(",")[0] for note in found.notes] == [
        "Tracked changes are read as accepted. Insertions",
        "Comments",
        "Footnotes and endnotes",
        "Hidden passages",
    ]


def test_a_text_box_stands_after_its_paragraph_and_one_alone_in_its_place():
    box = "<draw:frame><draw:text-box><text:p>D01: {}</text:p></draw:text-box></draw:frame>"
    found = read(f"<text:p>I: Hur{box.format('ett')}?</text:p><text:p>{box.format('två')}</text:p>{ASKED}")
    assert found.text == "I: Hur?\nD01: ett\nD01: två\nI: Hur?"
    assert found.counts["text_boxes"] == 2
    assert found.counts["paragraphs"] == 4


def test_a_row_of_a_table_is_a_line_and_a_table_in_a_cell_keeps_its_rows():
    cell = "<table:table-cell>{}</table:table-cell>"
    inner = f"<table:table><table:table-row>{cell.format('<text:p>inre</text:p>')}</table:table-row></table:table>"
    rows = "".join(
        f"<table:table-row>{cell.format(f'<text:p>{who}</text:p>')}{cell.format(said)}</table:table-row>"
        for who, said in (("I", "<text:p>Hur?</text:p>"), ("D01", f"<text:p>Så.</text:p>{inner}"), ("I", ""))
    )
    found = read(f"<table:table><table:table-column/><table:table-header-rows>{rows}</table:table-header-rows>"
                 "</table:table>")  # fmt: skip
    assert found.text == "I\tHur?\nD01\tSå.\ninre\nI"


def test_lines_in_bold_type_are_labels_whichever_part_sets_the_style():
    bold = '<style:style style:name="{}"><style:text-properties fo:font-weight="{}"/></style:style>'
    styles = bold.format("F", "bold")
    part = (
        '<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
        f' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0">{bold.format("G", "bold")}'
        f"{bold.format('N', 'normal')}</office:document-styles>"
    )

    def labels(first, second):
        lines = "".join(
            f'<text:p text:style-name="{style}">{words}</text:p>'
            for style, words in ((first, "Karin"), ("", "Hur?"), (second, "Bo"), ("", "Så.")) * 2
        )
        found = OdtImporter().read(odt(lines, styles=styles, **{"styles.xml": part}), "d01.odt", known=frozenset("i"))
        return [turn.label for turn in found.turns]

    assert labels("F", "G") == ["Karin", "Bo"] * 2
    with pytest.raises(BadFile):
        labels("N", "")


def test_a_heading_is_bold_by_itself():
    heading = "<text:h>{}</text:h><text:p>{}</text:p>"
    found = read("".join(heading.format(who, said) for who, said in (("Karin", "Hur?"), ("Bo", "Så.")) * 2))
    assert [turn.label for turn in found.turns] == ["Karin", "Bo"] * 2


@pytest.mark.parametrize("part", ["content.xml", ""])
def test_a_package_without_a_text_is_no_open_document(zipped, part):
    data = zipped({part or "other.xml": "<a/>"})
    with pytest.raises(BadFile) as caught:
        OdtImporter().read(data, "d01.odt")
    assert caught.value.sentence == "d01.odt is not an OpenDocument text, whatever its name says."
    assert caught.value.hint


def test_words_without_a_speaker_are_refused_without_the_words():
    with pytest.raises(BadFile) as caught:
        read("<text:p>Bara HEMLIG text.</text:p>")
    assert caught.value.sentence == "d01.odt: no speaker turns found."


def test_a_table_in_which_nobody_speaks_is_nobody_s_words():
    cells = "".join(f"<table:table-cell><text:p>{word}</text:p></table:table-cell>" for word in ("Bransch", "avfall"))
    found = read(
        f"{ASKED}<text:p>D01: Ja, det var bra.</text:p>"
        f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    )
    assert not any("avfall" in turn.span.of(found.text) for turn in found.turns)
    assert [note.values["doubt"] for note in found.notes if "doubt" in note.values] == ["tables"]
