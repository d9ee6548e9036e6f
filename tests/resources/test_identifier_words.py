"""The lists by which identifiers are known, with what a project adds or takes out; a file that is none is refused."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from toolkit.domain.identifiers.identifier_groups import TITLES
from toolkit.domain.identifiers.identifier_words import IdentifierWords
from toolkit.errors import BadSetting
from toolkit.resources.disclosure_words import word_lists
from toolkit.resources.identifier_words import identifier_words


def own(folder: Path, content: str | bytes, language: str = "sv") -> IdentifierWords:
    (folder / "templates").mkdir(exist_ok=True)
    path = folder / "templates" / f"identifiers.{language}.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return identifier_words(language, folder)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_list_is_there_in_small_letters(language: str) -> None:
    words = identifier_words(language)
    for one in fields(IdentifierWords):
        listed = getattr(words, one.name)
        assert listed or one.name in ("tens", "small_workplace_ends", "ordinary_workplaces"), one.name
        if one.name != "replacements":
            assert [word for word in listed if word != word.casefold() or " " in word] == [], one.name
    assert set(words.ordinary_names) & set(words.first_names)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_diagnoses_are_sensitive_and_every_kind_has_something_that_stands_in(language: str) -> None:
    words, gate = identifier_words(language), word_lists(language)
    assert set(gate.diagnoses) <= set(words.sensitive)
    assert set(gate.diagnosis_stems) <= set(words.sensitive_stems)
    assert {kind.value for kind in TITLES} <= {*words.replacements}
    assert all(words.replacements.values())


def test_a_language_without_lists_has_the_english_ones() -> None:
    assert identifier_words("de").first_names == identifier_words("en").first_names


def test_a_project_without_a_file_of_its_own_has_the_packaged_lists(tmp_path: Path) -> None:
    assert identifier_words("sv", tmp_path).first_names == identifier_words("sv").first_names


def test_a_project_adds_words_and_takes_some_out_whatever_their_case(tmp_path: Path) -> None:
    usual = identifier_words("sv")
    words = own(tmp_path, '\ufefffirst_names = "Zorp -KARIN -finnsinte"\nstreet_ends = "gränd"\n')
    assert words.first_names == (set(usual.first_names) | {"zorp"}) - {"karin"}
    assert words.street_ends == (*usual.street_ends, *(() if "gränd" in usual.street_ends else ("gränd",)))
    assert words.places == usual.places


def test_what_stands_in_may_be_worded_by_a_project(tmp_path: Path) -> None:
    words = own(tmp_path, '[replacements]\nname = "person"\n')
    assert words.replacements["name"] == "person"
    assert words.replacements["phone"] == identifier_words("sv").replacements["phone"]


@pytest.mark.parametrize(
    "content",
    ["first_names = 3", 'first_names = ["a"]', 'nonsense = "x"', "first_names = ", b"\xff\xfe", 'replacements = "x"',
     "[replacements]\nname = 3"],
)  # fmt: skip
def test_a_list_that_is_none_is_refused_by_its_name(tmp_path: Path, content: str | bytes) -> None:
    with pytest.raises(BadSetting) as caught:
        own(tmp_path, content)
    assert "identifiers.sv.toml" in caught.value.sentence
    assert "first_names" in caught.value.hint


def test_a_list_that_is_changed_is_read_anew(tmp_path: Path) -> None:
    assert "zorp" in own(tmp_path, 'first_names = "zorp"').first_names
    assert "zorp" not in own(tmp_path, "").first_names
