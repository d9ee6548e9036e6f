from __future__ import annotations

import tracemalloc
from dataclasses import replace

import pytest

from toolkit.domain.codings.codings import Decision, Suggestion, Verdict
from toolkit.domain.codings.memos import Memo
from toolkit.domain.comparing.settlements import Settlement
from toolkit.domain.sources.sources import Role
from toolkit.domain.themes.theme_board import Decided
from toolkit.domain.themes.themes import Theme, ThemeDecision
from toolkit.errors import ConflictError, DamagedProject, NotFound
from toolkit.storage.codings import codings, memos, settlements
from toolkit.storage.database import steps
from toolkit.storage.findings import themes
from toolkit.storage.sources import sources
from toolkit.storage.suggesting import suggestions
from toolkit.storage.suggesting.runs import Run, latest, record
from toolkit.storage.tables.schema import source as table


def test_a_source_comes_back_as_it_was_kept(store, put):
    source = put("d01.txt", respondent="D01", date="2026-02-03")
    with store.reading() as connection:
        assert sources.get(connection, "d01.txt") == source
        assert sources.text(connection, "d01.txt") == source.text
        assert sources.original(connection, "d01.txt") == source.text.encode()
        assert sources.by_sha(connection, source.sha256) == "d01.txt"
        assert sources.by_sha(connection, "0" * 64) is None


def test_a_kept_file_that_cannot_be_unpacked_is_told_as_damage(store, put, now):
    put("d01.txt")
    with store.writing("test", now=now) as change:
        change.connection.execute(table.update().values(original=b"no zip"))
        with pytest.raises(DamagedProject):
            sources.original(change.connection, "d01.txt")


def test_a_source_is_found_by_its_number(store, put):
    put("a.txt")
    source = put("b.txt")
    with store.reading() as connection:
        number = sources.id_of(connection, "b.txt")
        assert sources.name_of(connection, number) == "b.txt"
        assert sources.by_id(connection, number) == source
        for ask in (sources.name_of, sources.by_id):
            with pytest.raises(NotFound):
                ask(connection, 99)


def test_an_unknown_name_is_told_with_the_names_there_are(store, put):
    with store.reading() as connection, pytest.raises(NotFound) as caught:
        sources.get(connection, "x.txt")
    assert "spegla add" in caught.value.hint
    put("d01.txt")
    with store.reading() as connection:
        for ask in (sources.get, sources.text, sources.original):
            with pytest.raises(NotFound) as caught:
                ask(connection, "x.txt")
            assert "d01.txt" in caught.value.hint
        with pytest.raises(NotFound):
            list(sources.each(connection, ["d01.txt", "x.txt"]))


def test_the_same_name_or_content_twice_is_a_conflict(store, put, make_source, now):
    source = put("d01.txt")
    again = [replace(source, name="other.txt"), make_source("d01.txt", (("D01", "D01", "annat"),))]
    for new in again:
        with pytest.raises(ConflictError), store.writing("add", now=now) as change:
            sources.add(change.connection, new, original=new.text.encode(), words=1)


def test_a_hash_of_other_bytes_is_refused(store, make_source, now):
    with pytest.raises(ValueError, match="sha256"), store.writing("add", now=now) as change:
        sources.add(change.connection, make_source(), original=b"other", words=1)


def test_sources_come_in_name_order_all_or_the_wanted(store, put):
    made = {name: put(name) for name in ("c.txt", "a.txt", "b.txt")}
    with store.reading() as connection:
        assert sources.names(connection) == ["a.txt", "b.txt", "c.txt"]
        assert list(sources.each(connection)) == [made[name] for name in sorted(made)]
        assert [each.name for each in sources.each(connection, ["c.txt", "a.txt"])] == ["a.txt", "c.txt"]


def test_sources_are_streamed_one_at_a_time(store, put):
    for number in range(20):
        put(f"{number:02}.txt", (("D01", "D01", f"{number:02}-" * 40_000),))
    with store.reading() as connection:
        tracemalloc.start()
        largest = max(len(each.text) for each in sources.each(connection))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 6 * largest


def test_the_overview_counts_turns_voices_and_words(store, put):
    put("b.txt")
    put("a.txt", (("I", None, "Ja?"),), method="telefon")
    with store.reading() as connection:
        empty, full = sources.overview(connection)
    assert (empty.name, empty.turns, empty.respondents, empty.respondent_words) == ("a.txt", 1, (), 0)
    assert empty.facts == {"method": "telefon"}
    assert (full.turns, full.respondents, full.respondent_words) == (3, ("D01", "D02"), 13)


def test_voices_stand_in_order_of_first_turn(store, put):
    rows = (("B", "Z9", "ett"), ("A", "A1", "två"), ("B", "Z9", "tre"))
    put("g.txt", rows)
    with store.reading() as connection:
        assert sources.overview(connection)[0].respondents == ("Z9", "A1")


def test_turns_are_replaced(store, put, now):
    source = put()
    turns = tuple(replace(turn, role=Role.UNKNOWN, respondent=None) for turn in source.turns[1:])
    with store.writing("place", now=now) as change:
        sources.replace_turns(change.connection, source.name, turns)
    with store.reading() as connection:
        assert sources.get(connection, source.name) == replace(source, turns=turns)
        assert sources.overview(connection)[0].respondent_words == 0


def test_a_removed_source_takes_all_that_stands_on_it_and_nothing_else(store, put, coded, segmented, now):
    gone, kept = put("gone.txt"), put("kept.txt")
    keys = {each.name: f"{each.name}:{each.turns[1].span.start}-{each.turns[1].span.end}" for each in (gone, kept)}
    with store.writing("fill", now=now) as change:
        connection = change.connection
        run = record(connection, Run("themes", "1", {}, now, "f"))
        for each in (gone, kept):
            span = each.turns[1].span
            codings.add(connection, [coded(each)])
            codings.add_verdicts(connection, [Verdict(each.name, span, "needs", Decision.REJECTED, "A", now)])
            found = segmented(each)
            proposed = [[Suggestion(each.name, one.span, "needs", 0.5, "cue", "r1")] for one in found]
            suggestions.replace(connection, each.name, found, proposed, fingerprint="f")
        shared = tuple(keys.values())
        both = Theme("t1", "needs", "team", "Two", ("x",), shared, {"D01": 2})
        themes.replace_all(connection, [both, replace(both, id="t2", passages=(keys["gone.txt"],))], run=run)
        step = steps.begin(connection, "decide", coder="A", command="c1", now=now)
        for number, passages in enumerate((frozenset(shared), frozenset([keys["gone.txt"]]))):
            themes.decide(step, Decided((ThemeDecision(f"d{number}", "needs", "team", passages),)))
        for each in (gone, kept):
            span = each.turns[1].span
            step.insert("memo", memos.values(connection, Memo("Here", "A", now, each.name, span)))
            settled = Settlement(each.name, span, "", "needs", True, "Yes", "A", now)
            step.insert("settlement", settlements.values(connection, settled))
    with store.writing("remove", now=now) as change:
        sources.remove(change.connection, "gone.txt")
    assert store.check() == []
    with store.reading() as connection:
        assert sources.names(connection) == ["kept.txt"]
        assert [one.source for one in codings.each(connection)] == ["kept.txt"]
        assert [one.source for one in codings.verdicts(connection)] == ["kept.txt"]
        assert [one.source for one in memos.each(connection)] == ["kept.txt"]
        assert [one.source for one in settlements.each(connection)] == ["kept.txt"]
        assert steps.taken(connection, "A", now=now) == []
        assert {one.source for one in suggestions.segments(connection)} == {"kept.txt"}
        assert suggestions.counts(connection) == suggestions.Counts(2, 2, 2)
        assert suggestions.fingerprints(connection) == {"kept.txt": "f"}
        assert [(one.id, one.passages) for one in themes.each(connection)] == [("t1", (keys["kept.txt"],))]
        assert [(one.id, one.passages) for one in themes.decisions(connection)] == [
            ("d0", frozenset([keys["kept.txt"]]))
        ]
        left = latest(connection, "themes")
        assert left is not None
        assert left.fingerprint == ""
