"""Who stands between others is said with how firm the rank is, or with why it cannot be said."""

from __future__ import annotations

import pytest

from toolkit import messages
from toolkit.domain.networks.betweenness import FEW, LEAST_PARTNERS, LEAST_PEOPLE, NOBODY, Between, Centrality


@pytest.mark.parametrize(("best", "worst", "firm"), [(2, 2, True), (1, 2, False), (2, 3, False)])
def test_a_rank_is_firm_when_nobody_who_is_left_out_changes_it(best: int, worst: int, firm: bool) -> None:
    assert Between(1, 0.5, 2, best, worst).firm is firm


def test_the_reasons_are_there_in_swedish_with_what_it_takes() -> None:
    people, partners = Centrality().needed
    assert (people, partners) == (LEAST_PEOPLE, LEAST_PARTNERS) == (10, 5)
    messages.use_language("sv")
    few = messages.tr(FEW, people=people, partners=partners)
    assert "10" in few
    assert "5" in few
    assert messages.tr(NOBODY) not in ("", NOBODY)
