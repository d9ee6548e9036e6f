"""Files that a person writes: read as UTF-8 or refused in words, and of several faults the first in the file told."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import Field

from toolkit.errors import BadFile, BadSetting, NotFound
from toolkit.resources import written
from toolkit.resources.expectations import Loc
from toolkit.resources.written import MEND, Setting, Written, bad_setting, read_bytes, read_text, validated


class Thing(Setting):
    one: str = "x"
    two: int = 2
    many: list[int] = Field([])


PLACES = {("one",): (9, 1), ("two",): (4, 7), ("many", 1): (5, 3), ("extra", "[key]"): (7, 1)}


def place(loc: Loc) -> tuple[int, int] | None:
    return PLACES.get(loc)


def refused(data: object) -> BadSetting:
    with pytest.raises(BadSetting) as caught:
        validated(Thing, data, file="x.toml", position=place)
    return caught.value


def test_what_is_as_it_should_be_is_the_model_with_its_places() -> None:
    made = validated(Thing, {"one": "a", "many": [1]}, file="x.toml", position=place)
    assert made.value == Thing(one="a", two=2, many=[1])
    assert made.wrong(("two",), "{place}: “{key}” must be a number.", key="two").sentence == (
        "x.toml:4:7: “two” must be a number."
    )


@pytest.mark.parametrize(
    ("data", "begins"),
    [
        ({"one": 3, "two": "x"}, "x.toml:4:7: “two” must be"),
        ({"one": 3, "many": [1, "x"]}, "x.toml:5:3: “many” must be"),
        ({"extra": 1}, "x.toml:7:1: “extra” is not known here. These are: one, two, many."),
        ({"many": ["x"], "one": 3}, "x.toml:9:1: “one” must be"),  # a fault whose place is not known is told last
        ({"many": ["x"]}, "x.toml: “many” must be"),
        ([], "x.toml: “” must hold"),
    ],
)
def test_of_several_faults_the_first_in_the_file_is_told(data: object, begins: str) -> None:
    assert refused(data).sentence.startswith(begins)


@pytest.mark.parametrize(
    ("position", "where"), [(None, "x.toml"), ((3, 0), "x.toml:3"), ((3, 7), "x.toml:3:7"), ((0, 0), "x.toml")]
)
def test_a_place_is_file_line_and_column_as_far_as_they_are_known(position: tuple[int, int] | None, where: str) -> None:
    error = bad_setting("x.toml", position, "{place}: “{key}” is missing.", key="a")
    assert error.sentence == f"{where}: “a” is missing."
    assert error.hint_message == MEND
    assert error.values["line"] == (position[0] if position else 0)
    assert bad_setting("x.toml", None, "{place}", hint="a name").hint_message == "a name"


def test_a_text_is_read_as_texts_are_stored(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes("\ufeffA\u030a\r\nb\rc".encode())
    assert read_text(path) == "Å\nb\nc"
    path.write_bytes(b"")
    assert read_text(path) == ""


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [(b"\xff", 1, 1), (b"ab\ncd\xe5f\n", 2, 3), (b"a\n\n\xc3", 3, 1), ("å".encode() + b"\xe4", 1, 3)],
)
def test_a_letter_that_is_no_utf_8_is_told_with_its_place(tmp_path: Path, data: bytes, line: int, column: int) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(data)
    with pytest.raises(BadSetting) as caught:
        read_text(path)
    assert caught.value.sentence.startswith(f"x.toml:{line}:{column}: ")
    assert "UTF-8" in caught.value.hint


def test_a_file_of_zeros_is_told_as_what_a_power_cut_leaves(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(bytes(40))
    with pytest.raises(BadFile) as caught:
        read_text(path)
    assert "zeros" in caught.value.sentence
    assert "spegla backup" in caught.value.hint


def test_a_file_that_is_not_there_or_is_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as caught:
        read_bytes(tmp_path / "gone.toml")
    assert caught.value.sentence == "There is no file gone.toml."
    with pytest.raises(BadFile) as unread:
        read_bytes(tmp_path)
    assert str(tmp_path.parent) not in unread.value.sentence


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(written, "LARGEST", 10)
    path = tmp_path / "x.toml"
    path.write_bytes(b"x" * 10)
    assert read_bytes(path) == b"x" * 10
    path.write_bytes(b"x" * 11)
    with pytest.raises(BadFile) as caught:
        read_bytes(path)
    assert "x.toml" in caught.value.sentence


def test_settings_cannot_be_changed_once_they_are_read() -> None:
    made = Written(Thing(), "x.toml", place)
    with pytest.raises(ValueError, match="frozen"):
        made.value.one = "y"  # type: ignore[misc]
