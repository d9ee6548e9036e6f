"""The first passages of a narrowed list are those that the whole list begins with."""

from datetime import UTC, datetime

import pytest

from toolkit.domain.codings.code_algebra import Condition, How
from toolkit.services.coding import first_passages, gathered, retrieval
from toolkit.services.coding.retrieval import Wanted
from toolkit.services.projects.project import open_project

NOW = datetime(2025, 10, 20, tzinfo=UTC)
WANTED = [
    Wanted(codes=("needs",)),
    Wanted(codes=("needs/work",)),
    Wanted(codes=("needs", "phase/before")),
    Wanted(codes=("needs",), without=("needs/work",)),
    Wanted(codes=("needs",), also=Condition("solutions", How.THEN)),
    Wanted(codes=("needs",), also=Condition("learning", How.NEAR)),
    Wanted(group="participants"),
    Wanted(respondent="P04"),
    Wanted(source_id=2, codes=("solutions",)),
    Wanted(source_id=4711),
]


@pytest.fixture
def project(small, monkeypatch):
    monkeypatch.setattr(gathered, "FEW", 1)
    return open_project(small, now=NOW)


@pytest.mark.parametrize("coder", ["", "KL", "nobody"])
@pytest.mark.parametrize("count", [1, 3, 200])
@pytest.mark.parametrize("wanted", WANTED)
def test_it_is_the_beginning_of_the_list(project, wanted, count, coder):
    begun = first_passages.first(project, wanted, count, coder=coder)
    whole = retrieval.chosen(project, gathered.gathered(project, coder=coder), wanted)
    assert begun is not None
    assert list(begun.items) == whole[: len(begun.items)]
    assert len(begun.items) >= min(count, len(whole))
    assert not begun.whole or len(begun.items) == len(whole)
    assert "SEVENSECRET" not in repr(begun)


def test_what_is_in_memory_is_not_gathered_again(project):
    gathered.gathered(project)
    assert first_passages.first(project, WANTED[0], 1) is None


def test_where_too_many_sources_would_be_read_all_are_gathered(project, monkeypatch):
    monkeypatch.setattr(first_passages, "MOST", 1)
    assert first_passages.first(project, WANTED[0], 200) is None


def test_what_holds_across_a_persons_sources_takes_them_all(project):
    assert first_passages.first(project, Wanted(codes=("needs",), also=Condition("solutions", How.CASE)), 1) is None


def test_few_sources_are_gathered_at_once(small):
    assert first_passages.first(open_project(small, now=NOW), WANTED[0], 1) is None
