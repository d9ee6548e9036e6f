"""`spegla doctor`: what is wrong, doubtful or well, exit 1 only for what is wrong; rights are mended when asked."""

from __future__ import annotations

import stat

import pytest

MARKS = {"wrong": "✗", "doubtful": "·", "well": "✓"}


def test_every_finding_is_told_once_with_its_mark_and_the_next_step(spegla, small):
    answer = spegla("doctor", "-p", small)
    document = spegla("doctor", "-p", small, "--json").json
    assert (answer.code, document["mended"]) == (0, 0)
    levels = [one["level"] for one in document["findings"]]
    assert set(levels) <= set(MARKS)
    lines = answer.out.splitlines()
    assert [line[0] for line in lines if line and line[0] in MARKS.values()] == [MARKS[level] for level in levels]
    assert sum(line.startswith("    → ") for line in lines) == sum(bool(one["hint"]) for one in document["findings"])
    wrong, doubtful = levels.count("wrong"), levels.count("doubtful")
    assert lines[-1] == f"Wrong: {wrong}. To look at: {doubtful}."
    assert "SECRET" not in answer.out


def test_rights_are_mended_only_when_asked_and_counted(spegla, small):
    (small / "codings.csv").chmod(0o644)
    assert spegla("doctor", "-p", small).out.count("is now yours alone") == 0
    assert stat.S_IMODE((small / "codings.csv").stat().st_mode) == 0o644
    told = spegla("doctor", "--mend", "-p", small).out.splitlines()[0]
    assert told.endswith("yours alone.")
    assert stat.S_IMODE((small / "codings.csv").stat().st_mode) == 0o600
    assert spegla("doctor", "--mend", "-p", small, "--json").json["mended"] == 0


def test_a_damaged_database_is_wrong_and_nothing_is_written_over(spegla, small):
    database = small / "project.db"
    database.write_bytes(b"no database at all" * 500)
    before = database.read_bytes()
    answer = spegla("doctor", "-p", small)
    assert answer.code == 1
    assert "✗" in answer.out
    assert database.read_bytes() == before


@pytest.mark.parametrize("gone", ["project.toml", "project.db"])
def test_also_a_project_of_which_something_is_gone_is_examined(spegla, small, gone):
    (small / gone).unlink()
    answer = spegla("doctor", "-p", small, "--json")
    assert {one["level"] for one in answer.json["findings"]} <= set(MARKS)
    assert answer.code == int(any(one["level"] == "wrong" for one in answer.json["findings"]))
