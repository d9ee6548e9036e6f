"""Where the passages of kept themes stand: in which cell, in whose turn, with which words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.storage.material import NOW, place, put_source
from toolkit.domain.sources.sources import Role
from toolkit.domain.themes.theme_board import Decided
from toolkit.domain.themes.themes import Theme, ThemeDecision
from toolkit.errors import NotFound
from toolkit.storage.database import steps
from toolkit.storage.findings import themes
from toolkit.storage.findings.themes import Cell, PlacedPassage
from toolkit.storage.sources import sources
from toolkit.storage.suggesting import runs
from toolkit.storage.suggesting.runs import Run

ROWS = (
    ("I", None, "Hur gick det?"),
    ("D01", "D01", "Jag sov dåligt. Sen kom våren."),
    ("D02", "D02", "Bussen går sällan."),
)
NEEDS, ACTORS = Cell("needs", "team"), Cell("actors", "team")


def key_of(connection, number, said):
    span = place(connection, number, said)
    return f"{sources.name_of(connection, number)}:{span.start}-{span.end}"


@pytest.fixture
def number(connection):
    return put_source(connection, "a 1-2: b.txt", ROWS)


@pytest.fixture
def keys(connection, number):
    return {said: key_of(connection, number, said) for said in ("Sen kom våren.", "Jag sov", "Bussen går", "Hur gick")}


@pytest.fixture
def kept(connection, keys):
    """Two themes of needs, one of them a pile of new material, one of actors, and one of another group."""
    one = Theme("t1", "needs", "team", "Sömn", (), (keys["Sen kom våren."], keys["Jag sov"]), {})
    others = (
        replace(one, id="t2", area="actors", passages=(keys["Bussen går"],)),
        replace(one, id="t3", group="participants", passages=(keys["Jag sov"],)),
        replace(one, id="t4", passages=(keys["Bussen går"],), pile=True),
    )
    run = runs.record(connection, Run("themes", "1", {}, NOW, "f"))
    themes.replace_all(connection, [one, *others], run=run)
    return {theme.id: theme for theme in (one, *others)}


@pytest.mark.parametrize(
    ("at", "found"),
    [
        (Cell(), ["t1", "t2", "t3", "t4"]),
        (Cell("needs"), ["t1", "t3", "t4"]),
        (NEEDS, ["t1", "t4"]),
        (ACTORS, ["t2"]),
        (Cell("system"), []),
    ],
)
def test_themes_are_read_by_area_and_group_with_their_own_passages(connection, kept, at, found):
    assert themes.each(connection, at) == [kept[key] for key in found]


def test_one_theme_is_read_without_its_passages(connection, kept):
    assert themes.one(connection, "t2") == replace(kept["t2"], passages=())


def test_cells_count_their_themes_and_no_piles(connection, kept):
    assert sorted(themes.cells(connection)) == [
        ("actors", "team", 1),
        ("needs", "participants", 1),
        ("needs", "team", 1),
    ]


def test_the_theme_that_holds_a_passage_is_looked_for_in_its_cell(connection, number, keys, kept):
    assert themes.holding(connection, NEEDS, keys["Jag sov"]) == "t1"
    assert themes.holding(connection, Cell("needs", "participants"), keys["Jag sov"]) == "t3"
    assert themes.holding(connection, ACTORS, keys["Jag sov"]) is None
    span = place(connection, number, "Jag sov")
    name = sources.name_of(connection, number)
    for start, end in ((span.start, span.end + 1), (span.start + 1, span.end)):
        assert themes.holding(connection, NEEDS, f"{name}:{start}-{end}") is None
    put_source(connection, "b.txt", ROWS)
    assert themes.holding(connection, NEEDS, f"b.txt:{span.start}-{span.end}") is None


def test_who_speaks_in_each_passage_is_told_by_its_key(connection, keys, kept):
    assert themes.voices(connection, NEEDS) == {
        keys["Sen kom våren."]: "D01",
        keys["Jag sov"]: "D01",
        keys["Bussen går"]: "D02",
    }
    assert themes.voices(connection, ACTORS) == {keys["Bussen går"]: "D02"}


def test_nobody_says_a_record_and_the_interviewer_is_no_voice(connection, number, keys, kept):
    asked, one, other = sources.by_id(connection, number).turns
    record = replace(one, role=Role.RECORD)
    nobody = replace(other, role=Role.UNKNOWN, respondent=None)
    sources.replace_turns(connection, sources.name_of(connection, number), (asked, record, nobody))
    assert themes.voices(connection, NEEDS) == {keys["Sen kom våren."]: "", keys["Jag sov"]: ""}
    assert [one.respondent for one in themes.placed(connection, [keys["Jag sov"]])] == [""]


def test_passages_are_placed_with_their_words_and_what_stands_before_in_the_turn(connection, number, keys):
    wanted = [keys[said] for said in ("Bussen går", "Sen kom våren.", "Jag sov")]
    assert themes.placed(connection, wanted) == [
        PlacedPassage(wanted[0], number, "D02", "Bussen går", 2, ""),
        PlacedPassage(wanted[1], number, "D01", "Sen kom våren.", 1, "Jag sov dåligt. "),
        PlacedPassage(wanted[2], number, "D01", "Jag sov", 1, ""),
    ]


def test_passages_of_several_sources_are_each_placed_in_their_own(connection, number, keys):
    other = put_source(connection, "b.txt", (("D09", "D09", "Vi väntar på svar."),))
    there = key_of(connection, other, "Vi väntar")
    found = themes.placed(connection, [keys["Jag sov"], there, keys["Bussen går"]])
    assert {(one.source_id, one.text, one.respondent) for one in found} == {
        (number, "Jag sov", "D01"),
        (number, "Bussen går", "D02"),
        (other, "Vi väntar", "D09"),
    }
    assert themes.placed(connection, []) == []
    with pytest.raises(NotFound):
        themes.placed(connection, ["gone.txt:1-2"])


def test_decisions_are_read_by_area_and_group(connection, kept, keys):
    here = ThemeDecision("d1", "needs", "team", frozenset([keys["Jag sov"]]), "Natten")
    there = ThemeDecision("d2", "actors", "team", frozenset([keys["Bussen går"]]), aside=True)
    step = steps.begin(connection, "decide", coder="A", command="c", now=NOW)
    themes.decide(step, Decided((here, there)))
    assert themes.decisions(connection) == [here, there]
    assert themes.decisions(connection, NEEDS) == [here]
    assert themes.decisions(connection, ACTORS) == [there]
    assert [themes.decided(connection, at) for at in (NEEDS, ACTORS, Cell("needs", "participants"), Cell())] == [
        *(True, True, False, True),
    ]
