from __future__ import annotations

from pathlib import Path

import pytest

from tests.services.reading_desk import Bench, hand
from toolkit.domain.codings.codings import Decision
from toolkit.domain.codings.scheme_edits import Merge
from toolkit.domain.codings.undecided import Undecided
from toolkit.errors import ConflictError, Refused, UsageError
from toolkit.services.coding import scheme_editing
from toolkit.services.coding.coding import Marked, in_use
from toolkit.services.comparing import settling
from toolkit.services.comparing.settling import Judgement
from toolkit.services.projects import steps
from toolkit.services.suggesting import answers
from toolkit.services.suggesting.answers import Answer, Queue, Round
from toolkit.services.suggesting.suggestions import suggest


@pytest.fixture
def bench(suggested: Path) -> Bench:
    return Bench(suggested)


def queue(bench: Bench, order: str = "text", *, coder: str = "EA", **more: int) -> Queue:
    return answers.queue(bench.project, Round(order, **more), coder=coder)


def first(bench: Bench, name: str = "p01.txt") -> Undecided:
    return queue(bench, source_id=bench.id(name)).segments[0]


def answered(bench: Bench, one: Undecided, decision: Decision, *corrections: str, coder: str = "EA") -> None:
    suggestion = one.suggestions[0]
    answer = Answer(suggestion.id or 0, decision, corrections)
    answers.answer(bench.project, [answer], hand=hand(coder))


def open_codes(bench: Bench, one: Undecided, coder: str = "EA") -> set[str]:
    found = (each for each, _ in bench.marks(one.source, coder).suggestions if each.id == one.id)
    return {suggestion.code for each in found for suggestion in each.suggestions}


def test_an_accepted_suggestion_is_a_coding_and_does_not_come_back(bench: Bench) -> None:
    one = first(bench)
    code = one.suggestions[0].code
    answered(bench, one, Decision.ACCEPTED)
    (made,) = bench.codings("p01.txt")
    assert (made.span, made.code, made.coder) == (one.span, code, "EA")
    assert code not in open_codes(bench, one)
    steps.undo(bench.project, coder="EA")
    assert bench.codings("p01.txt") == []
    assert code in open_codes(bench, one)


def test_a_corrected_one_gives_the_right_codes(bench: Bench) -> None:
    one = first(bench)
    right = next(path for path in ("learning", "actors") if path not in {each.code for each in one.suggestions})
    answered(bench, one, Decision.CORRECTED, right, "level/society")
    assert {made.code for made in bench.codings("p01.txt")} == {right, "level/society"}
    assert one.suggestions[0].code not in open_codes(bench, one)


def test_a_rejected_one_stays_away_after_suggesting_anew(bench: Bench) -> None:
    one = first(bench)
    code = one.suggestions[0].code
    answered(bench, one, Decision.REJECTED)
    bench.code("p02.txt", "bus card", "needs/work")  # so that all is suggested anew
    suggest(bench.project)
    left = [each for each, _ in bench.marks("p01.txt").suggestions if each.span.shared(one.span)]
    assert code not in {suggestion.code for each in left for suggestion in each.suggestions}
    assert bench.codings("p01.txt") == []


@pytest.mark.parametrize("applies", [True, False])
def test_what_was_settled_is_not_asked_of_anybody_until_that_is_undone(bench: Bench, applies: bool) -> None:
    one = first(bench)
    code = one.suggestions[0].code
    answered(bench, one, Decision.ACCEPTED, coder="KL")
    assert code in open_codes(bench, one)
    judged = Judgement(one.source_id, one.span, code, applies)
    settling.settle(bench.project, judged, coder="KL", command="settled")
    assert code not in open_codes(bench, one)
    steps.undo(bench.project, coder="KL")
    assert code in open_codes(bench, one)


@pytest.mark.parametrize("decision", [Decision.ACCEPTED, Decision.REJECTED])
def test_what_was_answered_under_a_code_that_was_merged_is_answered(bench: Bench, decision: Decision) -> None:
    offered = queue(bench, limit=100).segments
    one = next(each for each in offered if "needs/income" in {suggestion.code for suggestion in each.suggestions})
    (place,) = [extent for each, extent in bench.marks(one.source).suggestions if each.id == one.id]
    other = Answer(0, decision, marked=Marked(one.source_id, *place), code="needs/family")
    answers.answer(bench.project, [other], hand=hand())
    assert "needs/income" in open_codes(bench, one)
    scheme_editing.edit(bench.project, Merge("needs/family", "needs/income"), coder="KL", command="merged")
    assert "needs/income" not in open_codes(bench, one)
    assert "needs/income" in open_codes(bench, one, coder="KL")


def test_a_skipped_one_comes_again_last(bench: Bench) -> None:
    source = bench.id("p01.txt")
    before = queue(bench, source_id=source)
    one = before.segments[0]
    answers.answer(bench.project, [Answer(each.id or 0, Decision.SKIPPED) for each in one.suggestions], hand=hand())
    after = queue(bench, source_id=source, limit=100)
    assert (after.left, after.segments[-1].id, after.segments[-1].skipped) == (before.left, one.id, True)
    assert not after.segments[0].skipped
    answers.answer(bench.project, [Answer(each.id or 0, Decision.SKIPPED) for each in one.suggestions], hand=hand())
    answered(bench, one, Decision.ACCEPTED)
    assert one.suggestions[0].code not in open_codes(bench, one)


def test_a_colleague_decides_for_herself(bench: Bench) -> None:
    one = first(bench)
    code = one.suggestions[0].code
    answered(bench, one, Decision.REJECTED)
    assert code in open_codes(bench, one, "MB")


def test_what_is_coded_by_hand_is_decided(bench: Bench) -> None:
    one = first(bench)
    code = one.suggestions[0].code
    text = bench.text("p01.txt")[one.span.start : one.span.end]
    bench.code("p01.txt", text[: len(text) * 2 // 3], code)
    assert code not in open_codes(bench, one)


def test_a_code_below_the_suggested_one_decides_it_too(bench: Bench) -> None:
    found = queue(bench, limit=100).segments
    one, area = next((each, s.code) for each in found for s in each.suggestions if s.code in ("needs", "solutions"))
    below = next(code.path for code in bench.project.scheme_file.active() if code.parent == area)
    text = bench.text(one.source)[one.span.start : one.span.end]
    bench.code(one.source, text, below)
    assert area not in open_codes(bench, one)


def test_the_same_answer_twice_is_one_and_another_is_a_conflict(bench: Bench) -> None:
    one = first(bench)
    answered(bench, one, Decision.ACCEPTED)
    answered(bench, one, Decision.ACCEPTED)
    assert len(bench.codings("p01.txt")) == 1
    with pytest.raises(ConflictError, match="already"):
        answered(bench, one, Decision.REJECTED)


def test_an_answer_finds_a_suggestion_that_was_made_anew(bench: Bench) -> None:
    one, extent = bench.marks("p01.txt").suggestions[0]
    bench.code("p02.txt", "bus card", "needs/work")
    suggest(bench.project, anew=True)
    gone = one.suggestions[0].id or 0
    with pytest.raises(ConflictError, match="anew"):
        answers.answer(bench.project, [Answer(gone, Decision.ACCEPTED)], hand=hand())
    marked = Marked(bench.id("p01.txt"), *extent)
    placed = Answer(gone, Decision.ACCEPTED, marked=marked, code=one.suggestions[0].code)
    answers.answer(bench.project, [placed], hand=hand())
    assert [made.span for made in bench.codings("p01.txt")] == [one.span]


def test_a_correction_names_a_code(bench: Bench) -> None:
    one = first(bench)
    with pytest.raises(UsageError):
        answered(bench, one, Decision.CORRECTED)
    with pytest.raises(Refused):
        answered(bench, one, Decision.CORRECTED, "nothing")
    with pytest.raises(UsageError):
        answered(bench, one, Decision.REJECTED, "needs")


def test_a_lost_answer_sent_again_is_told_again(bench: Bench) -> None:
    one, once = first(bench), hand()
    given = [Answer(one.suggestions[0].id or 0, Decision.ACCEPTED)]
    made = answers.answer(bench.project, given, hand=once)
    again = answers.answer(bench.project, given, hand=once)
    assert (again.repeated, again.codings) == (True, made.codings)


def test_the_queue_in_the_order_of_the_text(bench: Bench) -> None:
    every = queue(bench, limit=100)
    places = [(one.source, one.span.start) for one in every.segments]
    assert places == sorted(places)
    assert every.left == len(every.segments)
    third = every.segments[2]
    assert queue(bench, limit=1, after=third.id).segments[0].id == every.segments[3].id
    last = every.segments[-1]
    assert queue(bench, limit=1, after=last.id).segments[0].id == every.segments[0].id
    assert queue(bench, limit=1, after=4711).segments[0].id == every.segments[0].id


def test_the_most_certain_first(bench: Bench) -> None:
    found = queue(bench, "certain", limit=100).segments
    best = [one.suggestions[0].score for one in found]
    assert best == sorted(best, reverse=True)


def test_the_most_uncertain_first_and_not_one_code_only(bench: Bench) -> None:
    found = queue(bench, "instructive", limit=4).segments
    doubtful = [min(one.suggestions, key=lambda each: (abs(each.score - 0.5), each.code)).code for one in found]
    assert len(set(doubtful)) == 4
    with pytest.raises(UsageError):
        queue(bench, "worst")


def test_withdrawn_people_are_not_asked_about(bench: Bench) -> None:
    before = {one.source for one in queue(bench, limit=100).segments}
    register = bench.folder / "interviews" / "respondents.csv"
    register.write_text(
        register.read_text().replace("P01,participants,,given,2027-12-31", "P01,participants,,withdrawn,")
    )
    after = {one.source for one in queue(bench, limit=100).segments}
    assert before - after == {"p01.txt"}


def test_a_code_out_of_use_is_not_proposed(bench: Bench) -> None:
    from toolkit.domain.codings.scheme_edits import Retire
    from toolkit.services.coding import scheme_editing

    found = queue(bench, limit=100).segments
    one, code = next((each, s.code) for each in found for s in each.suggestions if s.code.startswith("needs/"))
    scheme_editing.edit(bench.project, Retire(code), coder="EA", command="retire")
    with pytest.raises(Refused):
        in_use(bench.project.scheme_file, code)
    assert code not in open_codes(bench, one)
