"""`spegla privacy log`: who did what with whose words; a line that was altered is told, with exit 1."""

from __future__ import annotations

import pytest

from tests.cli.unchanged import unchanged


def test_deeds_are_told_in_their_order_by_month_and_an_altered_line_shows(spegla, small):
    def log(*words):
        return spegla("privacy", "log", *words, "-p", small)

    assert log().out == "\nNothing is written in the access log.\n"
    assert spegla("privacy", "restrict", "P03", "-p", small).code == 0
    assert spegla("privacy", "subject-copy", "P01", "-p", small).code == 0
    told = log()
    assert told.code == 0
    rows = told.out.splitlines()[2:4]
    assert "restricted processing" in rows[0]
    assert rows[0].endswith("P03")
    assert "made a copy for a respondent" in rows[1]
    assert told.out.endswith("\n2 lines.\n")
    document = log("--json").json
    assert [one["respondent"] for one in document["entries"]] == ["P03", "P01"]
    assert (document["month"], document["broken"]) == (None, None)
    month = document["entries"][0]["at"][:7]
    assert len(log("--month", month, "--json").json["entries"]) == 2
    assert log("--month", "1999-01").out == "\nNothing is written in the access log.\n"
    written = small / "access.jsonl"
    written.write_bytes(written.read_bytes().replace(b"P03", b"P04", 1))
    altered = log()
    assert altered.code == 1
    assert "Line 1 of the access log is not as it was written, or lines are missing." in altered.out
    assert log("--json").json["broken"] == 1


@pytest.mark.parametrize("month", ["2026-13", "2026-00", "26-01", "2026-1", "March", "2026-01-01"])
def test_what_is_no_month_is_a_wrong_call(spegla, looked_at, month):
    with unchanged(looked_at):
        answer = spegla("privacy", "log", "--month", month, "-p", looked_at)
    assert (answer.code, answer.out) == (2, "")
    assert f"“{month}” is no month." in answer.err
    assert "2026-03" in answer.err
