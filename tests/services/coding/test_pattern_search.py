"""Patterns that people type: found within turns, and never for longer than they may take."""

import time
from datetime import UTC, datetime

import pytest

from toolkit.domain.codings.searches import Pattern
from toolkit.errors import Refused, UsageError
from toolkit.services.coding import finding, pattern_search
from toolkit.services.coding.finding import Limits
from toolkit.services.projects.project import open_project

NOW = datetime(2025, 10, 20, tzinfo=UTC)


def found(folder, pattern, **limits):
    return finding.find(open_project(folder, now=NOW), Pattern(pattern), Limits(**limits))


def test_a_pattern_is_found_where_words_are(small):
    assert found(small, r"\bBUS\b").count == 7
    assert found(small, r"\bbus\b").people == 4
    assert found(small, r"\bbus\b", code="needs/work").count == 7
    assert found(small, r"\bbus\b", without="valence/hinders").count == 2
    assert found(small, r"^the bus").count == 1


def test_withheld_words_fit_no_pattern(small):
    assert found(small, "SEVENSECRET", everyone=True).count == 0
    assert found(small, "FIVESECRET").count == 2


def test_what_fits_nothing_at_all_is_no_hit(small):
    assert found(small, "x*").count == found(small, "x+").count


@pytest.mark.parametrize(
    "pattern", ["(((", "[", "*", "(?P<a>b)(?P<a>c)(", "a{2,1}", "(" * 500, "a" * 400, r"\p{Nonsense}"]
)
def test_what_is_no_pattern_is_said_in_words(small, pattern):
    with pytest.raises(UsageError):
        found(small, pattern)


@pytest.mark.parametrize("pattern", [r"(?:[a-z]|[a-z ]|[ ,.])+[!?#]", r"(?:.|.)+[!?#]$", r"(a|b|ab|\w|\w\w|\W)*[0-9]"])
def test_a_pattern_without_end_ends_in_a_sentence(small, pattern, monkeypatch):
    monkeypatch.setattr(pattern_search, "SECONDS_EACH", 0.3)
    started = time.monotonic()
    with pytest.raises(Refused, match="takes too long"):
        found(small, pattern)
    assert time.monotonic() - started < 20  # its clock counts the processor's time


def test_a_pattern_that_fits_everywhere_is_refused(small, monkeypatch):
    monkeypatch.setattr(pattern_search, "MOST", 100)
    with pytest.raises(Refused):
        found(small, ".")
