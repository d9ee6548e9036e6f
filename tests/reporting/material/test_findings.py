"""A theme ready to be written about: who stands where, whom it rests on, when it was; counted by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from toolkit.domain.codings.segments import Passage
from toolkit.domain.texts.text import Span
from toolkit.domain.themes.themes import Theme
from toolkit.reporting.material.findings import Finding, findings, phase_of


@pytest.fixture(name="found")
def _found(invented):
    return {each.theme.id: each for each in findings(invented())}


def recoded(material, **codes):
    """The material with other codes on passages, by evidence id."""
    passages = {
        key: replace(each, codes=frozenset(codes[each.evidence[0]])) if each.evidence[0] in codes else each
        for key, each in material.passages.items()
    }
    return replace(material, passages=passages)


def sides(material):
    return {each.theme.id: each for each in findings(material)}


def test_the_most_widely_shared_come_first_then_those_with_more_passages_then_by_name(invented):
    """Five people each carry t1 and t2, "Tre dagar …" before "Väntan …"; two t4; one t3."""
    assert [each.theme.id for each in findings(invented())] == ["t2", "t1", "t4", "t3"]
    assert [each.id for each in findings(invented())] == ["f-t2", "f-t1", "f-t4", "f-t3"]


def test_a_hindrance_beside_proposals_is_never_told_as_a_proposal_alone(invented):
    """D05 alone raises t3 and proposes; with a side of their own the theme is no theme of proposals any more."""
    material = invented()
    key, one = next((key, each) for key, each in material.passages.items() if each.evidence[0] == "c12")
    sided = replace(one, codes=one.codes | {"valence/hinders"})
    (language,) = (
        each
        for each in findings(replace(material, passages={**material.passages, key: sided}))
        if each.theme.id == "t3"
    )
    assert (language.proposers, language.all_propose, language.leaning) == (["D05"], False, "hinders")


def told_of(*said):
    """A theme in which each person says passages with these valences."""
    passages = tuple(
        Passage(
            "s.txt", Span(at, at + 1), "w", who, "team", frozenset(f"valence/{one}" for one in codes), frozenset(), ()
        )
        for at, (who, *codes) in enumerate(said)
    )
    return Finding(Theme("t", "needs", "team", "T", (), (), {}), passages, (), "")


@pytest.mark.parametrize(
    ("said", "proposals"),
    [
        ([("A", "proposes"), ("B", "proposes"), ("C", "proposes", "hinders")], True),  # a side as the ground of one
        ([("A", "proposes"), ("B", "proposes"), ("C", "proposes"), ("C", "hinders")], False),
        ([("A", "proposes"), ("B", "proposes", "hinders")], False),  # half of them name a side
        ([("A", "proposes"), ("B", "proposes"), ("C",)], False),
        ([("A", "hinders")], False),
    ],
)
def test_a_theme_is_of_proposals_where_all_propose_and_few_name_a_side_and_only_as_a_ground(said, proposals):
    assert told_of(*said).all_propose is proposals


def test_a_theme_without_a_usable_passage_is_no_finding(invented):
    material = invented()
    gone = {key: each for key, each in material.passages.items() if each.evidence[0] != "c12"}
    assert "t3" not in sides(replace(material, passages=gone))


def test_everybody_asked_counts_and_the_withdrawn_do_not(found):
    tallies = {key: (each.tally.raised, each.tally.asked, each.tally.not_asked) for key, each in found.items()}
    assert tallies == {"t1": (5, 6, 1), "t2": (5, 7, 0), "t3": (1, 7, 0), "t4": (2, 2, 0)}


def test_sides_leaning_and_proposals(found):
    wait, days, language, call = (found[key] for key in ("t1", "t2", "t3", "t4"))
    assert wait.only("hinders") == ["D01", "D02", "D06", "D07"]
    assert (wait.only("promotes"), wait.both) == (["D03"], [])
    assert (wait.leaning, days.leaning, language.leaning, call.leaning) == ("hinders", "promotes", None, "promotes")
    assert (wait.main, language.main) == ("hinders", None)
    assert (language.proposers, language.all_propose) == (["D05"], True)
    assert (wait.proposers, wait.all_propose) == ([], False)
    assert call.one_sided
    assert not wait.one_sided
    assert not days.one_sided  # D06 says nothing of a side


@pytest.mark.parametrize(
    ("codes", "leaning", "both"),
    [
        ({"c3": ["valence/hinders"]}, "hinders", []),
        ({"c2": ["valence/promotes"], "c4": []}, "both", []),  # two against two
        ({"c1": ["valence/promotes", "valence/hinders"], "c2": ["valence/promotes", "valence/hinders"],
          "c4": [], "c5": []}, "both", ["D01", "D02"]),  # two see both, one promotes
        ({"c1": ["valence/promotes", "valence/hinders"]}, "hinders", ["D01"]),  # three, one and one
        ({"c1": [], "c2": [], "c3": [], "c4": [], "c5": []}, None, []),
    ],
)  # fmt: skip
def test_where_the_weight_lies(invented, codes, leaning, both):
    wait = sides(recoded(invented(), **codes))["t1"]
    assert (wait.leaning, wait.both) == (leaning, both)


def test_those_who_bear_the_leaning_out_name_that_side_or_either_in_a_mixed_theme(invented, found):
    assert found["t1"].leaners == ["D01", "D02", "D06", "D07"]
    assert found["t3"].leaners == []
    mixed = sides(recoded(invented(), c2=["valence/promotes"], c4=[]))["t1"]
    assert mixed.leaners == ["D01", "D02", "D03", "D07"]


def test_evidence_is_that_of_the_people_asked_for(found):
    wait = found["t1"]
    assert wait.evidence() == wait.evidence(["D01", "D02", "D03", "D06", "D07"]) == ("c1", "c2", "c3", "c4", "c5")
    assert wait.evidence(["D03", "D08"]) == ("c3",)
    assert wait.evidence([]) == ()


@pytest.mark.parametrize(("unseen", "machine"), [((), ""), (("c1",), "some"), (("c1", "c2", "c3", "c4", "c5"), "many")])
def test_what_no_person_has_looked_at_is_told(invented, unseen, machine):
    material = invented()
    passages = {key: replace(each, machine=each.evidence[0] in unseen) for key, each in material.passages.items()}
    assert sides(replace(material, passages=passages))["t1"].machine == machine
    assert sides(invented(machine=True))["t1"].machine == "many"


def passage(*codes, asked=None):
    return Passage("d.txt", Span(0, 1), "x", "D01", "participants", frozenset(codes), frozenset(), ("c1",),
                   asked_phase=asked)  # fmt: skip


BEFORE, DURING = "phase/before", "phase/during"


@pytest.mark.parametrize(
    ("passages", "phase"),
    [
        ([], ""),
        ([passage()], ""),
        ([passage(BEFORE), passage()], "before"),
        ([passage(BEFORE), passage(DURING)], "before"),  # half is enough, and the first of two
        ([passage(DURING), passage(BEFORE)], "before"),
        ([passage(BEFORE), passage(DURING), passage("phase/after")], ""),  # a third each
        ([passage(BEFORE, DURING), passage(DURING)], "during"),
        ([passage(asked="during")], "during"),
        ([passage(BEFORE, asked="during")], "before"),  # what was coded wins over what was asked
        ([passage("phase/okänd")], ""),
    ],
)
def test_the_phase_is_that_of_half_of_the_passages_that_have_one(passages, phase):
    assert phase_of(passages, ("before", "during", "ending", "after")) == phase


def test_a_finding_of_the_sample_knows_its_phase(found):
    assert [found[key].phase for key in ("t1", "t2", "t3", "t4")] == ["before", "during", "during", "during"]
    assert isinstance(found["t1"], Finding)
