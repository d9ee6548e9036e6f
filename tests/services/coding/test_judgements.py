"""What people have judged, by segment: codings that stand, under today's codes, and everything said no to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.material import SAID
from tests.services.stepped import NOW
from tests.services.two_sides import in_database, place, sides
from toolkit.domain.codings.codings import Coding, Decision, Verdict
from toolkit.domain.codings.segments import Segment
from toolkit.domain.sources.sources import Role
from toolkit.domain.texts.text import Span
from toolkit.services.coding.judgements import Judgements, groups, judged_sources, judgements_in, refusals, usable
from toolkit.services.projects.project import open_project

WHEN = "2026-03-01T09:00:00.000000+00:00"


def segment(start, end, source="p01.txt"):
    return Segment(source, Span(start, end), "", 1, "P01")


def coding(start, end, code="needs", source="p01.txt", coder="KL"):
    return Coding(source, Span(start, end), "", code, coder, NOW)


def no(start, end, code="needs", source="p01.txt"):
    return Verdict(source, Span(start, end), code, Decision.REJECTED, "KL", NOW)


PIECES = (segment(0, 100), segment(100, 200), segment(0, 100, "p02.txt"))


def test_codes_lie_on_the_segments_that_they_share_half_with_and_sources_without_any_are_left_out():
    made = Judgements(
        (coding(0, 100), coding(60, 140, "valence/hinders", coder="EA"), coding(90, 120, "phase/after")), ()
    )
    assert made.labels(PIECES) == {
        0: frozenset({"needs", "valence/hinders"}),
        1: frozenset({"valence/hinders", "phase/after"}),
    }
    assert Judgements((), ()).labels(PIECES) == {}
    assert Judgements((coding(0, 50, source="p02.txt"),), ()).labels(PIECES) == {2: frozenset({"needs"})}


def test_a_source_with_one_coding_is_looked_into_so_that_its_other_segments_bear_nothing():
    assert Judgements((coding(0, 100),), ()).labels(PIECES) == {0: frozenset({"needs"}), 1: frozenset()}


def test_what_was_said_no_to_is_told_by_place_in_order():
    made = Judgements((), (no(0, 100, source="p02.txt"), no(100, 200, "a"), no(100, 200, "b"), no(0, 10), no(500, 600)))
    assert list(made.rejected(PIECES).items()) == [
        (0, frozenset({"needs"})),
        (1, frozenset({"a", "b"})),
        (2, frozenset({"needs"})),
    ]
    assert Judgements((), ()).rejected(PIECES) == {}


def judged(folder, *names):
    with sides(folder) as (here, _):
        return judgements_in(here.connection, here.scheme, names)


def test_all_codings_of_the_sources_asked_for_and_of_no_others(small_coded):
    made = judged(small_coded, "p01.txt", "p09.txt")
    expected = sum(len(one.codes) for one in SAID if one.person in ("P01", "P09"))
    assert len(made.codings) == expected
    assert {one.source for one in made.codings} == {"p01.txt", "p09.txt"}
    assert made.refusals == ()
    assert judged(small_coded) == Judgements((), ())
    assert judged(small_coded, "p10.txt") == Judgements((), ())


def answered(folder, decision, code="needs/health", source=1):
    span = place(folder)
    in_database(
        folder,
        "INSERT INTO verdict (source_id, start, end, code, decision, coder, time) "
        f"VALUES ({source}, {span.start}, {span.end}, '{code}', '{decision}', 'KL', '{WHEN}')",
    )


@pytest.mark.parametrize(("decision", "refused"), [("rejected", 1), ("corrected", 1), ("accepted", 0)])
def test_a_no_and_a_correction_are_refusals_and_a_yes_is_not(small, decision, refused):
    answered(small, decision)
    assert len(judged(small, "p01.txt").refusals) == refused
    with sides(small) as (here, _):
        assert len(refusals(here.connection, here.scheme)) == refused


def settled(folder, code, *, applies):
    span = place(folder)
    columns = "source_id, start, end, quote, code, applies, reason, coder, time, revision"
    values = f"1, {span.start}, {span.end}, 'q', '{code}', {int(applies)}, 'because', 'MS', '{WHEN}', 1"
    in_database(folder, f"INSERT INTO settlement ({columns}) VALUES ({values})")


def test_what_was_settled_not_to_apply_counts_no_more_and_is_a_refusal(small):
    settled(small, "needs/work", applies=False)
    made = judged(small, "p01.txt")
    there = [one.code for one in made.codings if one.span == place(small)]
    assert sorted(there) == ["phase/before", "valence/hinders"]
    assert [(one.code, one.coder, one.decision) for one in made.refusals] == [("needs/work", "MS", Decision.REJECTED)]


def test_what_was_settled_to_apply_is_no_refusal(small):
    settled(small, "needs/work", applies=True)
    assert judged(small, "p01.txt").refusals == ()


def test_judgements_stand_under_todays_codes(small):
    answered(small, "rejected", "needs/old")
    with sides(small) as (here, _):
        known = here.scheme.codes
        old = replace(known["needs/health"], path="needs/old", retired=True, merged_into="needs/work")
        older = replace(old, path="needs/work2")
        scheme = replace(here.scheme, codes={**known, "needs/old": old, older.path: older})
        made = judgements_in(here.connection, scheme, ["p01.txt"])
        assert [one.code for one in made.refusals] == ["needs/work"]
        unknown = replace(scheme, codes={path: code for path, code in known.items() if path != "needs/work"})
        kept = judgements_in(here.connection, unknown, ["p01.txt"]).codings
        assert "needs/work" in {one.code for one in kept}


def test_a_source_is_judged_when_anything_is_coded_or_said_no_to(small):
    coded = {f"{one.person.lower()}.txt" for one in SAID if one.person.startswith("P")} | {"team.txt"}
    with sides(small) as (here, _):
        assert judged_sources(here.connection, here.scheme) == coded
    in_database(small, "DELETE FROM coding WHERE source_id = 1")
    with sides(small) as (here, _):
        assert judged_sources(here.connection, here.scheme) == coded - {"p01.txt"}
    answered(small, "rejected")
    with sides(small) as (here, _):
        assert judged_sources(here.connection, here.scheme) == coded


def test_each_person_has_the_group_of_the_register(small_coded):
    found = groups(open_project(small_coded, now=NOW))
    assert (found["P01"], found["T1"], len(found)) == ("participants", "team", 13)


def test_turns_of_who_withdrew_are_no_evidence_and_the_text_stays(small_coded):
    from toolkit.storage.sources import sources

    with sides(small_coded) as (here, _):
        for name, evidence in (("p07.txt", 0), ("p01.txt", 3), ("team.txt", 4)):
            source = sources.get(here.connection, name)
            made = usable(here.project, source)
            said = [turn for turn in made.turns if turn.role is Role.RESPONDENT]
            assert len(said) == evidence
            assert made.text == source.text
            assert [turn.span for turn in made.turns] == [turn.span for turn in source.turns]
            assert all(turn.respondent for turn in said)
            assert not any(turn.respondent == "P07" for turn in made.turns)
