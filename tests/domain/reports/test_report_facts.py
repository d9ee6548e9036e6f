from dataclasses import replace
from fractions import Fraction

import pytest

from toolkit.domain.reports.report_facts import (
    NEEDED,
    Commission,
    Declined,
    Evaluation,
    Evaluator,
    Goal,
    Outcome,
    Recruitment,
    ReportFacts,
    Verdict,
    all_lacking,
    lacking,
)


@pytest.mark.parametrize(
    ("goal", "verdict"),
    [
        (Goal("A", 80, outcome=Outcome(72, 100)), Verdict.NOT_REACHED),
        (Goal("A", 80, outcome=Outcome(799, 1000)), Verdict.NOT_REACHED),
        (Goal("A", 80, outcome=Outcome(4, 5)), Verdict.REACHED),
        (Goal("A", 33.3, outcome=Outcome(1, 3)), Verdict.REACHED),
        (Goal("A", 30, outcome=Outcome(value=29.9)), Verdict.NOT_REACHED),
        (Goal("A", 60, "people", outcome=Outcome(value=64)), Verdict.REACHED),
        (Goal("A", 60, "people", outcome=Outcome(3, 5)), Verdict.NO_RESULT),
        (Goal("A", 30, outcome=Outcome(0, 0)), Verdict.NO_RESULT),
        (Goal("A", 30), Verdict.NO_RESULT),
        (Goal("A", outcome=Outcome(1, 2)), Verdict.NO_TARGET),
        (Goal("A", 0, outcome=Outcome(0, 5)), Verdict.REACHED),
        (Goal("A", 50, outcome=Outcome(1, 3, value=90)), Verdict.NOT_REACHED),  # what was counted goes before a value
        (Goal("A", 60, "people", outcome=Outcome(9, 10, value=59)), Verdict.NOT_REACHED),
        (Goal("A", 30, outcome=Outcome(3, None, value=30)), Verdict.REACHED),
    ],
)
def test_a_goal_is_reached_only_at_its_target(goal: Goal, verdict: Verdict) -> None:
    assert goal.reached is verdict


def test_nothing_recorded_lacks_everything_a_full_report_needs() -> None:
    names = list(all_lacking(ReportFacts()))
    assert len(names) == len(set(names)) > 25
    assert lacking(ReportFacts(), "background") == ("commission.commissioner", "commission.reader", "commission.task")
    assert lacking(ReportFacts(), "chapters") == ()


@pytest.mark.parametrize(
    ("outcome", "share"),
    [
        (Outcome(1, 3), Fraction(100, 3)),
        (Outcome(0, 7), 0),
        (Outcome(8, 4), 200),
        (Outcome(3, 0), None),
        (Outcome(3), None),
        (Outcome(None, 3), None),
        (Outcome(value=41.0), None),
    ],
)
def test_a_share_is_exact_and_only_of_a_fraction(outcome: Outcome, share: Fraction | None) -> None:
    assert outcome.share == share


def test_what_is_recorded_is_lacking_no_more() -> None:
    facts = ReportFacts(Commission("Kommunen", task="Att utvärdera"))
    assert lacking(facts, "background") == ("commission.reader",)
    assert next(all_lacking(facts)) == "commission.reader"


@pytest.mark.parametrize(
    ("recruitment", "missing"),
    [
        (Recruitment(), {"recruitment.chosen", "recruitment.how", "recruitment.asked", "declined"}),
        (Recruitment("Alla", "Brev", asked=0, declined=()), set()),  # nobody asked and nobody declined are facts
        (Recruitment("Alla", "Brev", asked=9, declined=(Declined(2),)), set()),
        (Recruitment("Alla", "", asked=9), {"recruitment.how", "declined"}),
    ],
)
def test_none_is_not_recorded_and_nobody_is(recruitment: Recruitment, missing: set[str]) -> None:
    found = lacking(replace(ReportFacts(), recruitment=recruitment), "method_chapter")
    assert {name for name in found if name.startswith(("recruitment", "declined"))} == missing


def test_an_evaluator_is_recorded_by_being_named() -> None:
    named = replace(ReportFacts(), evaluation=Evaluation(evaluators=(Evaluator("Kim"),)))
    assert "evaluators" not in lacking(named, "method_chapter")
    assert "evaluators" in lacking(ReportFacts(), "method_chapter")


def test_what_a_report_needs_stands_in_the_order_of_its_parts_and_can_be_recorded() -> None:
    assert list(all_lacking(ReportFacts())) == [name for part in NEEDED.values() for name in part]
