"""A project in which steps are made, for the tests of undoing."""

from __future__ import annotations

import pytest

from tests.services.stepped import NOW, coded
from toolkit.services.project import open_project
from toolkit.services.steps import stepping


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
