"""`spegla sources revise` and `revisions`: a text is corrected with its codings, and taken back."""

from __future__ import annotations

import pytest

from tests.cli.unchanged import unchanged
from tests.material import SAID

WORDS = SAID[0].words  # P01 of the bus: its answer is the second turn
WHO = ("--coder", "KL")


@pytest.fixture
def revise(spegla, small):
    return lambda *words: spegla("sources", "revise", "p01.txt", *words, *WHO, "-p", small)


def quotes(spegla, folder):
    found = spegla("codings", "list", "--source", "p01.txt", "-p", folder, "--json").json["codings"]
    return {one["quote"] for one in found if one["code"] == "needs/work"}


@pytest.mark.slow
def test_words_are_replaced_and_taken_back_with_the_codings(spegla, revise, small):
    """By hand: “the last bus” and “The bus” stand in the answer of P01; only small letters are replaced."""
    look = revise("--replace", "bus", "train", "--all", "--dry-run")
    assert look.out.splitlines()[0] == "2 places would be corrected."
    assert quotes(spegla, small) == {WORDS}
    done = revise("--replace", "bus", "train", "--all", "--json").json
    assert (done["done"], done["number"], done["edits"], done["unplaced"]) == (True, 1, 2, [])
    assert quotes(spegla, small) == {WORDS.replace("bus", "train")}
    assert done["codings_touched"] == 3
    listed = spegla("sources", "revisions", "p01.txt", "-p", small)
    assert listed.out.splitlines()[2].split()[0] == "1"
    assert "words corrected" in listed.out
    assert revise("--undo", "--dry-run", "--json").json["done"] is False
    assert revise("--undo").code == 0
    assert quotes(spegla, small) == {WORDS}
    assert spegla("sources", "revisions", "p01.txt", "-p", small, "--json").json["revisions"] == []


def test_a_turn_is_said_otherwise_and_codings_that_lose_all_words_must_be_agreed(spegla, revise, small, monkeypatch):
    asked = []
    monkeypatch.setattr("typer.prompt", lambda text, **_: asked.append(text) or "")
    refused = revise("--turn", "2", "--replace", WORDS, "")
    assert refused.code == 1
    assert quotes(spegla, small) == {WORDS}
    assert spegla("sources", "revisions", "p01.txt", "-p", small).out == "The text is as it was read.\n"
    assert "Nothing is left of the words of:" in refused.err
    assert "needs/work KL" in refused.err
    assert asked == ["Correct the text all the same? [y/N]"]
    done = revise("--turn", "2", "--replace", WORDS, "", "--yes", "--json").json
    assert len(done["unplaced"]) == 3
    assert quotes(spegla, small) == set()


def test_turns_are_split_joined_and_given_to_somebody_else(spegla, revise, small):
    split = revise("--turn", "2", "--split-at", "it goes twice", "--speaker", "I")
    assert split.code == 0, split.err

    def turns():
        found = spegla("sources", "-p", small, "--json").json["sources"]
        return next(one["turns"] for one in found if one["name"] == "p01.txt")

    assert turns() == 10
    assert revise("--turn", "2", "--join").code == 0
    assert turns() == 9
    assert len(spegla("sources", "revisions", "p01.txt", "-p", small, "--json").json["revisions"]) == 2


@pytest.mark.parametrize(
    ("words", "code", "err"),
    [
        (("--replace", "bus", "train"), 2, "Say where: --turn NUMBER, or --all"),
        (("--replace", "bus", "train", "--all", "--turn", "2"), 2, "Say where"),
        (("--undo", "--turn", "2", "--words", "x"), 2, "makes no other"),
        (("--undo",), 1, ""),
        ((), 2, ""),
        (("--turn", "99", "--words", "x"), 1, "99"),
        (("--with", "nowhere.txt"), 1, ""),
        (("--replace", "zeppelin", "bus", "--all"), 1, ""),
    ],
)
def test_a_correction_that_is_none_changes_nothing(spegla, looked_at, words, code, err):
    with unchanged(looked_at):
        answer = spegla("sources", "revise", "p01.txt", *words, *WHO, "-p", looked_at)
    assert answer.code == code
    assert err in answer.err
    assert answer.err
    assert WORDS not in answer.err


def test_nobody_corrects_without_a_name_but_anybody_looks(spegla, looked_at):
    words = ("sources", "revise", "p01.txt", "--replace", "bus", "train", "--all", "-p", looked_at)
    with unchanged(looked_at):
        assert spegla(*words, "--dry-run").code == 0
        refused = spegla(*words)
    assert (refused.code, "Nobody is named as coder." in refused.err) == (2, True)


def test_a_text_that_nobody_corrected_says_so(spegla, looked_at):
    assert spegla("sources", "revisions", "p01.txt", "-p", looked_at).out == "The text is as it was read.\n"
    assert spegla("sources", "revisions", "nope.txt", "-p", looked_at).code == 1
