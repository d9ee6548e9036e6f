"""`spegla passages`: the coded passages that a line of codes and conditions asks for, none of withheld words."""

from __future__ import annotations

import pytest

from tests.material import SAID


@pytest.fixture
def passages(spegla, looked_at):
    return lambda *words: spegla("passages", *words, "-p", looked_at)


def people(*codes):
    """By hand, from the material: who said something with all these codes and may be heard."""
    return sorted({one.person for one in SAID if set(codes) <= set(one.codes) and one.person != "P07"})


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (("needs/work",), people("needs/work")),
        (("needs/work", "and", "valence/hinders"), people("needs/work", "valence/hinders")),
        (("needs", "not", "valence/hinders"), ["P03", "P09", "T2"]),
        (("learning/insight", "or", "learning/proposals"), ["P01", "P02"]),
    ],
)
def test_codes_are_joined_from_left_to_right(passages, line, wanted):
    found = passages(*line, "--json").json
    assert sorted({one["respondent"] for one in found["shown"]}) == wanted
    assert (found["people"], found["passages"]) == (len(wanted), len(wanted))
    assert "SEVENSECRET" not in str(found)


def test_a_passage_is_told_with_its_place_its_codes_and_whether_it_may_be_quoted(passages, looked_at):
    told = passages("needs/health", "and", "valence/hinders")
    assert told.out.splitlines()[0] == "3 passages, of 3 people, in 3 sources"
    assert "    P05 · p05.txt · needs/health, phase/before, valence/hinders · may not be quoted" in told.out
    assert "    P08 · p08.txt · needs/health, phase/before, valence/hinders\n" in told.out + "\n"
    one = passages("needs/work", "--json", "--limit", "1").json["shown"][0]
    text = (looked_at / "interviews" / one["source"]).read_text("utf-8")
    assert text[one["start"] : one["end"]] == one["words"]
    assert {"code": "needs/work", "coders": ["KL"]} in one["codes"]


def test_no_more_than_asked_are_shown_and_all_are_counted(passages):
    told = passages("valence/hinders", "--limit", "2").out
    assert told.splitlines()[-1] == "2 of 8 are shown."
    assert "are shown" not in passages("valence/hinders", "--limit", "0").out
    found = passages("valence/hinders", "--limit", "0", "--json").json
    assert (found["passages"], found["shown"]) == (8, [])
    assert "are shown" not in passages("valence/hinders").out


def test_group_phase_and_coder_narrow_it(passages):
    assert passages("needs", "--group", "team", "--json").json["people"] == 2
    assert passages("needs", "--phase", "after", "--json").json["passages"] == 0
    assert passages("needs", "--coder", "KL", "--json").json["people"] == 10
    nothing = passages("followup")
    assert (nothing.code, nothing.out.startswith("No passage is coded like that.")) == (0, True)


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        (("nonsense",), 2, "nonsense"),
        (("needs", "and"), 2, ""),
        (("needs", "xor", "learning"), 2, ""),
        (("needs", "--group", "martians"), 2, "martians"),
        (("needs", "--phase", "teatime"), 2, "teatime"),
        (("needs", "--coder", "nobody"), 1, "nobody"),
        (("needs", "--limit", "-1"), 2, ""),
    ],
)
def test_what_cannot_be_asked_is_told(passages, line, code, word):
    answer = passages(*line)
    assert answer.code == code
    assert word in answer.err
    assert answer.out == ""


def test_nothing_coded_is_another_matter_than_nothing_found(spegla, suggested_once):
    assert spegla("passages", "needs", "-p", suggested_once).out == "Nothing is coded yet.\n"
