"""What a pack can be made of for its readers: claims and themes with their counts, and none that nobody speaks for."""

from __future__ import annotations

import shutil

import pytest

from tests.services.themed import NOW, themed_once  # noqa: F401
from tests.services.two_sides import in_database
from toolkit.domain.sources.audiences import Audience
from toolkit.messages import use_language
from toolkit.services.material.hands import Hand
from toolkit.services.packs.pack_choices import MAY_SEE, choices, insiders, may_see
from toolkit.services.projects.project import open_project
from toolkit.services.themes import themes


@pytest.fixture
def project(themed_once):  # noqa: F811
    return open_project(themed_once, now=NOW)


def test_every_theme_that_is_told_can_be_chosen_under_its_area(project):
    found = choices(project, "external")
    with project.store() as store:
        kept = {one.id: one for one in themes.as_kept(project, store)[0].themes}
    chosen = {one.id: (title, one) for title, own in found.areas for one in own}
    assert set(chosen) == {key for key, one in kept.items() if one.told and one.people}
    for key, (title, one) in chosen.items():
        assert title == project.scheme_file.codes[kept[key].area].title["en"]
        assert (one.name, one.people, one.machine) == (kept[key].name, len(kept[key].people), kept[key].machine)
    order = [project.scheme_file.codes[path].title["en"] for path in project.scheme_file.codes]
    titles = [title for title, _ in found.areas]
    assert titles == sorted(titles, key=order.index)
    assert found.claims == ()


def test_a_claim_can_be_chosen_with_how_many_bear_it_out(themed_once, tmp_path):  # noqa: F811
    folder = shutil.copytree(themed_once, tmp_path / "project")
    with (opened := open_project(folder, now=NOW)).store() as store:
        best = max(themes.as_kept(opened, store)[0].themes, key=lambda one: len(one.people))
    values = f"1, '{{who}} tell of it', 'finding', '{best.group}', '{best.area}', '[\"{best.id}\"]', '[]', 1, 'KL', "
    columns = 'id, text, kind, "group", area, themes, questions, position, coder, at, revision'
    in_database(folder, f"INSERT INTO claim ({columns}) VALUES ({values} '2026-05-01T09:00:00.000000+00:00', 1)")
    (one,) = choices(open_project(folder, now=NOW), "external").claims
    assert (one.id, one.themes) == (1, (best.id,))
    assert one.k == len(best.people)
    assert one.n >= one.k
    assert one.against == 0
    assert one.group == "Participants"
    assert "{who}" not in one.text


def test_a_theme_that_was_set_aside_cannot_be_chosen(themed_once, tmp_path):  # noqa: F811
    from toolkit.services.themes import theme_deeds
    from toolkit.services.themes.theme_deeds import Seen

    folder = shutil.copytree(themed_once, tmp_path / "project")
    project = open_project(folder, now=NOW)
    first = choices(project, "external").areas[0][1][0]
    with project.store() as store:
        theme = next(one for one in themes.as_kept(project, store)[0].themes if one.id == first.id)
    seen = Seen(theme.area, theme.group, {})
    theme_deeds.put_aside(project, seen, theme=first.id, aside=True, hand=Hand("KL", "aside"))
    left = {one.id for _, own in choices(open_project(folder, now=NOW), "external").areas for one in own}
    assert first.id not in left


def test_what_readers_may_see_said_is_one_sentence_and_the_strictest_for_those_unknown():
    english = {key: may_see(key) for key in MAY_SEE}
    assert len(set(english.values())) == len(MAY_SEE)
    assert may_see("anybody else") == may_see("team")
    use_language("sv")
    assert not {may_see(key) for key in MAY_SEE} & set(english.values())


def test_packs_are_for_audiences_with_insiders_by_their_number(project):
    found = insiders(project)
    keys = list(project.settings.audiences)
    assert found
    assert all(keys[number - 1] == key for number, key in found)
    every: list[Audience] = [project.settings.audiences[key] for _, key in found]
    assert all(one.insiders for one in every)
    assert "external" not in [key for _, key in found]
