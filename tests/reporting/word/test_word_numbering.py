from io import BytesIO

from docx import Document

from tests.reporting.drafted import BLOCKS, FIRST, changed, put_into, rendered, said
from toolkit.domain.reports.report import Bullets, Heading

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
