from io import BytesIO

import pytest
from docx import Document
from lxml import etree

from tests.reporting.drafted import BLOCKS, FIRST, changed, put_into, rendered, said
from toolkit.domain.reports.report import Bullets, Heading
from toolkit.reporting.word.word_numbering import Numberings

QUESTIONS = (
    Heading(2, "Frågor", "questions"),
    Bullets((said("Första frågan."), said("Andra frågan.")), ordered=True),
    Heading(2, "Områden", "areas"),
    Bullets((said("Första området."), said("Andra området.")), ordered=True),
)


def numbered(data):
    """Which numbering each numbered paragraph names, and whether the file has it."""
    document = Document(BytesIO(data))
    numbering = document.part.numbering_part.element
    known = {num.numId: num for num in numbering.num_lst}
    found = {}
    for paragraph in document.paragraphs:
        numbers = paragraph._p.pPr.numPr if paragraph._p.pPr is not None else None
        if numbers is not None:
            num = known[numbers.numId.val]
            starts = [each.startOverride.val for each in num.lvlOverride_lst]
            found[paragraph.text] = (num.numId, starts)
    return found


def test_every_ordered_list_counts_from_one():
    found = numbered(rendered(changed(blocks=(*BLOCKS, *QUESTIONS))))
    first, second = found["Första frågan."], found["Första området."]
    assert first[1] == second[1] == [1]
    assert first != second
    assert (found["Andra frågan."], found["Andra området."]) == (first, second)


def test_a_list_put_into_a_file_keeps_a_numbering_of_its_own_there():
    was = numbered(rendered(FIRST))
    _, data = put_into(rendered(FIRST), changed(blocks=(*BLOCKS, *QUESTIONS)))
    found = numbered(data)
    assert {text: found[text] for text in was} == was
    assert found["Första frågan."] == found["Andra frågan."] != found["Första området."]
    assert found["Första området."][1] == [1]
    ways = [each.get(each.tag.replace("abstractNum", "abstractNumId")) for each in _ways(data)]
    assert len(ways) == len(set(ways))


def _ways(data):
    numbering = Document(BytesIO(data)).part.numbering_part.element
    found = [each for each in numbering if each.tag.endswith("}abstractNum")]
    kinds = [each.tag.rpartition("}")[2] for each in numbering]
    assert kinds == sorted(kinds, key=["abstractNum", "num"].index)  # Word refuses another order
    return found


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def element(inside, name="numbering"):
    return etree.fromstring(f'<w:{name} xmlns:w="{W}">{inside}</w:{name}>')


def way(id_, *more):
    return f'<w:abstractNum w:abstractNumId="{id_}">{"".join(f"<w:{each}/>" for each in more)}</w:abstractNum>'


def number(id_, of):
    return f'<w:num w:numId="{id_}"><w:abstractNumId w:val="{of}"/></w:num>'


def reference(id_):
    paragraph = element(f'<w:numPr><w:numId w:val="{id_}"/></w:numPr>', "pPr")
    return paragraph, paragraph[0]


def told(numbering, name, key):
    return [each.get(f"{{{W}}}{key}") for each in numbering.iter(f"{{{W}}}{name}")]


def test_a_numbering_that_comes_gets_numbers_that_are_free_and_is_brought_once():
    theirs, ours = element(way(3, "nsid", "tmpl", "lvl") + number(5, 3)), element(way(7) + number(2, 7))
    numbers = Numberings(theirs, ours)
    both = [reference(5), reference(5)]
    for _, one in both:
        numbers.fit(one)
    assert [one[0].get(f"{{{W}}}val") for _, one in both] == ["3", "3"]
    assert told(ours, "abstractNum", "abstractNumId") == ["7", "8"]
    assert told(ours, "num", "numId") == ["2", "3"]
    assert [each.tag.rpartition("}")[2] for each in ours[1]] == ["lvl"]
    assert numbers.changed
    assert told(theirs, "num", "numId") == ["5"]


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        (way(3) + number(4, 3), number(2, 7)),  # no such number
        (number(5, 9), number(2, 7)),  # no such way of numbering
        (None, number(2, 7)),
        (way(3) + number(5, 3), None),
    ],
)
def test_a_list_that_has_no_numbering_is_counted_by_its_style(theirs, ours):
    mine = None if ours is None else element(ours)
    numbers = Numberings(None if theirs is None else element(theirs), mine)
    paragraph, one = reference(5)
    numbers.fit(one)
    assert len(paragraph) == 0
    assert not numbers.changed
    assert mine is None or told(mine, "num", "numId") == ["2"]
