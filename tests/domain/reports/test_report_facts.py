import pytest

from toolkit.domain.reports.report_facts import Goal, Outcome, ReportFacts, Verdict, all_lacking, lacking


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
    ],
)
def test_a_goal_is_reached_only_at_its_target(goal: Goal, verdict: Verdict) -> None:
    assert goal.reached is verdict


def test_nothing_recorded_lacks_everything_a_full_report_needs() -> None:
    names = list(all_lacking(ReportFacts()))
    assert len(names) == len(set(names)) > 25
    assert lacking(ReportFacts(), "background") == ("commission.commissioner", "commission.reader", "commission.task")
    assert lacking(ReportFacts(), "chapters") == ()
