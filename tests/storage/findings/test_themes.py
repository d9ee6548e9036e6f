from __future__ import annotations

from dataclasses import replace

import pytest

from toolkit.domain.codings.segments import place_of
from toolkit.domain.texts.text import Span
from toolkit.domain.themes.theme_board import Decided
from toolkit.domain.themes.themes import Theme, ThemeDecision
from toolkit.errors import NotFound
from toolkit.storage.database import steps
from toolkit.storage.findings import themes
from toolkit.storage.sources import sources
from toolkit.storage.suggesting.runs import Run, record


@pytest.fixture
def keys(put):
    """Passage keys in two sources, one with awkward marks in its name."""
    return [
        f"{source.name}:{turn.span.start}-{turn.span.end}"
        for source in (put("grupp: 1-2.txt"), put("a.txt"))
        for turn in source.turns[1:]
    ]


def replaced(store, now, made):
    with store.writing("themes", now=now) as change:
        run = record(change.connection, Run("themes", "1", {}, now, "f"))
        themes.replace_all(change.connection, made, run=run)
    with store.reading() as connection:
        return themes.each(connection)


def test_themes_come_back_as_they_were_in_order(store, keys, now):
    spread = {"D02": 2, "D01": 1}
    first = Theme("z", "needs", "team", "Att våga", ("våga", "mod"), tuple(keys[::-1]), spread, stability=0.75)
    second = Theme("a", "needs", "team", "Tid", ("tid",), (keys[0],), {"D01": 1}, named=True, machine=True)
    found = replaced(store, now, [first, second])
    assert found == [first, second]
    assert list(found[0].spread) == ["D02", "D01"]
    assert replaced(store, now, [second]) == [second]
    assert replaced(store, now, []) == []


def test_decisions_are_kept_in_order_changed_and_removed(store, keys, now):
    first = ThemeDecision("z", "needs", "team", frozenset(keys), "Mitt namn")
    second = ThemeDecision("a", "needs", "team", frozenset(keys[:1]))
    changed = replace(first, passages=frozenset(keys[2:]), name=None)
    with store.writing("decide", now=now) as change:
        step = steps.begin(change.connection, "decide", coder="A", command="c1", now=now)
        for decision in (first, second, changed):
            themes.decide(step, Decided((decision,)))
        assert themes.decisions(change.connection) == [changed, second]
        themes.decide(step, Decided((), ("a", "unknown")))
        assert themes.decisions(change.connection) == [changed]


@pytest.mark.parametrize("key", ["x.txt:1-2", "a.txt", "a.txt:1", "a.txt:x-y", "a.txt:-1-2", ""])
def test_a_passage_that_is_not_there_is_told(store, keys, now, key):
    theme = Theme("t", "needs", "team", "Namn", (), (key,), {})
    with pytest.raises(NotFound):
        replaced(store, now, [theme])
    with pytest.raises(NotFound), store.writing("decide", now=now) as change:
        themes.decide(
            steps.begin(change.connection, "decide", coder="A", command="c1", now=now),
            Decided((ThemeDecision("d", "needs", "team", frozenset([key])),)),
        )


def test_the_cells_whose_themes_hold_any_of_some_words_are_told_once(store, keys, now):
    made = [
        Theme("a", "needs", "team", "A", (), (keys[0], keys[1]), {}),
        Theme("b", "needs", "team", "B", (), (keys[0],), {}),
        Theme("c", "actors", "", "C", (), (keys[0],), {}),
        Theme("d", "learning", "team", "D", (), (keys[-1],), {}),  # of the other source
    ]
    replaced(store, now, made)
    name, span = place_of(keys[0])
    with store.reading() as connection:
        source = sources.id_of(connection, name)
        found = themes.cells_at(connection, source, Span(span.start + 1, span.end + 40))
        assert sorted((one.area, one.group) for one in found) == [("actors", ""), ("needs", "team")]
        assert themes.cells_at(connection, source, Span(0, span.start)) == []
