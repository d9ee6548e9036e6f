"""A bare `spegla`: where one stands decides what it says first."""

from __future__ import annotations

from importlib.metadata import version

import pytest


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Everything stays on this computer."), ("sv", "Allt stannar på den här datorn.")],
)
def test_outside_a_project_the_ways_to_begin_are_told(spegla, here, language, words):
    answer = spegla("--language", language)
    assert answer.code == 0
    assert words in answer.out
    for step in ("spegla demo ", "spegla init ", "spegla --help "):
        assert step in answer.out
    assert answer.err == ""
    assert list(here.iterdir()) == []


def test_in_a_project_the_next_step_is_its_status(spegla, here):
    (here / "project.toml").write_text('language = "sv"\n', encoding="utf-8")
    answer = spegla()
    assert answer.code == 0
    assert answer.out.splitlines()[0] == "I den här mappen finns ett projekt."
    assert "spegla status" in answer.out
    assert "spegla init" not in answer.out


def test_the_version_is_that_of_the_installed_package(spegla, here):
    answer = spegla("--version")
    assert (answer.code, answer.out, answer.err) == (0, f"spegla {version('spegla')}\n", "")
    assert spegla("--version", "nonsense").out == answer.out
