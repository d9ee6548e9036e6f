"""`spegla find`, `spegla passages` and `spegla undo` as they are typed."""

import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from toolkit.services.coding import codings
from toolkit.services.projects.project import open_project


def test_hits_in_context_with_counts(spegla, small):
    answer = spegla("find", "village", "-p", small)
    assert answer.code == 0
    assert "1 hit, in 1 source, said by 1 person" in answer.out
    assert "[village]" in answer.out
    assert "(P01)" in answer.out


def test_as_json(spegla, small):
    told = spegla("find", "bus", "--limit", 2, "--context", 3, "-p", small, "--json").json
    assert (told["hits"], told["people"], len(told["sources"]), len(told["shown"])) == (7, 4, 4, 2)
    first = told["shown"][0]
    assert (first["before"], first["words"], first["after"]) == ("The", "bus", "was the worst")
    assert first["codes"] == ["needs/work", "phase/before", "valence/hinders"]
    assert told["coded"] is None


def test_a_quoted_argument_is_a_phrase(spegla, small):
    assert spegla("find", "the last bus", "-p", small, "--json").json["hits"] == 1
    assert spegla("find", "last the", "-p", small, "--json").json["hits"] == 0
    assert spegla("find", "village", "bus", "-p", small, "--json").json["hits"] == 1
    assert spegla("find", "village", "bus", "--near", 0, "-p", small, "--json").json["hits"] == 0


@pytest.mark.parametrize(
    ("options", "hits"),
    [
        (["bus", "--speaker", "P01"], 2),
        (["bus", "--source", "p01.txt"], 2),
        (["bus", "--coded", "needs/work", "--coded-by", "KL"], 7),
        (["bus", "--without", "valence/hinders"], 2),
        (["sleep", "--inflected"], 8),
        (["time", "--inside"], 5),
        (["--regex", r"\bb.s\b"], 7),
    ],
)
def test_options(spegla, small, options, hits):
    assert spegla("find", *options, "-p", small, "--json").json["hits"] == hits


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["bus", "--regex", "x"],
        ["--regex", "((("],
        ["bus", "--group", "nobody"],
        ["bus", "--phase", "nowhen"],
        ["bus", "--coded", "nocode"],
        ["bus", "--near", "-1"],
    ],
)
def test_wrong_calls_say_so(spegla, small, options):
    answer = spegla("find", *options, "-p", small)
    assert answer.code == 2
    assert "SECRET" not in answer.err


def test_nothing_withheld_is_told(spegla, small):
    for options in (["SEVENSECRET", "--everyone", "--inside"], ["--regex", "SEVEN.*", "--everyone"]):
        answer = spegla("find", *options, "-p", small, "--json")
        assert answer.json["hits"] == 0
        assert "SEVENSECRET" not in answer.out + answer.err


def test_coding_asks_first_and_is_undone_as_one(spegla, small, monkeypatch):
    monkeypatch.setattr("typer.prompt", lambda *_, **__: "n")
    wanted = ("find", "bus", "--code", "solutions", "--coder", "X", "-p", small)
    asked = spegla(*wanted)
    assert asked.code == 1
    assert "Would be coded solutions: 4 sentences of 4 people." in asked.out
    assert "--yes" in asked.err
    done = spegla(*wanted, "--yes", "--json").json["coded"]
    assert (done["made"], done["passages"], done["people"], done["known"]) == (4, 4, 4, 0)
    assert spegla(*wanted, "--yes", "--json").json["coded"]["made"] == 0
    assert len(spegla("codings", "list", "--coder", "X", "-p", small, "--json").json["codings"]) == 4
    assert spegla("undo", "--coder", "X", "-p", small).code == 0
    assert "Nobody called X has coded" in spegla("codings", "list", "--coder", "X", "-p", small).err
    assert spegla("undo", "--coder", "X", "--redo", "-p", small, "--json").json["redone"]
    assert len(spegla("codings", "list", "--coder", "X", "-p", small, "--json").json["codings"]) == 4
    spegla("undo", "--coder", "X", "-p", small)
    assert spegla("undo", "--coder", "X", "-p", small).code == 1


def test_nobody_codes(spegla, small):
    assert spegla("find", "bus", "--code", "solutions", "--yes", "-p", small).code == 2
    assert spegla("undo", "-p", small).code == 2


def test_passages_by_conditions(spegla, small):
    def count(*line):
        return spegla("passages", *line, "-p", small, "--json").json["passages"]

    every, hindered = count("needs"), count("needs and valence/hinders")
    assert every > hindered > 0
    assert count("needs not valence/hinders") == every - hindered
    assert count("needs", "near", "needs") == every
    assert count("needs or solutions") == every + count("solutions not needs")
    assert count("needs case solutions") + count("needs not case solutions") == every
    assert count("needs then:50 solutions") + count("needs not then:50 solutions") == every


def test_passages_are_printed(spegla, small):
    answer = spegla("passages", "needs", "and", "valence/hinders", "-p", small, "--limit", 1)
    assert "passages, of" in answer.out
    assert "are shown." in answer.out
    assert "SEVENSECRET" not in spegla("passages", "needs or solutions", "-p", small).out


@pytest.mark.parametrize("line", [["needs", "and"], ["needs", "nonsense"], ["nonsense"]])
def test_lines_that_are_none(spegla, small, line):
    assert spegla("passages", *line, "-p", small).code == 2


def test_a_code_that_is_none_is_told_before_anything_is_looked_up(spegla, small):
    answer = spegla("find", "bus", "--code", "nonsense", "--coder", "X", "--yes", "-p", small)
    assert (answer.code, answer.out) == (2, "")
    assert "no code nonsense" in answer.err


def test_where_nothing_is_there_yet_it_is_said(spegla, tmp_path):
    spegla("init", tmp_path / "new", "--language", "en")
    assert "no interviews" in spegla("find", "bus", "-p", tmp_path / "new").out
    assert "Nothing is coded yet" in spegla("passages", "needs", "-p", tmp_path / "new").out


def test_a_coder_nobody_knows_is_no_empty_answer(spegla, small, tmp_path):
    for command in (
        ("passages", "needs"),
        ("export", "codings", tmp_path / "c.csv"),
        ("export", "all", tmp_path / "a.xlsx"),
    ):
        answer = spegla(*command, "--coder", "XX", "-p", small)
        assert (answer.code, answer.out) == (1, "")
        assert "Nobody called XX" in answer.err
    assert not list(tmp_path.glob("*.csv")) + list(tmp_path.glob("*.xlsx"))


def test_a_reader_who_leaves_does_not_stop_the_coding(small):
    """`spegla find … --yes | head`: what was asked for is done, and told on standard error."""
    away, ours = os.pipe()
    os.close(away)
    command = [sys.executable, "-m", "toolkit.cli.main", "find", "bus", "--code", "needs/work", "--coder", "ZZ"]
    done = subprocess.run([*command, "--yes", "-p", small], stdout=ours, stderr=subprocess.PIPE, text=True, check=False)
    os.close(ours)
    assert done.returncode == 0
    assert "in one step" in done.stderr
    assert codings.listed(open_project(small, now=datetime.now(UTC)), coder="ZZ", code="needs/work")[0]
