"""A question is known by all its wordings, the guide's own first."""

from __future__ import annotations

import pytest

from toolkit.domain.sources.guides import Question


@pytest.mark.parametrize("variants", [(), ("Hur då?",), ("b", "a")])
def test_the_guides_own_wording_comes_first(variants: tuple[str, ...]) -> None:
    assert Question("q1", "needs", "Hur är det?", variants).wordings() == ("Hur är det?", *variants)
