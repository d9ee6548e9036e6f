"""Which generated blocks a person's file still holds: unchanged, edited, deleted, duplicated or moved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.reports.report_blocks import digest
from toolkit.domain.reports.written_blocks import SHORT, Kept, Standing, State, copies, own, standings
from toolkit.domain.reports.written_report import Mark, WrittenParagraph

TEXTS = {
    "a": "Första stycket om vägen in till verksamheten och väntan.",
    "b": "Andra stycket om pengarna som tog slut i mars.",
    "c": "Tredje stycket om hur arbetsgivarna tog emot dem alla.",
}
WRITTEN = {key: Kept({1: digest(text)}, {1: text}) for key, text in TEXTS.items()}


def para(text: str, *marks: tuple[str, int], style: str = "Normal") -> WrittenParagraph:
    return WrittenParagraph(text, style=style, marks=tuple(Mark(*each) for each in marks), digest=digest(text))


def block(key: str) -> WrittenParagraph:
    return para(TEXTS[key], (key, 1))


def found(*paragraphs: WrittenParagraph, written: dict[str, Kept] | None = None) -> dict[str, Standing]:
    kept = WRITTEN if written is None else written
    return standings(paragraphs, kept, order=list(kept))


def states(*paragraphs: WrittenParagraph) -> dict[str, str]:
    return {key: one.state.value for key, one in found(*paragraphs).items()}


def test_a_file_as_it_was_written_holds_everything_unchanged() -> None:
    told = found(*map(block, "abc"))
    assert {one.state for one in told.values()} == {State.UNCHANGED}
    assert not any(one.moved or one.duplicated or one.relied for one in told.values())
    assert own(list(map(block, "abc")), told.values()) == 0


def test_an_empty_file_holds_nothing() -> None:
    assert states() == dict.fromkeys("abc", "deleted")


def test_other_words_are_an_edit_and_none_a_deletion() -> None:
    assert states(para("Andra ord.", ("a", 1)), para(" ", ("b", 1)), block("c")) == {
        "a": "edited",
        "b": "deleted",
        "c": "unchanged",
    }


def test_a_paragraph_that_a_person_put_within_a_block_edits_it() -> None:
    two = {"a": Kept({1: digest("Ett."), 2: digest("Två.")})}
    one, other = para("Ett.", ("a", 1)), para("Två.", ("a", 2))
    assert found(one, other, written=two)["a"].state is State.UNCHANGED
    assert found(one, para(""), other, written=two)["a"].state is State.UNCHANGED
    assert found(one, para("Eget."), other, written=two)["a"].state is State.EDITED
    assert found(other, one, written=two)["a"].state is State.EDITED
    assert found(one, written=two)["a"].state is State.EDITED


def test_two_blocks_in_one_paragraph_are_both_edited() -> None:
    merged = para(TEXTS["a"], ("a", 1), ("b", 1))
    told = found(merged, block("c"))
    assert (told["a"].state, told["b"].state) == (State.EDITED, State.EDITED)


def test_a_copy_is_counted_and_the_first_one_is_looked_at() -> None:
    told = found(block("a"), block("b"), para("Ändrad.", ("a", 1)), block("c"))
    assert told["a"].duplicated
    assert told["a"].state is State.UNCHANGED
    assert [list(copy.places) for copy in told["a"].copies] == [[0], [2]]


@pytest.mark.parametrize(
    ("order", "moved"), [("abc", [""]), ("cab", ["c"]), ("bca", ["a"]), ("acb", ["b", "c"]), ("ca", ["a", "c"])]
)
def test_as_few_as_can_be_are_moved(order: str, moved: list[str]) -> None:
    told = found(*map(block, order))
    assert "".join(key for key, one in told.items() if one.moved) in moved


@given(st.permutations("abc"))
def test_no_order_loses_a_block(order: list[str]) -> None:
    assert set(states(*map(block, order)).values()) == {"unchanged"}


def test_a_block_without_its_bookmark_is_known_by_its_words() -> None:
    told = found(block("a"), para(TEXTS["b"]), block("c"))
    assert (told["b"].state, told["b"].relied, told["b"].moved) == (State.UNCHANGED, True, False)
    changed = TEXTS["b"].replace("mars", "april")
    told = found(block("a"), para(changed), block("c"))
    assert (told["b"].state, told["b"].relied) == (State.EDITED, True)


def test_short_or_unlike_texts_are_nobodys() -> None:
    text = "Kort."
    assert len(text) < SHORT
    told = found(para("Kort!"), written={"a": Kept({1: digest(text)}, {1: text})})
    assert told["a"].state is State.DELETED
    paragraphs = [block("a"), para("Något helt annat som handlar om vädret i Åby under hösten."), block("c")]
    told = found(*paragraphs)
    assert told["b"].state is State.DELETED
    assert own(paragraphs, told.values()) == 1


def test_a_list_of_contents_is_no_text_of_anybodys() -> None:
    contents = para(TEXTS["b"], style="TOC 1")
    told = found(contents, block("a"), block("c"))
    assert told["b"].state is State.DELETED
    assert own([contents], told.values()) == 0


def test_a_block_that_the_draft_had_not_is_told_last_and_as_edited() -> None:
    told = found(para("Äldre.", ("old", 1)), *map(block, "abc"))
    assert list(told) == ["a", "b", "c", "old"]
    assert told["old"].state is State.EDITED


def test_a_copy_ends_where_another_block_comes_or_a_number_comes_again() -> None:
    told = copies([para("1", ("a", 1)), para("2", ("a", 2)), para("3", ("a", 1)), para("eget"), para("4", ("b", 1)),
                   para("5", ("a", 2))])  # fmt: skip
    assert [(one.block, one.at) for one in told] == [
        ("a", {1: 0, 2: 1}), ("a", {1: 2}), ("b", {1: 4}), ("a", {2: 5}),
    ]  # fmt: skip
    assert copies([]) == []


def test_a_picture_that_is_replaced_is_an_edit_though_it_has_no_text() -> None:
    picture = WrittenParagraph("", marks=(Mark("a", 1),), digest="picture")
    assert found(picture, written={"a": Kept({1: "picture"})})["a"].state is State.UNCHANGED
    assert found(picture, written={"a": Kept({1: "other"})})["a"].state is State.EDITED


LONG = "Handledarna beskriver hur vägen in till verksamheten blev kortare under våren."


@pytest.mark.parametrize(("length", "known"), [(SHORT - 1, False), (SHORT, True)])
def test_only_a_text_of_some_length_is_known_again_when_it_was_changed(length: int, known: bool) -> None:
    text = LONG[: length - 1] + "x"
    told = found(para(text[:-1] + "y"), written={"a": Kept({1: digest(text)}, {1: text})})
    assert told["a"].relied is known


def test_of_several_texts_the_one_most_like_it_is_the_block_and_each_is_one_alone() -> None:
    written = {key: Kept({1: digest(text)}, {1: text}) for key, text in (("a", LONG), ("b", LONG + " Mycket kortare."))}
    near, nearer = para(LONG + " Kanske."), para(LONG.replace("våren", "hösten"))
    told = found(para("Eget."), near, nearer, written=written)
    assert [told[key].copies[0].places for key in "ab"] == [range(2, 3), range(1, 2)]
    assert found(near, written=written)["b"].state is State.DELETED


def test_the_very_words_go_before_words_that_are_only_like_them() -> None:
    written = {key: Kept({1: digest(text)}, {1: text}) for key, text in (("a", LONG + " Så är det."), ("b", LONG))}
    told = found(para(LONG), written=written)
    assert (told["a"].state, told["b"].state, told["b"].relied) == (State.DELETED, State.UNCHANGED, True)


def test_two_blocks_of_the_same_words_are_two_paragraphs() -> None:
    same = {key: Kept({1: digest(LONG)}, {1: LONG}) for key in "ab"}
    told = found(para(LONG), para(LONG), written=same)
    assert [told[key].copies[0].at for key in "ab"] == [{1: 0}, {1: 1}]
    assert found(para(LONG), written=same)["b"].state is State.DELETED


def test_a_paragraph_that_has_its_bookmark_is_no_other_blocks() -> None:
    told = found(para(TEXTS["b"], ("a", 1)))
    assert told["b"].state is State.DELETED
    assert told["a"].state is State.EDITED


def test_a_block_of_several_paragraphs_is_known_by_each_of_them() -> None:
    texts = {1: LONG, 2: TEXTS["c"]}
    two = {"a": Kept({number: digest(text) for number, text in texts.items()}, texts)}
    told = found(para(texts[1]), para("Eget."), para(texts[2]), written=two)["a"]
    assert (told.copies[0].at, told.copies[0].places) == ({1: 0, 2: 2}, range(3))
    assert told.state is State.EDITED
    assert found(para(texts[1]), para(texts[2]), written=two)["a"].state is State.UNCHANGED
    changed = [para(text.replace("a", "e", 2)) for text in texts.values()]
    assert found(*changed, written=two)["a"].copies[0].at == {1: 0, 2: 1}


def test_a_block_that_was_written_empty_is_not_found_in_every_empty_line() -> None:
    assert found(para(""), para(" "), written={"a": Kept({1: digest("")}, {1: ""})})["a"].copies == ()


def test_what_stands_within_a_block_is_not_a_persons_own_paragraph() -> None:
    paragraphs = [
        para("Före."),
        para("Ett.", ("a", 1)),
        para("Inom."),
        para("Två.", ("a", 2)),
        para(""),
        para("Efter."),
    ]
    told = found(*paragraphs, written={"a": Kept({1: digest("Ett."), 2: digest("Två.")})})
    assert own(paragraphs, told.values()) == 2
    assert own(paragraphs, []) == 5


@given(st.lists(st.sampled_from("abc"), max_size=6))
def test_each_bookmark_in_the_file_is_one_copy_and_only_the_first_one_moves(order: list[str]) -> None:
    told = found(*map(block, order))
    assert {key: len(one.copies) for key, one in told.items()} == {key: order.count(key) for key in "abc"}
    assert {key for key, one in told.items() if one.duplicated} == {key for key in "abc" if order.count(key) > 1}
    firsts = list(dict.fromkeys(order))
    assert any(one.moved for one in told.values()) is (firsts != sorted(firsts))
    kept = [key for key in firsts if not told[key].moved]
    assert kept == sorted(kept)


def test_what_stands_in_the_place_of_a_prompt_without_its_bookmark_is_its_answer() -> None:
    written = {**WRITTEN, "b": Kept({1: digest("[Skriv]")}, prompt=True)}
    answer = para("Vår slutsats är att tiden räcker.")
    told = found(block("a"), para(" "), answer, para("Mer."), block("c"), written=written)
    assert (told["b"].state, told["b"].copies[0].at) == (State.EDITED, {1: 2})
    under = para("Egen rubrik")
    under = WrittenParagraph(under.text, style="Heading 2", level=2)
    for between in ((), (under, answer)):
        assert found(block("a"), *between, block("c"), written=written)["b"].state is State.DELETED
    assert found(block("a"), block("c"), answer, written=written)["b"].state is State.DELETED
