from dataclasses import replace

import pytest

from tests.reporting.drafted import (
    BLOCKS,
    COACH,
    FIRST,
    KEYS,
    KIN,
    WAIT,
    blocks_of,
    changed,
    put_into,
    rendered,
    said,
    texts,
    was_of,
)
from tests.reporting.word_edits import Edits, canonical, comments_of, text_of
from toolkit.domain.reports.report import Paragraph, Prompt
from toolkit.reporting.word.merge_docx import Was
from toolkit.reporting.word.word_grafting import w


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


@pytest.mark.parametrize("how", ["bookmark kept", "bookmark lost", "after the prompt"])
def test_words_in_the_place_of_a_prompt_are_an_answer_and_stay(edits, how):
    paragraph = edits.saying("Utvärderarens tolkning")
    if how == "bookmark lost":
        edits.retyped(paragraph, "Väntan kostar tillit.")
    else:
        edits.typed(paragraph, "?]" if how == "after the prompt" else text_of(paragraph), "?] Väntan kostar tillit.")
    before = canonical(paragraph)
    blocks = tuple(Prompt("[Något annat?]") if isinstance(one, Prompt) else one for one in BLOCKS)
    for report in (FIRST, changed(blocks=blocks)):
        done, data = put_into(edits.data, report)
        assert len(done.filled) == 1
        assert (done.own, done.deleted, done.edited, done.proposed) == (0, [], [], [])
        assert canonical(Edits(data).saying("Väntan kostar")) == before


def test_a_prompt_that_was_only_changed_is_no_answer(edits):
    edits.typed(edits.saying("Utvärderarens tolkning"), "det här", "väntan")
    done, _ = put_into(edits.data, FIRST)
    assert (len(done.filled), len(done.edited)) == (0, 1)


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
