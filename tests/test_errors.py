"""Errors say what is wrong and what to do next, in the reader's language; a problem is an error kept as data."""

from __future__ import annotations

import pytest

from toolkit import errors, messages
from toolkit.errors import NotFound, Problem, Refused, SpeglaError, StillBlind, UsageError

TREE = [
    one
    for one in vars(errors).values()
    if isinstance(one, type) and issubclass(one, SpeglaError) and one is not SpeglaError
]
NO_PLACE, HINT = "There is no file {file}.", "Check the name and the folder."


@pytest.mark.parametrize("error", TREE, ids=lambda error: error.__name__)
def test_every_error_is_one_of_ours_and_says_what_it_means(error: type[SpeglaError]) -> None:
    assert error.__doc__
    assert error.exit_code == (2 if error is UsageError else 1)
    assert isinstance(error("a name"), SpeglaError)


def test_the_tree_that_is_drawn_is_the_tree_that_there_is() -> None:
    drawn = {line.split()[1] for line in (errors.__doc__ or "").splitlines() if line.startswith(("├", "└"))}
    assert drawn == {one.__name__ for one in TREE if SpeglaError in one.__bases__}
    assert issubclass(StillBlind, Refused)


def test_an_error_says_what_is_wrong_and_the_next_step_in_the_readers_language() -> None:
    error = NotFound(NO_PLACE, hint=HINT, file="d01.txt")
    assert (error.sentence, error.hint, str(error)) == (
        "There is no file d01.txt.",
        "Check the name and the folder.",
        "There is no file d01.txt.",
    )
    messages.use_language("sv")
    assert error.sentence != "There is no file d01.txt."
    assert "d01.txt" in error.sentence
    assert error.hint not in ("", HINT)
    assert str(error) == error.sentence


def test_an_error_without_a_next_step_has_an_empty_one() -> None:
    assert SpeglaError("a name").hint == ""


def test_values_may_hold_what_looks_like_a_place() -> None:
    assert NotFound(NO_PLACE, file="{x}.txt").sentence == "There is no file {x}.txt."


def test_a_problem_is_what_an_error_means_for_one_item() -> None:
    error = NotFound(NO_PLACE, hint=HINT, file="d01.txt")
    problem = Problem.of("d01.txt", error)
    assert problem == Problem("d01.txt", NO_PLACE, HINT, {"file": "d01.txt"})
    assert (problem.sentence, problem.next_step, problem.serious) == (error.sentence, error.hint, True)
    assert not Problem.of("d01.txt", error, serious=False).serious


def test_a_problem_keeps_its_values_whatever_becomes_of_the_error() -> None:
    error = NotFound(NO_PLACE, file="d01.txt")
    problem = Problem.of("d01.txt", error)
    error.values["file"] = "d02.txt"
    assert problem.sentence == "There is no file d01.txt."
    assert problem.next_step == ""
