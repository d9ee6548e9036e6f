"""`spegla scheme`: the codes in use with how often they were given, and what was changed by whom and why."""

from __future__ import annotations

from tests.cli.unchanged import unchanged
from toolkit.domain.codings.scheme_edits import Rename, Retire
from toolkit.services.coding import scheme_editing
from toolkit.services.projects.project import open_project


def test_every_code_is_told_with_its_codings_in_the_readers_language(spegla, looked_at):
    document = spegla("scheme", "-p", looked_at, "--json").json
    counts = {one["code"]: one["codings"] for one in document["codes"]}
    english = {one["code"]: one["title"] for one in document["codes"]}
    assert english["needs/work"] == "Work and occupation"
    assert (counts["needs/work"], counts["needs/health"]) == (4, 5)
    assert counts["needs/income"] == 0
    assert all(not one["retired"] and one["merged_into"] is None for one in document["codes"])
    swedish = spegla("scheme", "-p", looked_at, "--json", "--language", "sv").json
    assert {one["code"]: one["title"] for one in swedish["codes"]}["needs"] == "Behovsdefinition"
    lines = spegla("scheme", "-p", looked_at).out.splitlines()
    assert lines[0] == "The six question areas, version 1"
    assert len(lines) == len(document["codes"]) + 4


def test_a_scheme_that_is_wrong_is_told_with_its_place(spegla, small):
    path = next((small / "coding_schemes").glob("*.yaml"))
    path.write_text(path.read_text("utf-8").replace("codes:", "codes: [", 1), "utf-8")
    with unchanged(small):
        answer = spegla("scheme", "-p", small)
    assert answer.code == 1
    assert path.name in answer.err


def test_the_history_says_who_changed_what_and_why_newest_first(spegla, small, opened):
    project = open_project(small, now=opened.now)
    scheme_editing.edit(project, Retire("needs/income"), coder="KL", command="1")
    scheme_editing.edit(
        open_project(small, now=opened.now), Rename("needs/work", "en", "Paid work"), coder="B", command="2"
    )
    newest, older, first = spegla("scheme", "--history", "-p", small, "--json").json["versions"]
    assert (newest["version"], newest["coder"], newest["retired"]) == (3, "B", [])
    assert (older["version"], older["coder"], older["reason"]) == (2, "KL", "")
    assert first["version"] == 1
    told = spegla("scheme", "--history", "-p", small).out.splitlines()
    assert told[0] == "Version 3, 2026-03-02, B"
    assert "  Work and occupation – title:" in told or "  Paid work – title:" in told
    assert "    − Work and occupation" in told
    assert "    + Paid work" in told
    assert "Version 2, 2026-03-02, KL" in told
    assert any(line.startswith("  Retired: ") for line in told)
    assert any(line.startswith("Version 1, ") and line.endswith("the first that was used") for line in told)
    codes = {one["code"]: one for one in spegla("scheme", "-p", small, "--json").json["codes"]}
    assert codes["needs/income"]["retired"]
    assert "needs/income †" in spegla("scheme", "-p", small).out
