"""Word files: what Word shows is read once, what it does not show is counted."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import BadFile
from toolkit.importers.word import WordImporter, shown_text

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
INTERVIEWS = Path(__file__).parents[2] / "interviews"
RUN = "<w:r><w:t>{}</w:t></w:r>"
BOX = "<w:txbxContent><w:p><w:r><w:t>i rutan</w:t></w:r></w:p></w:txbxContent>"


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


SHOWN = {
    "insertion in, deletion out": (
        f"<w:p>{run('Vi sa ')}<w:ins>{run('infogat ')}</w:ins><w:del><w:r><w:delText>bort</w:delText>"
        f"</w:r></w:del>{run('slut.')}</w:p>",
        "Vi sa infogat slut.",
    ),
    "moved text once": (
        f"<w:p><w:moveFrom>{run('flyttat')}</w:moveFrom>{run('a ')}</w:p><w:p><w:moveTo>{run('flyttat')}"
        f"</w:moveTo></w:p>",
        "a \nflyttat",
    ),
    "a deleted paragraph mark joins": (
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('ett ')}</w:p><w:p>{run('två')}</w:p>",
        "ett två",
    ),
    "block control": (f"<w:sdt><w:sdtContent><w:p>{run('i kontroll')}</w:p></w:sdtContent></w:sdt>", "i kontroll"),
    "run control": (f"<w:p>{run('a ')}<w:sdt><w:sdtContent>{run('b')}</w:sdtContent></w:sdt></w:p>", "a b"),
    "prompt of an empty control": (
        f"<w:p>{run('a')}<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Skriv här')}"
        f"</w:sdtContent></w:sdt></w:p>",
        "a",
    ),
    "hyperlink, smart tag, simple field": (
        f"<w:p><w:hyperlink>{run('a')}</w:hyperlink><w:smartTag>{run('b')}</w:smartTag>"
        f"<w:fldSimple>{run('c')}</w:fldSimple></w:p>",
        "abc",
    ),
    "field result, not code": (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "x"'
        "</w:instrText><w:t>kod</w:t></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("svar")}<w:r>'
        f'<w:fldChar w:fldCharType="end"/></w:r>{run("!")}</w:p>',
        "svar!",
    ),
    "a field left open hides one paragraph at most": (
        f'<w:p>{run("a")}<w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p><w:p>{run("b")}</w:p>',
        "a\nb",
    ),
    "signs": (
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t>"
        "<w:noBreakHyphen/><w:softHyphen/>"
        '<w:sym w:font="Wingdings" w:char="F04A"/><w:sym w:char="00E5"/><w:sym w:char="D800"/>'
        '<w:sym w:char="zz"/></w:r></w:p>',
        "a\tb\nc\nd\u2011\u00ad\u263aå\ufffd\ufffd",
    ),
    "a word over many runs": (
        f"<w:p>{run('be')}<w:r><w:rPr><w:b/></w:rPr><w:t>rät</w:t></w:r>{run('ta')}</w:p>",
        "berätta",
    ),
    "table": (
        f"<w:tbl><w:tr><w:tc><w:p>{run('I')}</w:p></w:tc><w:tc><w:p>{run('Ett')}</w:p><w:p>{run('två')}"
        f"</w:p></w:tc></w:tr>"
        f"<w:sdt><w:sdtContent><w:tr><w:tc><w:p>{run('D01')}</w:p></w:tc><w:sdt><w:sdtContent><w:tc>"
        f"<w:p>{run('Tre')}</w:p></w:tc>"
        f"</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt>"
        f"<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{run('borta')}</w:p></w:tc></w:tr></w:tbl>",
        "I\tEtt\ntvå\nD01\tTre",
    ),
    "text box told twice in the file": (
        f"<w:p>{run('före')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"<wps:txbx>{BOX}</wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r>"
        f"{run(' efter')}</w:p><w:p>{run('sist')}</w:p>",
        "före efter\ni rutan\nsist",
    ),
    "only the fallback holds text": (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='x'><w:drawing/></mc:Choice><mc:Fallback>"
        f"<w:pict><v:textbox>{BOX}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        "i rutan",
    ),
    "hidden text out": (
        f"<w:p>{run('syns')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>dolt</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> ändå</w:t></w:r></w:p>',
        "syns ändå",
    ),
    "ruby: the base": (
        f"<w:p><w:r><w:ruby><w:rt>{run('upp')}</w:rt><w:rubyBase>{run('ned')}</w:rubyBase></w:ruby></w:r></w:p>",
        "ned",
    ),
}


@pytest.mark.parametrize(("body", "text"), SHOWN.values(), ids=SHOWN)
@pytest.mark.parametrize("namespace", [None, STRICT], ids=["transitional", "strict"])
def test_the_text_is_what_word_shows(word_file, body, text, namespace):
    data = word_file(body, namespace) if namespace else word_file(body)
    assert shown_text(data, "x.docx").text == text


def test_what_is_taken_and_left_is_counted_and_told(word_file):
    body = (
        f"<w:p>{run('I: Hur?')}<w:r><w:commentReference/></w:r></w:p>"
        f"<w:p>{run('D01: Så ')}<w:ins>{run('här')}</w:ins><w:del><w:r><w:delText>där</w:delText></w:r></w:del>"
        f"<w:r><w:footnoteReference/></w:r><w:r><w:endnoteReference/></w:r><w:r><w:rPr><w:vanish/>"
        f"</w:rPr><w:t>x</w:t></w:r></w:p>"
        f"<w:p><w:r><w:pict><v:textbox>{BOX}</v:textbox></w:pict></w:r></w:p><w:altChunk/>"
    )
    transcript = WordImporter().read(word_file(body), "d01.docx")
    assert transcript.counts == {
        "paragraphs": 3,
        "insertions": 1,
        "deletions": 1,
        "comments": 1,
        "footnotes": 2,
        "text_boxes": 1,
        "hidden": 1,
        "embedded": 1,
        "characters": len(transcript.text),
    }
    assert len(transcript.notes) == 5
    assert "in the text: 1." in transcript.notes[0].sentence
    assert [turn.span.of(transcript.text) for turn in transcript.turns] == ["Hur?", "Så här\ni rutan"]


def test_bold_labels_and_headings_alone_are_speakers(word_file, paragraphs):
    bold = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Anna</w:t></w:r></w:p>"
    style = '<w:p><w:pPr><w:pStyle w:val="Rubrik2"/></w:pPr><w:r><w:t>Bo Ek</w:t></w:r></w:p>'
    broken = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Anna</w:t><w:br/></w:r><w:r><w:t>Jaså?</w:t></w:r></w:p>"
    body = bold + paragraphs("Hur är det?") + style + paragraphs("Det är bra.") + broken + style + paragraphs("Ja, så.")
    transcript = WordImporter().read(word_file(body), "x.docx")
    assert [(turn.label, turn.span.of(transcript.text)) for turn in transcript.turns] == [
        ("Anna", "Hur är det?"),
        ("Bo Ek", "Det är bra."),
        ("Anna", "Jaså?"),
        ("Bo Ek", "Ja, så."),
    ]


def test_the_importer_conforms(check_importer, word_file, paragraphs):
    table = "".join(
        f"<w:tr><w:tc><w:p>{run(label)}</w:p></w:tc><w:tc><w:p>{run(text)}</w:p></w:tc></w:tr>"
        for label, text in (("Talare", "Text"), ("I", "Hur?"), ("D01", "Så 😀."))
    )
    samples = {
        "d01.docx": word_file(paragraphs("I: Hur är det?", "D01: Bra 👩‍👩‍👧.", "Jo.", "I: Ga\u030ar det?")),
        "d03.docx": word_file(paragraphs("Intervju med D03, 2025-03-18") + f"<w:tbl>{table}</w:tbl>"),
    }
    check_importer(WordImporter(), samples)


FIXTURE_TEXTS = {
    "comments": "Ouch.",
    "footnotes": "Ouch.",
    "endnotes": "Ouch.",
    "strict-format": "Test",
    "tables": "Above\nTop left\tTop right\nBottom left\tBottom right\nBelow",
    "text-box": "Datum plane",
    "utf8-bom": "This XML has a byte order mark.",
}


@pytest.mark.parametrize(("name", "text"), FIXTURE_TEXTS.items())
def test_the_shared_word_files_give_their_text(fixtures, name, text):
    shown = shown_text((fixtures / "docx" / f"{name}.docx").read_bytes(), f"{name}.docx")
    assert shown.text == text
    expected = {
        "comments": ("comments", 2),
        "footnotes": ("footnotes", 2),
        "endnotes": ("footnotes", 2),
        "text-box": ("text_boxes", 1),
    }
    kind, count = expected.get(name, ("paragraphs", shown.counts["paragraphs"]))
    assert shown.counts[kind] == count


def test_an_empty_word_file_is_refused(fixtures):
    with pytest.raises(BadFile, match=r"empty\.docx is empty"):
        shown_text((fixtures / "docx" / "empty.docx").read_bytes(), "empty.docx")


SAMPLE = sorted(INTERVIEWS.glob("*.docx"))


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.name)
def test_each_sample_interview_is_read_whole(path):
    transcript = WordImporter().read(path.read_bytes(), path.name)
    assert len(transcript.turns) > 20
    assert sum(len(turn.span) for turn in transcript.turns) > 0.85 * len(transcript.text)


@pytest.mark.parametrize("tag", ["smartTag", "sdt", "tbl", "pict"])
def test_deep_nesting_is_read_or_refused(word_file, tag):
    opening = {"sdt": "<w:sdt><w:sdtContent>", "tbl": "<w:tbl><w:tr><w:tc>"}.get(tag, f"<w:{tag}>")
    closing = {"sdt": "</w:sdtContent></w:sdt>", "tbl": "</w:tc></w:tr></w:tbl>"}.get(tag, f"</w:{tag}>")
    for depth in (20, 60, 75, 110, 230, 5000):
        body = opening * depth + f"<w:p>{run('I: Hej?')}</w:p><w:p>{run('D01: Hej.')}</w:p>" + closing * depth
        try:
            assert "Hej" in shown_text(word_file(body), "x.docx").text
        except BadFile:
            assert depth > 60


@settings(max_examples=30)
@given(st.binary(min_size=1, max_size=4), st.floats(0, 1))
def test_a_changed_byte_never_crashes_the_reader(noise, where):
    data = SAMPLE[0].read_bytes()
    at = int(where * (len(data) - len(noise)))
    with contextlib.suppress(BadFile):
        shown_text(data[:at] + noise + data[at + len(noise) :], "x.docx")
