"""`spegla network`: what it counts, for an audience without small numbers, and as table and map."""

import csv

import pytest

from tests.cli.unchanged import unchanged
from tests.services.tied import BUSES, DOCTOR, tie


@pytest.fixture
def folder(small):
    tie(small)
    return small


def test_without_ties_it_says_how_to_begin(small, spegla):
    answer = spegla("network", "-p", small)
    assert answer.code == 0
    assert "spegla partners start" in answer.out


def test_the_document_counts_people(folder, spegla):
    found = spegla("network", "-p", folder, "--json").json
    assert found["people"] == 7
    buses = found["partners"][0]
    assert (buses["name"], buses["people"], buses["groups"]) == (BUSES, 4, {"participants": 3, "team": 1})
    assert buses["effects"] == {"helps": 1, "both": 0, "hinders": 2, "unsaid": 1}
    missing = {one["name"]: one["people"] for one in found["missing"][0]["partners"]}
    assert missing == {DOCTOR: 2, "The supervisor": 2}
    assert found["between"]["ranked"] == []
    assert "10 people" in found["between"]["reason"]
    assert found["turnover"] == {"comparable": 1, "gained": 1, "lost": 1, "kept": 0}


def test_narrowed_and_refused_by_name(folder, spegla):
    found = spegla("network", "-p", folder, "--group", "team", "--json").json
    assert [one["name"] for one in found["partners"]] == [BUSES]
    assert spegla("network", "-p", folder, "--group", "nobody").code == 2
    assert spegla("network", "-p", folder, "--need", "needs/nothing").code == 2


def test_for_an_audience_nobody_is_pointed_out(folder, spegla):
    found = spegla("network", "-p", folder, "--audience", "external", "--json").json
    assert {one["name"] for one in found["partners"]} == {"Other partners"}
    counts = [number for one in found["partners"] for number in (one["people"], *one["effects"].values())]
    assert all(number is None or number == 0 or number >= found["least"] for number in counts)
    assert [gap["partners"] for gap in found["missing"]] == [[], []]
    assert DOCTOR not in spegla("network", "-p", folder, "--audience", "external").out


def test_table_and_map_are_written_once(folder, spegla, tmp_path):
    table, figure = tmp_path / "table.csv", tmp_path / "map.svg"
    answer = spegla("network", "-p", folder, "--table", table, "--figure", figure, "--json")
    assert answer.code == 0
    rows = list(csv.DictReader(table.read_text(encoding="utf-8-sig").splitlines()))
    assert (rows[0]["partner"], rows[0]["people"]) == (BUSES, "4")
    drawn = figure.read_text(encoding="utf-8")
    assert "stroke-dasharray" in drawn
    assert BUSES in answer.json["alt"]
    assert "P01" not in drawn
    assert spegla("network", "-p", folder, "--table", table).code != 0
    assert spegla("network", "-p", folder, "--table", tmp_path / "table.pdf").code == 2
    again = tmp_path / "again.svg"
    assert spegla("network", "-p", folder, "--figure", again).code == 0
    assert again.read_bytes() == figure.read_bytes()
    for name in ("table.xlsx", "map.png"):
        kind = "--table" if name.endswith("xlsx") else "--figure"
        assert spegla("network", "-p", folder, kind, tmp_path / name, "--view", "people").code == 0


def test_whoever_withdraws_is_in_no_table(folder, spegla):
    register = folder / "interviews" / "respondents.csv"
    register.write_text(register.read_text().replace("P09,participants,,given", "P09,participants,,withdrawn"))
    found = spegla("network", "-p", folder, "--json").json
    assert {one["name"]: one["people"] for one in found["partners"]}[DOCTOR] == 1


def test_a_partner_who_is_called_as_somebody_of_the_register_does_not_leave_unasked(folder, spegla, tmp_path):
    settings = folder / "project.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\n[audiences.external]\nk = 2\n", encoding="utf-8")
    assert spegla("partners", "rename", DOCTOR, "P09", "--coder", "KL", "-p", folder).code == 0
    table, figure = tmp_path / "table.csv", tmp_path / "map.svg"
    for wanted in (("--table", table), ("--figure", figure)):
        answer = spegla("network", "-p", folder, "--audience", "external", *wanted)
        assert answer.code == 1, answer.out
        assert "P09" not in answer.out + answer.err
        assert not wanted[1].exists()
    assert spegla("network", "-p", folder, "--table", table).code == 0


def test_who_stands_for_what_is_a_table_with_what_is_missing_between_groups(worked_once, spegla):
    lines = spegla("network", "-p", worked_once).out.splitlines()
    assert lines[0] == "1 person, 1 partner"
    assert lines[1].split() == ["Partner", "People", "Helps", "Both", "Hinders", "Not", "said"]
    assert lines[3].split() == ["Zonen", "1", "0", "0", "1", "0"]
    assert "Team: nobody has told of any partner, so nothing can be said to be missing." in lines
    assert lines[-1].startswith("  Cannot be said: it takes 10 people and 5 partners")


WRONG = {
    "no group": (("--group", "nobody"), 2, ("There is no group nobody.", "participants")),
    "no need": (("--need", "weather"), 2, ("The scheme has no code weather.", "needs/work")),
    "no effect": (("--effect", "sideways"), 2, ("There is no effect sideways.", "both, helps, hinders, unsaid")),
    "no time": (("--time", "someday"), 2, ("There is no time someday.", "before, now")),
    "no audience": (("--audience", "martians"), 1, ("There is no audience martians.", "external (Readers")),
    "no view": (("--view", "aerial"), 2, ("--view cannot be “aerial”.", "needs")),
    "no table": (("--table", "x.txt"), 2, ("The table is written as .csv or .xlsx, not .txt.",)),
    "no picture": (("--figure", "x.gif"), 2, ("The map is drawn as .png or .svg, not .gif.",)),
    "no source": (("propose", "p99.txt"), 1, ("There is no source called p99.txt.", "p01.txt, p02.txt")),
    "an unknown need": (("mark", "p01.txt", "112-133", "Zonen", "--need", "weather", "--coder", "KL"), 1,
                        ("no such code", "  → ")),
    "not marked": (("unmark", "p01.txt", "1-2", "Zonen", "--coder", "KL"), 1, ("have not marked", "Name the place")),
}  # fmt: skip


@pytest.mark.parametrize(("words", "code", "told"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_is_told_and_nothing_is_written(worked_once, spegla, in_scratch, words, code, told):
    with unchanged(worked_once):
        answer = spegla("network", *words, "-p", worked_once)
    assert (answer.code, answer.out) == (code, "")
    assert all(part in answer.err for part in told)
    assert list(in_scratch.iterdir()) == []
