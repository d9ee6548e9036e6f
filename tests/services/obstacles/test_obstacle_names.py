"""Every level and status of an obstacle has a name of its own in both languages."""

from __future__ import annotations

import pytest

from toolkit.domain.reflection.obstacles import Level, Status
from toolkit.messages import tr, use_language
from toolkit.services.obstacles.obstacle_names import LEVELS, STATUSES


@pytest.mark.parametrize(("names", "all_of_them"), [(LEVELS, Level), (STATUSES, Status)])
def test_all_are_named_in_their_order_and_no_two_alike(names, all_of_them):
    assert list(names) == list(all_of_them)
    english = [tr(one) for one in names.values()]
    use_language("sv")
    swedish = [tr(one) for one in names.values()]
    assert len(set(english)) == len(set(swedish)) == len(names)
    assert not set(english) & set(swedish)
