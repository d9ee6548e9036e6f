"""The report.toml of a new project: nothing is said until it is filled in, and every example can be put to use."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from toolkit.resources.report_files import read_report_facts
from toolkit.resources.report_texts import TEXTS

LANGUAGES = ["sv", "en"]


def settings_in(text: str) -> list[str]:
    found = (re.match(r"(?:# )?(\[+[a-z_.]+\]+|[a-z_]+(?= = ))", line) for line in text.splitlines())
    return [one[1] for one in found if one]


def test_both_languages_have_the_same_settings_in_the_same_order() -> None:
    assert set(TEXTS) == {"sv", "en"}
    assert settings_in(TEXTS["sv"]) == settings_in(TEXTS["en"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_file_says_nothing_that_nobody_wrote(language: str) -> None:
    def said(value: object) -> bool:
        if isinstance(value, dict):
            return any(map(said, value.values()))
        return bool(value)

    assert not said(tomllib.loads(TEXTS[language]))


def in_use(text: str) -> str:
    """The text with its examples put to use, but for the line that says that nobody declined."""
    used = [re.sub(r"^# (?=\[|\]|[a-z_]+ = )|^#(?=   \")", "", line) for line in text.splitlines()]
    return "\n".join(line for line in used if line != "declined = []")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_can_be_put_to_use(language: str, tmp_path: Path) -> None:
    path = tmp_path / "report.toml"
    text = in_use(TEXTS[language])
    path.write_text(text, encoding="utf-8")
    read_report_facts(path)

    def told(value: object) -> bool:
        return bool(value) and all(map(told, value.values() if isinstance(value, dict) else ()))

    data = tomllib.loads(text)
    assert all(map(told, data.values()))
    assert len(data["goals"]) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_are_short_enough_to_be_read_in_an_editor(language: str) -> None:
    assert [line for line in TEXTS[language].splitlines() if len(line) > 120 or line != line.rstrip()] == []
