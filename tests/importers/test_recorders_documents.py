"""What Teams, Otter, Zoom and Whisper leave as documents and text: names, times and words, in every known layout."""

from __future__ import annotations

import pytest

from toolkit.importers.plain import PlainImporter
from toolkit.importers.subrip import SrtImporter
from toolkit.importers.word import WordImporter

PORTRAIT = "<w:r><w:drawing><wp:inline xmlns:wp='urn:x'><a:blip xmlns:a='urn:y'/></wp:inline></w:drawing></w:r>"
HEAD = (
    "<w:p><w:r><w:t>Uppföljning-20250312_101112-Mötesinspelning</w:t></w:r></w:p>"
    "<w:p><w:r><w:t>12 mars 2025, 09:11em</w:t></w:r></w:p><w:p><w:r><w:t>1h 2m 3s</w:t></w:r></w:p>"
)
SAID = [
    ("Åsa Öberg", 3.0, "Hur har det varit sedan sist?"),
    ("Bo Ek", 65.0, "Jo, det har gått bra tycker jag."),
    ("Åsa Öberg", 70.0, "Vad har varit svårast?"),
    ("Bo Ek", 3675.0, "Att komma upp på morgonen, utan tvekan."),
]


def stamp(seconds):
    hours, rest = divmod(int(seconds), 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def run(text, bold=False):
    return f"<w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}<w:t xml:space='preserve'>{text}</w:t></w:r>"


def one_paragraph(portrait, gap):
    """Name, time and words in one paragraph, parted by line breaks."""
    return "".join(
        f"<w:p>{portrait}{run(who, bold=True)}{run(gap + stamp(at))}<w:r><w:br/></w:r>{run(words)}</w:p>"
        for who, at, words in SAID
    )


def paragraphs_of(portrait, gap):
    """Name and time in a paragraph, the words in the next."""
    return "".join(
        f"<w:p>{portrait}{run(who, bold=True)}{run(gap + stamp(at))}</w:p><w:p>{run(words)}</w:p>"
        for who, at, words in SAID
    )


@pytest.mark.parametrize("layout", [one_paragraph, paragraphs_of])
@pytest.mark.parametrize("portrait", ["", PORTRAIT])
@pytest.mark.parametrize("gap", ["   ", "  ", " "])
@pytest.mark.parametrize(
    "head",
    [
        "",
        HEAD,
    ],
)
def test_teams_documents(word_file, layout, portrait, gap, head):
    read = WordImporter().read(word_file(head + layout(portrait, gap)), "möte.docx")
    assert [(turn.label, turn.time, turn.span.of(read.text)) for turn in read.turns] == SAID


def test_teams_marks_of_beginning_and_end_are_nobody_s_words(word_file):
    body = paragraphs_of("", "   ") + f"<w:p>{run('Åsa Öberg')}{run(' slutade transkribera')}</w:p>"
    read = WordImporter().read(word_file(body), "möte.docx")
    assert [turn.span.of(read.text) for turn in read.turns] == [words for _, _, words in SAID]


def test_otter_text_with_its_head_and_foot():
    text = (
        "SUMMARY KEYWORDS\nbuss, morgon\n\nSPEAKERS\nÅsa Öberg, Unknown Speaker\n\n"
        + "".join(f"{who.replace('Bo Ek', 'Unknown Speaker')}  {stamp(at)}\n{words}\n\n" for who, at, words in SAID)
        + "Transcribed by https://otter.ai\n"
    )
    read = PlainImporter().read(text.encode(), "otter.txt")
    assert [(turn.label, turn.time) for turn in read.turns] == [
        (who.replace("Bo Ek", "Unknown Speaker"), at) for who, at, _ in SAID
    ]
    assert "otter.ai" not in read.turns[-1].span.of(read.text)


def zoom_old():
    return "".join(
        f"00:{int(at) // 60:02}:{int(at) % 60:02}\tFrom {who} to Everyone:\t{words}\n" for who, at, words in SAID
    )


def zoom_new():
    return "".join(
        f"00:{int(at) // 60:02}:{int(at) % 60:02} From {who} To Everyone:\n\t{words}\n\n" for who, at, words in SAID
    )


@pytest.mark.parametrize("text", [zoom_old(), zoom_new(), zoom_old().replace("\n", "\r\n")])
def test_zoom_chat(text):
    read = PlainImporter().read(text.encode(), "chat.txt")
    assert [turn.label for turn in read.turns] == [who for who, _, _ in SAID]
    assert [turn.span.of(read.text) for turn in read.turns] == [words for _, _, words in SAID]


@pytest.mark.parametrize(
    "closing",
    [
        "Tack för att ni tittade!",
        "Textning.nu av Amara.org",
        "Undertexter av Amara.org",
        "Thank you for watching.",
        "Transcribed by https://otter.ai",
    ],
)
def test_lines_that_whisper_invents_are_kept_and_told(closing):
    srt = f"1\n00:00:01,000 --> 00:00:02,000\nDet var svårt i början.\n\n2\n00:10:00,000 --> 00:10:02,000\n{closing}\n"
    read = SrtImporter().read(srt.encode(), "w.srt")
    assert closing in read.text
    assert any("known to invent" in note.message and note.values["count"] == 1 for note in read.notes)
