"""The gate's findings: merged by key, answered as they may be, and what still hinders."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit import messages
from toolkit.domain.identifiers.gate import (
    FIX_TITLES,
    KIND_TITLES,
    Answer,
    Answered,
    Fix,
    Kind,
    Risk,
    Verdict,
    key_of,
    merged,
)
from toolkit.messages import N_

AT = datetime(2026, 3, 1, tzinfo=UTC)


def risk(key: str = "a", places: tuple[str, ...] = ("1.0",), **more: object) -> Risk:
    values: dict[str, object] = {"kind": Kind.RARE_WORD, "words": "Hultsfred", "message": N_("a name"), **more}
    return Risk(key=key, places=places, **values)  # type: ignore[arg-type]


def answered(key: str, answer: Answer) -> Answered:
    return Answered(key, "external", Kind.RARE_WORD, answer, "många vet", "KL", AT)


def test_every_kind_and_every_fix_can_be_said_in_both_languages() -> None:
    assert set(KIND_TITLES) == set(Kind)
    assert set(FIX_TITLES) == set(Fix)
    messages.use_language("sv")
    for title in (*KIND_TITLES.values(), *FIX_TITLES.values()):
        assert messages.tr(title) not in ("", title)


@pytest.mark.parametrize(
    ("fixes", "answers"),
    [
        ((), (Answer.KEEP,)),
        ((Fix.OMIT,), (Answer.OMIT, Answer.KEEP)),
        ((Fix.MASK, Fix.OMIT), (Answer.MASK, Answer.OMIT, Answer.KEEP)),
        ((Fix.WIDEN, Fix.SHORTEN, Fix.MERGE), (Answer.KEEP,)),
        ((Fix.NO_PHASE, Fix.OMIT, Fix.CLEAN, Fix.NO_COUNT), (Answer.OMIT, Answer.KEEP)),
    ],
)
def test_only_what_the_program_can_carry_out_may_be_answered_beside_keep(
    fixes: tuple[Fix, ...], answers: tuple[Answer, ...]
) -> None:
    assert risk(fixes=fixes).answers == answers


def test_a_reason_is_a_sentence_whose_what_is_translated_too() -> None:
    one = risk(message="{what}: {n}", values=(("what", "a name"), ("n", 3)))
    assert one.reason == "a name: 3"
    messages.use_language("sv")
    assert one.reason == "ett namn: 3"


def test_a_key_says_what_was_found_and_in_which_order() -> None:
    key = key_of(Kind.MOSAIC, "D01", 3)
    assert key == key_of(Kind.MOSAIC, "D01", "3")
    assert len(key) == 64
    others = [key_of(Kind.MOSAIC, 3, "D01"), key_of(Kind.CELL, "D01", 3), key_of(Kind.MOSAIC, "D013"),
              key_of(Kind.MOSAIC, "D01", 3, "")]  # fmt: skip
    assert len({key, *others}) == 5


@given(
    st.lists(st.text(alphabet="abå", max_size=3), max_size=4), st.lists(st.text(alphabet="abå", max_size=3), max_size=4)
)
def test_two_keys_are_the_same_only_for_the_same_words(one: list[str], other: list[str]) -> None:
    assert (key_of(Kind.CELL, *one) == key_of(Kind.CELL, *other)) is (one == other)


def test_a_key_can_be_made_of_words_that_no_file_could_hold() -> None:
    assert key_of(Kind.CELL, "\ud800")


def test_the_same_finding_is_told_once_with_all_its_places_and_people() -> None:
    found = merged(
        [
            risk("a", ("1.0",), people=("D01",), words="första"),
            risk("b", ("2.0",), people=("D09",)),
            risk("a", ("3.0", "1.0"), people=("D02", "D01"), words="andra"),
        ]
    )
    assert [(one.key, one.places, one.people, one.words) for one in found] == [
        ("a", ("1.0", "3.0"), ("D01", "D02"), "första"),
        ("b", ("2.0",), ("D09",), "Hultsfred"),
    ]


def test_nothing_found_is_nothing_to_merge() -> None:
    assert merged([]) == []


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.lists(st.sampled_from("123"), min_size=1, unique=True)), max_size=5)
)
def test_merging_loses_no_place_and_merging_again_changes_nothing(found: list[tuple[str, list[str]]]) -> None:
    risks = [risk(key, tuple(places)) for key, places in found]
    once = merged(risks)
    assert {(one.key, place) for one in once for place in one.places} == {
        (key, place) for key, places in found for place in places
    }
    assert merged(once) == once


@pytest.mark.parametrize(
    ("answer", "hinders"), [(None, True), (Answer.MASK, True), (Answer.OMIT, True), (Answer.KEEP, False)]
)
def test_a_finding_hinders_until_somebody_lets_it_stand(answer: Answer | None, hinders: bool) -> None:
    answers = {"a": answered("a", answer)} if answer else {}
    verdict = Verdict((risk("a"),), answers)
    assert bool(verdict.open) is hinders
    assert verdict.kept(risk("a")) is not hinders


def test_an_answer_to_another_finding_opens_nothing() -> None:
    assert Verdict((risk("a"),), {"b": answered("b", Answer.KEEP)}).open == (risk("a"),)


def test_findings_are_listed_by_kind_in_the_usual_order() -> None:
    cell, rare, name = risk("c", kind=Kind.CELL), risk("r"), risk("n", kind=Kind.IDENTIFIER)
    verdict = Verdict((cell, rare, name, risk("s")))
    assert [(kind, [one.key for one in own]) for kind, own in verdict.by_kind().items()] == [
        (Kind.IDENTIFIER, ["n"]),
        (Kind.RARE_WORD, ["r", "s"]),
        (Kind.CELL, ["c"]),
    ]
    assert verdict.by_kind([cell]) == {Kind.CELL: [cell]}
    assert verdict.by_kind([]) == {}
