"""A project in which steps are made, for the tests of undoing; and the sample with its claims."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import copy_sample
from tests.made_once import made_once
from tests.services.stepped import NOW, coded
from toolkit.services.projects.project import init, open_project
from toolkit.services.projects.steps import stepping

CLAIMED = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def claimed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample coded, its themes named by a person, and its claims written; not to be changed."""
    return made_once(tmp_path_factory, "claimed", make_claimed)


def make_claimed(folder: Path) -> None:
    from toolkit.services.coding import codings
    from toolkit.services.material import adding
    from toolkit.services.sample import sample_claims, sample_looking
    from toolkit.services.themes import themes

    init(folder, language="sv", now=CLAIMED)
    copy_sample(folder)
    project = open_project(folder, now=CLAIMED)
    interviews = project.folder / "interviews"
    adding.add(project, [interviews])
    codings.import_codings(project, interviews / "codings" / "coder_a.csv", coder="A")
    sample_claims.sort(project, interviews, coder="A")
    themes.themes(project)
    sample_looking.through(project, interviews, coder="A")
    sample_claims.write(project, interviews, coder="A")


@pytest.fixture
def project(small):
    return open_project(small, now=NOW)


@pytest.fixture
def coding(project):
    """Makes a step in which KL codes words of p01.txt; gives the coding's id."""

    def code(start=20, end=50, code="needs/work", coder="KL", command=""):
        with project.store(write=True) as store, stepping(store, "code", project, coder=coder, command=command) as step:
            return step.insert("coding", coded(step, start, end, code, coder))

    return code
