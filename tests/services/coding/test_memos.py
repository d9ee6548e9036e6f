from __future__ import annotations

from pathlib import Path

import pytest

from tests.services.reading_desk import Bench, hand
from toolkit.errors import ConflictError, Refused, UsageError
from toolkit.services.coding import memos
from toolkit.services.projects import steps


@pytest.fixture
def bench(small: Path) -> Bench:
    return Bench(small)


def written(bench: Bench, name: str = "p01.txt") -> list[str]:
    return [memo.text for memo, _ in bench.marks(name).memos]


def test_memos_on_a_passage_a_source_and_a_code(bench: Bench) -> None:
    marked = bench.marked("p01.txt", "The bus was")
    memos.add(bench.project, " Compare with the team. ", marked, hand=hand())
    memos.add(bench.project, "A quiet interview.", bench.id("p01.txt"), hand=hand())
    memos.add(bench.project, "Too wide?", "needs/work", hand=hand())
    on_source, on_passage = bench.marks("p01.txt").memos
    assert (on_source[0].text, on_source[1]) == ("A quiet interview.", None)
    assert (on_passage[0].text, on_passage[1]) == ("Compare with the team.", (marked.start, marked.end))
    (on_code,) = memos.on_codes(bench.project)
    assert (on_code.text, on_code.code, on_code.author) == ("Too wide?", "needs/work", "EA")


def test_a_memo_is_written_over_removed_and_brought_back(bench: Bench) -> None:
    (number,) = memos.add(bench.project, "First.", bench.id("p01.txt"), hand=hand()).memos
    memos.change(bench.project, number, "Second.", 1, hand=hand())
    with pytest.raises(ConflictError):
        memos.change(bench.project, number, "Third.", 1, hand=hand())
    assert written(bench) == ["Second."]
    once = hand()
    memos.remove(bench.project, number, 2, hand=once)
    assert memos.remove(bench.project, number, 2, hand=once).repeated
    with pytest.raises(ConflictError, match="removed"):
        memos.change(bench.project, number, "Fourth.", 2, hand=hand())
    steps.undo(bench.project, coder="EA")
    assert written(bench) == ["Second."]


def test_sent_again_it_is_one_memo(bench: Bench) -> None:
    once = hand()
    first = memos.add(bench.project, "Once.", bench.id("p01.txt"), hand=once)
    again = memos.add(bench.project, "Once.", bench.id("p01.txt"), hand=once)
    assert (again.repeated, again.memos) == (True, first.memos)
    assert written(bench) == ["Once."]


def test_a_memo_may_stand_on_the_interviewers_words(bench: Bench) -> None:
    memos.add(bench.project, "Leading?", bench.marked("p01.txt", "What did you need"), hand=hand())
    assert written(bench) == ["Leading?"]


def test_what_is_refused(bench: Bench) -> None:
    source = bench.id("p01.txt")
    for text in ("", "  \n "):
        with pytest.raises(Refused, match="empty"):
            memos.add(bench.project, text, source, hand=hand())
    with pytest.raises(Refused, match="too long"):
        memos.add(bench.project, "a" * (memos.LONGEST + 1), source, hand=hand())
    with pytest.raises(Refused):
        memos.add(bench.project, "x", "nothing", hand=hand())
    with pytest.raises(UsageError):
        memos.add(bench.project, "x", source, hand=hand(""))
    (number,) = memos.add(bench.project, "Mine.", source, hand=hand()).memos
    with pytest.raises(Refused, match="colleague"):
        memos.change(bench.project, number, "Yours.", 1, hand=hand("MB"))


def test_memos_beside_withdrawn_words_are_neither_written_nor_shown(bench: Bench) -> None:
    marked = bench.marked("p01.txt", "The bus was")
    memos.add(bench.project, "About the bus.", marked, hand=hand())
    register = bench.folder / "interviews" / "respondents.csv"
    old = register.read_text(encoding="utf-8")
    register.write_text(old.replace("P01,participants,,given,2027-12-31", "P01,participants,,withdrawn,"))
    assert written(bench) == []
    with pytest.raises(Refused, match="may not be used"):
        memos.add(bench.project, "Again.", marked, hand=hand())
