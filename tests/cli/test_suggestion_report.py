from __future__ import annotations

import re
from pathlib import Path

from tests.conftest import Spegla
from tests.test_docs import documented


def test_the_document_holds_figures_with_their_intervals_or_a_reason(spegla: Spegla, measured_sample: Path) -> None:
    answer = spegla("suggest", "--report", "--json", "--language", "en", "-p", measured_sample)
    assert answer.code == 0
    found = documented("suggest --report", answer.json)
    assert {one["facet"] for one in found["codes"]} == {"area", "phase", "valence", "level"}
    for one in found["codes"]:
        for name in ("precision", "recall"):
            assert (one[name] is None) == isinstance(one[f"{name}_reason"], str)
            if one[name] is not None:
                assert 0 <= one[f"{name}_low"] <= one[name] <= one[f"{name}_high"] <= 1
        if one["positives"] < 10:
            assert one["recall"] is None
            assert one["recall_reason"].startswith("Too few codings")
    assert len(found["calibration"]["curve"]) == 10
    lines = spegla("suggest", "--report", "--language", "sv", "-p", measured_sample).out
    assert "Håller, %" in lines
    assert "för få" in lines
    assert "90–100" in lines


def test_a_project_without_codings_has_reasons_only(spegla: Spegla, suggested: Path) -> None:
    found = spegla("suggest", "--report", "--json", "-p", suggested).json
    assert found["calibration"] is None
    assert all(one["precision"] is None and one["unfound"]["reason"] for one in found["codes"])
    assert found["next"]
    assert spegla("suggest", "--report", "-p", suggested).code == 0


def test_the_report_shows_nobody_who_withdrew(spegla: Spegla, small: Path) -> None:
    spegla("suggest", "-p", small)
    for more in ((), ("--json",)):
        said = spegla("suggest", "--report", "-p", small, *more).out
        assert "SECRET" not in said
        assert "p07" not in said.lower()


def test_a_reflexive_project_is_told_whose_figures_they_are(spegla: Spegla, suggested: Path) -> None:
    settings = suggested / "project.toml"
    settings.write_text(settings.read_text("utf-8").replace('mode = "measured"', 'mode = "reflexive"'), "utf-8")
    assert 'mode = "reflexive"' in settings.read_text("utf-8")
    told = spegla("suggest", "--report", "--language", "en", "-p", suggested).out
    assert told.startswith("The project works reflexively. These figures are about the machine")


def test_codings_that_may_not_be_used_are_not_told_as_none(spegla: Spegla, small: Path) -> None:
    register = small / "interviews" / "respondents.csv"
    register.write_text(re.sub(r"(?m)^([PT]\d+,\w+,\w*),\w*,", r"\1,withdrawn,", register.read_text("utf-8")), "utf-8")
    answer = spegla("suggest", "--report", "-p", small)
    assert answer.code == 0
    assert "Nobody has coded" not in answer.out
    assert answer.out.startswith("There are codings, but no interview that is coded through and may be used just now")
    assert "spegla privacy consent" in answer.out
    assert spegla("suggest", "--report", "--json", "-p", small).json["read"] == 0
    refused = spegla("saturation", "-p", small)
    assert (refused.code, "There are codings, but none that counts." in refused.err) == (1, True)


def test_where_nobody_has_coded_it_is_said_so(spegla: Spegla, suggested: Path) -> None:
    said = spegla("suggest", "--report", "-p", suggested).out
    assert said.startswith("Nobody has coded yet, so there is nothing to measure the suggestions against.")
    assert "consent" not in said
