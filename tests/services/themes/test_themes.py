"""Themes: what a person decided about them holds, whatever is coded afterwards."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from ruamel.yaml import YAML

from tests.material import SAID, codings_table
from toolkit.services.material.hands import Hand
from toolkit.services.projects.project import open_project
from toolkit.services.themes import theme_board, theme_deeds
from toolkit.services.themes.theme_deeds import Seen


@pytest.fixture
def listed(spegla):
    return lambda folder, *options: spegla("themes", *options, "-p", folder, "--json").json["themes"]


def of_area(themes, area, group="participants"):
    return [theme for theme in themes if (theme["area"], theme["group"]) == (area, group)]


def test_a_theme_tells_where_it_stands_and_who_carries_it(listed, small):
    themes = listed(small)
    assert len({theme["id"] for theme in themes}) == len(themes)
    for theme in themes:
        assert set(theme) >= {"id", "area", "group", "name", "words", "passages", "typical", "respondents"}
        assert sum(theme["respondents"].values()) == len(theme["passages"])
        assert theme["one_respondent"] == (len(theme["respondents"]) == 1)
        assert theme["name"].strip()
    coded = {(one.area, one.person) for one in SAID if one.person not in ("P07",)}
    assert {(theme["area"], person) for theme in themes for person in theme["respondents"]} == coded


def test_every_passage_of_a_cell_stands_in_exactly_one_theme(listed, small):
    keys = [key for theme in of_area(listed(small), "needs") for key in theme["passages"]]
    assert len(keys) == len(set(keys)) == 8


def test_themes_are_found_in_the_language_of_the_interviews(listed, small):
    first = listed(small)
    settings = small / "project.toml"
    changed = settings.read_text(encoding="utf-8").replace(
        'language = "en"', 'language = "sv"\ninterview_language = "en"', 1
    )
    assert "interview_language" in changed
    settings.write_text(changed, encoding="utf-8")
    assert listed(small) == first


def test_the_same_material_gives_the_same_themes(spegla, listed, small, tmp_path):
    first = listed(small)
    other = tmp_path / "other"
    spegla("init", other, "--language", "en")
    for name in ("respondents.csv", "guides/participants.yaml"):
        (other / "interviews" / name).write_bytes((small / "interviews" / name).read_bytes())
    spegla("add", *sorted((small / "interviews").glob("*.txt"), reverse=True), "-p", other)
    table = codings_table(reversed(SAID))
    (other / "k.csv").write_text(table, "utf-8")
    spegla("codings", "import", other / "k.csv", "--coder", "KL", "-p", other)
    assert listed(other) == first


def test_a_theme_of_one_respondent_is_marked(spegla, listed, suggested):
    one = [said for said in SAID if (said.person, said.area) == ("P01", "learning")]
    (suggested / "k.csv").write_text(codings_table(one), "utf-8")
    spegla("codings", "import", suggested / "k.csv", "--coder", "A", "-p", suggested)
    (theme,) = listed(suggested)
    assert theme["one_respondent"]
    assert "one voice" in spegla("themes", "-p", suggested).out


def test_a_name_survives_a_new_run_and_new_codings(spegla, listed, suggested):
    (suggested / "first.csv").write_text(codings_table(SAID[:12]), "utf-8")
    spegla("codings", "import", suggested / "first.csv", "--coder", "A", "-p", suggested)
    theme = max(of_area(listed(suggested), "needs"), key=lambda one: len(one["passages"]))
    answer = spegla("themes", "rename", "--coder", "KL", theme["id"], "Getting there", "-p", suggested, "--json")
    assert (answer.code, answer.json["name"], answer.json["theme"]) == (0, "Getting there", theme["id"])
    (suggested / "rest.csv").write_text(codings_table(SAID[12:]), "utf-8")
    spegla("codings", "import", suggested / "rest.csv", "--coder", "A", "-p", suggested)
    (kept,) = [one for one in listed(suggested) if one["id"] == theme["id"]]
    assert (kept["name"], kept["named_by_person"]) == ("Getting there", True)
    assert set(kept["passages"]) >= set(theme["passages"])


def test_a_name_survives_another_coder_with_other_borders(spegla, listed, small):
    theme = max(of_area(listed(small), "solutions"), key=lambda one: len(one["passages"]))
    spegla("themes", "rename", "--coder", "KL", theme["id"], "Whose plan", "-p", small)
    rows = [
        {"source": f"{one.person.lower()}.txt", "quote": one.words[8:], "code": code}
        for one in SAID
        if one.person.startswith("P")
        for code in (*one.codes, "level/individual", "actors")
    ]
    (small / "b.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert spegla("codings", "import", small / "b.jsonl", "--coder", "B", "-p", small, "--json").json["added"] > 63
    (kept,) = [one for one in listed(small) if one["id"] == theme["id"]]
    assert kept["name"] == "Whose plan"
    assert kept["respondents"].keys() == theme["respondents"].keys()
    assert not set(kept["passages"]) & set(theme["passages"])


def set_apart(folder, theme):
    """Make the theme's first three passages one of their own."""
    project = open_project(folder, now=datetime(2025, 10, 20, tzinfo=UTC))
    (card,) = theme_board.columns(project, theme["area"], group=theme["group"])[0].cards
    seen = Seen(theme["area"], theme["group"], {theme["id"]: card.version})
    theme_deeds.split(project, seen, keys=theme["passages"][:3], name="Apart", hand=Hand("KL", "set-apart"))


def test_a_merge_survives_and_can_be_named(spegla, listed, suggested):
    (whole,) = of_area(listed(suggested, "--from-suggestions"), "needs")
    set_apart(suggested, whole)
    chosen = of_area(listed(suggested, "--from-suggestions"), "needs")
    assert len(chosen) == 2
    ids = [theme["id"] for theme in chosen]
    answer = spegla("themes", "merge", "--coder", "KL", *ids, "--name", "All needs", "-p", suggested, "--json")
    assert (answer.code, answer.json["passages"]) == (0, sum(len(theme["passages"]) for theme in chosen))
    for _ in range(2):
        (merged,) = of_area(listed(suggested, "--from-suggestions"), "needs")
        assert (merged["id"], merged["name"], merged["machine"]) == (ids[0], "All needs", True)
    spegla("themes", "rename", "--coder", "KL", ids[0], "Every need", "-p", suggested)
    assert of_area(listed(suggested, "--from-suggestions"), "needs")[0]["name"] == "Every need"


def test_what_was_decided_of_suggestions_holds_when_people_have_coded(spegla, listed, suggested):
    chosen = of_area(listed(suggested, "--from-suggestions"), "solutions")
    largest = max(chosen, key=lambda one: len(one["passages"]))
    spegla("themes", "rename", "--coder", "KL", largest["id"], "Whose plan", "-p", suggested)
    spegla("codings", "import", suggested / "codings.csv", "--coder", "KL", "-p", suggested)
    names = {theme["name"]: theme for theme in of_area(listed(suggested), "solutions")}
    assert "Whose plan" in names
    assert not names["Whose plan"]["machine"]


def test_themes_of_different_places_are_not_merged(spegla, listed, small):
    ids = [of_area(listed(small), area)[0]["id"] for area in ("needs", "solutions")]
    answer = spegla("themes", "merge", "--coder", "KL", *ids, "-p", small)
    assert answer.code == 1
    assert "different areas or groups" in answer.err


def test_an_unknown_theme_is_told(spegla, listed, small):
    listed(small)
    assert spegla("themes", "rename", "--coder", "KL", "no-such-theme", "Name", "-p", small).code == 1


def test_a_theme_whose_material_is_gone_is_not_decided_on(spegla, listed, small):
    (theme,) = of_area(listed(small), "needs", "team")
    register = small / "interviews" / "respondents.csv"
    register.write_text(
        register.read_text("utf-8").replace(",team,Office,given,2027-12-31,yes", ",team,Office,withdrawn,,"), "utf-8"
    )
    answer = spegla("themes", "rename", "--coder", "KL", theme["id"], "Walking together", "-p", small)
    assert answer.code == 1
    assert "no longer there" in answer.err
    assert not of_area(listed(small), "needs", "team")


@pytest.mark.parametrize("options", [(), ("--from-suggestions",)])
def test_without_material_the_next_step_is_told(spegla, tmp_path, options):
    spegla("init", tmp_path, "--language", "en")
    answer = spegla("themes", *options, "-p", tmp_path)
    assert answer.code == 1
    assert "spegla" in answer.err


def test_options_before_the_name_of_the_command_hold(spegla, listed, small, tmp_path, monkeypatch):
    theme = listed(small)[0]
    monkeypatch.chdir(tmp_path)
    answer = spegla("themes", "-p", small, "rename", "--coder", "KL", theme["id"], "Before", "--json")
    assert (answer.code, answer.json["name"]) == (0, "Before")
    assert spegla("sources", "-p", small, "remove", "p01.txt", "--yes").code == 0


def test_themes_hold_again_all_that_is_coded_in_a_source_that_was_removed_and_came_back(spegla, listed, small):
    before = listed(small)
    assert spegla("sources", "remove", "p01.txt", "--yes", "-p", small).code == 0
    assert spegla("add", small / "interviews" / "p01.txt", "-p", small).code == 0
    spegla("codings", "import", small / "codings.csv", "--coder", "KL", "-p", small)
    after = listed(small)
    assert {key for theme in after for key in theme["passages"]} == {
        key for theme in before for key in theme["passages"]
    }
    assert all(sum(theme["respondents"].values()) == len(theme["passages"]) for theme in after)


def test_themes_of_a_source_that_was_removed_are_made_anew_at_once(spegla, listed, small):
    listed(small)
    spegla("sources", "remove", "p01.txt", "--yes", "-p", small)
    assert not any("P01" in theme["respondents"] for theme in listed(small))


def test_an_earlier_decision_stands_when_a_later_one_cannot_be_kept(spegla, listed, small):
    (theme,) = of_area(listed(small), "needs", "team")
    spegla("themes", "rename", "--coder", "KL", theme["id"], "Walking together", "-p", small)
    register = small / "interviews" / "respondents.csv"
    before = register.read_text("utf-8")
    register.write_text(before.replace(",team,Office,given,2027-12-31,yes", ",team,Office,withdrawn,,"), "utf-8")
    assert spegla("themes", "rename", "--coder", "KL", theme["id"], "Something else", "-p", small).code == 1
    register.write_text(before, "utf-8")
    (now,) = of_area(listed(small), "needs", "team")
    assert (now["name"], now["named_by_person"]) == ("Walking together", True)


def retire(folder, code):
    path = folder / "coding_schemes" / "six_areas.yaml"
    data = YAML().load(path)
    area, _, key = code.partition("/")
    (above,) = (one for facet in data["facets"] for one in facet["codes"] if one["key"] == area)
    (found,) = (one for one in above["codes"] if one["key"] == key)
    found["retired"] = True
    with path.open("w", encoding="utf-8") as out:
        YAML().dump(data, out)


def test_codings_of_a_code_retired_without_another_in_its_place_are_told(spegla, small):
    retire(small, "needs/work")
    answer = spegla("draft", "--format", "md", "-p", small, "--json")
    assert answer.code == 0
    (note,) = answer.json["problems"]
    assert (note["serious"], "needs/work" in note["message"], ": 4 (" in note["message"]) == (False, True, True)


def test_when_only_retired_codes_are_coded_that_is_what_is_told(spegla, suggested):
    table = codings_table([replace(said, codes=("needs/work",)) for said in SAID[:4]])
    (suggested / "k.csv").write_text(table, "utf-8")
    spegla("codings", "import", suggested / "k.csv", "--coder", "A", "-p", suggested)
    retire(suggested, "needs/work")
    answer = spegla("themes", "-p", suggested)
    assert answer.code == 1
    assert "retired" in answer.err
    assert "Nothing is coded" not in answer.err


def test_codings_that_count_nowhere_are_not_told_as_none(spegla, suggested):
    (suggested / "k.csv").write_text(codings_table([replace(SAID[0], codes=("valence/hinders",))]), "utf-8")
    spegla("codings", "import", suggested / "k.csv", "--coder", "A", "-p", suggested)
    answer = spegla("themes", "-p", suggested)
    assert (answer.code, "none that counts" in answer.err) == (1, True)
