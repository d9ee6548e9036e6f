"""Themes go on: nothing that is kept moves by itself, new passages join or wait; sorted anew only on demand."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from tests.material import SAID, codings_table
from toolkit.services.material.hands import Hand
from toolkit.services.projects.project import open_project
from toolkit.services.themes import theme_board, theme_deeds, theme_looking, theme_sorting, theme_wishes
from toolkit.services.themes.theme_deeds import Seen

NOW = datetime(2025, 10, 20, tzinfo=UTC)
WORK = [one for one in SAID if "needs/work" in one.codes or one.area != "needs"]


@pytest.fixture
def listed(spegla):
    return lambda folder, *options: spegla("themes", *options, "-p", folder, "--json").json["themes"]


@pytest.fixture
def coded(spegla, suggested):
    def import_(said):
        (suggested / "k.csv").write_text(codings_table(said), "utf-8")
        return spegla("codings", "import", suggested / "k.csv", "--coder", "KL", "-p", suggested).code

    return import_


@pytest.fixture
def grown(spegla, listed, coded, suggested):
    """Themes of needs about the way to work, to which passages about health have come."""
    coded(WORK)
    before = listed(suggested)
    coded(SAID)
    return suggested, before, listed(suggested)


def homes(themes):
    return {(one["area"], one["group"], key): one["id"] for one in themes for key in one["passages"]}


def of_needs(themes):
    return [one for one in themes if (one["area"], one["group"]) == ("needs", "participants")]


def open_(folder):
    return open_project(folder, now=NOW)


def test_no_passage_moves_when_new_ones_come(grown):
    _, before, after = grown
    old, new = homes(before), homes(after)
    assert {place: new[place] for place in old} == old
    assert len(new) > len(old)
    assert {one["id"]: one["name"] for one in before}.items() <= {one["id"]: one["name"] for one in after}.items()


def test_what_is_near_no_theme_waits_in_a_visible_pile(grown, spegla):
    folder, before, after = grown
    (pile,) = [one for one in of_needs(after) if one["pile"]]
    assert (pile["name"], pile["id"]) == ("New material", "needs-participants-new")
    assert set(pile["new"]) == set(pile["passages"])
    assert not set(pile["passages"]) & {key for one in before for key in one["passages"]}
    assert "not yet sorted" in spegla("themes", "-p", folder).out


def test_a_pile_is_told_by_no_report_but_counted(grown, spegla):
    folder, _, after = grown
    (pile,) = [one for one in of_needs(after) if one["pile"]]
    answer = spegla("draft", "--format", "md", "-p", folder, "--json")
    (path,) = [one for one in answer.json["files"] if one.endswith(".md")]
    text = (folder / path).read_text("utf-8")
    assert "New material" not in text
    assert "not yet sorted" in text
    assert pile["passages"]


def test_passages_of_a_pile_are_sorted_in_one_step_that_can_be_undone(grown, spegla, listed):
    folder, _, after = grown
    (pile,) = [one for one in of_needs(after) if one["pile"]]
    told = spegla("themes", "sort", "-p", folder, "--json").json["passages"]
    assert {one["passage"] for one in told} >= set(pile["passages"])
    first = next(one for one in told if one["passage"] in pile["passages"])
    to = first["best"][0]["theme"]
    move(folder, first["passage"], to)
    now = of_needs(listed(folder))
    assert first["passage"] in next(one for one in now if one["id"] == to)["passages"]
    assert sum(one["pile"] for one in now) == (len(pile["passages"]) > 1)
    assert listed(folder) == listed(folder)


def move(folder, key, to):
    project = open_(folder)
    cards = theme_board.columns(project, "needs", group="participants")[0].cards
    seen = {card.theme.id: card.version for card in cards if card.theme.id == to or key in card.theme.passages}
    hand = Hand("KL", f"move-{key}")
    theme_deeds.move(project, Seen("needs", "participants", seen), keys=[key], to=to, hand=hand)


def test_nothing_is_put_into_a_pile_or_decided_of_it(grown):
    folder, _, after = grown
    from toolkit.errors import Refused

    theme = next(one for one in of_needs(after) if not one["pile"])
    with pytest.raises(Refused):
        move(folder, theme["passages"][0], "needs-participants-new")
    project = open_(folder)
    seen = Seen("needs", "participants", {})
    with pytest.raises(Refused):
        theme_deeds.rename(project, seen, theme="needs-participants-new", name="A name", hand=Hand("KL", "a"))


def test_a_theme_made_of_a_pile_is_one_and_takes_no_other_of_the_pile(grown, listed):
    folder, _, after = grown
    (pile,) = [one for one in of_needs(after) if one["pile"]]
    project = open_(folder)
    key = pile["passages"][0]
    hand = Hand("KL", "split")
    theme_deeds.split(project, Seen("needs", "participants", {}), keys=[key], name="Nights", hand=hand)
    now = of_needs(listed(folder))
    (made,) = [one for one in now if one["name"] == "Nights"]
    assert (made["passages"], made["pile"]) == ([key], False)
    left = [one for one in now if one["pile"]]
    assert sorted(key for one in left for key in one["passages"]) == sorted(pile["passages"][1:])


def test_what_is_new_is_told_until_somebody_looked(grown, spegla, listed):
    folder, _, after = grown
    new = sum(len(one["new"]) for one in after)
    assert new
    assert theme_looking.look(open_(folder), area="needs", group="participants") > 0
    assert not any(one["new"] for one in of_needs(listed(folder)))
    left = sum(len(one["new"]) for one in listed(folder))
    assert spegla("themes", "seen", "-p", folder, "--json").json == {"seen": left}
    assert not any(one["new"] for one in listed(folder))


def test_anew_says_first_what_changes_and_keeps_what_was_decided(grown, spegla, listed):
    folder, _, after = grown
    theme = next(one for one in of_needs(after) if not one["pile"])
    spegla("themes", "rename", "--coder", "KL", theme["id"], "The way there", "-p", folder)
    change = theme_wishes.change(open_(folder), theme_wishes.all_of(open_(folder), None))
    assert change.sorted_in > 0
    assert [one["id"] for one in listed(folder)] == [one["id"] for one in after]
    now = listed(folder, "--anew", "--yes")
    assert not any(one["pile"] for one in now)
    (kept,) = [one for one in now if one["id"] == theme["id"]]
    assert (kept["name"], kept["named_by_person"]) == ("The way there", True)
    assert set(kept["passages"]) >= set(theme["passages"])
    assert homes(now).keys() == homes(after).keys()


def test_one_area_is_parted_otherwise_and_the_rest_stays(spegla, listed, small):
    before = listed(small)
    told = spegla("themes", "part", "finer", "needs", "participants", "--yes", "-p", small, "--json").json["themes"]
    assert len(of_needs(told)) == len(of_needs(before)) + 1
    ids = {one["id"] for one in of_needs(before)}
    assert ids <= {one["id"] for one in of_needs(told)}, "the largest part goes on under the old id"
    rest = [one for one in told if one not in of_needs(told)]
    assert rest == [one for one in before if one not in of_needs(before)]
    assert listed(small, "--anew", "--yes") == listed(small)
    assert len(of_needs(listed(small))) == len(of_needs(told)), "what was wished is remembered"
    spegla("themes", "part", "middle", "--yes", "-p", small)
    assert len(of_needs(listed(small))) == len(of_needs(before))


@pytest.mark.parametrize("how", [("finer",), ("few", "needs"), ("so-so",), ("finer", "needs", "nobody")])
def test_a_wish_that_says_nothing_is_told(spegla, listed, small, how):
    listed(small)
    assert spegla("themes", "part", *how, "--yes", "-p", small).code in (1, 2)


def test_a_removed_source_takes_its_passages_and_nothing_else(spegla, listed, small):
    before = homes(listed(small))
    spegla("sources", "remove", "p01.txt", "--yes", "-p", small)
    after = homes(listed(small))
    assert after == {place: id_ for place, id_ in before.items() if not place[2].startswith("p01.txt:")}


def test_new_material_may_hold_no_words_of_those_who_withdrew(grown, spegla):
    folder, _, _ = grown
    told = json.dumps(spegla("themes", "sort", "-p", folder, "--json").json)
    assert "SEVENSECRET" not in told
    assert "p07.txt" not in told
    assert not any("p07" in key for key in theme_sorting.apart(open_(folder), "needs", "participants"))
