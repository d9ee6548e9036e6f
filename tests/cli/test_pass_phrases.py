"""A pass phrase comes from a file's first line or from the terminal, unseen; never from anywhere else."""

from __future__ import annotations

import getpass
import sys

import pytest

from toolkit.cli.pass_phrases import fresh_phrase, phrase
from toolkit.errors import BadFile, Refused, UsageError


@pytest.fixture
def typed(monkeypatch):
    """A person at a terminal who types these words, one for each question; gives what was asked."""
    asked = []

    def types(*words):
        answers = iter(words)
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr(getpass, "getpass", lambda prompt: asked.append(prompt) or next(answers))
        return asked

    return types


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"four words in row\n", "four words in row"),
        (b"\xef\xbb\xbffyra ord p\xc3\xa5 rad\r\nanother line\n", "fyra ord på rad"),
        (b"  spaces  inside kept  ", "spaces  inside kept"),
        (b"", ""),
    ],
)
def test_the_first_line_of_a_file_is_the_phrase(tmp_path, content, said):
    (tmp_path / "p").write_bytes(content)
    assert phrase(tmp_path / "p") == said
    assert fresh_phrase(tmp_path / "p") == said


def test_a_file_that_is_no_text_or_not_there_is_told_without_its_words(tmp_path):
    (tmp_path / "p").write_bytes(b"s\xe9cret\xff")
    with pytest.raises(UsageError) as told:
        phrase(tmp_path / "p")
    assert told.value.sentence == "The file with the pass phrase is no text."
    assert "cret" not in told.value.sentence + told.value.hint
    with pytest.raises(BadFile):
        phrase(tmp_path / "none")


def test_without_a_terminal_the_next_step_is_a_file(monkeypatch):
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    monkeypatch.setenv("SPEGLA_PASSPHRASE", "from the environment")
    with pytest.raises(UsageError) as told:
        phrase(None)
    assert told.value.exit_code == 2
    assert "--passphrase-file" in told.value.hint


def test_a_known_phrase_is_asked_for_once_a_new_one_twice(typed):
    asked = typed("a", "b", "b")
    assert phrase(None) == "a"
    assert asked == ["Pass phrase of the key: "]
    assert fresh_phrase(None) == "b"
    assert asked[1:] == ["New pass phrase: ", "The same once more: "]


def test_two_different_new_phrases_change_nothing(typed):
    typed("a", "b")
    with pytest.raises(Refused, match="The two were not the same; nothing was changed"):
        fresh_phrase(None)
