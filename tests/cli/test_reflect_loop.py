"""`spegla reflect answer, agree, follow, log` and what `sources remove` says of a session's source."""

import pytest

from tests.cli.unchanged import unchanged
from tests.services.met import ADDED, OBJECTED, RECOGNISED, held
from tests.test_docs import documented


def test_a_session_is_answered_agreed_on_and_followed(small, spegla):
    assert "No session has been held" in spegla("reflect", "log", "-p", small).out
    assert "No session was held before" in spegla("reflect", "follow", "-p", small).out
    held(small, ("recognise", RECOGNISED), ("differently", OBJECTED, {"who": "T1"}), ("add", ADDED))
    log = spegla("reflect", "log", "--json", "-p", small).json
    number = log["open_objections"][0]
    assert [one["sort"] for one in log["sessions"][0]["responses"]] == ["recognised", "objection", "addition"]
    assert "waits for an answer" in spegla("reflect", "log", "-p", small).out
    nobody = spegla("reflect", "answer", number, "--outcome", "answered", "--reason", "So.", "-p", small)
    assert nobody.code == 2
    who = ("--coder", "KL", "-p", small)
    assert spegla("reflect", "answer", number, "--outcome", "answered", *who).code == 1
    said = spegla("reflect", "answer", number, "--outcome", "answered", "--reason", "So.", "--json", *who).json
    assert (said["response"]["outcome"], said["response"]["open"]) == ("answered", False)
    made = spegla("reflect", "agree", 1, "Ask about nights.", "--owner", "T2", "--due", "2020-01-01", "--json", *who)
    assert made.json["agreed"]["status"] == "open"
    assert "overdue" in spegla("reflect", "follow", "-p", small).out
    assert "should be done by now: 1." in spegla("status", "-p", small).out + spegla("status", "-p", small).err
    assert spegla("reflect", "follow", 1, *who).code == 2
    assert (
        spegla("reflect", "follow", 1, "--status", "done", "--outcome", "Asked.", "--json", *who).json["agreed"][
            "outcome"
        ]
        == "Asked."
    )
    since = spegla("reflect", "follow", "--json", "-p", small).json
    assert (since["before"], since["agreed"][0]["status"]) == (1, "done")


def test_removing_a_sessions_source_says_what_it_is(small, spegla):
    session = held(small, ("add", ADDED))
    said = spegla("sources", "remove", "2025-10-20 Team day.txt", "--yes", "-p", small)
    assert "the session Team day" in said.out
    log = spegla("reflect", "log", "--json", "-p", small).json
    assert log["sessions"][0]["id"] == session.id
    assert log["sessions"][0]["source"] is None
    assert [one["text"] for one in log["sessions"][0]["responses"]] == [ADDED]


def test_the_log_tells_each_session_with_its_objections_and_what_was_agreed(worked_once, spegla):
    assert spegla("reflect", "log", "-p", worked_once).out.splitlines() == [
        "1. 2025-10-20 Team day · Recognise, see differently, add",
        "   3 responses · 1 thing agreed",
        f"   (2) {OBJECTED}",
        "       waits for an answer",
        "   1. Ask about nights. · T2 · 2020-01-01 · under way · overdue",
        "2. 2030-11-03 Autumn · Priorities by dots",
        "   2 responses · 0 things agreed",
    ]


def test_the_log_as_a_document_names_what_waits_and_what_is_late(worked_once, spegla):
    log = documented("reflect log", spegla("reflect", "log", "--json", "-p", worked_once).json)
    assert (log["open_objections"], log["overdue"]) == ([2], [1])
    assert [(one["id"], one["audience"], one["state"]) for one in log["sessions"]] == [
        (1, "team", "closed"), (2, "steering", "open"),
    ]  # fmt: skip
    said = {one["id"]: one for each in log["sessions"] for one in each["responses"]}
    assert [said[number]["sort"] for number in (1, 2, 3)] == ["recognised", "objection", "addition"]
    assert (said[2]["who"], said[2]["open"], said[2]["outcome"], said[2]["reason"]) == ("T1", True, None, None)
    assert not any(one["open"] for number, one in said.items() if number != 2)


def test_what_a_session_starts_with_is_told_with_the_questions_of_both_loops(worked_once, spegla):
    lines = spegla("reflect", "follow", "-p", worked_once).out.splitlines()
    assert lines[0] == "Since 2030-11-03, Autumn:"
    assert "  1. Ask about nights. · T2 · 2020-01-01 · under way · overdue" in lines
    assert [line.partition(":")[0] for line in lines[-2:]] == ["Single loop", "Double loop"]
    since = documented("reflect follow", spegla("reflect", "follow", "--json", "-p", worked_once).json)
    assert (since["before"], [one["id"] for one in since["agreed"]], since["answered"]) == (2, [1], [])


def test_the_first_session_starts_with_nothing(worked_once, spegla):
    answer = spegla("reflect", "follow", "--session", 1, "-p", worked_once)
    assert (answer.code, answer.out) == (0, "No session was held before.\n")
    since = spegla("reflect", "follow", "--session", 1, "--json", "-p", worked_once).json
    assert (since["before"], since["from"]) == (None, None)


KL = ("--coder", "KL")
NO_SESSION = ("There is no reflection session 99.", "spegla reflect sessions")
NOBODY = ("Nobody is named as coder.", "--coder NAME")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("answer", 99, "--outcome", "answered", "--reason", "So.", *KL), 1,
         ("There is no response 99.", "spegla reflect log")),
        (("answer", 1, "--outcome", "answered", "--reason", "So.", *KL), 1,
         ("Response 1 is no objection.", "spegla reflect log")),
        (("answer", 2, "--outcome", "answered", "--reason", " ", *KL), 1, ("answer needs a reason.", "what was done")),
        (("answer", 2, "--outcome", "claim", "--claim", 99, "--reason", "So.", *KL), 1, ("claim 99", "  → ")),
        (("answer", 2, "--outcome", "shrug", *KL), 2, ("--outcome cannot be “shrug”.", "stance (a stance")),
        (("answer", 2, *KL), 2, ("--outcome is missing.", "spegla reflect answer --help")),
        (("answer", 2, "--outcome", "answered", "--reason", "So."), 2, NOBODY),
        (("agree", 99, "Do it.", *KL), 1, NO_SESSION),
        (("agree", 1, " ", *KL), 1, ("What was agreed needs a sentence.", "in one sentence")),
        (("agree", 1, "Do it.", "--due", "soon", *KL), 2, ("soon is not a day.", "2025-11-03")),
        (("agree", 1, "Do it.", "--claim", 99, *KL), 1, ("There is no claim 99.", "spegla claims")),
        (("agree", 1, "Do it.", "--loop", "triple", *KL), 2, ("--loop cannot be “triple”.", "single (Single")),
        (("agree", 1, "Do it."), 2, NOBODY),
        (("follow", 99, "--status", "done", *KL), 1, ("Nothing was agreed under number 99.", "spegla reflect follow")),
        (("follow", 1, "--status", "finished", *KL), 2, ("--status cannot be “finished”.", "done, dropped, changed")),
        (("follow", 1, *KL), 2, ("Say what became of it", "--status done")),
        (("follow", 1, "--status", "done"), 2, NOBODY),
        (("follow", "--session", 99), 1, NO_SESSION),
    ],
    ids=lambda words: " ".join(map(str, words)) if isinstance(words, tuple) and len(words) > 2 else "",
)  # fmt: skip
def test_what_cannot_be_is_told_with_the_next_step_and_changes_nothing(worked_once, spegla, words, code, told):
    with unchanged(worked_once):
        answer = spegla("reflect", *words, "-p", worked_once)
    assert (answer.code, answer.out) == (code, "")
    assert all(part in answer.err for part in told)
