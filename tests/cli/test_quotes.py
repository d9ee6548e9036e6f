"""`spegla quotes`: entered, decided of, looked up, weighed; nothing of who has withdrawn, and errors with a way on."""

import pytest

from tests.cli.unchanged import unchanged
from tests.material import SAID
from tests.test_docs import documented

WORDS = SAID[0].words


@pytest.fixture
def quotes(spegla, small):
    return lambda *arguments: spegla("quotes", *arguments, "-p", small)


def test_a_quote_is_entered_shown_decided_and_taken_out(quotes):
    made = quotes(
        "add", "p01.txt", "--words", "[The ride] was the worst of it (...) from our village", "--coder", "KL",
        "--why", "strong", "--json",
    ).json  # fmt: skip
    assert made["printed"] == "[The ride] was the worst of it (...) from our village"
    assert [edit["kind"] for edit in made["edits"]] == ["refer", "omit"]
    number = made["id"]
    documented("quotes add", made)
    assert documented("quotes", quotes("--json").json)["quotes"][0]["why"] == "strong"
    documented("quotes show", quotes("show", number, "--json").json)
    documented("quotes person", quotes("person", "P01", "--json").json)
    assert "Printed: [The ride] was" in quotes("show", number).out
    assert documented("quotes use", quotes("use", number, "never", "--coder", "KL", "--json").json)["usable"] is False
    assert quotes("person", "P01", "--json").json["quotes"] == []
    assert quotes("remove", number, "--coder", "KL", "--json").json == {"removed": number}
    assert quotes("show", number).code == 1
    assert "0 quotes" in quotes().out


def test_edits_are_named_by_the_words_concerned(quotes, small):
    text = (small / "interviews" / "p01.txt").read_text("utf-8")
    start = text.index(WORDS)
    place = f"{start}-{start + len(WORDS)}"
    made = quotes(
        "add", "p01.txt", place, "--mask", "our village=the village", "--omit", "the worst of it, it", "--coder", "KL"
    )
    assert "The bus was (...) goes twice a day from [the village] and" in made.out
    assert quotes("add", "p01.txt", place, "--mask", "our village", "--coder", "KL").code == 2
    assert quotes("add", "p01.txt", "--coder", "KL").code == 2
    assert quotes("add", "p01.txt", place).code == 2
    wrong = quotes("add", "p01.txt", "--words", "The bus was the best of it", "--coder", "KL")
    assert wrong.code == 1
    assert "best" not in wrong.err


def test_printed_words_are_looked_up(quotes):
    assert documented("quotes find", quotes("find", WORDS, "--json").json)["places"][0]["source"] == "p01.txt"
    documented("quotes find", quotes("find", WORDS.replace("worst", "worsd"), "--json").json)
    wrong = quotes("find", WORDS.replace("worst", "worsd"))
    assert wrong.code == 1
    assert "printed “worsd”, said “worst”" in wrong.out
    assert quotes("find", "SEVENSECRET I was afraid of the doctor", "--json").json == {
        "entry": None, "places": [], "nearest": [], "refused": None,
    }  # fmt: skip


def test_the_balance_names_those_who_are_not_quoted(quotes):
    found = documented("quotes stats", quotes("stats", "--json").json)
    why = {one["name"]: one["unquoted"] for one in found["people"]}
    assert why["P05"] == why["P06"] == "no_consent"
    assert why["P01"] == "not_chosen"
    assert "P07" not in why
    assert "may not be quoted" in quotes("stats").out


def test_nothing_is_decided_of_words_of_somebody_who_has_withdrawn(quotes, small):
    made = quotes("add", "p01.txt", "--words", WORDS, "--coder", "KL", "--json").json
    register = small / "interviews" / "respondents.csv"
    before = register.read_text("utf-8")
    register.write_text(before.replace("P01,participants,,given", "P01,participants,,withdrawn"), "utf-8")
    assert quotes("use", made["id"], "never", "--coder", "KL").code == 1
    register.write_text(before, "utf-8")
    assert quotes("show", made["id"], "--json").json["use"] == "wanted"


def test_a_quote_is_listed_shown_and_told_of_the_person(worked_once, spegla):
    lines = spegla("quotes", "-p", worked_once).out.splitlines()
    title, _, _ = lines[0].partition("  [needs-participants-")
    assert lines[:2] == [lines[0], "     1  P01  typical, wanted"]
    assert lines[2].strip().startswith("“The bus was the worst of it")
    assert lines[-1] == "1 quote in the ledger."
    shown = spegla("quotes", "show", 1, "-p", worked_once).out.splitlines()
    assert shown[0].split()[0] == "1"
    assert shown[2] == f"Theme: {title}"
    assert shown[3:] == [f"Said:    {WORDS}", f"Printed: {WORDS}"]
    person = spegla("quotes", "person", "P01", "-p", worked_once).out.splitlines()
    assert person[:2] == [f"1  {title}  (not in the newest draft)", f"  “{WORDS}”"]


def test_quotes_are_counted_by_group_person_and_theme(worked_once, spegla):
    told = spegla("quotes", "stats", "-p", worked_once).out
    assert told.startswith("Quotes that may be printed (no draft has recorded its own yet): 1\n")
    assert "They show 1 theme." in told
    assert ["P01", "1", "100"] in [
        [line.split()[at] for at in (0, 2, 4)] for line in told.splitlines() if "P01" in line
    ]


KL = ("--coder", "KL")
NO_QUOTE = ("There is no quote 99.", "spegla quotes")
NO_PLACE = ("Say which words: either where they stand", "spegla quotes add")
NOBODY = ("Nobody is named as coder.", "--coder NAME")
MADE = ("add", "p01.txt", "112-234")
WRONG = {
    "none to show": (("show", 99), 1, NO_QUOTE),
    "no number": (("show", "one"), 2, ("must be a whole number.", "spegla quotes show --help")),
    "none to decide of": (("use", 99, "never", *KL), 1, NO_QUOTE),
    "no decision": (("use", 1, "perhaps", *KL), 2, ("cannot be “perhaps”.", "wanted, allowed, never")),
    "decided by nobody": (("use", 1, "never"), 2, NOBODY),
    "none to remove": (("remove", 99, *KL), 1, NO_QUOTE),
    "removed by nobody": (("remove", 1), 2, NOBODY),
    "no source": (("add", "p99.txt", "1-5", *KL), 1, ("There is no source called p99.txt.", "p01.txt, p02.txt")),
    "no place": (("add", "p01.txt", *KL), 2, NO_PLACE),
    "a place backwards": (("add", "p01.txt", "5-1", *KL), 2, NO_PLACE),
    "place and words": ((*MADE, "--words", WORDS, *KL), 2, NO_PLACE),
    "behind the end": (("add", "p01.txt", "1-999999", *KL), 2, ("There are no words at 1–999999.",)),
    "masked as nothing": ((*MADE, "--mask", "bus=", *KL), 2, ("what stands in brackets", "words=role")),
    "words not in it": ((*MADE, "--mask", "tram=line", *KL), 2, ("must stand in the quote", "Write more of the words")),
    "of no claim": ((*MADE, "--claim", 99, *KL), 1, ("There is no claim 99.", "spegla claims")),
    "of no theme": ((*MADE, "--theme", "none", *KL), 1, ("There is no theme none.", "spegla themes")),
    "for no reason": ((*MADE, "--why", "funny", *KL), 2, ("--why cannot be “funny”.", "typical, deviating")),
    "of who withdrew": (("add", "p07.txt", "112-134", *KL), 1, ("somebody whose words may not be used",)),
    "a stranger": (("person", "P99"), 1, ("Nobody called P99 speaks", "spegla quotes stats")),
    "who withdrew": (("person", "P07"), 1, ("Nobody called P07 speaks", "spegla quotes stats")),
}


@pytest.mark.parametrize(("words", "code", "told"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_is_told_with_the_next_step_and_changes_nothing(worked_once, spegla, words, code, told):
    with unchanged(worked_once):
        answer = spegla("quotes", *words, "-p", worked_once)
    assert (answer.code, answer.out) == (code, "")
    assert all(part in answer.err for part in told)
    assert "SEVENSECRET" not in answer.err
