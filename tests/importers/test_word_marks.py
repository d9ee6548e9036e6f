"""Comments in Word: each is found on exactly the words that the importer reads."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importers.commented import begin, comment, end, marked, paragraph, run
from toolkit.domain.texts.text import normalise
from toolkit.importers.ooxml import open_package
from toolkit.importers.word import body_of, marked_text, shown_text
from toolkit.importers.word_marks import normalised_positions, read_marked

INTERVIEWS = Path(__file__).parents[2] / "interviews"


@pytest.fixture
def on_words(zipped):
    """The words that each comment is on, by its text."""

    def read(paragraphs, comments, extended=""):
        text, remarks = read_marked(zipped(marked(paragraphs, comments, extended=extended)), "x.docx")
        assert text == shown_text(zipped(marked(paragraphs, comments)), "x.docx").text
        return {one.text: one.span.of(text) if one.span else None for one in remarks}

    return read


def test_nested_overlapping_and_over_paragraphs(on_words):
    body = [
        paragraph(
            begin(1), run("Hon "), begin(2), run("hjälpte "), end(1), run("mig "), begin(3), end(2), run("mycket.")
        ),
        paragraph(begin(4), run("Ja."), end(4), run(" Och "), run("sedan"), end(3), run(" inget.")),
    ]
    found = on_words(body, [comment(n, f"#{n}") for n in (1, 2, 3, 4)])
    assert found == {"#1": "Hon hjälpte", "#2": "hjälpte mig", "#3": "mycket.\nJa. Och sedan", "#4": "Ja."}


def test_several_on_one_place_and_a_comment_of_two_paragraphs(on_words):
    body = [paragraph(begin(1), begin(2), run("samma ord"), end(1), end(2))]
    found = on_words(body, [comment(1, "#a"), comment(2, "#b\nochså")])
    assert found == {"#a": "samma ord", "#b\nochså": "samma ord"}


def test_insertions_are_words_and_deletions_are_not(on_words):
    body = [
        paragraph(
            run("Vi "),
            begin(1),
            f"<w:ins>{run('infogade ')}</w:ins><w:del><w:r><w:delText>strukna </w:delText></w:r></w:del>",
            run("ord"),
            end(1),
            run(" slut"),
        )
    ]
    assert on_words(body, [comment(1, "#a")]) == {"#a": "infogade ord"}


def test_marks_between_paragraphs_and_in_tables(on_words):
    cells = (paragraph(run("vem")), paragraph(begin(2), run("vad"), end(2)))
    table = f"<w:tbl><w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr></w:tbl>"
    body = [
        paragraph(run("före")),
        begin(1),
        paragraph(run("hela")),
        paragraph(run("biten")),
        '<w:commentRangeEnd w:id="1"/>',
        table,
    ]
    assert on_words(body, [comment(1, "#a"), comment(2, "#b")]) == {"#a": "hela\nbiten", "#b": "vad"}


def test_a_comment_on_no_words_is_on_its_paragraph(zipped):
    data = zipped(marked([paragraph(run("ett")), paragraph(run("två "), end(1), run("ord"))], [comment(1, "#a")]))
    text, (remark,) = read_marked(data, "x.docx")
    assert remark.whole
    assert remark.span.of(text) == "två ord"


def test_a_comment_that_hangs_nowhere_has_no_place(on_words):
    assert on_words([paragraph(run("ett"))], [comment(7, "#a")]) == {"#a": None}


def test_a_reply_is_on_the_words_of_what_it_answers(on_words):
    extended = (
        '<w15:commentEx w15:paraId="00010000"/><w15:commentEx w15:paraId="00020000" w15:paraIdParent="00010000"/>'
    )
    body = [paragraph(run("a "), begin(1), run("b"), end(1), run(" c"))]
    assert on_words(body, [comment(1, "#a"), comment(2, "#b", author="MS")], extended) == {"#a": "b", "#b": "b"}


def test_decomposed_letters_and_emoji_before_the_words(on_words):
    body = [paragraph(run("a\u030a 👩\u200d👧 "), begin(1), run("o\u0308ver"), end(1), run("\u030a!"))]
    assert on_words(body, [comment(1, "#a")]) == {"#a": "över\u030a"}


@given(
    st.text(alphabet=st.sampled_from("aå\u030ae\u0301\u0323\u1100\u1161\u11a8\r\n \ufeff👩"), max_size=20), st.data()
)
def test_positions_are_those_of_the_normalised_text(raw, data):
    at = data.draw(st.integers(0, len(raw)))
    found = normalised_positions(raw, [at, len(raw)])
    assert found[len(raw)] == len(normalise(raw))
    assert 0 <= found[at] <= len(normalise(raw))
    if at == len(raw) or (not unicodedata.combining(raw[at]) and raw[at] in "aå👩"):
        assert found[at] == len(normalise(raw[:at]))


@pytest.mark.parametrize("path", sorted(INTERVIEWS.glob("*.docx")), ids=lambda path: path.name)
def test_the_sample_reads_the_same_with_marks(path):
    raw, _ = marked_text(body_of(open_package(path.read_bytes(), path.name)))
    raw = re.sub("\ud800..", "", raw)
    assert normalise(raw) == shown_text(path.read_bytes(), path.name).text
