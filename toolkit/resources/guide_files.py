"""Question guides: what each actor group was asked, one YAML file a group."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Annotated

from pydantic import Field

from toolkit.domain.sources.guides import Guide, Question
from toolkit.messages import N_
from toolkit.resources.written import Key, LanguageKey, Setting, Text, Written
from toolkit.resources.yaml_files import read_yaml

TWICE = N_("{place}: the question “{key}” stands twice in this guide.")
GROUP_TWICE = N_("{place}: the group “{group}” already has a guide, in {other}.")
NO_AREA = N_("{place}: the scheme has no question area “{area}”. It has: {known}.")
NO_PHASE = N_("{place}: the scheme has no phase “{phase}”. It has: {known}.")


class QuestionEntry(Setting):
    """A question, the area it belongs to, and other wordings of it."""

    key: Key
    area: Key
    phase: Key | None = None
    text: Text
    variants: list[Text] = Field([])


class GuideFile(Setting):
    """The questions put to one actor group."""

    group: Key
    language: LanguageKey
    questions: Annotated[list[QuestionEntry], Field(min_length=1)]


def read_guides(
    folder: Path, *, areas: Collection[str] | None = None, phases: Collection[str] | None = None
) -> dict[str, Guide]:
    """The guides in a folder (`*.yaml`, `*.yml`) by actor group; none when there is no such folder.

    With `areas` or `phases` (the scheme's keys), a question of another area or phase is refused. BadSetting names
    file, line and column.
    """
    guides: dict[str, Guide] = {}
    files: dict[str, str] = {}
    for path in paths(folder):
        written = read_yaml(path, GuideFile)
        group = written.value.group
        if group in guides:
            raise written.wrong(("group",), GROUP_TWICE, group=group, other=files[group])
        _check(written, areas=areas, phases=phases)
        guides[group], files[group] = _guide(written.value), path.name
    return guides


def paths(folder: Path) -> list[Path]:
    """The guides' files in a folder, in the order of their names; none when there is no such folder."""
    if not folder.is_dir():
        return []
    named = (path for path in folder.iterdir() if path.suffix.lower() in (".yaml", ".yml"))
    return sorted(path for path in named if not path.name.startswith("."))


def _check(written: Written[GuideFile], *, areas: Collection[str] | None, phases: Collection[str] | None) -> None:
    seen: set[str] = set()
    for number, question in enumerate(written.value.questions):
        loc = ("questions", number)
        if question.key in seen:
            raise written.wrong((*loc, "key"), TWICE, key=question.key)
        seen.add(question.key)
        if areas is not None and question.area not in areas:
            raise written.wrong((*loc, "area"), NO_AREA, area=question.area, known=", ".join(sorted(areas)))
        if phases is not None and question.phase is not None and question.phase not in phases:
            raise written.wrong((*loc, "phase"), NO_PHASE, phase=question.phase, known=", ".join(sorted(phases)))


def _guide(file: GuideFile) -> Guide:
    questions = (Question(one.key, one.area, one.text, tuple(one.variants), one.phase) for one in file.questions)
    return Guide(file.group, file.language, tuple(questions))
