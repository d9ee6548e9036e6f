"""The first passages are those that gathering all of them begins with, and no more sources are read than they take."""

from datetime import UTC, datetime

import pytest

from toolkit.services.coding import gathered
from toolkit.services.projects.project import open_project
from toolkit.storage.sources import sources

NOW = datetime(2025, 10, 20, tzinfo=UTC)


@pytest.fixture
def project(small, monkeypatch):
    monkeypatch.setattr(gathered, "FEW", 1)
    return open_project(small, now=NOW)


@pytest.mark.parametrize("count", [1, 2, 5, 17, 18, 19, 100])
def test_it_is_the_beginning_of_all(project, count):
    everything = gathered.gathered(project)
    begun = gathered.beginning(project, count)
    assert begun.pieces == everything.pieces[: len(begun.pieces)]
    assert len(begun.pieces) >= min(count, len(everything.pieces))
    assert begun.codings == sum(everything.coders.values())


def test_no_more_sources_are_read_than_it_takes(project, monkeypatch):
    read = []
    get = sources.get
    monkeypatch.setattr(sources, "get", lambda connection, name: read.append(name) or get(connection, name))
    begun = gathered.beginning(project, 1)
    assert len(read) == 1 < begun.sources


def test_few_sources_are_gathered_at_once(small):
    assert gathered.beginning(open_project(small, now=NOW), 1) is None
