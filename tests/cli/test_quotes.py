import pytest

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
