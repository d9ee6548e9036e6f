from __future__ import annotations

from dataclasses import replace

import pytest

from toolkit.domain.codings.codings import Suggestion
from toolkit.errors import MisplacedQuote, NotFound
from toolkit.storage.sources import sources
from toolkit.storage.suggesting import suggestions
from toolkit.storage.suggesting.suggestions import Counts, Proposals


def proposals(source, segments, scores=(0.2, 0.9), fingerprint="f1"):
    made = [
        [Suggestion(one.source, one.span, f"c{score}", score, f"because {score}", "rules-1") for score in scores]
        for one in segments
    ]
    return Proposals(source.name, segments, made, fingerprint)


def keep(store, now, *made):
    with store.writing("suggest", now=now) as change:
        suggestions.replace_many(change.connection, iter(made))


def test_segments_come_back_with_text_and_id_and_suggestions_best_first(store, put, segmented, now):
    source = put()
    segments = segmented(source)
    keep(store, now, proposals(source, segments))
    with store.reading() as connection:
        found = list(suggestions.each(connection))
        assert [one for one, _ in found] == list(suggestions.segments(connection))
    assert [replace(one, id=None) for one, _ in found] == segments
    assert [one.id for one, _ in found] == [1, 2]
    for segment, own in found:
        assert [(one.code, one.score, one.because, one.suggester) for one in own] == [
            ("c0.9", 0.9, "because 0.9", "rules-1"),
            ("c0.2", 0.2, "because 0.2", "rules-1"),
        ]
        assert {(one.source, one.span) for one in own} == {(source.name, segment.span)}


def test_a_minimum_leaves_segments_without_suggestions(store, put, segmented, now):
    source = put()
    keep(store, now, proposals(source, segmented(source)))
    with store.reading() as connection:
        assert [len(own) for _, own in suggestions.each(connection, minimum=0.5)] == [1, 1]
        assert [own for _, own in suggestions.each(connection, minimum=0.95)] == [(), ()]


def test_replacing_touches_one_source_and_gives_new_ids(store, put, segmented, now):
    a, b = put("a.txt"), put("b.txt")
    keep(store, now, proposals(a, segmented(a)), proposals(b, segmented(b)))
    with store.writing("suggest", now=now) as change:
        new = proposals(b, segmented(b)[:1], scores=(0.4,))
        suggestions.replace(change.connection, "b.txt", new.segments, new.suggestions, fingerprint="f2")
    with store.reading() as connection:
        assert suggestions.counts(connection) == Counts(segments=3, suggested=3, suggestions=5)
        assert suggestions.fingerprints(connection) == {"a.txt": "f1", "b.txt": "f2"}
        ((segment, (one,)),) = suggestions.each(connection, ["b.txt"])
        assert (segment.id, one.id) == (5, 9)
        assert [each.source for each in suggestions.segments(connection, ["a.txt"])] == ["a.txt", "a.txt"]


def test_a_source_without_segments_is_remembered_as_done(store, put, now):
    source = put()
    keep(store, now, Proposals(source.name, [], [], "f"))
    with store.reading() as connection:
        assert suggestions.fingerprints(connection) == {source.name: "f"}
        assert suggestions.counts(connection) == Counts(0, 0, 0)


def test_what_does_not_fit_is_refused(store, put, segmented, now):
    source = put()
    segments = segmented(source)
    good = proposals(source, segments)
    with pytest.raises(NotFound):
        keep(store, now, replace(good, source="x.txt", segments=[], suggestions=[]))
    with pytest.raises(MisplacedQuote):
        keep(store, now, replace(good, segments=[replace(segments[0], text="annat"), segments[1]]))
    with pytest.raises(ValueError, match="zip"):
        keep(store, now, replace(good, suggestions=good.suggestions[:1]))
    with pytest.raises(ValueError, match="another source"):
        keep(store, now, replace(good, segments=[replace(segments[0], source="y.txt"), segments[1]]))
    with store.reading() as connection:
        assert suggestions.counts(connection) == Counts(0, 0, 0)


def test_replacing_and_reading_use_indexes(store):
    """With 300,000 rows a missing index turns seconds into hours."""
    with store.reading() as connection:
        for statement in (
            "DELETE FROM suggestion WHERE segment_id IN (SELECT id FROM segment WHERE source_id = 1)",
            "SELECT * FROM segment WHERE source_id = 1 ORDER BY start, id",
            "SELECT 1 FROM suggestion WHERE segment_id = 1",
            "SELECT 1 FROM coding WHERE source_id = 1",
            "SELECT 1 FROM verdict WHERE source_id = 1",
            "SELECT 1 FROM theme_passage WHERE source_id = 1",
            "SELECT 1 FROM theme_decision_passage WHERE source_id = 1",
            "SELECT 1 FROM theme WHERE run_id = 1",
        ):
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}").all()
            assert not [row for row in plan if row[3].startswith("SCAN")], statement


def test_the_suggestions_of_one_source_and_a_single_one_are_found_by_number(store, put, segmented, now):
    other, source = put("a.txt"), put("b.txt")
    keep(store, now, proposals(other, segmented(other)), proposals(source, segmented(source)))
    with store.reading() as connection:
        number = sources.id_of(connection, "b.txt")
        found = suggestions.of_source(connection, number)
        assert found == list(suggestions.each(connection, ["b.txt"]))
        wanted = found[1][1][0]
        assert suggestions.by_id(connection, wanted.id) == (number, wanted)
        with pytest.raises(NotFound):
            suggestions.by_id(connection, 999)
