"""The last page of a chapter is not nearly empty."""

from docx import Document

from toolkit.reporting.word.word_pages import LAST, hold_end

LINE_OF_TEXT = "ord " * 22


def held(*texts, table_before=0):
    """The numbers of the paragraphs that stand with the next one, where a document ends with these texts."""
    document = Document()
    for number, text in enumerate(texts):
        if number == table_before and number:
            document.add_table(1, 1)
        document.add_paragraph(text)
    hold_end(document)
    return [n for n, each in enumerate(document.paragraphs) if each.paragraph_format.keep_with_next]


def test_the_last_lines_of_a_chapter_stand_on_one_page():
    assert held(*[LINE_OF_TEXT] * (LAST + 3)) == list(range(3, LAST + 2))


def test_a_long_last_paragraph_needs_no_company():
    assert held("Kort.", LINE_OF_TEXT * LAST) == []


def test_what_stands_before_a_table_need_not_stand_on_its_page():
    assert held("Ett.", "Två.", "Tre.", "Fyra.", table_before=2) == [2]
