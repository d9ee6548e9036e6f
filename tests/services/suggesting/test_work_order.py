from __future__ import annotations

from pathlib import Path

import pytest

from tests.services.reading_desk import Bench
from toolkit.domain.codings.undecided import Undecided
from toolkit.domain.texts.text import Span
from toolkit.errors import UsageError
from toolkit.services.suggesting import answers
from toolkit.services.suggesting.answers import Pool, Round, mixed
from toolkit.services.suggesting.work_order import next_interviews


@pytest.fixture
def bench(suggested: Path) -> Bench:
    return Bench(suggested)


def test_the_next_interview_is_of_a_group_not_begun(bench: Bench) -> None:
    bench.code("p01.txt", "bus", "needs")
    found = next_interviews(bench.project, coder="EA")
    assert found[0].name == "team.txt"
    assert found[0].because.startswith("nobody of this group yet")
    assert (found[-1].name, found[-1].begun) == ("p01.txt", True)
    assert next_interviews(bench.project, coder="MB")[-1].name != "p01.txt"


def test_in_a_group_the_most_doubtful_comes_first(bench: Bench) -> None:
    found = [one for one in next_interviews(bench.project, coder="EA") if one.groups == ("Participants",)]
    doubtful = [one.doubtful / one.segments for one in found]
    assert len(doubtful) > 5
    assert doubtful == sorted(doubtful, reverse=True)


def test_the_other_orders(bench: Bench) -> None:
    names = [one.name for one in next_interviews(bench.project, coder="EA", order="text")]
    assert names == sorted(names)
    sure = [one.sure for one in next_interviews(bench.project, coder="EA", order="certain")]
    assert sure == sorted(sure, reverse=True)
    with pytest.raises(UsageError):
        next_interviews(bench.project, coder="EA", order="worst")


def test_people_who_withdrew_are_not_proposed(bench: Bench) -> None:
    register = bench.folder / "interviews" / "respondents.csv"
    register.write_text(
        register.read_text().replace("P02,participants,,given,2027-12-31", "P02,participants,,withdrawn,")
    )
    names = {one.name for one in next_interviews(bench.project, coder="EA")}
    assert "p01.txt" in names
    assert not names & {"p02.txt", "p07.txt"}


def test_the_most_instructive_are_of_many_interviews(bench: Bench) -> None:
    found = answers.queue(bench.project, Round("instructive", limit=8), coder="EA").segments
    assert len({one.source for one in found}) >= 5
    plain = answers.queue(bench.project, Round("certain", limit=8), coder="EA").segments
    assert len(found) == len(plain) == 8


def test_a_source_can_be_left(bench: Bench) -> None:
    here = bench.id("p01.txt")
    found = answers.queue(bench.project, Round("instructive", limit=50, leave=here), coder="EA")
    assert found.segments
    assert here not in {one.source_id for one in found.segments}
    only = answers.queue(bench.project, Round("instructive", source_id=here, leave=here), coder="EA")
    assert {one.source_id for one in only.segments} == {here}


def _open(number: int, source: int, code: str, score: float) -> Undecided:
    from toolkit.domain.codings.codings import Suggestion

    span = Span(number * 10, number * 10 + 9)
    one = Suggestion(f"s{source}", span, code, score, "because", "rules", number)
    return Undecided(number, source, f"s{source}", span, (one,))


def _pool(*segments: tuple[int, str, float, str], **answered: int) -> Pool:
    from collections import Counter

    found = [_open(number, source, code, score) for number, (source, code, score, _) in enumerate(segments)]
    words = {number: frozenset(said.split()) for number, (*_, said) in enumerate(segments)}
    return Pool(found, words, Counter(answered))


def test_the_same_wording_comes_last() -> None:
    pool = _pool(
        (1, "needs", 0.5, "night shift again"),
        (2, "needs", 0.51, "night shift once"),
        (3, "needs", 0.7, "bus card home"),
    )
    assert [one.id for one in mixed(pool, 3)] == [0, 2, 1]


def test_the_same_interview_comes_later() -> None:
    pool = _pool((1, "needs", 0.5, "one"), (1, "needs", 0.51, "two"), (2, "needs", 0.6, "three"))
    assert [one.id for one in mixed(pool, 3)] == [0, 2, 1]


def test_a_code_that_was_answered_often_comes_later() -> None:
    pool = _pool((1, "needs", 0.5, "one"), (2, "learning", 0.7, "two"), needs=9)
    assert [one.id for one in mixed(pool, 2)] == [1, 0]
    close = _pool((1, "needs", 0.5, "one"), (2, "learning", 0.7, "two"), needs=9, learning=8)
    assert [one.id for one in mixed(close, 2)] == [0, 1]
