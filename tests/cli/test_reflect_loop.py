"""`spegla reflect answer, agree, follow, log` and what `sources remove` says of a session's source."""

from tests.services.met import ADDED, OBJECTED, RECOGNISED, held


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
