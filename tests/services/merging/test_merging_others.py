"""Answers to suggestions, decisions about themes and assignments of a copy, sorted as the codings are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.services.two_sides import AFTER, APART, BEFORE, LATER, place, sorting
from toolkit.domain.codings.codings import Decision, Verdict
from toolkit.domain.comparing.assignments import Assignment
from toolkit.domain.texts.text import Span
from toolkit.domain.themes.themes import ThemeDecision
from toolkit.services.merging.merging_others import sort_assignments, sort_decisions, sort_verdicts
from toolkit.services.merging.merging_plan import Conflict, Left
from toolkit.storage.projects.merging import Fork


def counts(sort, kind):
    return {name: n for name, n in sort.plan.parts[kind].counts.items() if n}


def verdict(folder, person="P01", **values):
    said = Verdict(f"{person.lower()}.txt", place(folder, person), "needs/work", Decision.REJECTED, "MS", AFTER)
    return replace(said, **values)


def test_an_answer_comes_in_once_and_one_at_another_moment_is_another(small_coded):
    one = verdict(small_coded)
    with sorting(small_coded) as sort:
        sort_verdicts(sort, [], [one, one, replace(one, time=LATER)])
        first, second = sort.plan.parts["verdicts"].new
        span = place(small_coded)
        assert first == {
            "source": "p01.txt",
            "start": span.start,
            "end": span.end,
            "code": "needs/work",
            "decision": "rejected",
            "coder": "MS",
            "time": AFTER,
        }
        assert second == {**first, "time": LATER}
        assert counts(sort, "verdicts") == {"new": 2, "same": 1}


def test_an_answer_that_is_here_is_the_same_though_its_code_is_gone_from_the_scheme(small_coded):
    one = verdict(small_coded, code="once/there")
    with sorting(small_coded) as sort:
        sort_verdicts(sort, [one], [one])
        assert counts(sort, "verdicts") == {"same": 1}


def test_answers_on_withheld_words_are_counted_and_others_without_a_place_told(small_coded):
    gone = verdict(small_coded, source="p99.txt", span=Span(0, 3))
    with sorting(small_coded) as sort:
        sort_verdicts(sort, [], [verdict(small_coded, "P07"), gone, verdict(small_coded, coder="")])
        assert counts(sort, "verdicts") == {"withheld": 1}
        assert [(one.kind, one.why, one.words) for one in sort.plan.left] == [
            ("verdict", "no source", ""),
            ("verdict", "no name", ""),
        ]


def key(folder, person):
    span = place(folder, person)
    return f"{person.lower()}.txt:{span.start}-{span.end}"


def theme(folder, *people, **values):
    passages = frozenset(key(folder, one) for one in people)
    return replace(ThemeDecision("d1", "needs", "participants", passages, "Buses"), **values)


def test_a_decision_about_a_theme_comes_in_with_its_passages_in_order(small_coded):
    with sorting(small_coded) as sort:
        sort_decisions(sort, [], [theme(small_coded, "P02", "P01", aside=True)])
        (row,) = sort.plan.parts["theme_decisions"].new
        places = [(f"{one.lower()}.txt", place(small_coded, one)) for one in ("P01", "P02")]
        assert row == {
            "id": "d1",
            "area": "needs",
            "group": "participants",
            "name": "Buses",
            "aside": True,
            "passages": [(source, span.start, span.end) for source, span in places],
        }


def test_what_was_decided_the_same_here_about_more_passages_is_the_same(small_coded):
    theirs = theme(small_coded, "P01", "P02")
    with sorting(small_coded) as sort:
        sort_decisions(sort, [theme(small_coded, "P01", "P02", "P03")], [theirs, replace(theirs, id="d2")])
        assert counts(sort, "theme_decisions") == {"same": 2}


@pytest.mark.parametrize(
    "change",
    [{"name": "Trams"}, {"name": None}, {"aside": True}, {"group": "team"}, {"area": "learning"}],
    ids=lambda one: next(iter(one)),
)
@pytest.mark.parametrize("own_id", ["d1", "d7"])
def test_what_was_decided_otherwise_of_the_same_passages_stands_as_it_is_here(small_coded, change, own_id):
    mine, theirs = theme(small_coded, "P01", id=own_id), replace(theme(small_coded, "P01"), **change)
    with sorting(small_coded) as sort:
        sort_decisions(sort, [mine], [theirs])
        assert sort.plan.conflicts == [Conflict("theme", "", None, theirs.area, "Buses", theirs.name or "d1")]
        assert counts(sort, "theme_decisions") == {}


def test_a_decision_about_one_passage_more_is_otherwise_and_one_about_other_passages_is_new(small_coded):
    mine = theme(small_coded, "P01")
    with sorting(small_coded) as sort:
        sort_decisions(sort, [mine], [theme(small_coded, "P01", "P02"), theme(small_coded, "P03", id="d3")])
        assert len(sort.plan.conflicts) == 1
        assert [row["id"] for row in sort.plan.parts["theme_decisions"].new] == ["d3"]


def test_a_decision_loses_withheld_passages_and_is_only_counted_when_all_are(small_coded):
    with sorting(small_coded) as sort:
        both = [theme(small_coded, "P01", "P07"), theme(small_coded, "P07", id="d2", name="SEVENSECRET")]
        sort_decisions(sort, [], both)
        (row,) = sort.plan.parts["theme_decisions"].new
        assert [source for source, *_ in row["passages"]] == ["p01.txt"]
        assert counts(sort, "theme_decisions") == {"new": 1, "withheld": 1}
        assert sort.plan.left == []


def test_a_decision_whose_passages_are_not_here_or_whose_area_is_unknown_is_told(small_coded):
    with sorting(small_coded) as sort:
        nowhere = replace(theme(small_coded), passages=frozenset({"p99.txt:0-3"}))
        unknown = theme(small_coded, "P02", area="no such")
        empty = theme(small_coded, id="d9")
        sort_decisions(sort, [], [nowhere, unknown, empty])
        assert sort.plan.left == [
            Left("theme", "no source", "", None, "needs", ""),
            Left("theme", "no code", "", None, "no such", ""),
        ]
        assert counts(sort, "theme_decisions") == {}


def assigned(name="p01.txt", **values):
    return replace(Assignment(7, name, "MS", AFTER), **values)


@pytest.mark.parametrize(
    ("mine", "theirs", "fate"),
    [
        (None, assigned(), "new"),
        (None, assigned(at=BEFORE), "removed_here"),
        (None, assigned(at=APART), "removed_here"),
        (assigned(coder="EA"), assigned(), "new"),
        (assigned("p02.txt"), assigned(), "new"),
        (assigned(), assigned(), "same"),
        (assigned(), assigned(done=LATER), "changed"),
        (assigned(done=AFTER), assigned(done=LATER), "same"),
        (assigned(done=AFTER), assigned(), "same"),
    ],
)
def test_who_is_through_there_is_through_here_and_what_was_taken_back_stays_so(small_coded, mine, theirs, fate):
    with sorting(small_coded) as sort:
        sort_assignments(sort, [mine] if mine else [], [theirs])
        assert counts(sort, "assignments") == {fate: 1}
        rows = [*sort.plan.parts["assignments"].new, *(row for _, row in sort.plan.parts["assignments"].changed)]
        if fate in ("new", "changed"):
            assert rows == [{"source": "p01.txt", "coder": "MS", "at": AFTER, "done": theirs.done}]


def test_between_projects_that_never_were_one_an_old_assignment_is_new(small_coded):
    with sorting(small_coded, fork=Fork()) as sort:
        sort_assignments(sort, [], [assigned(at=BEFORE)])
        assert counts(sort, "assignments") == {"new": 1}


def test_an_assignment_of_nobody_or_of_a_source_that_is_not_here_stays_there(small_coded):
    with sorting(small_coded) as sort:
        sort_assignments(sort, [], [assigned(coder=" "), assigned("p99.txt")])
        assert counts(sort, "assignments") == {}
