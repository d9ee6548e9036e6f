"""The project.toml of a new project: the same settings in both languages, and every example can be put to use."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from toolkit.domain.codings.schemes import PHASES
from toolkit.domain.sources.audiences import USUAL
from toolkit.domain.sources.cases import GROUPS
from toolkit.resources import places
from toolkit.resources.project_files import read_project
from toolkit.resources.project_texts import TEXTS

LANGUAGES = ["sv", "en"]


def settings_in(text: str) -> list[str]:
    """The keys and headers in order, those that wait behind a # too."""
    found = (re.match(r"(?:# )?(\[+[a-z_.]+\]+|[a-z_]+(?= = ))", line) for line in text.splitlines())
    return [one[1] for one in found if one]


def in_use(text: str) -> str:
    """The text with its examples put to use, but for the list of groups that tables of them replace."""
    lines = text.replace("@name@", '"Åby"').splitlines()
    used = [re.sub(r"^# (?=\[|[a-z_]+ = )|^#(?=   \")", "", line) for line in lines]
    return "\n".join(line for line in used if not line.startswith("groups = "))


def test_both_languages_have_the_same_settings_in_the_same_order() -> None:
    assert set(TEXTS) == {"sv", "en"}
    assert settings_in(TEXTS["sv"]) == settings_in(TEXTS["en"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_name_is_the_only_thing_to_fill_in(language: str) -> None:
    assert TEXTS[language].count("@name@") == 1
    data = tomllib.loads(TEXTS[language].replace("@name@", '"Åby"'))
    assert (data["name"], data["language"], tuple(data["groups"])) == ("Åby", language, GROUPS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_can_be_put_to_use(language: str, tmp_path: Path) -> None:
    path = tmp_path / "project.toml"
    path.write_text(in_use(TEXTS[language]), encoding="utf-8")
    made = read_project(path)
    other = {"sv": "en", "en": "sv"}[language]
    assert (made.name, made.language, made.spoken) == ("Åby", language, other)
    assert len(made.evaluation_questions) == 3
    assert "volunteers" in made.groups
    assert all(made.phase_label(phase, language=language) for phase in PHASES)
    assert len(made.quantities) == 1
    assert made.law.legal_basis == "6.1 e"
    assert set(made.law.retention) == {"audio", "transcripts", "key", "project"}
    assert set(made.audiences) == set(USUAL)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_text_names_is_there(language: str) -> None:
    text = TEXTS[language]
    assert all(key in text for key in (*GROUPS, *USUAL))
    outlines = re.findall(r'"(perspectives|areas|questions|partial|full)"', text)
    folder = places.packaged("templates")
    assert {*outlines} == {"perspectives", "areas", "questions", "partial", "full"}
    assert all((folder / f"{outline}.toml").is_file() for outline in outlines)
    assert (places.packaged("coding_schemes") / "six_areas.yaml").is_file()


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_are_short_enough_to_be_read_in_an_editor(language: str) -> None:
    assert [line for line in TEXTS[language].splitlines() if len(line) > 120 or line != line.rstrip()] == []
