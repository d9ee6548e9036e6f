"""`spegla claims`: written, shown, decided, compared; its JSON is what the reference says; nothing of who withdrew."""

from __future__ import annotations

import re

import pytest

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
        words = ("add", "{who} {miss/misses} the bus", "--theme", theme, "--question", "way", "--kind", kind)
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
    assert claims("add", "{who} miss the bus", "--theme", theme, "--coder", "KL").code == 0
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
