"""The same text in two files is told, however it is broken into lines; another text of the same words is not."""

from datetime import UTC, datetime

import pytest

from tests.material import transcript
from toolkit.domain.sources.sources import Role, Source, Turn
from toolkit.domain.texts.text import Span
from toolkit.services.material import same_texts
from toolkit.services.material.same_texts import Texts, digest
from toolkit.services.projects.project import open_project

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def source(name, *said, label="P01"):
    text, turns = "", []
    for number, words in enumerate(said, 1):
        start = len(text) + len(f"{label}: ")
        text += f"{label}: {words}\n"
        turns.append(Turn(number, Span(start, start + len(words)), Role.RESPONDENT, label, label))
    return Source(name, "0" * 64, text, tuple(turns), {}, NOW)


SAID = ("Bussen går två gånger om dagen.", "Och hem före fyra 👩.")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (SAID, True),
        (("Bussen går  två\ngånger om dagen. ", "\tOch hem före\u00a0fyra 👩."), True),
        (SAID[::-1], False),
        ((" ".join(SAID),), False),
        ((SAID[0], "Och hem före fyra."), False),
        (("bussen går två gånger om dagen.", SAID[1]), False),
        ((*SAID, "Mm."), False),
        ((), False),
    ],
)
def test_a_text_is_known_by_what_is_said_in_its_order_white_space_and_labels_apart(other, same):
    assert (digest(source("a.txt", *SAID)) == digest(source("b.txt", *other, label="Någon"))) is same
    assert len(digest(source("b.txt", *other))) == 32


@pytest.fixture
def texts(small_coded):
    with open_project(small_coded, now=NOW).store() as store:
        yield Texts(store)


def stored(texts, name):
    from toolkit.storage.sources import sources

    with texts.store.reading() as connection:
        return sources.get(connection, name)


def copy_of(found, name):
    return Source(name, "0" * 64, found.text, found.turns, {}, NOW)


def test_a_copy_of_a_stored_interview_is_told_of_under_both_names(texts):
    (told,) = texts.told(copy_of(stored(texts, "p02.txt"), "again.docx"))
    assert told.where == "again.docx"
    assert told.sentence == "again.docx holds the very words of p02.txt, which is in the project or comes with it."
    assert "keep only one" in told.next_step
    assert not told.serious
    assert transcript("P02").split()[-1] not in told.sentence


def test_two_new_files_with_the_same_words_are_told_of_once_and_by_the_first(texts):
    assert list(texts.told(source("one.txt", *SAID))) == []
    (told,) = texts.told(source("two.txt", *SAID))
    assert "of one.txt," in told.sentence
    (told,) = texts.told(source("three.txt", *SAID))
    assert "of one.txt," in told.sentence
    assert list(texts.told(source("four.txt", SAID[0]))) == []


def test_as_many_words_in_another_order_are_no_copy(texts):
    found = stored(texts, "p03.txt")
    assert list(texts.told(Source("b.txt", "0" * 64, found.text, found.turns[::-1], {}, NOW))) == []


def test_surrogates_that_a_broken_file_held_do_not_hinder():
    assert digest(source("a.txt", "x\ud800y")) != digest(source("a.txt", "xy"))
    assert same_texts.digest(source("a.txt", "x\ud800y")) == digest(source("b.txt", " x\ud800y"))


def test_a_text_read_in_this_run_is_not_read_again_from_the_store(texts, monkeypatch):
    from toolkit.storage.sources import sources

    first = stored(texts, "p02.txt")
    list(texts.told(first))
    monkeypatch.setattr(sources, "get", lambda *_: pytest.fail("read again"))
    (told,) = texts.told(copy_of(first, "again.docx"))
    assert told.values["source"] == "p02.txt"
