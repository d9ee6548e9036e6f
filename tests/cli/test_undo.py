"""`spegla undo`: the last step of a coder, today, is taken back and done again."""

from __future__ import annotations

import re

import pytest

from tests.cli.unchanged import unchanged
from tests.services.merging.test_merging import hand, marked
from toolkit.cli.options import right_now
from toolkit.services.coding import coding
from toolkit.services.projects.project import open_project


def test_a_step_is_taken_back_and_done_again(spegla, small):
    project = open_project(small, now=right_now())
    coding.code(project, marked(project), ["needs/income"], hand=hand("B"))

    def count():
        return sum(one["coder"] == "B" for one in spegla("codings", "list", "-p", small, "--json").json["codings"])

    assert count() == 1
    told = spegla("undo", "--coder", "B", "-p", small)
    assert re.fullmatch(r"Undone: coded, p01\.txt, \d\d:\d\d\.\n", told.out)
    assert count() == 0
    document = spegla("undo", "--coder", "B", "--redo", "-p", small, "--json").json
    assert (document["redone"], document["sources"]) == (True, 1)
    assert count() == 1
    assert len(spegla("codings", "list", "--coder", "KL", "-p", small, "--json").json["codings"]) == 54


@pytest.mark.parametrize(
    ("words", "code", "err"),
    [
        ((), 2, "Say whose step it was: --coder NAME"),
        (("--coder", "B"), 1, "There is nothing to undo."),
        (("--coder", "B", "--redo"), 1, "nothing"),
    ],
)
def test_where_there_is_nothing_to_take_back_it_is_said(spegla, looked_at, words, code, err):
    with unchanged(looked_at):
        answer = spegla("undo", *words, "-p", looked_at)
    assert (answer.code, answer.out) == (code, "")
    assert err in answer.err
