from pathlib import Path

import pytest

from toolkit.errors import NotFound
from toolkit.resources import places


def test_packaged_folders_of_a_checkout_are_the_repositorys_own() -> None:
    root = Path(places.__file__).parents[2]
    assert places.packaged("interviews") == root / "interviews"


def test_packaged_folders_of_a_wheel_stand_under_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "toolkit"
    (package / "data" / "templates").mkdir(parents=True)
    (tmp_path / "templates").mkdir()
    monkeypatch.setattr(places, "PACKAGE", package)
    assert places.packaged("templates") == package / "data" / "templates"


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(NotFound):
        places.packaged("toolkit")


def test_the_projects_own_file_comes_first(tmp_path: Path) -> None:
    own = tmp_path / "coding_schemes" / "six_areas.yaml"
    assert places.find(tmp_path, "coding_schemes", "six_areas.yaml") == places.packaged("coding_schemes") / own.name
    own.parent.mkdir()
    own.write_text("", encoding="utf-8")
    assert places.find(tmp_path, "coding_schemes", "six_areas.yaml") == own


def test_a_missing_file_is_told_with_those_that_exist(tmp_path: Path) -> None:
    (tmp_path / "coding_schemes").mkdir()
    (tmp_path / "coding_schemes" / "mine.yaml").write_text("", encoding="utf-8")
    with pytest.raises(NotFound) as caught:
        places.find(tmp_path, "coding_schemes", "their.yaml")
    assert caught.value.sentence == "There is no their.yaml in coding_schemes."
    assert caught.value.hint == "These exist: mine.yaml, six_areas.yaml"


@pytest.mark.parametrize("name", ["../project.toml", "/etc/passwd", "a/../../project.toml"])
def test_a_name_cannot_lead_out_of_its_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "project.toml").write_text("", encoding="utf-8")
    with pytest.raises(NotFound):
        places.find(tmp_path, "coding_schemes", name)
