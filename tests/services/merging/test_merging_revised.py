"""Copies of a project of which one had its text corrected: everybody's codings find their words."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.services.merging.test_merging import at, hand, marked
from toolkit.domain.sources import turn_edits
from toolkit.domain.sources.revisions import Edit
from toolkit.services.coding import coding
from toolkit.services.coding.codings import listed
from toolkit.services.material import revising
from toolkit.services.merging import merge_report, merging

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
    from toolkit.services.material import adding

    adding.add(at(copy), [tmp_path / "new.txt"])
    source, seen = revising.current(at(copy), "new.txt")
    made = turn_edits.spoken(source, [1], "P01")
    revising.correct(at(copy), "new.txt", made, hand=hand("A"), seen=seen)
    merging.merge(at(small, 5), copy)
    here, number = revising.current(at(small), "new.txt")
    there, _ = revising.current(at(copy), "new.txt")
    assert (here.text, [turn.respondent for turn in here.turns], number) == (there.text, ["P01", "P01"], 1)


def test_corrections_made_in_the_copy_come_along_where_the_text_is_unchanged_here(small: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(small, copy)
    coding.code(at(small), marked(at(small)), ["needs/work"], hand=hand("A"))
    corrected(at(copy))
    corrected(at(copy), 3, "And what, dear friend, would have helped you then?")
    coding.code(at(copy), marked(at(copy)), ["needs/work"], hand=hand())
    mine, theirs = quotes(at(small), "A"), quotes(at(copy))
    looked = merging.merge(at(small, 5), copy, dry_run=True)
    assert looked.plan.corrected == {NAME: 2}
    told = "\n".join(merge_report.summary(looked))
    assert f"2 corrections of {NAME} come along" in told
    merged = merging.merge(at(small, 5), copy)
    assert merged.plan.corrected == {NAME: 2}
    assert merged.plan.parts["codings"].edited == 0
    assert revising.current(at(small), NAME)[0].text == revising.current(at(copy), NAME)[0].text
    assert (quotes(at(small), "A"), quotes(at(small))) == (mine, theirs)
    assert [(one.coder, one.verb) for one in revising.history(at(small), NAME)] == [("A", "correct")] * 2
    sound(at(small))
    assert merging.merge(at(small, 6), copy).plan.empty
    back = revising.undo(at(small), NAME, hand=hand("A"))
    assert back.lost == 0
    sound(at(small))


def test_corrections_of_a_text_that_was_corrected_here_too_are_told_by_name_and_number(
    small: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(small, copy)
    corrected(at(copy))
    corrected(at(small), 3, "And what would have helped you, do you think?")
    before = revising.current(at(small), NAME)
    looked = merging.merge(at(small, 5), copy)
    assert (looked.plan.corrected, looked.plan.corrected_apart) == ({}, {NAME: 1})
    assert revising.current(at(small), NAME) == before
    assert f"1 correction of {NAME} stays in the copy" in "\n".join(merge_report.summary(looked))
    assert merge_report.record(looked)["sources"]["corrected_apart"] == [{"source": NAME, "corrections": 1}]


def test_what_was_only_corrected_here_is_nothing_that_stays_there(small: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    corrected(at(small))
    shutil.copytree(small, copy)
    corrected(at(small), 3, "And what would have helped you, do you think?")
    plan = merging.merge(at(small, 5), copy, dry_run=True).plan
    assert (plan.corrected, plan.corrected_apart) == ({}, {})


def test_a_correction_that_would_take_all_words_of_a_coding_here_stays_there(small: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(small, copy)
    source, _ = revising.current(at(small), NAME)
    codings = [one for one in listed(at(small))[0] if one.source == NAME]
    gone = codings[0]
    made = turn_edits.edited(source, [Edit(gone.span.start, gone.span.end, "")], verb="correct")
    revising.correct(at(copy), NAME, made, hand=hand("A"), seen=0, agreed=True)
    count = len(listed(at(small))[0])
    assert merging.merge(at(small, 5), copy).plan.corrected_apart == {NAME: 1}
    assert len(listed(at(small))[0]) == count
