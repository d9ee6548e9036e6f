"""PDF files: text by pages, scans, passwords, damage, columns, and what is said of cleaning."""

import random
import shutil
import subprocess

import pytest

from tests.importers.printed_pages import locked, pdf, pdf_of, shown
from toolkit.errors import BadFile
from toolkit.importers.conformance import check_importer, check_transcript
from toolkit.importers.portable import PdfImporter

READER = PdfImporter()
LINES = ["I: Hur är det på övningarna?", "D01: Bra – “jo då” (tack)."]


def said(transcript):
    return [(turn.label, turn.span.of(transcript.text)) for turn in transcript.turns]


def notes(transcript):
    return " ".join(note.sentence + note.next_step for note in transcript.notes)


def test_the_importer_conforms():
    check_importer(READER, {"a.pdf": pdf([LINES, ["I: Jaha?", "D01: Jo."]])})


def test_the_text_stands_as_printed_and_a_form_feed_begins_each_page():
    found = READER.read(pdf([LINES, ["I: Jaha?", "D01: Jo."]]), "a.pdf")
    assert found.text == "\n".join(LINES) + "\n\fI: Jaha?\nD01: Jo."
    assert found.facts["pages"] == "2"
    assert found.counts["pages"] == 2
    assert found.counts["silent_pages"] == 0


def test_a_scan_is_refused_with_its_pages():
    with pytest.raises(BadFile, match="no text was found on pages 1–3"):
        READER.read(pdf([[], [], []]), "a.pdf")


def test_a_mixed_file_says_which_pages_have_no_text():
    found = READER.read(pdf([LINES, [], LINES, [], []]), "a.pdf")
    assert "3 of 5 pages: 2, 4–5." in notes(found)
    assert found.counts["silent_pages"] == 3


def test_a_password_and_a_ban_on_copying_are_refused_in_words():
    with pytest.raises(BadFile, match="password-protected"):
        READER.read(locked(pdf([LINES]), user="hemlig"), "a.pdf")
    with pytest.raises(BadFile, match="protected against copying"):
        READER.read(locked(pdf([LINES])), "a.pdf")
    assert len(said(READER.read(locked(pdf([LINES]), may_copy=True), "a.pdf"))) == 2


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"I: Hur?\nD01: Bra.", pdf([LINES])[:200], pdf_of([])])
def test_what_is_no_pdf_file_is_refused(data):
    with pytest.raises(BadFile) as caught:
        READER.read(data, "a.pdf")
    assert "a.pdf" in caught.value.sentence


def test_a_page_that_cannot_be_read_is_told_and_not_passed_over():
    broken = b"BT /F 11 Tf ( (((( Tj" + b"\x00" * 20
    found = READER.read(pdf_of([shown(LINES), broken]), "a.pdf")
    assert "2" in notes(found)


def test_what_cleaning_would_do_is_told_and_not_done():
    head = "Utvärdering av kursen"
    found = READER.read(
        pdf([[head, "I: Hur går ar-", "betet?", "1"], [head, "D01: Bra.", "2"], [head, "I: Jo.", "3"]]), "a.pdf"
    )
    assert "belong to the page: 6. Words broken at a line's end: 1. Broken lines: 0." in notes(found)
    assert "spegla sources clean a.pdf" in notes(found)
    assert found.text.count(head) == 3


def test_two_columns_come_one_after_the_other():
    left, right = shown(["I: Hur gick det", "på kursen?"]), shown(["D01: Det gick", "bra."], left=320)
    assert (
        READER.read(pdf_of([left + b"\n" + right]), "a.pdf").text == "I: Hur gick det\npå kursen?\nD01: Det gick\nbra."
    )


def test_changed_bytes_are_read_soundly_or_refused():
    dice, whole = random.Random(4), pdf([LINES, ["I: Jaha?", "D01: Jo."]], packed=False)
    for _ in range(150):
        raw = bytearray(whole)
        for _ in range(dice.randint(1, 5)):
            raw[dice.randrange(9, len(raw))] = dice.randrange(256)
        try:
            found = READER.read(bytes(raw), "a.pdf")
        except BadFile:
            continue
        check_transcript(found)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_what_libreoffice_prints_is_read_with_every_word(tmp_path):
    words = [f"ord{number} åäö" for number in range(800)]
    text = "\n".join(f"{'I' if n % 2 else 'D01'}: {' '.join(words[n * 20 : n * 20 + 20])}." for n in range(40))
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    convert = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "a.txt"),
    ]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    found = READER.read((tmp_path / "a.pdf").read_bytes(), "a.pdf")
    assert found.text.split() == text.split()
    assert len(found.turns) >= 40


def test_an_old_name_of_a_filter_is_damage_and_no_crash():
    with pytest.raises(BadFile, match="damaged"):
        READER.read(pdf([LINES]).replace(b"/FlateDecode", b"/Fl         "), "a.pdf")
