"""`spegla reflect`: a session is opened, noted, changed, given dots and closed from the command line."""

import pytest

from tests.cli.unchanged import unchanged
from tests.test_docs import documented
from toolkit.domain.reflection.reflection import FORMATS


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


def test_a_session_is_shown_step_by_step_with_what_was_said(worked_once, spegla):
    lines = spegla("reflect", "session", 2, "-p", worked_once).out.splitlines()
    assert lines[0] == "2. 2030-11-03 Autumn · Priorities by dots · going on"
    assert lines[1:4] == ["Suggestions", "  4. A bus that comes (not on the wall, 3 dots, coach)", "  5. A card"]
    found = documented("reflect session", spegla("reflect", "session", 2, "--json", "-p", worked_once).json)
    kept = {name: found["session"][name] for name in ("state", "anonymous", "audience", "day", "source", "pack")}
    assert kept == {
        "state": "open", "anonymous": False, "audience": "steering", "day": "2030-11-03", "source": None, "pack": None,
    }  # fmt: skip
    first, second = found["responses"]
    assert (first["hidden"], first["dots"], first["who"], first["device"]) == (True, 3, "coach", False)
    assert (second["hidden"], second["dots"], second["who"]) == (False, 0, "")


def test_sessions_are_listed_newest_first_with_how_they_stand(worked_once, spegla):
    assert spegla("reflect", "sessions", "-p", worked_once).out.splitlines() == [
        "2. 2030-11-03 Autumn · Priorities by dots · going on",
        "1. 2025-10-20 Team day · Recognise, see differently, add · closed",
    ]
    listed = documented("reflect sessions", spegla("reflect", "sessions", "--json", "-p", worked_once).json)
    assert [one["id"] for one in listed["sessions"]] == [2, 1]


@pytest.mark.parametrize(("language", "title"), [("en", "Priorities by dots"), ("sv", "Prioritera med prickar")])
def test_the_formats_are_told_in_the_language_of_messages(spegla, language, title):
    told = spegla("reflect", "formats", "--language", language)
    assert f"priorities: {title}" in told.out.splitlines()
    found = documented("reflect formats", spegla("reflect", "formats", "--language", language, "--json").json)
    (form,) = [one for one in found["formats"] if one["key"] == "priorities"]
    assert (form["title"], [(one["key"], one["dots"]) for one in form["steps"]]) == (
        title, [("ideas", 0), ("dots", 3)],
    )  # fmt: skip


KL = ("--coder", "KL")
OPEN = ("open", "--format", "priorities", "--title", "X")
NO_SESSION = ("There is no reflection session 99.", "spegla reflect sessions")
CLOSED = ("This session is closed", "Open another session")
NOBODY = ("Nobody is named as coder.", "Say who takes notes: --coder NAME")
WRONG = {
    "no such format": (("open", "--format", "dance", "--audience", "team", "--title", "X", *KL), 1,
                       ("There is no format dance.", "recognise, factors, review")),
    "no such audience": ((*OPEN, "--audience", "martians", *KL), 1, ("There is no audience martians.", "steering")),
    "no audience": ((*OPEN, *KL), 2, ("--audience is missing.", "spegla reflect open --help")),
    "no title": ((*OPEN[:3], "--audience", "team", "--title", " ", *KL), 1, ("needs a title.", "which meeting")),
    "no day": ((*OPEN, "--audience", "team", "--day", "tomorrow", *KL), 2, ("tomorrow is not a day.", "2025-11-03")),
    "no such pack": ((*OPEN, "--audience", "team", "--pack", 9, *KL), 1, ("no pack 9", "spegla reflect packs")),
    "nobody opens": ((*OPEN, "--audience", "team"), 2, NOBODY),
    "nothing was said": (("respond", 2, " ", "--step", "ideas", *KL), 1, ("A response needs words.", "what was said")),
    "of no claim": (("respond", 2, "W", "--step", "ideas", "--claim", 99, *KL), 1, ("no claim 99", "spegla claims")),
    "of no theme": (("respond", 2, "W", "--step", "ideas", "--theme", "none", *KL), 1, ("no theme", "spegla themes")),
    "said at no session": (("respond", 99, "W", "--step", "ideas", *KL), 1, NO_SESSION),
    "said too late": (("respond", 1, "W", "--step", "add", *KL), 1, CLOSED),
    "at no step": (("respond", 2, "W", *KL), 2, ("--step is missing.", "spegla reflect respond --help")),
    "nothing to change": (("change", 4, *KL), 2, ("Name one of these: --text", "--hide or --show")),
    "of no response": (("change", 99, "--hide", *KL), 1, ("There is no response 99.", "spegla reflect session NUMBER")),
    "changed too late": (("change", 1, "--text", "W", *KL), 1, CLOSED),
    "changed by nobody": (("change", 4, "--text", "W"), 2, NOBODY),
    "too many dots": (("dots", 4, 1000, *KL), 1, ("This is no number of dots.", "from 0 to 999")),
    "no number of dots": (("dots", 4, "many", *KL), 2, ("N must be a whole number.", "spegla reflect dots --help")),
    "dots too late": (("dots", 1, 2, *KL), 1, CLOSED),
    "no session to close": (("close", 99, *KL), 1, NO_SESSION),
    "closed by nobody": (("close", 2), 2, NOBODY),
    "no session to show": (("session", 99), 1, NO_SESSION),
}  # fmt: skip


@pytest.mark.parametrize(("words", "code", "told"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_is_told_with_the_next_step_and_changes_nothing(worked_once, spegla, words, code, told):
    with unchanged(worked_once):
        answer = spegla("reflect", *words, "-p", worked_once)
    assert (answer.code, answer.out) == (code, "")
    assert all(part in answer.err for part in told)


def test_an_opened_session_says_the_keys_of_its_steps(spegla, small):
    asked = ("--format", "recognise", "--audience", "team", "--title", "A day", "--coder", "EA")
    told = spegla("reflect", "open", *asked, "-p", small).out.splitlines()
    assert [line.strip().partition(":")[0] for line in told if line.startswith("  ")] == [
        one.key for one in FORMATS["recognise"].steps
    ]
