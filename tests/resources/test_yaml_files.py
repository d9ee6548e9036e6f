from pathlib import Path
from typing import Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import Field

from toolkit.errors import BadFile, BadSetting, NotFound, SpeglaError
from toolkit.resources import written
from toolkit.resources.written import Key, Setting, Text, Titles
from toolkit.resources.yaml_files import read_yaml


class Thing(Setting):
    key: Key
    day: Text = "–"
    on: bool = True
    weight: float = Field(1.0, gt=0)
    title: Titles | None = None
    things: list["Thing"] = Field([])
    kind: Literal["a", "b"] = "a"


def refused(tmp_path: Path, text: str | bytes) -> str:
    path = tmp_path / "x.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(BadSetting) as caught:
        read_yaml(path, Thing)
    return caught.value.sentence


def read(tmp_path: Path, text: str) -> Thing:
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    return read_yaml(path, Thing).value


def test_dates_and_the_word_no_stay_texts(tmp_path: Path) -> None:
    assert read(tmp_path, "key: a\nday: 2025-13-40\n").day == "2025-13-40"
    assert read(tmp_path, "key: a\nday: no\n").day == "no"


def test_decimal_and_folded_values_become_plain_ones(tmp_path: Path) -> None:
    thing = read(tmp_path, "key: a\nweight: 0.50\nday: >\n  en\n  två\n")
    assert (type(thing.weight), thing.weight) == (float, 0.5)
    assert (type(thing.day), thing.day) == (str, "en två")


def test_letters_are_composed_and_a_mark_at_the_beginning_is_dropped(tmp_path: Path) -> None:
    assert read(tmp_path, "\ufeffkey: a\r\nday: fo\u0308re\r\n").day == "före"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "x.yaml:1:1: the file must hold names with values, such as “key: value”."),
        ("- a\n", "x.yaml:1:1: the file must hold names with values, such as “key: value”."),
        ("on: true\n", "x.yaml:1:1: “key” is missing."),
        ("key: a\nthings:\n  - key: b\n  - on: true\n", "x.yaml:4:5: “key” is missing."),
        ("key: a\nday: 5\n", "x.yaml:2:6: “day” must be a text; put it in quotation marks."),
        ("key: a\nday: ''\n", "x.yaml:2:6: “day” must not be empty."),
        ("key: Aå\n", "x.yaml:1:6: “key” must begin with a letter a–z and hold only a–z, 0–9, _ and -."),
        ("key: a\non: yes\n", "x.yaml:2:5: “on” must be true or false."),
        ("key: a\nweight: 0\n", "x.yaml:2:9: “weight” must be more than 0.0."),
        ("key: a\nweight: tung\n", "x.yaml:2:9: “weight” must be a number."),
        ("key: a\nthings: b\n", "x.yaml:2:9: “things” must be a list."),
        ("key: a\nthings: [b]\n", "x.yaml:2:10: “things” must hold names with values."),
        ("key: a\nkind: c\n", "x.yaml:2:7: “kind” must be one of a, b."),
        ("key: a\ntitle: {}\n", "x.yaml:2:8: “title” must have at least one entry."),
        ("key: a\ntitle: {sv: A, no: B}\n", "x.yaml:2:16: “no” is not known here. These are: sv, en."),
        (
            "key: a\nthings:\n- key: b\n  thing: c\n",
            "x.yaml:4:3: “thing” is not known here. These are: key, day, on, weight, title, things, kind.",
        ),
        ("key: a\nkey: b\n", "x.yaml:2:1: the same name stands twice here; keep one of them."),
        ("key: a\nday: a: b\n", "x.yaml:2:7: a text with a colon in it must stand in quotation marks."),
        ("key: a\nthings:\n\t- b\n", "x.yaml:3:1: a tab stands where blanks should; indent with blanks."),
        ("key: *kontakt*\n", "x.yaml:1:6: a text that begins with * or & must stand in quotation marks."),
        ("key: &a b\nday: *a\n", "x.yaml:2:6: a text that begins with * or & must stand in quotation marks."),
    ],
)
def test_errors_name_the_place_and_what_is_expected(tmp_path: Path, text: str, sentence: str) -> None:
    assert refused(tmp_path, text) == sentence


@pytest.mark.parametrize("text", ["key: 'a\n", "key: [a\n", "key: !!int å\n", "key: a\n---\nkey: b\n", "- a\nkey: b\n"])
def test_broken_yaml_is_told_in_words(tmp_path: Path, text: str) -> None:
    assert "this is not valid YAML" in refused(tmp_path, text)


def test_the_first_of_several_errors_in_the_file_is_told(tmp_path: Path) -> None:
    assert refused(tmp_path, "day: 1\non: 2\nkey: A\n").startswith("x.yaml:1:6:")


def test_no_value_of_the_file_stands_in_the_error(tmp_path: Path) -> None:
    for text in ("key: Hemligt\n", "key: a\nweight: Hemligt\n", "key: a\nthings: Hemligt\n", "key: a\nkey: Hemligt\n"):
        assert "Hemligt" not in refused(tmp_path, text)


def test_control_characters_deep_nesting_and_other_encodings_are_told_in_words(tmp_path: Path) -> None:
    assert refused(tmp_path, "key: a\nday: \x01\n").startswith("x.yaml:2:6: a character")
    assert "nested too deeply" in refused(tmp_path, "key: " + "[" * 600)
    assert refused(tmp_path, "key: a\nday: före\n".encode("cp1252")).startswith("x.yaml:2:7: a letter cannot be read")


def test_a_missing_file_a_folder_and_a_huge_file_are_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotFound, match=r"There is no file none\.yaml"):
        read_yaml(tmp_path / "none.yaml", Thing)
    with pytest.raises(BadFile, match="could not be read"):
        read_yaml(tmp_path, Thing)
    monkeypatch.setattr(written, "LARGEST", 3)
    with pytest.raises(BadFile, match="larger than 5 MB"):
        read(tmp_path, "key: a\n")


PIECES = (
    "key", "title", ":", " ", "\n", "  ", "- ", "{", "}", "[", '"', "'", "*", "&a", "å", "1", "#", "|", "\t",
    "!!x", "<<", "---", "?", "%",
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@example(["&a", "{", "&a"])
@example(["?", " ", "- ", ":"])
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_text_is_read_or_refused_in_words(tmp_path_factory: pytest.TempPathFactory, parts: list[str]) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_text("".join(parts), encoding="utf-8")
    try:
        read_yaml(path, Thing)
        said = "any.yaml"
    except SpeglaError as error:
        said = error.sentence
    assert said.startswith("any.yaml")
