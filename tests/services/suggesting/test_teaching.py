"""What was learned is kept while it holds: the same as learning anew, and forgotten with anybody's words."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from tests.material import REGISTER, transcript
from toolkit.analysis.texts.language import language
from toolkit.analysis.texts.segmenting import segments
from toolkit.services.coding import schemes
from toolkit.services.material import sources
from toolkit.services.projects.project import open_project
from toolkit.services.suggesting import suggestions, teaching


def opened(folder):
    return open_project(folder, now=datetime.now(UTC))


@pytest.fixture
def taught(spegla, suggested):
    spegla("codings", "import", suggested / "codings.csv", "--coder", "B", "-p", suggested)
    assert suggestions.suggest(opened(suggested)).computed == 11
    return suggested


def kept(folder):
    with closing(sqlite3.connect(folder / "project.db")) as database:
        return database.execute("SELECT fingerprint, at, data FROM learned").fetchall()


def test_one_interview_more_is_suggested_on_without_learning_anew(spegla, taught):
    before = kept(taught)
    path = taught / "interviews" / "p11.txt"
    path.write_text(transcript("P01").replace("P01", "P11").replace("bus", "train"), "utf-8")
    spegla("add", path, "-p", taught)
    assert suggestions.suggest(opened(taught)).computed == 1
    assert kept(taught) == before


def test_what_is_kept_is_what_would_be_learned_anew(taught):
    from toolkit.storage.sources import sources as stored

    project = opened(taught)
    with project.store(write=True) as store:
        used = schemes.current(project, store)
        with store.reading() as connection:
            ground = teaching.ground(project, connection, used)
            pieces = [piece for one in stored.each(connection) for piece in segments(one, language(project.spoken))]
        model, count = teaching.kept_model(project, store, used.scheme, ground)
        anew = teaching.learned_anew(project, store, used.scheme, ground, count)
    assert model.fingerprint == anew.fingerprint
    assert model.suggest(pieces) == anew.suggest(pieces)
    assert any(one.suggester.startswith("learned") for found in anew.suggest(pieces) for one in found)


def test_it_goes_with_a_source(taught):
    sources.remove(opened(taught), "p03.txt")
    assert kept(taught) == []


def test_it_goes_as_soon_as_somebody_has_withdrawn(taught):
    register = REGISTER.replace("P01,participants,,given,2027-12-31,yes", "P01,participants,,withdrawn,,")
    (taught / "interviews" / "respondents.csv").write_text(register, "utf-8")
    sources.overview(opened(taught))
    assert kept(taught) == []


def test_it_goes_when_turns_are_placed_anew(taught):
    register = REGISTER.replace("P01,part", "P99,part")
    (taught / "interviews" / "respondents.csv").write_text(register, "utf-8")
    sources.overview(opened(taught))
    assert kept(taught) == []


def test_nothing_of_it_stays_in_the_file(taught):
    ((_, _, data),) = kept(taught)
    part = data[len(data) // 2 :][:64]
    assert part in (taught / "project.db").read_bytes()
    sources.remove(opened(taught), "p03.txt")
    assert part not in (taught / "project.db").read_bytes()


def test_it_stays_out_of_the_archive_and_of_any_words(taught):
    ((told, _, data),) = kept(taught)
    words = {
        word for name in ("p01.txt", "p02.txt") for word in (taught / "interviews" / name).read_text("utf-8").split()
    }
    for word in words:
        if len(word) > 5:
            assert word.encode() not in data
            assert word not in told
