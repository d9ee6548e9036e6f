"""Segments to learn from: drawn the same each time, of people only, and everything else counted all the same."""

from __future__ import annotations

import pytest

from tests.material import SAID
from tests.services.stepped import NOW
from tests.services.two_sides import in_database, sides
from toolkit.domain.codings.codings import Coding
from toolkit.domain.codings.segments import Segment
from toolkit.domain.texts.text import Span
from toolkit.services.coding.judgements import Judgements
from toolkit.services.suggesting import judged_segments
from toolkit.services.suggesting.judged_segments import Counts, drawn


def piece(number, source="a.txt"):
    return Segment(source, Span(number * 100, number * 100 + 100), "", number, "P01")


def coding(number, code, source="a.txt"):
    return Coding(source, Span(number * 100, number * 100 + 100), "", code, "KL", NOW)


def test_segments_codes_and_the_areas_above_them_are_counted():
    counts = Counts()
    own = Judgements((coding(0, "needs/work"), coding(0, "needs/health"), coding(1, "needs")), ())
    counts.add("a.txt", [piece(0), piece(1), piece(2)], own)
    counts.add("b.txt", [piece(0, "b.txt")], Judgements((), ()))
    assert counts.sizes == {"a.txt": 3, "b.txt": 1}
    assert counts.bearing == {"a.txt": 2, "b.txt": 0}
    assert counts.judged == {"a.txt"}
    assert (counts.codes["needs"], counts.codes["needs/work"], counts.codes["needs/health"]) == (2, 1, 1)


def test_a_source_with_nothing_but_a_no_is_judged_too():
    from toolkit.domain.codings.codings import Decision, Verdict

    counts = Counts()
    no = Verdict("a.txt", Span(0, 100), "needs", Decision.REJECTED, "KL", NOW)
    counts.add("a.txt", [piece(0)], Judgements((), (no,)))
    assert (counts.judged, counts.bearing) == ({"a.txt"}, {"a.txt": 0})


@pytest.mark.parametrize(("judged", "outside"), [((), 4), (("a.txt",), 1), (("a.txt", "b.txt"), 0), (("c.txt",), 4)])
def test_segments_outside_of_some_sources_are_counted(judged, outside):
    assert Counts(sizes={"a.txt": 3, "b.txt": 1}).outside(judged) == outside


def draw(folder, *names):
    with sides(folder) as (here, _):
        return drawn(here.project, here.connection, here.scheme, names)


def test_a_small_material_is_drawn_whole_in_order_of_source_and_place(small_coded):
    found = draw(small_coded, "p02.txt", "p01.txt", "p10.txt")
    places = [(one.source, one.span.start) for one in found.pieces]
    assert places == sorted(places)
    assert {one.source for one in found.pieces} == {"p01.txt", "p02.txt", "p10.txt"}
    assert found.counts.sizes == {name: sum(p.source == name for p in found.pieces) for name in found.counts.sizes}
    assert found.counts.judged == {"p01.txt", "p02.txt"}
    assert len(found.judged.codings) == sum(len(one.codes) for one in SAID if one.person in ("P01", "P02"))
    assert draw(small_coded, "p10.txt", "p01.txt", "p02.txt") == found


def test_words_of_who_withdrew_and_of_nobody_are_not_learned_from(small_coded):
    found = draw(small_coded, "p07.txt", "team.txt")
    assert {one.source for one in found.pieces} == {"team.txt"}
    assert {one.respondent for one in found.pieces} <= {"T1", "T2", "T3"}
    assert {one.group for one in found.pieces} == {"team"}
    assert found.counts.sizes["p07.txt"] == 0


def test_what_does_not_stay_in_memory_is_read_again_and_gives_the_same(small_coded, monkeypatch):
    names = ("p01.txt", "p02.txt", "p03.txt")
    whole = draw(small_coded, *names)
    for kept in (0, len([one for one in whole.pieces if one.source == "p01.txt"])):
        monkeypatch.setattr(judged_segments, "KEPT", kept)
        assert draw(small_coded, *names) == whole


def test_of_nothing_nothing_is_drawn(small):
    assert draw(small).pieces == ()
    in_database(small, "DELETE FROM coding", "DELETE FROM verdict")
    found = draw(small, "p01.txt")
    assert (found.counts.judged, found.judged.codings) == (set(), ())
    assert found.counts.codes == {}
