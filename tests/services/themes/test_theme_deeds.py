"""Deeds on themes: obeyed by every later clustering, undone even after one, never done on what was not seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

import pytest

from tests.material import SAID, codings_table
from toolkit.errors import ConflictError, Refused
from toolkit.services.material.hands import Hand
from toolkit.services.projects import steps
from toolkit.services.projects.project import open_project
from toolkit.services.themes import theme_board, theme_deeds, themes
from toolkit.services.themes.theme_deeds import Seen

NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
COMMANDS = count(1)


def hand(command: str = "", coder: str = "KL") -> Hand:
    return Hand(coder, command or f"command-{next(COMMANDS)}")


def seen(*cards, group="participants") -> Seen:
    return Seen("needs", group, {card.theme.id: card.version for card in cards})


@pytest.fixture
def project(spegla, suggested):
    """A project whose themes rest on the codings of the first twelve passages; the rest is in rest.csv."""
    for name, said in (("first", SAID[:12]), ("rest", SAID[12:])):
        (suggested / f"{name}.csv").write_text(codings_table(said), "utf-8")
    spegla("codings", "import", suggested / "first.csv", "--coder", "KL", "-p", suggested)
    project = open_project(suggested, now=NOW)
    themes.themes(project)
    return project


def cards(project, group="participants"):
    (column,) = theme_board.columns(project, "needs", group=group)
    return column.cards, column.aside


def found_anew(spegla, project):
    """The themes after the rest was coded and they were found anew, by id."""
    spegla("codings", "import", project.folder / "rest.csv", "--coder", "KL", "-p", project.folder)
    themes.themes(project)
    shown, aside = cards(project)
    return {card.theme.id: card.theme for card in (*shown, *aside)}


def test_what_was_moved_apart_stays_apart_when_more_is_coded(spegla, project):
    first = max(cards(project)[0], key=lambda card: len(card.theme.passages))
    keys = list(first.theme.passages[:2])
    theme_deeds.split(project, seen(first), keys=keys, name="Nights", hand=hand())
    now = found_anew(spegla, project)
    (made,) = [theme for theme in now.values() if theme.name == "Nights"]
    rest = set(first.theme.passages[2:])
    assert set(keys) <= set(made.passages)
    assert not rest & set(made.passages)
    assert rest <= set(now[first.theme.id].passages)


def test_a_deed_is_undone_even_after_the_themes_were_found_anew(spegla, project):
    before = {card.theme.id: card.theme for card in cards(project)[0]}
    first = cards(project)[0][0]
    theme_deeds.rename(project, seen(first), theme=first.theme.id, name="Getting there", hand=hand())
    assert found_anew(spegla, project)[first.theme.id].name == "Getting there"
    steps.undo(project, coder="KL", command="undo-it")
    (theme,) = [card.theme for card in cards(project)[0] if card.theme.id == first.theme.id]
    assert not theme.named
    assert theme.name != "Getting there"
    steps.redo(project, coder="KL", command="redo-it")
    (theme,) = [card.theme for card in cards(project)[0] if card.theme.id == first.theme.id]
    assert (theme.name, theme.named) == ("Getting there", True)
    assert before.keys() & {card.theme.id for card in cards(project)[0]}


def test_new_voices_are_not_set_aside_unseen(spegla, project):
    for card in cards(project)[0]:
        theme_deeds.put_aside(project, seen(card), theme=card.theme.id, aside=True, hand=hand())
    shown, aside = cards(project)
    assert shown == ()
    set_aside = {key for card in aside for key in card.theme.passages}
    (project.folder / "more.csv").write_text(codings_table([replace(SAID[0], codes=("needs/health",))]), "utf-8")
    spegla("codings", "import", project.folder / "more.csv", "--coder", "B", "-p", project.folder)
    table = codings_table([replace(SAID[9], codes=("needs/work",))])
    (project.folder / "new.csv").write_text(table, "utf-8")
    spegla("codings", "import", project.folder / "new.csv", "--coder", "KL", "-p", project.folder)
    themes.themes(project)
    shown, aside = cards(project)
    assert {key for card in aside for key in card.theme.passages} == set_aside
    assert [len(card.theme.passages) for card in shown] == [1]


def test_the_themes_need_not_be_found_anew_after_a_deed(project):
    first = cards(project)[0][0]
    theme_deeds.put_aside(project, seen(first), theme=first.theme.id, aside=True, hand=hand())
    with project.store() as store:
        assert not themes.outdated(project, store)


def test_what_was_not_seen_is_not_changed(project):
    first = cards(project)[0][0]
    theme_deeds.rename(project, seen(first), theme=first.theme.id, name="One", hand=hand(coder="B"))
    with pytest.raises(ConflictError):
        theme_deeds.rename(project, seen(first), theme=first.theme.id, name="Two", hand=hand())
    assert cards(project)[0][0].theme.name == "One"
    with pytest.raises(ConflictError):
        theme_deeds.move(project, seen(), keys=["p01.txt:0-5"], to=first.theme.id, hand=hand())
    with pytest.raises(ConflictError):
        theme_deeds.split(project, seen(), keys=[], name="Nothing", hand=hand())


def test_two_deeds_under_one_command_are_one(project):
    first = cards(project)[0][0]
    for name in ("One", "Two"):
        theme_deeds.rename(project, seen(first), theme=first.theme.id, name=name, hand=hand("the-very-same"))
    assert cards(project)[0][0].theme.name == "One"
    assert [one.verb for one in steps.history(project, "KL")] == ["theme rename"]


@pytest.mark.parametrize("name", ["", "  \n ", "x" * 300])
def test_a_name_is_a_line_of_words(project, name):
    first = cards(project)[0][0]
    with pytest.raises(Refused):
        theme_deeds.rename(project, seen(first), theme=first.theme.id, name=name, hand=hand())


def test_the_journal_holds_no_words(project):
    first = cards(project)[0][0]
    theme_deeds.rename(project, seen(first), theme=first.theme.id, name="Hemligheten", hand=hand())
    with project.store() as store, store.reading() as connection:
        lines = connection.exec_driver_sql("SELECT verb, detail FROM journal").all()
    assert not any("Hemlig" in detail for _, detail in lines)
    assert "theme rename" in {verb for verb, _ in lines}


def test_a_card_tells_where_each_passage_stands(project):
    (first, *_) = cards(project)[0]
    passage = first.passages[0]
    with project.store() as store, store.reading() as connection:
        text, start = connection.exec_driver_sql(
            "SELECT source.text, turn.start FROM source JOIN turn ON turn.source_id = source.id "
            "WHERE source.id = ? AND turn.number = ?",
            (passage.source, passage.turn),
        ).one()
    assert text[start + passage.start : start + passage.end] == passage.text
