"""`spegla sources`: what is in the project, and that removing a source takes all that was coded in it, when agreed."""

from __future__ import annotations

import pytest

from tests.cli.unchanged import unchanged


def test_every_source_is_listed_with_whose_words_it_holds(spegla, looked_at):
    lines = spegla("sources", "-p", looked_at).out.splitlines()
    assert len(lines) == 2 + 11
    assert lines[2].split() == ["p01.txt", "Interview", "9", "107", "74", "P01"]
    assert lines[-1].split("  ")[0] == "team.txt"
    assert "Focus group" in lines[-1]
    assert lines[-1].endswith("T1, T2, T3")
    records = {one["name"]: one for one in spegla("sources", "-p", looked_at, "--json").json["sources"]}
    assert (records["team.txt"]["turns"], records["team.txt"]["respondents"]) == (7, ["T1", "T2", "T3"])
    assert "SECRET" not in str(records)


def test_a_source_is_removed_with_its_codings_for_good(spegla, small):
    answer = spegla("sources", "remove", "p01.txt", "--yes", "-p", small)
    assert answer.out == "Removed, with 9 codings.\n"
    assert spegla("sources", "remove", "p10.txt", "--yes", "-p", small, "--json").json == {
        "removed": "p10.txt", "codings": 0,
    }  # fmt: skip
    left = {one["name"] for one in spegla("sources", "-p", small, "--json").json["sources"]}
    assert left == {f"p{n:02}.txt" for n in range(2, 10)} | {"team.txt"}
    assert len(spegla("codings", "list", "-p", small, "--json").json["codings"]) == 54 - 9
    assert (small / "interviews" / "p01.txt").is_file()  # the file is the evaluator's own


@pytest.mark.parametrize(("typed", "code"), [("n", 1), ("", 1), ("maybe", 1)])
def test_nothing_is_removed_without_a_yes(spegla, looked_at, monkeypatch, typed, code):
    asked = []
    monkeypatch.setattr("typer.prompt", lambda text, **_: asked.append(text) or typed)
    with unchanged(looked_at):
        answer = spegla("sources", "remove", "p01.txt", "-p", looked_at)
    assert (answer.code, answer.out) == (code, "")
    assert asked == ["Remove p01.txt with all that was coded in it? [y/N]"]


def test_a_yes_at_the_terminal_is_enough(spegla, small, monkeypatch):
    monkeypatch.setattr("typer.prompt", lambda *_, **__: "ja")
    assert spegla("sources", "remove", "p02.txt", "-p", small).out == "Removed, with 9 codings.\n"


def test_a_source_that_is_not_there_is_named(spegla, looked_at):
    with unchanged(looked_at):
        answer = spegla("sources", "remove", "P01", "--yes", "-p", looked_at)
    assert answer.code == 1
    assert "P01" in answer.err
    assert "p01.txt" in answer.err
