"""A web page read as a browser shows it: lines, bold lines, what is hidden; and refusals in words."""

from __future__ import annotations

import pytest

from toolkit.errors import BadFile
from toolkit.importers.markup import HtmlImporter, shown_lines


def lines(page):
    return shown_lines(page, "a.html").text.removesuffix("\n").split("\n")


def refusal(data):
    with pytest.raises(BadFile) as caught:
        HtmlImporter().read(data, "d01.html")
    assert caught.value.hint
    return caught.value.sentence


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<div>ett  två\n tre</div><div>fyra</div>", ["ett två tre", "fyra"]),
        ("<p>ett</p><p>två</p>", ["ett", "", "två"]),
        ("<h2>Rubrik</h2>text<ul><li>ett<li>två</ul>", ["Rubrik", "", "text", "", "ett", "två"]),
        ("<div>ett<br>två<br><br>tre</div>", ["ett", "två", "", "tre"]),
        ("<br><br><div>ett</div><br>", ["ett"]),
        ("<table><tr><th>a<th>b<tr><td>c<td></table>", ["a\tb", "c"]),
        ("<pre>ett\n  två\n\ntre</pre>", ["ett", "två", "", "tre"]),
        ("<span>Å</span>sa<b>:</b> hej", ["Åsa: hej"]),
        ("<p>a\u030a &amp; 😀 &#8212; &nbsp;x", ["å & 😀 — \xa0x"]),
        ("a<!-- dolt -->b<?php dolt ?>c", ["abc"]),
    ],
)
def test_lines_break_where_a_browser_breaks_them(page, shown):
    assert lines(page) == shown


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>dolt</script>",
        "<style>dolt</style>",
        "<select><option>dolt</select>",
        "<textarea>dolt</textarea>",
        "<button>dolt</button>",
        "<nav><p>dolt</nav>",
        "<svg><text>dolt</text></svg>",
        "<del>dolt</del>",
        "<template>dolt</template>",
    ],
)
def test_what_a_page_does_not_say_is_left_out_and_what_follows_it_is_not(hidden):
    shown = shown_lines(f"<div>före {hidden}efter</div>", "a.html")
    assert shown.text == "före efter\n"
    assert shown.hidden == 0


@pytest.mark.parametrize(
    "attribute", ["hidden", "hidden=''", "style='DISPLAY : none'", 'style="color:red;visibility:hidden"']
)
def test_hidden_passages_are_left_out_with_all_in_them_and_counted(attribute):
    shown = shown_lines(f"<div>före <span {attribute}>dolt <b {attribute}>dolt</b> dolt</span>efter</div>", "a.html")
    assert shown.text == "före efter\n"
    assert shown.hidden == 1


def test_lines_wholly_in_bold_are_told_by_their_place_in_the_text():
    page = "<br><p> </p><p><b>Karin</b><p>Hur?<p><strong>Bo</strong> Ek<h3>Paus</h3><table><tr><th>a<th>b</table>"
    shown = shown_lines(page, "a.html")
    text = shown.text.split("\n")
    assert [text[line] for line in sorted(shown.bold)] == ["Karin", "Paus", "a\tb"]
    assert shown.paragraphs == 5


def test_nested_bold_ends_where_the_outermost_ends():
    shown = shown_lines("<div><b>ett <b>två</b> tre</b></div><div>fyra</div>", "a.html")
    assert shown.bold == {0}


@pytest.mark.parametrize("page", ["<p>", "<p>\ufeff\u200b&nbsp;</p>", "<script>dolt</script>", "<html></html>"])
def test_a_page_that_shows_nothing_is_refused(page):
    assert refusal(page.encode()) == "d01.html shows no text."


def test_a_text_that_is_no_page_is_refused_without_its_words():
    assert refusal(b"HEMLIGT 3 < 5 och 7 > 2") == "d01.html is not a web page, whatever its name says."
    assert refusal(b"<p>Bara HEMLIG text utan talare.</p>") == "d01.html: no speaker turns found."


@pytest.mark.parametrize(
    ("head", "encoding", "told"),
    [
        ("<meta charset=macintosh>", "mac_roman", "macintosh"),
        ("<META http-equiv=x content='text/html; charset=iso-8859-15'>", "iso-8859-15", "iso-8859-15"),
        ("<?xml version='1.0' encoding='cp850'?>", "cp850", "cp850"),
        ("<meta charset='ISO-8859-1'>", "cp1252", "windows-1252"),
        ("<meta charset='utf-16'>", "cp1252", "windows-1252"),
        ("<meta charset='finns-inte'>", "cp1252", "windows-1252"),
        ("<meta charset='macintosh'>", "utf-8", "utf-8"),
    ],
)
def test_the_page_says_its_encoding_where_the_bytes_leave_it_open(head, encoding, told):
    page = f"{head}<html><body><p>I: Hur då på ön?</p><p>D01: Så är det på ön, åh.</p></body></html>"
    read = HtmlImporter().read(page.encode(encoding), "a.html")
    assert read.facts["encoding"] == told
    assert "Så är det på ön, åh." in read.text


def test_what_is_read_is_counted():
    read = HtmlImporter().read("<p>I: Hur?</p><p>D01: Så.<p hidden>dolt</p>".encode(), "a.htm")
    assert read.text == "I: Hur?\n\nD01: Så.\n"
    assert read.counts == {"paragraphs": 2, "characters": 18, "hidden": 1}
    assert [turn.span.of(read.text) for turn in read.turns] == ["Hur?", "Så."]
