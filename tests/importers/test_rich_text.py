"""Rich text read to what it shows: letters of every code page, what is left out, weights, and limits."""

from __future__ import annotations

import pytest

from toolkit.errors import BadFile
from toolkit.importers import rich_text
from toolkit.importers.rich_text import RtfImporter


def read(body, head=rb"\ansi\ansicpg1252", end=b"}"):
    return RtfImporter().read(b"{\\rtf1" + head + b" " + body + end, "d01.rtf")


def answer(raw, head=rb"\ansi\ansicpg1252"):
    """What D01 says when these bytes stand after the label."""
    found = read(rb"I: Hur?\par D01: " + raw + rb"\par I: Ja?", head)
    return found.turns[1].span.of(found.text)


def refusal(data):
    with pytest.raises(BadFile) as caught:
        RtfImporter().read(data, "d01.rtf")
    assert caught.value.hint
    return caught.value.sentence


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (rb"s\'e5\'e4\'F6", "såäö"),
        (rb"s\u229?", "så"),
        (rb"s\u229\'e5", "så"),
        (rb"\uc0 s\u229 t", "såt"),
        (rb"\uc2 s\u229??t", "såt"),
        (rb"\uc2 s\u229\'c3\'a5t", "såt"),
        (rb"{\uc0 \u229}\u228?t", "åät"),  # what a group sets ends with it
        (rb"\u-10179?\u-8704?", "😀"),
        (rb"\u55357 \u56832 ", "😀"),
        (rb"\u8217\rquote s", "’s"),
        (rb"\uc2 \u8212\endash\'2dja", "—ja"),
        (rb"\u229\line tv\'e5", "å\ntvå"),
        (rb"s\u229\b t", "såt"),
        (rb"s\u229\tab t", "så\tt"),
        (rb"x\u-10179?y", "x\ufffdy"),
        (rb"a\u776?", "ä"),
        (rb"x\u0?", "x\ufffd"),
        (rb"x\u y", "xy"),
        (rb"a\~b\-c\_d\{e\}f\\g", "a\xa0b\xadc\u2011d{e}f\\g"),
        (rb"\ldblquote ja\rdblquote\endash nej\emdash\bullet\lquote x\rquote", "“ja”–nej—•‘x’"),
        (rb"x\emspace y\enspace z\zwj\zwnj", "x\u2003y\u2002z\u200d\u200c"),
        (b"s\r\n\xe5 d\xe4r", "så där"),
        (rb"ett\line tv\'e5", "ett\ntvå"),
        (rb"a\finnsinte7 b", "ab"),
        (rb"a\*b", "ab"),
        (rb"\bin d\'e4r", "där"),
        (rb"\bin-3 d\'e4r", "där"),
        (rb"\bin2 {}d\'e4r", "där"),
    ],
)
def test_letters_and_signs_stand_as_they_are_shown(raw, shown):
    assert answer(raw) == shown


@pytest.mark.parametrize(
    ("head", "raw", "shown"),
    [
        (rb"\mac", rb"\'8c", "å"),
        (rb"\pc", rb"\'86", "å"),
        (rb"\pca", rb"\'86", "å"),
        (rb"\ansi\ansicpg1251", rb"\'ff", "я"),
        (rb"\ansi\ansicpg65001", rb"\'c3\'a5", "å"),
        (rb"\ansi\ansicpg99999", rb"\'e5", "å"),
        (rb"\ansi\ansicpg932", rb"\'82\'a0", "あ"),
        (rb"\ansi\deff1{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}", rb"\'ff", "я"),
        (rb"\ansi\deff0{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}", rb"{\f1 \'ff}\'e5", "яå"),
        (rb"\ansi\deff0{\fonttbl{\f0\fcharset204 A;}{\f1\fcharset0 B;}}", rb"\f1\'e5\plain\'ff", "åя"),
        (rb"\ansi{\fonttbl{\f0\fcharset1 A;}}", rb"\f0\'e5", "å"),
        (rb"\ansi", rb"\fcharset204\'e5", "å"),
    ],
)
def test_bytes_are_letters_of_the_files_page_or_the_fonts(head, raw, shown):
    assert answer(raw, head) == shown


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (rb"{\footnote dolt}", "footnotes"),
        (rb"{\*\annotation dolt}", "comments"),
        (rb"{\object{\*\objdata 00}{\result dolt}}", "embedded"),
        (rb"{\v dolt}", "hidden"),
        (rb"\v dolt\v0 ", "hidden"),
        (rb"{\v dolt \v mer}", "hidden"),
        (rb"{\deleted dolt}", "deletions"),
        (rb"{\header dolt}", None),
        (rb"{\*\nytt{\b dolt}}", None),
        (rb"{\pict\bin4 }{}x}", None),
        (rb"{\field{\*\fldinst{HYPERLINK http://x}}{\fldrslt }}", None),
        (rb"{\info{\author dolt}}", None),
    ],
)
def test_what_is_no_speech_is_left_out_and_counted(raw, kind):
    found = read(rb"I: Hur?\par D01: S\'e5" + raw + rb" \'e4r det.\par I: Ja?")
    assert found.turns[1].span.of(found.text) == "Så är det."
    counted = {
        each: count for each, count in found.counts.items() if count and each not in ("paragraphs", "characters")
    }
    assert counted == ({kind: 1} if kind else {})


def test_what_is_left_out_within_what_is_left_out_is_not_counted_again():
    found = read(rb"I: Hur?\par D01: S\'e5{\footnote a{\footnote b}{\v c}{\deleted d}{\revised e}}.\par I: Ja?")
    assert found.counts == {"footnotes": 1, "hidden": 0, "deletions": 0, "insertions": 0, "paragraphs": 3,
                            "characters": len(found.text)}  # fmt: skip


def test_insertions_are_in_the_text_and_counted():
    found = read(rb"I: Hur?\par D01: {\revised S\'e5}.\revised0\par I: Ja?")
    assert found.turns[1].span.of(found.text) == "Så."
    assert found.counts["insertions"] == 1


def test_the_words_of_a_link_and_of_a_text_box_are_read():
    assert answer(rb"{\field{\*\fldinst{HYPERLINK http://x}}{\fldrslt l\'e4nken}}") == "länken"
    found = read(rb"I: Hur?{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt D01: S\'e5.}}}\par I: Ja?")
    assert [turn.span.of(found.text) for turn in found.turns] == ["Hur?", "Så.", "Ja?"]
    assert found.counts["text_boxes"] == 1


def test_lines_in_bold_type_can_be_labels():
    found = read(rb"{\b Karin}\par Hur?\par\b Bo \b0\par S\'e5.\par{\b Karin}\par Ja?\par{\b Bo}\par Jo.\par")
    assert [turn.label for turn in found.turns] == ["Karin", "Bo", "Karin", "Bo"]
    plain = rb"Karin\par Hur?\par Bo\par S\'e5.\par "
    with pytest.raises(BadFile):
        read(plain + plain)
    with pytest.raises(BadFile):
        read((rb"{\b Ka}rin\par Hur?\par{\b B}o\par S\'e5.\par ") * 2)


def test_a_row_is_a_line_with_its_cells_between_tabs():
    found = read(rb"I\cell Hur?\cell\row D01\cell S\'e5\nestcell .\cell\row I\cell\cell\row")
    assert found.text.rstrip("\n") == "I\tHur?\nD01\tSå\t.\nI"


def test_what_stands_after_the_last_brace_is_not_read_and_a_missing_one_is_told():
    found = read(rb"I: Hur?\par D01: S\'e5.", end=b"} HEMLIGT {")
    assert "HEMLIGT" not in found.text
    assert found.notes == ()
    cut = read(rb"I: Hur?\par D01: S\'e5.", end=b"")
    assert [note.sentence for note in cut.notes] == ["The file ends before its last brace: its end may be missing."]
    assert cut.notes[0].next_step.startswith("Compare the last words")


def test_counts_of_paragraphs_and_characters_are_those_of_the_text():
    found = read(rb"I: Hur?\par\par D01: S\'e5.\par")
    assert found.text == "I: Hur?\n\nD01: Så.\n"
    assert (found.counts["paragraphs"], found.counts["characters"]) == (2, 18)


def test_what_is_no_rich_text_is_refused_without_its_words():
    assert refusal(b"HEMLIGT") == "d01.rtf is not a rich text file, whatever its name says."
    assert refusal(b"") == "d01.rtf is not a rich text file, whatever its name says."
    assert refusal(rb"{\rtf1\ansi  \par }") == "d01.rtf is empty."
    assert refusal(rb"{\rtf1\ansi Bara HEMLIG text.}") == "d01.rtf: no speaker turns found."


def test_a_byte_order_mark_before_the_first_brace_is_no_hindrance():
    found = RtfImporter().read(b"\xef\xbb\xbf\r\n{\\rtf1 I: Hur?\\par D01: Ja.}", "d01.rtf")
    assert len(found.turns) == 2


@pytest.mark.parametrize(("limit", "value"), [("MAX_BYTES", 60), ("MAX_TOKENS", 6), ("MAX_DEPTH", 2)])
def test_a_file_beyond_each_limit_is_refused(monkeypatch, limit, value):
    data = rb"{\rtf1\ansi{{ I: Hur g\'e5r det d\'e5?}}\par D01: Bra, tack.\par I: S\'e5?}"
    RtfImporter().read(data, "d01.rtf")
    monkeypatch.setattr(rich_text, limit, value)
    assert refusal(data) == "d01.rtf is refused: it is far larger than a transcript can be."
