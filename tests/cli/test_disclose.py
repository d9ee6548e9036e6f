"""`spegla disclose`: what a draft says of single persons, answered with a reason before it is let out."""

from __future__ import annotations

import pytest

from tests.cli.unchanged import unchanged

KL = ("--coder", "KL")


def found(spegla, folder, *words):
    return spegla("disclose", *words, "--json", "-p", folder).json


def test_findings_are_told_by_kind_with_what_can_be_done(spegla, drafted_once):
    answer = spegla("disclose", "-p", drafted_once)
    document = found(spegla, drafted_once)
    assert answer.code == 1
    assert document["open"] == len(document["findings"]) == answer.out.count("  ✗ ")
    assert document["audience"] == "external"
    assert (document["file"], document["idle"]) == (None, [])
    first = document["findings"][0]
    assert f"  ✗ {first['key'][:10]}  {first['reason']}" in answer.out
    assert first["fixes"]
    assert first["answer"] is None
    assert "      → " in answer.out
    assert answer.out.splitlines()[-1].startswith("To answer: spegla disclose answer KEY keep")
    assert "SECRET" not in answer.out


def test_only_one_kind_is_told_when_asked_and_the_gate_stays_shut(spegla, drafted_once):
    every = found(spegla, drafted_once)["findings"]
    kind = every[0]["kind"]
    only = found(spegla, drafted_once, "--only", kind)
    assert {one["kind"] for one in only["findings"]} == {kind}
    assert only["open"] == len(every)
    assert spegla("disclose", "--only", "gossip", "-p", drafted_once).code == 2


def test_a_finding_is_kept_with_a_reason_and_taken_back(spegla, drafted):
    key = found(spegla, drafted)["findings"][0]["key"]
    with unchanged(drafted):
        mute = spegla("disclose", "answer", key[:8], "keep", *KL, "-p", drafted)
    assert mute.code in (1, 2)
    assert "reason" in mute.err
    answered = spegla("disclose", "answer", key[:8], "keep", "--reason", "all know it", *KL, "-p", drafted)
    assert answered.out.startswith(f"{key[:10]}  ")
    document = found(spegla, drafted)
    (own,) = [one for one in document["findings"] if one["key"] == key]
    assert (own["answer"], own["open"]) == ("keep", False)
    assert f"  ✓ {key[:10]}" in spegla("disclose", "-p", drafted).out
    assert spegla("disclose", "reopen", key[:8], *KL, "-p", drafted).out == "Taken back: 1.\n"
    assert found(spegla, drafted)["open"] == document["open"] + 1


def test_when_all_is_answered_the_gate_opens(spegla, drafted):
    kinds = {one["kind"] for one in found(spegla, drafted)["findings"]}
    told = spegla("disclose", "answer", *kinds, "keep", "--reason", "agreed with all", *KL, "-p", drafted)
    assert told.code == 0, told.err
    answer = spegla("disclose", "-p", drafted)
    assert (answer.code, found(spegla, drafted)["open"]) == (0, 0)
    assert "✗" not in answer.out
    assert "To answer:" not in answer.out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("answer", "nokey", "keep", "--reason", "x", *KL), 1),
        (("answer", "nokey", "shred", *KL), 2),
        (("reopen", "nokey", *KL), 1),
        (("--audience", "martians"), 1),
        (("--file", "nowhere.docx"), 1),
    ],
)
def test_what_cannot_be_answered_is_told_and_nothing_changed(spegla, drafted_once, words, code):
    with unchanged(drafted_once):
        answer = spegla("disclose", *words, "-p", drafted_once)
    assert answer.code in (1, 2)
    assert (answer.code == 2) == (code == 2) or answer.err
    assert answer.out == ""


def test_a_report_in_word_is_looked_at_as_it_stands(spegla, drafted_once):
    (draft,) = (drafted_once / "drafts").glob("*.docx")
    document = found(spegla, drafted_once, "--file", str(draft))
    assert document["file"] == draft.name
    assert document["open"] > 0
