"""Pieces of a new draft put into a file that people have edited: what is theirs stays, nothing points nowhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from lxml import etree

from tests.reporting.drafted import BLOCKS, FIRST, KIN, WAIT, rendered
from tests.reporting.word_edits import Edits, text_of
from toolkit.domain.reports.report import Paragraph
from toolkit.reporting.word.read_docx import opened
from toolkit.reporting.word.word_files import rewritten
from toolkit.reporting.word.word_grafting import OURS, Grafting, containers, made, w
from toolkit.reporting.word.word_paragraphs import child, value
from toolkit.services.reports import word_reports

DAY = date(2026, 11, 22)


class Open:
    """A file that pieces of a new draft are put into."""

    def __init__(self, edits, new=FIRST):
        self.file = word_reports.foreign(edits.data, "r.docx")
        self.draft = word_reports.own(rendered(new))
        self.base, self.new = opened(self.file), opened(self.draft)
        self.grafting = Grafting(self.base, self.file, self.new, self.draft)

    def paragraph(self, words):
        return saying(self.base.body, words)

    def theirs(self, words):
        return saying(self.new.body, words)

    @property
    def after(self):
        return Edits(rewritten(self.file.container, self.grafting.finish(), name="r.docx"))


def saying(body, words):
    return next(each for each in body.iter(w("p")) if words in text_of(each))


def names(elements, name):
    return [value(each, name) for each in elements]


@pytest.fixture(name="edits")
def _edits():
    return Edits(rendered(FIRST))


def comments(edits):
    root = etree.fromstring(edits.parts["word/comments.xml"])
    return {value(each, "id"): (value(each, "author"), text_of(each)) for each in root}


def test_an_element_is_made_with_its_names_and_visible_text():
    element = made("t", "å\x00", val="x")
    assert (element.tag, element.text, element.get(w("val"))) == (w("t"), "å␀", "x")
    assert element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
    assert made("p").text is None


def test_with_nothing_put_in_the_document_is_as_it_was(edits):
    before = [text_of(each) for each in edits.body.iter(w("p"))]
    after = Open(edits).after
    assert [text_of(each) for each in after.body.iter(w("p"))] == before
    assert comments(after) == comments(edits)


def test_a_copy_brings_its_comments_and_bookmarks_under_numbers_of_their_own(edits):
    it = Open(edits)
    known = comments(edits)
    taken = set(names(it.base.document.iter(w("bookmarkStart")), "id"))
    source = it.theirs("Nästan alla väntade")
    copy = it.grafting.copied(source)
    assert text_of(copy) == text_of(source)
    assert taken.isdisjoint(names(copy.iter(w("bookmarkStart")), "id"))
    assert names(copy.iter(w("bookmarkStart")), "id") == names(copy.iter(w("bookmarkEnd")), "id")
    references = names(copy.iter(w("commentReference")), "id")
    assert references
    assert set(references).isdisjoint(known)
    it.paragraph("Nästan alla väntade").addnext(copy)
    after = it.after
    assert len(comments(after)) == len(known) + len(references)
    every = names(after.document.iter(w("bookmarkStart")), "id")
    assert len(set(every)) == len(every)


def test_a_style_that_the_file_has_under_another_id_is_found_by_name_and_a_missing_one_is_put_there(edits):
    styles = etree.fromstring(edits.parts["word/styles.xml"])
    for style in list(styles):
        if value(style, "styleId") == "Quote":
            style.set(w("styleId"), "Citat")
        elif value(style, "styleId") == "SpeglaPrompt":
            styles.remove(style)
    edits.parts["word/styles.xml"] = etree.tostring(styles)
    it = Open(edits)
    quote = it.grafting.copied(it.theirs("Jag väntade i fyra månader"))
    prompt = it.grafting.copied(it.theirs("Utvärderarens tolkning"))
    assert value(child(quote, "pPr", "pStyle")) == "Citat"
    own = value(child(prompt, "pPr", "pStyle"))
    after = etree.fromstring(it.after.parts["word/styles.xml"])
    assert [value(child(each, "name")) for each in after if value(each, "styleId") == own] == ["Spegla Prompt"]


def test_the_programs_comments_are_told_from_peoples(edits):
    paragraph = edits.saying("Nästan alla väntade")
    edits.commented(paragraph, "Stämmer det?")
    it = Open(edits)
    own = it.paragraph("Nästan alla väntade")
    assert not it.grafting.ours("7001")
    assert it.grafting.remarked(own)
    assert it.grafting.remarks(own)
    assert not any("Stämmer" in told for told in it.grafting.remarks(own))
    assert not it.grafting.remarked(it.paragraph("Några fick hjälp"))
    assert it.grafting.remarks(it.theirs("Nästan alla väntade"), new=True)


def test_a_comment_of_the_program_stands_on_the_whole_paragraph_with_the_day_alone(edits):
    it = Open(edits)
    it.grafting.comment(it.paragraph("Kapitlet bygger"), ["rad ett", "rad två"], day=DAY)
    after = it.after
    (new,) = set(comments(after)) - set(comments(edits))
    assert comments(after)[new] == (OURS, "rad ettrad två")
    root = etree.fromstring(after.parts["word/comments.xml"])
    assert next(value(each, "date") for each in root if value(each, "id") == new) == "2026-11-22T00:00:00Z"
    paragraph = after.saying("Kapitlet bygger")
    inside = [each.tag.rpartition("}")[2] for each in paragraph]
    assert inside[0] == "pPr"
    assert inside[1] == "commentRangeStart"
    assert inside[-2:] == ["commentRangeEnd", "r"]


def test_a_bookmark_is_put_round_a_paragraph_or_empty_before_it(edits):
    it = Open(edits)
    paragraph = it.paragraph("Kapitlet bygger")
    it.grafting.bookmarked(paragraph, "round")
    it.grafting.bookmarked(paragraph, "before", empty=True)
    inside = [(each.tag.rpartition("}")[2], value(each, "name")) for each in paragraph]
    assert inside[1:4] == [("bookmarkStart", "before"), ("bookmarkEnd", ""), ("bookmarkStart", "round")]
    assert inside[-1] == ("bookmarkEnd", "")
    assert {"round", "before"} <= it.grafting.names()


def test_the_order_of_blocks_is_that_of_the_file(edits):
    order = Open(edits).grafting.order()
    assert order[WAIT] < order[KIN]
    moved = edits.saying("Några fick hjälp")
    edits.marked(f"s_{WAIT}_1").addprevious(moved)
    again = Open(edits).grafting.order()
    assert again[KIN] < again[WAIT]


def test_forgetting_takes_the_programs_comments_and_leaves_peoples(edits):
    edits.commented(edits.saying("Nästan alla väntade"), "Stämmer det?")
    it = Open(edits)
    own = it.paragraph("Nästan alla väntade")
    gone = {id_ for id_ in names(own.iter(w("commentReference")), "id") if it.grafting.ours(id_)}
    it.grafting.forget_ours(own)
    after = it.after
    assert gone
    assert set(comments(after)) == set(comments(edits)) - gone
    references = names(after.document.iter(w("commentReference")), "id")
    assert gone.isdisjoint(references)
    assert "7001" in references


def test_a_bookmark_that_has_the_number_of_a_comment_elsewhere_does_not_take_it_away(edits):
    number = next(iter(comments(edits)))
    paragraph = edits.saying("Kapitlet bygger")
    paragraph.append(made("bookmarkStart", id=number, name="_Ref1"))
    paragraph.append(made("bookmarkEnd", id=number))
    it = Open(edits)
    it.grafting.forget_ours(it.paragraph("Kapitlet bygger"))
    assert comments(it.after) == comments(edits)


def test_a_refilled_paragraph_has_the_new_words_and_what_is_a_persons(edits):
    paragraph = edits.saying("Nästan alla väntade")
    edits.commented(paragraph, "Stämmer det?")
    paragraph.insert(1, made("bookmarkStart", id="8001", name="_Ref1"))
    paragraph.append(made("bookmarkEnd", id="8001"))
    new = replace(FIRST, blocks=tuple(
        replace(block, sentences=(replace(block.sentences[0], text="Samtliga väntade."),))
        if isinstance(block, Paragraph) and block.finding == "f-wait" else block
        for block in BLOCKS
    ))  # fmt: skip
    it = Open(edits, new)
    own = it.paragraph("Nästan alla väntade")
    it.grafting.refilled(own, it.theirs("Samtliga väntade"))
    after = it.after
    filled = after.saying("Samtliga väntade")
    assert not [each for each in after.body.iter(w("p")) if "Nästan alla" in text_of(each)]
    marks = names(filled.iter(w("bookmarkStart")), "name")
    assert "_Ref1" in marks
    assert f"s_{WAIT}_1" in marks
    assert ("Eva", "Stämmer det?") in comments(after).values()
    assert "7001" in names(filled.iter(w("commentReference")), "id")


def test_an_emptied_paragraph_keeps_its_form_and_peoples_comments_alone(edits):
    edits.commented(edits.saying("Nästan alla väntade"), "Stämmer det?")
    it = Open(edits)
    own = it.paragraph("Nästan alla väntade")
    it.grafting.emptied(own)
    assert text_of(own) == ""
    assert child(own, "pPr") is not None
    assert names(own.iter(w("commentReference")), "id") == ["7001"]


def test_peoples_comments_on_a_table_that_goes_are_carried_to_what_takes_its_place(edits):
    cell = edits.saying("Perspektiv")
    edits.commented(cell, "Varför så få?")
    it = Open(edits)
    table = next(it.base.body.iter(w("tbl")))
    new = it.paragraph("Kapitlet bygger")
    it.grafting.carried([table, it.paragraph("Några fick hjälp")], new)
    assert "7001" in names(new.iter(w("commentReference")), "id")
    assert new[0].tag == w("pPr")


def test_bookmarks_of_the_program_that_end_nowhere_are_taken_away_and_peoples_stay(edits):
    paragraph = edits.saying("Kapitlet bygger")
    paragraph.insert(1, made("bookmarkStart", id="9001", name=f"s_{WAIT}_9"))
    paragraph.insert(1, made("bookmarkStart", id="9002", name="_Mitt"))
    marks = names(Open(edits).after.document.iter(w("bookmarkStart")), "name")
    assert f"s_{WAIT}_9" not in marks
    assert "_Mitt" in marks


def test_a_date_that_is_none_is_taken_from_a_comment(edits):
    root = etree.fromstring(edits.parts["word/comments.xml"])
    root[0].set(w("date"), "0-00-00T00:00:00Z")
    edits.parts["word/comments.xml"] = etree.tostring(root)
    after = etree.fromstring(Open(edits).after.parts["word/comments.xml"])
    assert not value(after[0], "date").startswith("0-")


def test_a_picture_comes_with_its_part_once(edits):
    it = Open(edits)
    figure = next(each for each in it.new.body.iter(w("p")) if each.find(f".//{w('drawing')}") is not None)
    for _ in range(2):
        it.base.body.insert(0, it.grafting.copied(figure))
    after = it.after
    pictures = [name for name in after.parts if name.startswith("word/media/spegla-")]
    assert len(pictures) == 1
    assert pictures[0].encode() in after.parts["word/_rels/document.xml.rels"]
    drawings = [each.get("id") for each in after.document.iter() if str(each.tag).endswith("}docPr")]
    assert len(set(drawings)) == len(drawings)


def test_the_children_of_the_body_that_elements_stand_in_come_once_each(edits):
    table = next(edits.body.iter(w("tbl")))
    inside = list(table.iter(w("p")))
    paragraph = edits.saying("Kapitlet bygger")
    assert list(containers([*inside, paragraph, paragraph], edits.body)) == [table, paragraph]
    assert list(containers([], edits.body)) == []
