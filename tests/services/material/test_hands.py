"""Whose hand does something: somebody is named, and places are named in the text that was seen."""

from __future__ import annotations

import pytest

from tests.services.stepped import NOW
from toolkit.errors import ConflictError, UsageError
from toolkit.services.material.hands import Hand, text_changed
from toolkit.services.material.transcripts import transcript
from toolkit.services.projects.project import open_project


@pytest.fixture
def seen(small_coded):
    project = open_project(small_coded, now=NOW)
    with project.store() as store, store.reading() as connection:
        yield transcript(project, connection, 1)


def test_nobody_is_refused_with_where_to_say_who():
    with pytest.raises(UsageError) as refused:
        Hand("", "command").check()
    assert refused.value.exit_code == 2
    assert "top of the page" in refused.value.hint
    Hand("Åsa", "").check()


def test_a_hand_that_saw_no_text_or_the_one_that_stands_may_go_on(seen):
    Hand("KL", "").check_text(seen)
    Hand("KL", "", seen.head.text).check_text(seen)


@pytest.mark.parametrize("off", [-1, 1])
def test_a_hand_that_saw_another_text_is_refused(seen, off):
    with pytest.raises(ConflictError, match="corrected since you opened it") as refused:
        Hand("KL", "", seen.head.text + off).check_text(seen)
    assert refused.value.sentence == text_changed().sentence
    assert "Load the page again" in refused.value.hint


def test_the_first_text_is_a_number_like_any_other(seen):
    assert seen.head.text == 0
    with pytest.raises(ConflictError):
        Hand("KL", "", 1).check_text(seen)
