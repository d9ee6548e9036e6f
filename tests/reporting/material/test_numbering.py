from toolkit.domain.reports.report import Bullets, Heading, Paragraph, Reference, Sentence, Table
from toolkit.reporting.material.numbering import laid_out, to
from toolkit.reporting.material.outline import Outline


def outline(**own):
    return Outline("own", ("background", "chapters"), ("group", "phase"), **own)


def chapter(anchor, *texts, level=1):
    return (Heading(level, anchor.title(), anchor), Paragraph(tuple(map(Sentence, texts))))


def headings(blocks):
    return [block.full for block in blocks if isinstance(block, Heading)]


def texts(blocks):
    return [sentence.text for block in blocks if isinstance(block, Paragraph) for sentence in block.sentences]


def test_chapters_sections_and_appendices_are_numbered(wording_of):
    parts = [
        ("background", chapter("one", "a.")),
        ("chapters", (*chapter("two", "b."), *chapter("part", "c.", level=2), *chapter("deep", "d.", level=3))),
    ]
    appendices = [("tools", chapter("tools", "e.")), ("documents", ()), ("partners", chapter("partners", "f."))]
    blocks = laid_out(parts, appendices, outline=outline(numbered=True), wording=wording_of("sv"))
    assert headings(blocks) == ["1 One", "2 Two", "2.1 Part", "Deep", "Bilaga 1. Tools", "Bilaga 2. Partners"]


def test_without_numbers_headings_stay_as_they_are(wording_of):
    blocks = laid_out([("background", chapter("one", "a."))], [], outline=outline(), wording=wording_of("sv"))
    assert headings(blocks) == ["One"]


def test_a_part_takes_the_outlines_own_heading(wording_of):
    own = outline(titles={"background": {"sv": "Bakgrund"}, "chapters": {"": "Fel"}})
    parts = [("background", chapter("one", "a.")), ("chapters", chapter("two", "b."))]
    assert headings(laid_out(parts, [], outline=own, wording=wording_of("sv"))) == ["Bakgrund", "Two"]


def test_references_name_chapter_section_and_appendix_or_the_title(wording_of):
    said = (f"Se {to('part')}.", f"{to('nowhere', 'tools')} visar det.", f"Se {to('one')} och {to('tools')}.")
    parts = [("background", chapter("one", *said)), ("chapters", chapter("two", "b.") + chapter("part", level=2))]
    appendices = [("tools", chapter("tools", "e."))]
    sv = wording_of("sv")
    numbered = laid_out(parts, appendices, outline=outline(numbered=True), wording=sv)
    assert texts(numbered)[:3] == ["Se avsnitt 2.1.", "Bilaga 1 visar det.", "Se kapitel 1 och bilaga 1."]
    plain = laid_out(parts, appendices, outline=outline(), wording=sv)
    assert texts(plain)[0] == "Se avsnittet ”Part”."


def test_a_sentence_that_refers_to_what_is_not_there_is_left_out(wording_of):
    listed = Bullets((Sentence(f"Se {to('nowhere')}."),))
    parts = [("background", (*chapter("one", f"Se {to('nowhere')}."), listed, *chapter("two", "Kvar.")))]
    blocks = laid_out(parts, [], outline=outline(), wording=wording_of("sv"))
    assert texts(blocks) == ["Kvar."]
    assert not any(isinstance(block, Bullets) for block in blocks)


def test_a_cell_refers_with_number_and_title_and_knows_its_anchor(wording_of):
    table = Table("T", ("a", "b"), (("x", to("gone", "part")), ("y", to("gone"))), "table")
    parts = [("chapters", (*chapter("two", "b."), *chapter("part", "c.", level=2), table))]
    blocks = laid_out(parts, [], outline=outline(numbered=True), wording=wording_of("en"))
    (_, found), (_, absent) = blocks[-1].rows
    assert isinstance(found, Reference)
    assert (found, found.anchor) == ("1.1 Part", "part")
    assert absent == "not part of this report"


def test_sections_begin_anew_in_each_chapter_and_none_is_numbered_before_the_first(wording_of):
    before = chapter("loose", "a.", level=2)
    parts = [("background", before), ("chapters", (*chapter("one"), *chapter("x", level=2), *chapter("y", level=2)))]
    parts.append(("discussion", (*chapter("two"), *chapter("z", level=2))))
    blocks = laid_out(parts, [], outline=outline(numbered=True), wording=wording_of("sv"))
    assert headings(blocks) == ["Loose", "1 One", "1.1 X", "1.2 Y", "2 Two", "2.1 Z"]


def test_a_second_chapter_within_an_appendix_is_a_part_of_it(wording_of):
    inside = (*chapter("first", "a."), *chapter("second", "b."), *chapter("deep", "c.", level=2))
    blocks = laid_out([], [("tools", inside)], outline=outline(numbered=True), wording=wording_of("sv"))
    assert headings(blocks) == ["Bilaga 1. First", "Second", "Deep"]
    assert [block.level for block in blocks if isinstance(block, Heading)] == [1, 2, 2]


def test_a_sentence_is_kept_only_where_everything_it_refers_to_is_there(wording_of):
    said = (f"{to('one')} och {to('nowhere')}.", f"Se {to('nowhere', 'one')}.", "Utan hänvisning.")
    blocks = laid_out(
        [("background", chapter("one", *said))], [], outline=outline(numbered=True), wording=wording_of("sv")
    )
    assert texts(blocks) == ["Se kapitel 1.", "Utan hänvisning."]


def test_an_empty_paragraph_and_a_table_without_references_stay_as_they_are(wording_of):
    table, empty = Table("T", ("a",), (("x",), ("y [1]",)), "table"), Paragraph((), "Rubrik")
    parts = [("background", (*chapter("one", "a."), empty, table))]
    blocks = laid_out(parts, [], outline=outline(), wording=wording_of("sv"))
    assert blocks[-2:] == (empty, table)
