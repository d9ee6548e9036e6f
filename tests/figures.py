"""The figures of reliability: a test that is marked with one reports what it measured, for `scripts/reliability.py`.

`@pytest.mark.figure("A1")` on a test, and its fixture `figure(kills=383, lost=0)`: the names of the values are those
of `scripts/reliability.toml`, which also says what each figure is and what it aims at. `parts=True` in the mark: the
cases of the test are parts of one whole, not shorter and longer variants of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Protocol

import pytest


class Figure(Protocol):
    """Report values that were measured; again adds to what was reported."""

    def __call__(self, **values: float) -> None: ...


WANTED = "SPEGLA_FIGURES"  # only the tests of the figure that stands there are run


def mark_reports(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Have each marked test say in its report whether it is the long one, and leave out what is not wanted."""
    for item in items:
        if item.get_closest_marker("soak"):
            item.user_properties.append(("long", "1"))
        if any(mark.kwargs.get("parts") for mark in item.iter_markers("figure")):
            item.user_properties.append(("parts", "1"))
    if wanted := os.environ.get(WANTED):
        left = [one for one in items if not any(wanted in mark.args for mark in one.iter_markers("figure"))]
        config.hook.pytest_deselected(items=left)
        items[:] = [one for one in items if one not in left]


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Figure:
    """Tell what was measured."""

    def tell(**values: float) -> None:
        for name, value in values.items():
            record_property(f"measured:{name}", value)

    return tell
