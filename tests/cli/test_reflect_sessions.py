"""`spegla reflect`: a session is opened, noted, changed, given dots and closed from the command line."""

import pytest


@pytest.fixture
def reflect(spegla, small):
    def call(*words):
        return spegla("reflect", *words, "-p", small, "--json")

    return call


def opened(reflect, form="priorities", *more):
    answer = reflect("open", "--format", form, "--audience", "team", "--title", "Autumn", "--coder", "KL", *more)
    assert answer.code == 0, answer.err
    return answer.json["session"]["id"]


def test_formats_are_listed(spegla):
    keys = [one["key"] for one in spegla("reflect", "formats", "--json").json["formats"]]
    assert keys == ["recognise", "factors", "review", "plus_delta", "priorities", "stop", "with_whom"]
    assert "Priorities by dots" in spegla("reflect", "formats", "--language", "en").out


def test_a_session_is_held(reflect, spegla, small):
    session = opened(reflect, "priorities", "--named", "--quotable", "--present", "coach", "--day", "2025-11-03")
    say = ("respond", session, "--step", "ideas", "A bus that comes", "--who", "coach", "--coder", "KL")
    first = reflect(*say, "--command", "my-own-id-1").json["response"]
    again = reflect(*say, "--command", "my-own-id-1").json["response"]
    assert first == again
    assert reflect("change", first["id"], "--text", "A bus", "--hide", "--coder", "KL").json["response"]["hidden"]
    assert reflect("dots", first["id"], 3, "--coder", "KL").json["response"]["dots"] == 3
    shown = reflect("session", session).json
    assert [(one["text"], one["who"], one["dots"]) for one in shown["responses"]] == [("A bus", "coach", 3)]
    assert shown["session"]["quotable"]
    assert "1. A bus (not on the wall, 3 dots, coach)" in spegla("reflect", "session", session, "-p", small).out
    closed = reflect("close", session, "--coder", "KL").json["session"]
    assert closed["state"] == "closed"
    assert closed["source"]
    late = reflect("respond", session, "--step", "ideas", "Late", "--coder", "KL")
    assert (late.code, late.json["error"]) == (1, "This session is closed, and takes no more responses.")
    assert [one["state"] for one in reflect("sessions").json["sessions"]] == ["closed"]


def test_what_is_wrong_is_said(reflect, spegla, small):
    assert "No reflection session has been held" in spegla("reflect", "sessions", "-p", small).out
    session = opened(reflect)
    assert reflect("respond", session, "--step", "tea", "Words", "--coder", "KL").code == 1
    assert reflect("respond", session, "--step", "ideas", "Words").code == 2
    made = reflect("respond", session, "--step", "ideas", "Words", "--coder", "KL").json["response"]
    assert reflect("change", made["id"], "--coder", "KL").code == 2
    assert reflect("session", 99).code == 1
    unquoted = reflect("respond", session, "--step", "ideas", "SECRETWORD", "--who", "Kim", "--coder", "KL")
    assert unquoted.code == 1
    assert "SECRETWORD" not in unquoted.err + unquoted.out
