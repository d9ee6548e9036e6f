"""`spegla themes`: proposed and decided; nothing that a person decided is lost when things are sorted anew."""

from __future__ import annotations

import pytest

from tests.cli.unchanged import unchanged
from tests.material import SAID

WHO = ("--coder", "KL")
PARTICIPANTS = ("needs", "participants")


def listed(spegla, folder):
    return spegla("themes", "-p", folder, "--json").json["themes"]


def test_themes_are_listed_by_group_and_area_without_withheld_words(spegla, themed_once):
    told = spegla("themes", "-p", themed_once)
    assert told.code == 0
    found = listed(spegla, themed_once)
    cells = [(one["area"], one["group"]) for one in found]
    assert cells == [
        PARTICIPANTS, ("solutions", "participants"), ("learning", "participants"), ("needs", "team"),
    ]  # fmt: skip
    counted = {cell: sum(one.area == cell[0] and one.person != "P07" and one.person[0] == cell[1][0].upper()
                         for one in SAID) for cell in cells}  # fmt: skip
    assert "8 passages, 8 respondents" in told.out
    assert counted[PARTICIPANTS] == 8
    assert all(f"[{one['id']}]" in told.out for one in found)
    assert "SEVENSECRET" not in told.out + str(found)


@pytest.mark.slow
def test_a_name_that_a_person_gives_stays_when_things_are_sorted_anew(spegla, themed):
    first = listed(spegla, themed)[0]["id"]
    told = spegla("themes", "rename", first, "Bussen går för sällan", *WHO, "-p", themed)
    assert told.out == f"Theme {first} is now: Bussen går för sällan\n"
    assert "named by you" in spegla("themes", "-p", themed).out
    anew = spegla("themes", "--anew", "--yes", "-p", themed)
    assert anew.code == 0
    assert "Bussen går för sällan" in anew.out


@pytest.mark.slow
def test_sorting_anew_or_parting_says_first_what_it_changes_and_asks(spegla, themed, monkeypatch):
    asked = []
    monkeypatch.setattr("typer.prompt", lambda text, **_: asked.append(text) or "n")
    with unchanged(themed):
        for words in (("--anew",), ("part", "finer", "needs", "participants")):
            answer = spegla("themes", *words, "-p", themed)
            assert answer.code == 1
            assert "Nothing was done." in answer.err
            assert "--yes" in answer.err
    assert all(question.endswith("Sort anew? [y/N]") for question in asked)
    assert len(asked) == 2
    assert spegla("themes", "part", "few", "--yes", "-p", themed).code == 0


@pytest.mark.slow
def test_merged_themes_are_one_for_good(spegla, themed):
    assert spegla("themes", "part", "finer", "needs", "participants", "--yes", "-p", themed).code == 0
    own = [one for one in listed(spegla, themed) if (one["area"], one["group"]) == PARTICIPANTS]
    assert len(own) > 1
    merged = spegla("themes", "merge", *(one["id"] for one in own), "--name", "Both", *WHO, "-p", themed, "--json").json
    assert (merged["name"], merged["passages"]) == ("Both", 8)
    left = [one for one in listed(spegla, themed) if (one["area"], one["group"]) == PARTICIPANTS]
    assert [one["name"] for one in left] == ["Both"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("rename", "nope", "X", *WHO), 1),
        (("merge", "nope", "nix", *WHO), 1),
        (("part", "wider", "needs"), 2),
        (("part", "finer", "weather", "participants"), 1),
        (("waves",), 1),
    ],
)
def test_what_cannot_be_decided_changes_nothing(spegla, themed_once, words, code):
    with unchanged(themed_once):
        answer = spegla("themes", *words, "-p", themed_once)
    assert answer.code == code
    assert answer.err
    assert answer.out == ""


def test_nobody_names_or_merges_themes_without_a_name(spegla, themed_once):
    ids = [one["id"] for one in listed(spegla, themed_once)[:2]]
    with unchanged(themed_once):
        for words in (("rename", ids[0], "X"), ("merge", *ids)):
            refused = spegla("themes", *words, "-p", themed_once)
            assert (refused.code, "Nobody is named as coder." in refused.err) == (2, True)


def test_nothing_waits_and_nothing_is_new_in_themes_just_made(spegla, themed_once):
    assert spegla("themes", "sort", "-p", themed_once).out == "No passage waits to be sorted.\n"
    assert spegla("themes", "sort", "-p", themed_once, "--json").json == {"passages": []}
    assert spegla("themes", "seen", "-p", themed_once).out == "0 new passages are looked at.\n"


def test_without_codings_the_next_step_is_told(spegla, tmp_path):
    assert spegla("init", tmp_path / "p", "--language", "en").code == 0
    answer = spegla("themes", "-p", tmp_path / "p")
    assert answer.code == 1
    assert "  → " in answer.err


@pytest.mark.parametrize("words", [("sort",), ("waves",)])
def test_before_any_theme_is_found_that_is_said_with_the_next_step(spegla, small_coded, words):
    answer = spegla("themes", *words, "-p", small_coded)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == "There are no themes yet.\n  → Find them first: spegla themes\n"
