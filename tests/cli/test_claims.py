"""`spegla claims`: written, shown, decided, compared; its JSON is what the reference says; nothing of who withdrew."""

from __future__ import annotations

import re

import pytest

from tests.cli.unchanged import unchanged
from tests.test_docs import documented

QUESTION = 'evaluation_questions = [{key = "way", text = "What stands in the way?"}]'


@pytest.fixture
def claims(spegla, small):
    """Calls `spegla claims …` in a project with themes; gives the answer."""
    settings = small / "project.toml"
    text = settings.read_text("utf-8")
    settings.write_text(re.sub(r"(?ms)^evaluation_questions = \[.*?^\]$", QUESTION, text), "utf-8")
    assert spegla("themes", "-p", small).code == 0
    return lambda *words: spegla("claims", *words, "-p", small)


@pytest.fixture
def theme(spegla, small, claims):
    every = spegla("themes", "-p", small, "--json").json["themes"]
    return next(one["id"] for one in every if (one["area"], one["group"]) == ("needs", "participants"))


def test_the_json_of_every_claims_command_has_the_keys_that_the_reference_says(claims, theme):
    who = ("--coder", "KL", "--json")
    for kind in ("finding", "need"):
        side = ("--valence", "hinders")
        words = ("add", "{who} {miss/misses} the bus", "--theme", theme, "--question", "way", "--kind", kind, *side)
        documented("claims add", claims(*words, *who).json)
    everyone = claims("add", "Nothing", "--group", "all", "--theme", theme, "--valence", "any", *who)
    documented("claims add", everyone.json)
    documented("claims change", claims("change", "2", "--text", "x", "--without", "way", *who).json)
    fixed = ("P03", "affirms", "--reason", "the last bus")
    documented("claims stance", claims("stance", "1", *fixed, *who).json)
    document = documented("claims show", claims("show", "1", "--json").json)
    (person,) = [one for one in document["positions"] if one["respondent"] == "P03"]
    assert (person["stance"], person["proposed"], person["decided"]) == ("affirms", "contradicts", True)
    documented("claims stance", claims("stance", "1", "P03", "--back", *who).json)
    assert documented("claims", claims("--json").json)["unanswered"] == []
    documented("claims matrix", claims("matrix", "--json").json)
    found = documented("claims questions", claims("questions", "--json").json)
    assert (found["questions"][0]["claims"], found["without_question"]) == ([1], [2, 3])
    documented("claims remove", claims("remove", "2", *who).json)
    assert claims("show", "2").code == 1


def test_people_read_who_stands_where_and_never_who_withdrew(claims, theme):
    assert "spegla claims add" in claims().out
    added = claims("add", "{who} miss the bus", "--theme", theme, "--coder", "KL")
    assert (added.code, "What affirms it: whatever is said of it" in added.out) == (0, True)
    assert "Not judged by anybody" in added.out
    assert "P03: affirms · raises it, not judged" in claims("show", "1").out
    assert "What affirms it" not in claims("change", "1", "--valence", "hinders", "--coder", "KL").out
    shown = claims("show", "1").out
    assert "“For me the bus was no trouble" in shown
    assert "P03: contradicts" in shown
    assert "miss the bus. (" in claims().out
    assert "unanswered" in claims("questions").out
    assert "agree" in claims("matrix").out
    every = "".join(claims(*words).out for words in ((), ("show", "1"), ("show", "1", "--json"), ("matrix",)))
    assert "SEVENSECRET" not in every
    assert "P07" not in every


def test_what_is_wrong_is_said_with_the_next_step(claims, theme):
    nobody = claims("add", "x", "--theme", theme)
    assert (nobody.code, "--coder" in nobody.err) == (2, True)
    for words in (
        ("add", "x", "--theme", "needs-000000"), ("add", "x", "--group", "nobody"), ("add", "x", "--question", "why"),
        ("stance", "1", "P03"), ("stance", "1", "P03", "affirms"), ("remove", "1"), ("change", "1", "--text", "y"),
    ):  # fmt: skip
        answer = claims(*words, "--coder", "KL")
        assert (answer.code, bool(answer.err)) == (1, True), words


def test_a_claim_is_listed_with_its_sentence_and_count_in_each_group(worked_once, spegla):
    assert spegla("claims", "-p", worked_once).out.splitlines()[:4] == [
        "[1] {who} {miss/misses} the bus",
        "    finding · across groups",
        "    Participants: One participant misses the bus. (1 of 9)",
        "    Team: Nobody of those asked affirms it. (0 of 3)",
    ]
    (one,) = documented("claims", spegla("claims", "--json", "-p", worked_once).json)["claims"]
    assert {each["group"]: (each["k"], each["n"]) for each in one["groups"]} == {"participants": (1, 9), "team": (0, 3)}
    assert (one["group"], one["themes"], one["machine"], one["decided"]) == ("", [], False, [])


def test_a_claim_is_held_against_each_group(worked_once, spegla):
    lines = spegla("claims", "matrix", "-p", worked_once).out.splitlines()
    assert [line.split() for line in (lines[0], lines[2])] == [
        ["Claim", "Participants", "Team"], ["[1]", "agree", "1/9", "silent", "0/3"],
    ]  # fmt: skip
    assert lines[3] == "Only one side raises it: [1] Participants"
    told = spegla("claims", "questions", "-p", worked_once).out.splitlines()
    assert told[2:4] == ["Claims that answer no question:", "  [1] {who} {miss/misses} the bus"]


KL = ("--coder", "KL")
NO_CLAIM = ("There is no claim 99.", "spegla claims")
NO_PASSAGE = ("There is no such coded passage", "Code it first")
NOBODY = ("Nobody is named as coder.", "--coder NAME")
NOT_ASKED = ("This person is not among those whom the claim speaks of.", "spegla claims show 1")
WRONG = {
    "shown": (("show", 99), 1, NO_CLAIM),
    "no number": (("show", "one"), 2, ("ID must be a whole number.", "spegla claims show --help")),
    "without words": (("add", " ", *KL), 1, ("The claim needs a sentence.", "Say in one sentence")),
    "of no kind": (("add", "x", "--kind", "rumour", *KL), 2, ("--kind cannot be “rumour”.", "finding, need, proposal")),
    "of no side": (("add", "x", "--valence", "upwards", *KL), 1, ("what promotes, what hinders",)),
    "of no group": (("add", "x", "--group", "nobody", *KL), 1, ("no group nobody.", "There are: participants")),
    "changed by nobody": (("change", 1, "--text", "x"), 2, NOBODY),
    "changed where none is": (("change", 99, "--text", "x", *KL), 1, NO_CLAIM),
    "on no theme": (("change", 1, "--theme", "none", *KL), 1, ("There is no theme none.", "spegla themes")),
    "on no place": (("change", 1, "--passage", "p01.txt", *KL), 1, NO_PASSAGE),
    "on a place backwards": (("change", 1, "--passage", "p01.txt:9-3", *KL), 1, NO_PASSAGE),
    "on words of no source": (("change", 1, "--passage", "p99.txt:1-5", *KL), 1, NO_PASSAGE),
    "on words of who withdrew": (("change", 1, "--passage", "p07.txt:112-133", *KL), 1, NO_PASSAGE),
    "answers no question": (("change", 1, "--question", "why", *KL), 1, ("no evaluation question why", "project.toml")),
    "of a stranger": (("stance", 1, "P99", "affirms", "--reason", "x", *KL), 1, NOT_ASKED),
    "of who withdrew": (("stance", 1, "P07", "affirms", "--reason", "x", *KL), 1, NOT_ASKED),
    "no stance": (("stance", 1, "P01", *KL), 1, ("Say where the person stands", "spegla claims stance --help")),
    "a stance that is none": (("stance", 1, "P01", "shouts", *KL), 2, ("STANCE cannot be “shouts”.", "did_not_raise")),
    "a stance on no claim": (("stance", 99, "P01", "affirms", *KL), 1, NO_CLAIM),
    "removed by nobody": (("remove", 1), 2, NOBODY),
    "removed where none is": (("remove", 99, *KL), 1, NO_CLAIM),
}  # fmt: skip


@pytest.mark.parametrize(("words", "code", "told"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_is_told_with_the_next_step_and_changes_nothing(worked_once, spegla, words, code, told):
    with unchanged(worked_once):
        answer = spegla("claims", *words, "-p", worked_once)
    assert (answer.code, answer.out) == (code, "")
    assert all(part in answer.err for part in told)
    assert "SEVENSECRET" not in answer.err
