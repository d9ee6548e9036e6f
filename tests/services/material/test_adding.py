"""Files in memory are taken as files on disk are, and a look at them stores nothing and promises what is then done."""

from dataclasses import asdict
from datetime import UTC, datetime

import pytest

from toolkit.domain.sources.sources import Role
from toolkit.errors import BadSetting
from toolkit.services.material import adding
from toolkit.services.projects.files import LARGEST
from toolkit.services.projects.project import open_project

ONE = b"I: How did you come here?\nP01: By bus.\nI: And then?\nP01: I walked the last bit.\n"
FILES = [("p01.txt", ONE), ("again.txt", ONE), ("strange.xyz", b"x"), ("sub/p01.txt", ONE + b"I: Yes?\n")]


@pytest.fixture
def project(spegla, tmp_path):
    spegla("init", tmp_path / "project", "--language", "en")
    return open_project(tmp_path / "project", now=datetime(2025, 10, 20, 9, tzinfo=UTC))


def names(project):
    from toolkit.storage.sources import sources

    with project.store() as store, store.reading() as connection:
        return sources.names(connection)


def test_a_look_stores_nothing_and_tells_what_adding_then_does(project):
    looked = adding.preview(project, FILES)
    assert names(project) == []
    added = adding.add_data(project, FILES)
    assert names(project) == ["p01 (2).txt", "p01.txt"]
    assert asdict(looked) == asdict(added)
    assert looked.known == [("again.txt", "p01.txt")]
    assert [problem.where for problem in looked.failed] == ["strange.xyz"]
    beside = " ".join(problem.sentence for problem in looked.problems if problem.where == "p01 (2).txt")
    assert "this file is taken in beside it, as p01 (2).txt" in beside  # true before and after


def test_files_in_memory_and_on_disk_are_taken_alike(project, tmp_path):
    path = tmp_path / "p01.txt"
    path.write_bytes(ONE)
    looked = adding.preview(project, [("p01.txt", ONE)])
    assert asdict(adding.add(project, [path])) == asdict(looked)


def test_who_speaks_is_told_label_by_label(project):
    voices = adding.preview(project, FILES[:1]).voices["p01.txt"]
    assert [(one.label, one.role, one.respondent, one.turns, one.words) for one in voices] == [
        ("I", Role.INTERVIEWER, None, 2, 7),
        ("P01", Role.RESPONDENT, "P01", 2, 7),
    ]


def test_a_file_that_is_too_large_is_left_out_and_the_others_taken(project):
    result = adding.add_data(project, [("large.txt", bytes(LARGEST + 1)), *FILES[:1]])
    assert [problem.where for problem in result.failed] == ["large.txt"]
    assert [one.name for one in result.added] == ["p01.txt"]


@pytest.mark.parametrize("step", [adding.preview, adding.add_data])
def test_what_is_wrong_in_the_register_is_told_once_and_no_file_is_taken(project, step):
    register = project.folder / "interviews" / "respondents.csv"
    register.write_text("id,group,consent,consent_until\nP01,participants,given,31/12/2027\n", "utf-8")
    with pytest.raises(BadSetting, match=r"respondents\.csv:2"):
        step(project, FILES)
    assert names(project) == []
