from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from lxml import etree

from tests.reporting.word_edits import Edits, canonical, comments_of, text_of
from toolkit.domain.report import (
    Bullets,
    Evidence,
    Figure,
    Heading,
    Paragraph,
    Prompt,
    QuoteBlock,
    Report,
    Sentence,
    Table,
)
from toolkit.domain.report_blocks import keyed
from toolkit.domain.text import Span
from toolkit.domain.written_blocks import Kept
from toolkit.errors import BadFile
from toolkit.reporting.merge_docx import Was, merged
from toolkit.reporting.read_docx import read_report
from toolkit.reporting.render_docx import DocxRenderer
from toolkit.reporting.word_files import rewritten
from toolkit.reporting.word_grafting import made, w
from toolkit.services import word_reports

DAY = date(2026, 11, 22)


def said(text, *ids, count=""):
    return Sentence(text, ids, count)


BLOCKS = (
    Heading(1, "Deltagares erfarenheter", "participants"),
    Paragraph((said("Kapitlet bygger på samtal med nio deltagare."),)),
    Heading(2, "Inför", "participants-before"),
    Paragraph((said("Nästan alla väntade länge på besked.", "c1", "c2", count="8 av 9"),), "Väntan", "f-wait"),
    QuoteBlock("Jag väntade i fyra månader.", ("c1",), "", "typical", "f-wait"),
    QuoteBlock("Det gick fort för mig.", ("c2",), "", "deviating", "f-wait"),
    Paragraph((said("Några fick hjälp av en släkting.", "c3", count="3 av 9"),), "Släkten", "f-kin"),
    Prompt("[Utvärderarens tolkning: vad betyder det här?]"),
    Heading(2, "Under tiden", "participants-during"),
    Paragraph((said("De flesta beskriver coachen som ett stöd.", "c4", count="6 av 9"),), "Coachen", "f-coach"),
    Bullets((said("Främjar: coachen.", "c4"), said("Försvårar: väntan.", "c1"))),
    Table("Personer", ("Perspektiv", "Antal"), (("Deltagare", "9"), ("Team", "4")), "people", "Alla är medräknade."),
    Figure("Teman", ("Deltagare",), ("Arbete", "Språk"), ((3, 4),), "Deltagare: arbete 3, språk 4.", "themes"),
)  # fmt: skip
EVIDENCE = {
    f"c{n}": Evidence(f"c{n}", "d01.txt", Span(n * 10, n * 10 + 5), "ord", "D01", ("needs",)) for n in range(1, 8)
}
FIRST = Report("Vävstolen", "Utkast, 1 november 2026", "sv", BLOCKS, EVIDENCE, ("Detta är ett utkast.",), DAY)
KEYS = {getattr(one.block, "text", "") or getattr(one.block, "run_in", ""): one.key for one in keyed(FIRST)}
WAIT, KIN, COACH = KEYS["Väntan"], KEYS["Släkten"], KEYS["Coachen"]


def rendered(report):
    return _first() if report is FIRST else DocxRenderer().render(report, resources={})


@cache
def _first():
    return DocxRenderer().render(FIRST, resources={})


def was_of(report, *, gone=()):
    found = {}
    for one in read_report(word_reports.own(rendered(report))).paragraphs:
        for mark in one.marks:
            found.setdefault(mark.block, {})[mark.number] = one
    return Was(
        {
            key: Kept({n: one.digest for n, one in ps.items()}, {n: one.text for n, one in ps.items()})
            for key, ps in found.items()
        },
        frozenset(gone),
    )


def put_into(data, report, was=None):
    """The merge, and the whole file after it."""
    file = word_reports.foreign(data, "rapport.docx")
    done = merged(file, word_reports.own(rendered(report)), was or was_of(FIRST), language="sv", day=DAY)
    return done, rewritten(file.container, done.parts, name="rapport.docx")


def changed(*, blocks=BLOCKS, **texts):
    """The report with other blocks; texts by finding."""
    made = tuple(
        replace(block, sentences=(replace(block.sentences[0], text=texts[key]),))
        if isinstance(block, Paragraph) and (key := block.finding.removeprefix("f-")) in texts
        else block
        for block in blocks
    )
    return replace(FIRST, blocks=made)


def blocks_of(told):
    return [each.block for each in told]


def texts(data):
    return [one.text for one in word_reports.read(data, "x.docx").paragraphs]


@pytest.fixture(name="edits")
def _edits():
    return Edits(rendered(FIRST))


def test_nothing_is_touched_when_nothing_is_new(edits):
    done, data = put_into(edits.data, FIRST)
    assert [*done.replaced, *done.new, *done.gone, *done.proposed, *done.deleted, *done.moved] == []
    assert canonical(Edits(data).body) == canonical(edits.body)


def test_what_nobody_changed_gets_the_new_text_and_its_evidence(edits):
    done, data = put_into(edits.data, changed(wait="Samtliga väntade länge på besked."))
    assert blocks_of(done.replaced) == [WAIT]
    assert "Väntan. Samtliga väntade länge på besked (8\xa0av\xa09)." in texts(data)
    assert not any("Nästan alla" in each for each in texts(data))
    assert len(comments_of(data)) == len(comments_of(edits.data))


def test_what_was_edited_stays_and_is_told_the_new_text_in_a_comment(edits):
    edits.typed(edits.marked(f"s_{WAIT}_1"), "länge", "alldeles för länge")
    before = canonical(edits.marked(f"s_{WAIT}_1"))
    done, same = put_into(edits.data, FIRST)
    assert blocks_of(done.edited) == [WAIT]
    assert canonical(Edits(same).marked(f"s_{WAIT}_1")) == before
    done, data = put_into(edits.data, changed(wait="Samtliga väntade på besked."))
    assert blocks_of(done.proposed) == [WAIT]
    assert text_of(Edits(data).marked(f"s_{WAIT}_1")) == text_of(edits.marked(f"s_{WAIT}_1"))
    proposals = [text for author, text in comments_of(data) if "Nytt underlag 2026-11-22" in text]
    assert len(proposals) == 1
    assert "Samtliga väntade på besked" in proposals[0]


def test_a_proposal_is_made_once_and_an_adopted_one_counts_as_unchanged(edits):
    edits.typed(edits.marked(f"s_{WAIT}_1"), "länge", "mycket länge")
    second = changed(wait="Samtliga väntade på besked.")
    _, data = put_into(edits.data, second)
    done, again = put_into(data, second, was_of(second))
    assert blocks_of(done.edited) == [WAIT]
    assert len(comments_of(again)) == len(comments_of(data))
    adopted = Edits(again)
    run = next(adopted.marked(f"s_{WAIT}_1").iter(w("t")))
    assert run.text
    for each in adopted.marked(f"s_{WAIT}_1").iter(w("t")):
        each.text = ""
    run.text = "Väntan. Samtliga väntade på besked (8\xa0av\xa09)."
    done, _ = put_into(adopted.data, changed(wait="Ingen väntade."), was_of(second))
    assert blocks_of(done.replaced) == [WAIT]


def test_what_was_deleted_stays_deleted_and_is_listed(edits):
    edits.deleted(edits.marked(f"s_{KIN}_1"))
    edits.emptied(edits.marked(f"s_{COACH}_1"))
    done, data = put_into(edits.data, changed(kin="Flera fick hjälp.", coach="Alla fick stöd."))
    assert blocks_of(done.deleted) == [KIN, COACH]
    assert not any("fick hjälp" in each or "fick stöd" in each for each in texts(data))


def test_a_paragraph_inside_a_block_belongs_to_it_and_one_outside_is_a_person_s_own(edits):
    quote = f"s_{KEYS['Väntan']}"
    first = edits.saying("fyra månader")
    edits.written("Mellan citaten.", after=first)
    outside = edits.written("Min egen analys.", after=edits.saying("Några fick hjälp"))
    done, data = put_into(edits.data, changed(wait="Samtliga väntade.", kin="Flera fick hjälp."))
    assert blocks_of(done.replaced) == [WAIT, KIN]
    assert quote
    assert len(done.edited) == 1
    assert canonical(Edits(data).saying("Min egen analys.")) == canonical(outside)
    assert "Mellan citaten." in texts(data)


def test_free_prose_is_the_same_to_the_byte(edits):
    own = [
        edits.written(f"Egen text {n}: <å> & “citat”", after=edits.marked(f"s_{key}_1"))
        for n, key in enumerate((WAIT, KIN, COACH))
    ]
    edits.tracked(own[1], "text", "prosa")
    before = [canonical(each) for each in own]
    new = Paragraph((said("Ett nytt tema.", "c6"),), "Nytt", "f-new")
    _, data = put_into(edits.data, changed(blocks=(*BLOCKS[:6], new, *BLOCKS[6:]), wait="A.", kin="B.", coach="C."))
    after = Edits(data)
    assert [canonical(each) for each in after.body.iter(w("p")) if canonical(each) in before] == before


def test_a_new_block_comes_after_the_nearest_one_of_the_outline(edits):
    edits.deleted(edits.marked(f"s_{KIN}_1"))
    new = Paragraph((said("Ett nytt tema.", "c6", count="2 av 9"),), "Nytt", "f-new")
    again = replace(new, run_in="Ännu ett", finding="f-more")
    done, data = put_into(edits.data, changed(blocks=(*BLOCKS[:7], new, again, *BLOCKS[7:])))
    assert len(done.new) == 2
    found = texts(data)
    at = found.index("”Det gick fort för mig.” (avvikande\xa0röst)")
    assert [each[:8] for each in found[at + 1 : at + 3]] == ["Nytt. Et", "Ännu ett"]


def test_a_new_block_is_not_put_into_a_section_that_people_deleted(edits):
    for words in (
        "Under tiden",
        "De flesta beskriver",
        "Främjar: coachen",
        "Försvårar: väntan",
        "Tabell 1",
        "Alla är medräknade",
    ):
        edits.deleted(edits.saying(words) if words != "Under tiden" else edits.marked(f"s_{KEYS['Under tiden']}_1"))
    edits.deleted(next(edits.body.iter(w("tbl"))))
    edits.deleted(edits.saying("Figur "))
    edits.deleted(next(each for each in edits.body.iter(w("p")) if next(each.iter(w("drawing")), None) is not None))
    new = Paragraph((said("Ett nytt tema.", "c6"),), "Nytt", "f-new")
    done, data = put_into(edits.data, changed(blocks=(*BLOCKS[:10], new, *BLOCKS[10:])))
    assert len(done.unplaced) == 1
    assert "Nytt. Ett nytt tema." not in texts(data)


def test_a_block_whose_theme_is_gone_is_kept_with_a_comment_told_once(edits):
    second = changed(blocks=(*BLOCKS[:6], *BLOCKS[7:]))
    done, data = put_into(edits.data, second)
    assert blocks_of(done.gone) == [KIN]
    assert any("finns inte längre i utkastet" in text for _, text in comments_of(data))
    was = was_of(second)
    old = Was({**was.blocks, KIN: was_of(FIRST).blocks[KIN]}, frozenset({KIN}))
    done, again = put_into(data, second, old)
    assert not done.gone
    assert done.still_gone == (KIN,)
    assert len(comments_of(again)) == len(comments_of(data))
    done, _ = put_into(again, changed(kin="Flera fick hjälp."), old)
    assert blocks_of(done.replaced) == [KIN]


def test_a_copied_block_counts_once_and_swallows_nothing(edits):
    table = next(edits.body.iter(w("tbl")))
    middle = edits.written("Mellan tabellerna.", after=table)
    edits.copied(table, after=middle)
    done, data = put_into(edits.data, FIRST)
    assert len(done.duplicated) == 1
    assert "Mellan tabellerna." in texts(data)


def test_a_moved_block_gets_its_new_text_where_it_stands(edits):
    coach = edits.marked(f"s_{COACH}_1")
    edits.marked(f"s_{WAIT}_1").addprevious(coach)
    done, data = put_into(edits.data, changed(coach="Alla fick stöd."))
    assert blocks_of(done.moved) == [COACH]
    assert blocks_of(done.replaced) == [COACH]
    found = texts(data)
    assert found.index("Coachen. Alla fick stöd (6\xa0av\xa09).") < next(
        n for n, each in enumerate(found) if each.startswith("Väntan")
    )


def test_a_block_typed_over_is_known_by_its_text(edits):
    edits.retyped(edits.marked(f"s_{WAIT}_1"), "Väntan. Nästan alla väntade länge på besked (8\xa0av\xa09).")
    edits.retyped(
        edits.marked(f"s_{COACH}_1"), "Coachen. De flesta beskriver coachen som ett gott stöd (6\xa0av\xa09)."
    )
    done, data = put_into(edits.data, changed(wait="Samtliga väntade.", coach="Alla fick stöd."))
    assert blocks_of(done.replaced) == [WAIT]
    assert blocks_of(done.proposed) == [COACH]
    assert Edits(data).marked(f"s_{COACH}_1") is not None


def test_the_cells_of_a_table_are_renewed_and_an_edited_table_is_not(edits):
    table = replace(BLOCKS[11], rows=(("Deltagare", "11"), ("Team", "4")))
    done, data = put_into(edits.data, changed(blocks=(*BLOCKS[:11], table, BLOCKS[12])))
    assert len(done.replaced) == 1
    assert "11" in texts(data)
    taller = replace(BLOCKS[11], rows=(("Deltagare", "11"), ("Remittenter", "2"), ("Team", "4")))
    done, data = put_into(edits.data, changed(blocks=(*BLOCKS[:11], taller, BLOCKS[12])))
    assert len(done.replaced) == 1
    assert texts(data).count("Remittenter") == 1
    assert len(list(Edits(data).body.iter(w("tbl")))) == 1
    edits.typed(edits.saying("Team"), "Team", "Teamet")
    done, data = put_into(edits.data, changed(blocks=(*BLOCKS[:11], taller, BLOCKS[12])))
    assert len(done.proposed) == 1
    assert "Teamet" in texts(data)


def test_a_figure_is_drawn_anew_when_its_numbers_change(edits):
    figure = replace(BLOCKS[12], values=((5, 4),), alt="Deltagare: arbete 5, språk 4.")
    done, data = put_into(edits.data, changed(blocks=(*BLOCKS[:12], figure)))
    assert len(done.replaced) == 1
    assert any(name.startswith("word/media/spegla-") for name in Edits(data).parts)


def test_people_s_comments_bookmarks_and_sections_stay(edits):
    paragraph = edits.marked(f"s_{WAIT}_1")
    edits.commented(paragraph, "Stämmer det här?")
    from toolkit.reporting.word_grafting import made

    paragraph.insert(1, made("bookmarkStart", id="8001", name="_Ref1"))
    paragraph.append(made("bookmarkEnd", id="8001"))
    _, data = put_into(edits.data, changed(wait="Samtliga väntade."))
    after = Edits(data).marked(f"s_{WAIT}_1")
    assert ("Eva", "Stämmer det här?") in comments_of(data)
    assert any(each.get(w("id")) == "7001" for each in after.iter(w("commentReference")))
    assert any(each.get(w("name")) == "_Ref1" for each in after.iter(w("bookmarkStart")))


def test_a_footnote_makes_a_paragraph_edited(edits):
    from toolkit.reporting.word_grafting import made

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
