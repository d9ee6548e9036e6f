"""The board of obstacles: by level and priority, each with what bears it out, and what an obstacle may rest on."""

from __future__ import annotations

import shutil

import pytest

from tests.services.themed import NOW, hand, themed_once  # noqa: F401
from tests.services.two_sides import in_database, place, words_of
from toolkit.domain.reflection.obstacles import Level, Obstacle
from toolkit.errors import NotFound, Refused
from toolkit.services.comparing import assignments
from toolkit.services.obstacles import obstacle_deeds, obstacle_views
from toolkit.services.obstacles.obstacle_deeds import Seen
from toolkit.services.obstacles.obstacle_views import board, form, one
from toolkit.services.projects.project import open_project
from toolkit.services.themes import themes


@pytest.fixture
def project(themed_once, tmp_path):  # noqa: F811
    return open_project(shutil.copytree(themed_once, tmp_path / "project"), now=NOW)


def key_of(project, person="P01"):
    span = place(project.folder, person)
    return f"{person.lower()}.txt:{span.start}-{span.end}"


def write(project, text="The bus", level=Level.SOCIETY, **more):
    return obstacle_deeds.write(project, Obstacle(text, level, **more), hand())


def claim(folder):
    values = "1, '{who} tell of it', 'finding', 'participants', 'needs', '[]', '[]', 1, 'KL', "
    columns = 'id, text, kind, "group", area, themes, questions, position, coder, at, revision'
    in_database(folder, f"INSERT INTO claim ({columns}) VALUES ({values} '2026-05-01T09:00:00.000000+00:00', 1)")


def test_a_board_of_nothing_has_all_levels_in_order(project):
    assert board(project) == {level: [] for level in Level}
    assert list(board(project)) == list(Level)


def test_cards_stand_under_their_level_in_order_of_priority(project):
    write(project, "b")
    write(project, "a", Level.INTERACTION)
    last = write(project, "c")
    obstacle_deeds.move(project, last, 1, hand())
    found = board(project)
    assert [card.obstacle.text for card in found[Level.SOCIETY]] == ["c", "b"]
    assert [card.obstacle.text for card in found[Level.INTERACTION]] == ["a"]


def test_a_card_tells_the_words_of_its_passages_where_they_stand(project):
    write(project, passages=(key_of(project), key_of(project, "P02")))
    ((card,),) = [own for own in board(project).values() if own]
    assert [(each.text, each.source, each.turn, each.later) for each in card.passages] == [
        (words_of("P01"), 1, 2, False),
        (words_of("P02"), 2, 2, False),
    ]


@pytest.mark.parametrize(("lifted", "later"), [("2025-03-10", True), ("2025-03-11", False), ("2025-03-12", False)])
def test_words_of_a_day_after_it_was_lifted_are_told_as_later(project, lifted, later):
    number = write(project, passages=(key_of(project),))
    obstacle_deeds.lift(project, Seen(number), "The board", lifted, hand())
    (card,) = board(project)[Level.SOCIETY]
    assert [each.later for each in card.passages] == [later]


def test_words_of_who_withdrew_are_on_no_card(project):
    write(project, passages=(key_of(project), key_of(project, "P02")))
    register = project.folder / "interviews" / "respondents.csv"
    register.write_text(register.read_text("utf-8").replace("P01,participants,,given", "P01,participants,,withdrawn"))
    (card,) = board(open_project(project.folder, now=NOW))[Level.SOCIETY]
    assert [each.text for each in card.passages] == [words_of("P02")]


def test_only_so_many_passages_of_a_card_are_shown(project, monkeypatch):
    monkeypatch.setattr(obstacle_views, "MOST", 1)
    write(project, passages=(key_of(project), key_of(project, "P02")))
    (card,) = board(project)[Level.SOCIETY]
    assert len(card.passages) == 1


def test_claims_and_themes_that_bear_it_out_are_told_by_their_words_and_groups(project):
    claim(project.folder)
    with project.store() as store:
        theme = themes.as_kept(project, store)[0].themes[0]
    write(project, claims=(1,), themes=(theme.id,))
    (card,) = board(project)[Level.SOCIETY]
    assert [(each.id, each.text) for each in card.claims] == [(1, "… tell of it.")]
    ((told, group),) = card.themes
    assert told.id == theme.id
    assert group in ("Participants", "Team")


def test_an_obstacle_is_found_by_its_number(project):
    number = write(project)
    assert one(project, number).text == "The bus"
    with pytest.raises(NotFound, match="no obstacle 9") as refused:
        one(project, 9)
    assert "spegla obstacles" in refused.value.hint


def test_what_it_may_rest_on_is_all_that_is_told_and_what_is_gone_is_named_by_its_id(project):
    claim(project.folder)
    with project.store() as store:
        every = [theme for theme in themes.as_kept(project, store)[0].themes if theme.told]
    found = form(project, Obstacle("", Level.SOCIETY, claims=(1, 8), themes=(every[0].id, "gone")))
    assert found.claims == ((1, "… tell of it.", "Participants"),)
    assert {theme.id for own in found.themes.values() for theme in own} == {theme.id for theme in every}
    assert (found.gone_claims, found.gone_themes) == ((8,), ("gone",))
    assert set(found.themes) <= {"Participants", "Team"}


def test_who_codes_blind_sees_no_board(project):
    assignments.assign(project, "MS", ["p01.txt"])
    blind = project.again(NOW, viewer="MS")
    for look in (lambda: board(blind), lambda: form(blind, Obstacle("", Level.SOCIETY))):
        with pytest.raises(Refused):
            look()
