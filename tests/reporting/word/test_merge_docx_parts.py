from dataclasses import replace

import pytest
from lxml import etree

from tests.reporting.drafted import BLOCKS, FIRST, KIN, WAIT, blocks_of, changed, put_into, rendered, said, texts
from tests.reporting.word_edits import Edits, comments_of
from toolkit.domain.reports.report import Paragraph, QuoteBlock, Table
from toolkit.domain.reports.report_blocks import keyed
from toolkit.errors import BadFile
from toolkit.reporting.word.word_files import rewritten
from toolkit.reporting.word.word_grafting import made, w
from toolkit.services.reports import word_reports


@pytest.fixture(name="edits")
def _edits():
    return Edits(rendered(FIRST))


def test_a_figure_is_drawn_anew_when_its_numbers_change(edits):
    figure = replace(BLOCKS[12], values=((5, 4),), alt="Deltagare: arbete 5, språk 4.")
    done, data = put_into(edits.data, changed(blocks=(*BLOCKS[:12], figure)))
    assert len(done.replaced) == 1
    assert any(name.startswith("word/media/spegla-") for name in Edits(data).parts)


def test_people_s_comments_bookmarks_and_sections_stay(edits):
    paragraph = edits.marked(f"s_{WAIT}_1")
    edits.commented(paragraph, "Stämmer det här?")
    from toolkit.reporting.word.word_grafting import made

    paragraph.insert(1, made("bookmarkStart", id="8001", name="_Ref1"))
    paragraph.append(made("bookmarkEnd", id="8001"))
    _, data = put_into(edits.data, changed(wait="Samtliga väntade."))
    after = Edits(data).marked(f"s_{WAIT}_1")
    assert ("Eva", "Stämmer det här?") in comments_of(data)
    assert any(each.get(w("id")) == "7001" for each in after.iter(w("commentReference")))
    assert any(each.get(w("name")) == "_Ref1" for each in after.iter(w("bookmarkStart")))


def test_a_footnote_makes_a_paragraph_edited(edits):
    from toolkit.reporting.word.word_grafting import made

    run = made("r")
    run.append(made("footnoteReference", id="2"))
    edits.marked(f"s_{WAIT}_1").append(run)
    done, data = put_into(edits.data, changed(wait="Samtliga väntade."))
    assert blocks_of(done.proposed) == [WAIT]
    assert next(Edits(data).marked(f"s_{WAIT}_1").iter(w("footnoteReference")), None) is not None


def test_tracked_changes_count_as_made(edits):
    edits.tracked(edits.marked(f"s_{WAIT}_1"), "länge", "inte alls")
    done, data = put_into(edits.data, changed(wait="Samtliga väntade."))
    assert blocks_of(done.proposed) == [WAIT]
    read = next(one for one in word_reports.read(data, "x.docx").paragraphs if one.marks and one.marks[0].block == WAIT)
    assert "väntade inte alls på" in read.text
    assert "väntade länge på" in read.original


def test_two_bookmarks_never_have_the_same_number(edits):
    new = Paragraph((said("Ett nytt tema.", "c6"),), "Nytt", "f-new")
    _, data = put_into(edits.data, changed(blocks=(*BLOCKS[:6], new, *BLOCKS[6:]), wait="A."))
    body = Edits(data).body
    ids = [each.get(w("id")) for each in body.iter(w("bookmarkStart"))]
    assert len(ids) == len(set(ids))
    assert set(ids) == {each.get(w("id")) for each in body.iter(w("bookmarkEnd"))}
    known = {each for each, _ in enumerate(comments_of(data))}
    assert known


def test_a_strict_file_is_refused(edits):
    strict = edits.data
    parts = Edits(strict)
    xml = parts.data
    assert xml
    raw = parts.parts["word/document.xml"].replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    file = rewritten(word_reports.own(strict).container, {"word/document.xml": raw}, name="x")
    with pytest.raises(BadFile, match="strict"):
        put_into(file, FIRST)


def loose_comments(data):
    """The comments that are marked in the text and not there, or the other way round."""
    edits = Edits(data)
    there = {each.get(w("id")) for each in etree.fromstring(edits.parts["word/comments.xml"])}
    return there ^ {each.get(w("id")) for each in edits.body.iter(w("commentReference"))}


def without(text):
    """The first report without the quote of this text."""
    return replace(FIRST, blocks=tuple(each for each in BLOCKS if getattr(each, "text", "") != text))


def test_a_quote_that_goes_takes_its_evidence_along(edits):
    last = edits.marked(f"s_{_quotes()}_2")
    _, data = put_into(edits.data, without("Det gick fort för mig."))
    assert not loose_comments(data)
    assert len(list(Edits(data).body)) == len(list(edits.body)) - 1
    edits.commented(last, "Ska den med?")
    _, data = put_into(edits.data, without("Det gick fort för mig."))
    assert not loose_comments(data)
    assert ("Eva", "Ska den med?") in comments_of(data)
    assert not any("Det gick fort" in each for each in texts(data))


def _quotes():
    return next(one.key for one in keyed(FIRST) if isinstance(one.block, QuoteBlock))


def test_a_comment_in_a_table_that_is_exchanged_is_kept_at_its_caption(edits):
    edits.commented(edits.saying("Team"), "Stämmer fyra?")
    rows = (("Deltagare", "9"), ("Team", "4"), ("Styrgrupp", "3"))
    blocks = tuple(replace(each, rows=rows) if isinstance(each, Table) else each for each in BLOCKS)
    _, data = put_into(edits.data, replace(FIRST, blocks=blocks))
    assert "Styrgrupp" in texts(data)
    assert not loose_comments(data)
    caption = Edits(data).saying("Tabell 1")
    assert [each.tag for each in caption.iter(w("commentReference"))]


def test_a_heading_typed_over_is_again_where_references_lead(edits):
    heading = edits.marked(next(f"s_{one.key}_1" for one in keyed(FIRST) if one.block is BLOCKS[8]))
    anchor, kept = heading.iter(w("bookmarkStart"))
    edits.retyped(heading, "Under tiden i verksamheten")
    heading.insert(1, kept)
    heading.append(made("bookmarkEnd", id=kept.get(w("id"))))
    _, data = put_into(edits.data, FIRST)
    names = [each.get(w("name")) for each in Edits(data).saying("i verksamheten").iter(w("bookmarkStart"))]
    assert names == [anchor.get(w("name")), kept.get(w("name"))]


def test_what_the_draft_has_in_another_order_was_not_moved_by_hand(edits):
    swapped = (*BLOCKS[:3], BLOCKS[6], *BLOCKS[3:6], *BLOCKS[7:])
    done, _ = put_into(edits.data, replace(FIRST, blocks=swapped))
    assert done.order[WAIT] < done.order[KIN]


def test_an_impossible_date_is_taken_from_comments(edits):
    comments = edits.parts["word/comments.xml"].replace(b"2026-11-22T00:00:00Z", b"0-00-00T00:00:00Z")
    edits.parts["word/comments.xml"] = comments
    _, data = put_into(edits.data, changed(wait="Samtliga väntade."))
    assert b"0-00-00" not in Edits(data).parts["word/comments.xml"]
