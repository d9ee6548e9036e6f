"""All hits of a search coded in one step: counted before, done once, undone as one."""

from datetime import UTC, datetime

import pytest

from toolkit.domain.codings.searches import asked
from toolkit.errors import ConflictError, Refused, UsageError
from toolkit.services.coding import coding_hits, codings, finding, finding_codes
from toolkit.services.coding.finding import Limits
from toolkit.services.material import sources
from toolkit.services.material.hands import Hand
from toolkit.services.projects import steps
from toolkit.services.projects.project import open_project

NOW = datetime(2025, 10, 20, tzinfo=UTC)


@pytest.fixture
def project(small):
    return open_project(small, now=NOW)


def planned(project, *codes, words="bus", coder="X", **limits):
    return coding_hits.planned(project, finding.find(project, asked(words), Limits(**limits)), codes, coder=coder)


def done(project, plan, coder="X", command="c1"):
    return coding_hits.carry_out(project, plan, hand=Hand(coder, command))


def made(project, coder="X"):
    return {(one.source, one.span, one.quote, one.code) for one in codings.listed(project, coder=coder)[0]}


def test_it_codes_what_the_workbench_would(project):
    plan = planned(project, "solutions", "valence/promotes")
    assert (plan.passages, plan.people, plan.known, plan.new) == (4, 4, 0, 8)
    assert len(done(project, plan).codings) == 8
    proposed = finding_codes.proposals(project, finding.find(project, asked("bus")).hits)
    assert made(project) == {
        (one.source, one.span, "".join(text for text, _ in one.pieces), code)
        for one in proposed
        for code in ("solutions", "valence/promotes")
    }


def test_one_step_one_undo_one_redo(project):
    changed = done(project, planned(project, "solutions"))
    before = made(project)
    again = done(project, planned(project, "solutions"))
    assert (again.repeated, sorted(again.codings)) == (True, sorted(changed.codings))
    steps.undo(project, coder="X", command="c2")
    assert made(project) == set()
    steps.redo(project, coder="X", command="c3")
    assert made(project) == before
    with project.store() as store:
        assert store.check() == []


def test_what_is_there_stays_and_a_rival_gives_way(project):
    before = codings.listed(project, coder="KL")[0]
    plan = planned(project, "needs/work", coder="KL")
    assert plan.new < plan.passages
    done(project, plan, "KL")
    assert set(before) <= set(codings.listed(project, coder="KL")[0])
    hinders = [one for one in before if one.code == "valence/hinders"]
    assert hinders


def test_the_interviewers_hits_are_counted_but_not_coded(project):
    plan = planned(project, "solutions", words="plan", everyone=True)
    assert plan.unheard == 10
    assert plan.people == 6


def test_no_word_of_who_withdrew_is_coded(project):
    plan = planned(project, "solutions", words="SEVENSECRET", everyone=True)
    assert plan.passages == 0


def test_changed_material_is_not_coded_blindly(project):
    plan = planned(project, "solutions")
    sources.remove(project, "p01.txt")
    with pytest.raises(ConflictError):
        done(project, plan)
    assert made(project) == set()


def test_unknown_codes_and_nobody_are_refused(project):
    with pytest.raises(Refused):
        planned(project, "nonsense")
    with pytest.raises(UsageError):
        planned(project)
    with pytest.raises(UsageError):
        done(project, planned(project, "solutions"), coder="")
