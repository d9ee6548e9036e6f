from pathlib import Path

import pytest

from toolkit.domain.codings.schemes import AREAS, PHASES
from toolkit.domain.sources.guides import Question
from toolkit.errors import BadSetting
from toolkit.resources import places
from toolkit.resources.guide_files import read_guides

GUIDE = """group: team
language: sv
questions:
  - key: mandate
    area: preconditions
    phase: before
    text: Vilka var förutsättningarna?
    variants: [Vad hade ni med er?]
"""


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def test_the_samples_guides_fit_the_six_areas() -> None:
    guides = read_guides(places.packaged("interviews") / "guides", areas=AREAS, phases=PHASES)
    assert set(guides) == {"participants", "referrers", "team", "employers", "steering"}
    assert {question.area for question in guides["participants"].questions} == set(AREAS)


def test_a_guide_is_read_with_its_wordings(tmp_path: Path) -> None:
    write(tmp_path, "team.yml", GUIDE)
    question = Question(
        "mandate", "preconditions", "Vilka var förutsättningarna?", ("Vad hade ni med er?",), phase="before"
    )
    assert read_guides(tmp_path)["team"].questions == (question,)


def test_without_a_folder_there_are_no_guides_and_stray_files_are_left_alone(tmp_path: Path) -> None:
    assert read_guides(tmp_path / "guides") == {}
    write(tmp_path, "._team.yaml", "\x00")
    write(tmp_path, "notes.txt", "x")
    assert read_guides(tmp_path) == {}


def test_an_unknown_area_or_phase_is_refused_at_its_place(tmp_path: Path) -> None:
    write(tmp_path, "team.yaml", GUIDE)
    with pytest.raises(BadSetting, match=r"team\.yaml:5:11: the scheme has no question area “preconditions”"):
        read_guides(tmp_path, areas=["needs"])
    with pytest.raises(BadSetting, match=r"team\.yaml:6:12: the scheme has no phase “before”. It has: during\."):
        read_guides(tmp_path, phases=["during"])


def test_a_question_or_a_group_twice_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", GUIDE)
    write(tmp_path, "b.yaml", GUIDE)
    with pytest.raises(BadSetting, match=r"b\.yaml:1:8: the group “team” already has a guide, in a\.yaml"):
        read_guides(tmp_path)
    write(tmp_path, "a.yaml", GUIDE + "  - {key: mandate, area: needs, text: Vad?}\n")
    with pytest.raises(BadSetting, match=r"a\.yaml:9:11: the question “mandate” stands twice"):
        read_guides(tmp_path)
