"""The figures of reliability: a test that is marked with one reports what it measured, for `scripts/reliability.py`.

`@pytest.mark.figure("A1")` on a test, and its fixture `figure(kills=383, lost=0)`: the names of the values are those
of `scripts/reliability.toml`, which also says what each figure is and what it aims at.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import pytest


class Figure(Protocol):
    """Report values that were measured; again adds to what was reported."""

    def __call__(self, **values: float) -> None: ...


def mark_reports(items: list[pytest.Item]) -> None:
    """Have each marked test say in its report which figures it belongs to."""
    for item in items:
        for mark in item.iter_markers("figure"):
            item.user_properties.extend(("figure", name) for name in mark.args)
        if item.get_closest_marker("soak"):
            item.user_properties.append(("long", "1"))


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Figure:
    """Tell what was measured."""

    def tell(**values: float) -> None:
        for name, value in values.items():
            record_property(f"measured:{name}", value)

    return tell
