"""The board: each area's themes by group, what a card shows of them, and nobody whose words may not be used."""

import shutil

import pytest

from tests.material import SAID
from tests.services import themes_found
from tests.services.registers_told import NOW, told
from toolkit import messages
from toolkit.domain.codings.schemes import AREAS
from toolkit.domain.codings.segments import place_of
from toolkit.domain.themes.themes import Theme
from toolkit.errors import NotFound
from toolkit.services.material import adding
from toolkit.services.projects.project import open_project
from toolkit.services.themes import theme_board, theme_looking, themes
from toolkit.services.themes.theme_board import FIRST, Card, Column, Place

WELL = "Well, I do not really know what to say about that one."


@pytest.fixture(scope="module")
def project(small_coded, tmp_path_factory):
    return open_project(themes_found.once(tmp_path_factory, small_coded), now=NOW)


@pytest.fixture
def own(project, tmp_path):
    return shutil.copytree(project.folder, tmp_path / "small")


def only(project, area, group="participants"):
    (column,) = theme_board.columns(project, area, group=group)
    return column


def test_the_areas_stand_in_the_scheme_s_order_with_how_many_themes_each_has(project):
    found = theme_board.areas(project)
    assert [one.area for one in found] == list(AREAS)
    assert [one.number for one in found] == list(range(1, 7))
    assert {one.area: one.themes for one in found if one.themes} == {"needs": 2, "solutions": 1, "learning": 1}
    assert all(one.title for one in found)
    messages.use_language("sv")
    assert found[1].title != theme_board.areas(project)[1].title


@pytest.mark.parametrize(("cell", "people"), themes_found.CELLS.items())
def test_a_column_tells_its_theme_with_whoever_carries_it(project, cell, people):
    column = only(project, *cell)
    (card,) = column.cards
    assert sorted(card.theme.people) == list(people)
    assert (column.themes, column.new, column.machine, column.aside, card.loose) == (1, 0, False, (), False)
    assert (column.area, column.group) == cell


def test_groups_stand_in_the_project_s_order(project):
    columns = theme_board.columns(project, "needs")
    assert [(one.group, one.group_title) for one in columns] == [("participants", "Participants"), ("team", "Team")]
    assert theme_board.columns(project, "actors") == []
    assert theme_board.columns(project, "needs", group="employers") == []


def test_asked_are_those_of_the_group_who_were_asked_or_raised_it(project):
    """Nobody asked P09 and P10 about learning; P07 has withdrawn. The team has no guide: all count as asked."""
    assert only(project, "learning").asked == 7
    assert only(project, "needs").asked == 9
    assert only(project, "needs", "team").asked == 3


def test_a_card_shows_its_most_typical_passages_where_the_reading_screen_has_them(project):
    card = only(project, "needs").cards[0]
    assert [one.key for one in card.passages] == list(card.theme.passages[:FIRST])
    said = {one.words: one.person for one in SAID}
    for one in card.passages:
        assert (said[one.text], one.new) == (one.respondent, False)
        assert (one.start, one.end) == (0, len(one.text))
        assert place_of(one.key)[0] == f"{one.respondent.lower()}.txt"


def test_places_are_counted_as_the_browser_does(own, tmp_path):
    path = tmp_path / "astral.txt"
    path.write_text("I: Well?\nP03: 👩‍🦽 å. I have learned to fly 👩.\n", "utf-8")
    adding.add(open_project(own, now=NOW), [path])
    project = themes_found.code(own, ("astral.txt", "I have learned to fly 👩", "learning/insight"))
    themes.themes(project)
    shown = [one for card in only(open_project(own, now=NOW), "learning").cards for one in card.passages]
    (one,) = [one for one in shown if one.respondent == "P03"]
    before = len("👩‍🦽 å. ".encode("utf-16-le")) // 2
    assert (one.start, one.end) == (before, before + len("I have learned to fly ") + 2)


def test_every_passage_of_a_theme_is_given_and_one_that_is_gone_is_told(project):
    card = only(project, "solutions").cards[0]
    place = Place(3, "solutions", "Solutions", 1)
    every = theme_board.all_passages(project, place, "participants", card.theme.id)
    assert [one.key for one in every] == list(card.theme.passages)
    assert len(every) == 6
    for group, key in (("participants", "d99"), ("team", card.theme.id)):
        with pytest.raises(NotFound, match="no longer there"):
            theme_board.all_passages(project, place, group, key)


def test_what_came_since_somebody_looked_is_new_on_card_column_and_passage(own):
    project = themes_found.code(own, ("p03.txt", WELL, "learning/insight"))
    themes.themes(project)
    project = open_project(own, now=NOW)
    column = only(project, "learning")
    assert (column.new, sum(card.new for card in column.cards)) == (1, 1)
    card = next(card for card in column.cards if card.new)
    passages = theme_board.all_passages(project, Place(6, "learning", "", 1), "participants", card.theme.id)
    assert [one.respondent for one in passages if one.new] == ["P03"]
    theme_looking.look(project, area="learning")
    assert only(project, "learning").new == 0


def test_nobody_whose_words_may_not_be_used_is_on_the_board(own):
    project = told(own, P01={"consent": "withdrawn"}, P02={"consent_until": "2025-10-19"})
    assert theme_board.columns(project, "learning") == []
    column = only(project, "solutions")
    assert sorted(column.cards[0].theme.people) == ["P03", "P04", "P05", "P06"]
    assert column.asked == 7
    shown = theme_board.all_passages(project, Place(3, "solutions", "", 1), "participants", column.cards[0].theme.id)
    assert {one.respondent for one in shown} == {"P03", "P04", "P05", "P06"}


def card(**more):
    theme = Theme("t", "needs", "team", "T", (), tuple("abcdef"), {"P01": 6}, **more)
    return Card(theme, "1", (), loose=False, new=2)


def test_a_pile_shows_all_it_holds_and_is_no_theme():
    assert theme_board.first(card().theme) == ("a", "b", "c")
    assert theme_board.first(card(pile=True).theme) == tuple("abcdef")
    column = Column("needs", "team", "", "", 3, (card(), card(pile=True)), (card(aside=True, machine=True),))
    assert (column.themes, column.new, column.machine) == (1, 6, True)
    assert Column("needs", "team", "", "", 3, (), ()).machine is False


def test_a_column_without_sure_structure_says_so():
    stable, chance = (card(stability=0.9, chance=0.0), card(stability=0.9, chance=0.9))
    assert not Column("needs", "team", "", "", 3, (stable, chance), ()).unstructured
    assert Column("needs", "team", "", "", 3, (chance, chance), ()).unstructured
    assert not Column("needs", "team", "", "", 3, (card(),), ()).unstructured
