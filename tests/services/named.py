"""A Swedish project whose sources name people, and what a scan of them is, put together by hand."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import run
from tests.made_once import made_once
from toolkit.domain.identifiers.identifier_groups import Decided, Decision, Group, Place, Scanned
from toolkit.domain.identifiers.identifiers import Identifier
from toolkit.domain.texts.short_texts import Short, Spot, Where
from toolkit.services.material.hands import Hand
from toolkit.services.projects.project import open_project

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
HAND = Hand("KL", "naming")
REGISTER = (
    "id,group,consent,consent_until,quote,labels,alias\n"
    "D01,participants,given,,yes,,\nT1,team,given,,yes,KN,Karin\nT2,team,given,,yes,Bosse,\n"
)
FIRST = "I: Vem?\n\nD01: Det var Karin. Karins bil, Karin Holms hus.\n"
GROUP = (
    "---\ntalare: {Åke Ek: X9}\n---\nI: Vem?\n\nKN: Vi på plats.\n\n"
    "Bosse: Ja, Karin ordnade det.\n\nÅke Ek: Åke Ek sa nej.\n"
)
FILES = {"d01.txt": FIRST, "fokus.txt": GROUP}


def make(folder: Path) -> None:
    """Make the project with its two sources."""
    assert run(["init", str(folder), "--language", "sv"]) == 0
    interviews = folder / "interviews"
    (interviews / "respondents.csv").write_text(REGISTER, "utf-8")
    for name, text in FILES.items():
        (interviews / name).write_text(text, "utf-8")
    assert run(["add", *(str(interviews / name) for name in FILES), "-p", str(folder)]) == 0


@pytest.fixture(scope="session")
def named_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project; not to be changed."""
    return made_once(tmp_path_factory, "named", make)


def at(folder: Path):
    """The project on the day of these tests."""
    return open_project(folder, now=NOW)


def text_of(project, name: str) -> str:
    """The text of a source as it is kept."""
    from toolkit.storage.sources import sources

    with project.store() as store, store.reading() as connection:
        return sources.text(connection, name)


def id_of(project, name: str) -> int:
    """The number of a source."""
    from toolkit.storage.sources import sources

    with project.store() as store, store.reading() as connection:
        return sources.id_of(connection, name)


def group(key: str, *forms: str, kind: Identifier = Identifier.NAME, stand_in: str | None = None, **more) -> Group:
    """A group of findings; `stand_in`: masking was decided with these words."""
    decided = None if stand_in is None else Decided(key, kind.value, Decision.MASK, stand_in, "KL", NOW)
    return Group(key, kind, key, forms=Counter(forms or (key.title(),)), decided=decided, **more)


def places(project, name: str, *words: str) -> list[Place]:
    """Where each of these words first stands in a source."""
    text, number = text_of(project, name), id_of(project, name)
    return [Place(number, text.index(one), text.index(one) + len(one)) for one in words]


def scanned(project, *groups: Group, common: frozenset[str] = frozenset()) -> Scanned:
    """A scan of both sources that found these groups."""
    from toolkit.storage.sources import source_settings

    with project.store() as store, store.reading() as connection:
        numbers = {key: one.revision for key, one in source_settings.each(connection).items()}
    return Scanned(groups, {id_of(project, name): name for name in FILES}, (), numbers=numbers, common=common)


def spot(text: str, words: str, where: Where = Where.MEMO, number: int = 1, **more) -> Spot:
    """Where words stand in a short text of no particular row."""
    short = Short(where, number, more.pop("table", "memo"), number, more.pop("path", ("text",)), text, **more)
    return Spot(short, text.index(words), text.index(words) + len(words))
