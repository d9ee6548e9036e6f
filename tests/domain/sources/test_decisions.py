"""What a person decided of a file goes before what the file says, and can be taken back."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from toolkit.domain.sources.decisions import TAKEN_BACK, changed, checked, laid_over
from toolkit.domain.sources.source_kinds import Kind
from toolkit.domain.sources.speakers import paired, speaker_pairs
from toolkit.errors import SpeglaError, UsageError

FACTS = {"date": "2025-03-01", "speakers": "SA=D10, KL=interviewer"}
PAIRS = st.dictionaries(
    st.sampled_from(["sa", "kl", "a,b", "x=y", "åsa"]), st.sampled_from(["D1", "D2", "interviewer"])
)


def test_without_decisions_the_file_stands() -> None:
    assert laid_over(FACTS, {}) == FACTS


def test_a_decision_stands_in_the_place_of_a_fact_and_an_empty_one_does_not() -> None:
    assert laid_over(FACTS, {"date": "2025-04-01", "kind": "case", "method": ""}) == {
        "date": "2025-04-01",
        "kind": "case",
        "speakers": "SA=D10, KL=interviewer",
    }


@pytest.mark.parametrize("key", ["encoding", "columns", "cleaned"])
def test_how_the_bytes_are_read_is_no_fact_of_the_source(key: str) -> None:
    assert laid_over(FACTS, {key: "x"}) == FACTS


def test_only_the_speakers_that_were_named_are_decided() -> None:
    told = laid_over(FACTS, {"speakers": "SA=D11"})
    assert speaker_pairs(told) == {"sa": "D11", "kl": "interviewer"}
    assert FACTS["speakers"] == "SA=D10, KL=interviewer"  # what the file said is not written over


@settings(max_examples=40)
@given(PAIRS, PAIRS)
def test_each_label_means_what_was_decided_else_what_the_file_says(own: dict[str, str], told: dict[str, str]) -> None:
    over = laid_over({"speakers": paired(own)}, {"speakers": paired(told)})
    assert speaker_pairs(over) == own | told


def test_a_change_adds_speakers_to_those_named_before() -> None:
    after = changed({"speakers": "SA=D10", "date": "2025-03-01"}, {"speakers": "KL=interviewer"})
    assert speaker_pairs(after) == {"sa": "D10", "kl": "interviewer"}
    assert after["date"] == "2025-03-01"


def test_a_speaker_is_taken_back_by_a_question_mark_and_anything_else_by_an_empty_text() -> None:
    before = {"speakers": "SA=D10, KL=interviewer", "date": "2025-03-01"}
    assert changed(before, {"speakers": f"SA={TAKEN_BACK}"}) == {"speakers": "kl=interviewer", "date": "2025-03-01"}
    assert changed({"speakers": "SA=D10"}, {"speakers": f"sa={TAKEN_BACK}"}) == {}
    assert changed(before, {"speakers": "", "date": ""}) == {}


@settings(max_examples=40)
@given(PAIRS, PAIRS)
def test_taking_back_what_was_added_leaves_what_was_there(before: dict[str, str], more: dict[str, str]) -> None:
    new = {label: who for label, who in more.items() if label not in before}
    assume(new)  # no speakers at all would take back all of them
    decided = {"speakers": paired(before)} if before else {}
    after = changed(decided, {"speakers": paired(new)})
    back = changed(after, {"speakers": paired(dict.fromkeys(new, TAKEN_BACK))})
    assert speaker_pairs(back) == before


def test_what_is_decided_is_kept_without_blanks_and_empty_answers() -> None:
    assert checked({"date": " 2025-03-01 ", "kind": "", "method": "  ", "respondent": "D10"}) == {
        "date": "2025-03-01",
        "respondent": "D10",
    }
    assert checked({}) == {}
    assert checked({"kind": "focus_group"}, alone=False) == {"kind": "focus_group"}


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(SpeglaError) as caught:
        checked({"date": "2025-02-30"})
    assert caught.value.hint


def test_a_kind_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(UsageError) as caught:
        checked({"kind": "samtal"})
    assert all(kind.value in caught.value.hint for kind in Kind)


def test_one_respondent_cannot_be_named_for_several_files() -> None:
    with pytest.raises(UsageError) as caught:
        checked({"respondent": "D10"}, alone=False)
    assert "--speaker" in caught.value.hint
    assert checked({"respondent": " "}, alone=False) == {}
