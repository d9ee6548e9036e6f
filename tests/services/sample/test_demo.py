"""The demonstration makes the sample a project in either language, and touches no folder that holds anything."""

import tomllib

import pytest

from tests.services.registers_told import NOW
from toolkit.errors import Refused
from toolkit.services.sample import demo


def test_a_folder_left_by_an_earlier_demo_is_told_with_both_ways_out(spegla, tmp_path):
    (tmp_path / "project.toml").write_text("", "utf-8")
    answer = spegla("demo", tmp_path, "--language", "en")
    assert answer.code == 1
    assert "Remove it" in answer.err
    assert "another folder" in answer.err


def test_a_file_of_the_folders_name_stays_as_it_is(tmp_path):
    there = tmp_path / "demo"
    there.write_text("mine", "utf-8")
    told = []
    with pytest.raises(Refused) as refused:
        demo.demo(there, language="sv", now=NOW, tell=told.append)
    assert refused.value.sentence == f"{there} exists and is not empty."
    assert (there.read_text("utf-8"), told) == ("mine", [])


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_project_speaks_the_language_chosen_and_its_interviews_stay_swedish(tmp_path, language):
    folder = tmp_path / "demo"
    folder.mkdir()  # an empty one is no obstacle
    project = demo._sample(folder, language=language, now=NOW)
    settings = tomllib.loads((folder / "project.toml").read_text("utf-8"))
    assert (settings["language"], settings["interview_language"]) == (language, "sv")
    assert (project.language, project.spoken, project.now) == (language, "sv", NOW)
    assert project.register.respondents
    assert (folder / "interviews" / "codings" / "coder_a.csv").is_file()
    assert all(question.text for question in project.settings.evaluation_questions)


def test_report_facts_are_those_of_the_language(tmp_path):
    texts = {}
    for language in ("sv", "en"):
        demo._sample(tmp_path / language, language=language, now=NOW)
        texts[language] = (tmp_path / language / "report.toml").read_bytes()
    assert texts["sv"] == (demo.places.packaged("interviews").parent / "report.toml").read_bytes()
    assert texts["en"] == (demo.places.packaged("interviews").parent / "report.en.toml").read_bytes()


def test_each_step_is_told_with_the_seconds_since_the_one_before(monkeypatch):
    times = iter([100.0, 103.4, 103.5, 111.0])
    monkeypatch.setattr(demo.time, "monotonic", lambda: next(times))
    told = []
    clock = demo._Clock(told.append)
    for step in ("read", "coded", "drafted"):
        clock.told(step)
    assert told == ["  read (3 s)", "  coded (0 s)", "  drafted (8 s)"]
