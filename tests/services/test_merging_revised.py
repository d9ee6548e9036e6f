"""Copies of a project of which one had its text corrected: everybody's codings find their words."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.services.test_merging import at, hand, marked
from toolkit.domain import turn_edits
from toolkit.services import coding, merging, revising
from toolkit.services.codings import listed

NAME = "p01.txt"


def corrected(project, number=1, words="And how, dear friend, did you get to your work at that time?") -> None:
    source, seen = revising.current(project, NAME)
    made = turn_edits.worded(source, number, words)
    revising.correct(project, NAME, made, hand=hand("A"), seen=seen, agreed=True)


def quotes(project, coder="B"):
    return sorted((one.quote, one.code) for one in listed(project, coder=coder)[0])


def sound(project) -> None:
    with project.store() as store:
        assert store.check() == []


def test_codings_made_on_the_old_text_find_their_words_in_the_corrected_one(small: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(small, copy)
    coding.code(at(copy), marked(at(copy)), ["needs/work"], hand=hand())
    theirs = quotes(at(copy))
    before = len(listed(at(small))[0])
    corrected(at(small))
    merging.merge(at(small, 5), copy)
    assert quotes(at(small)) == theirs
    assert len(listed(at(small))[0]) == before + 1
    sound(at(small))


def test_codings_made_on_a_corrected_copy_find_their_words_in_the_old_text(small: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(small, copy)
    corrected(at(copy))
    coding.code(at(copy), marked(at(copy)), ["needs/work"], hand=hand())
    theirs, before = quotes(at(copy)), len(listed(at(small))[0])
    merging.merge(at(small, 5), copy)
    assert quotes(at(small)) == theirs
    assert len(listed(at(small))[0]) == before + 1
    sound(at(small))


def test_a_source_that_was_corrected_there_comes_in_as_it_is_there(small: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(small, copy)
    (tmp_path / "new.txt").write_text("I: How was it?\nP01: It was a long way to go, longer than I thought.\n")
    from toolkit.services import adding

    adding.add(at(copy), [tmp_path / "new.txt"])
    source, seen = revising.current(at(copy), "new.txt")
    made = turn_edits.spoken(source, [1], "P01")
    revising.correct(at(copy), "new.txt", made, hand=hand("A"), seen=seen)
    merging.merge(at(small, 5), copy)
    here, number = revising.current(at(small), "new.txt")
    there, _ = revising.current(at(copy), "new.txt")
    assert (here.text, [turn.respondent for turn in here.turns], number) == (there.text, ["P01", "P01"], 1)
