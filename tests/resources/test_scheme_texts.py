"""What a stored scheme says of each code, by the path that the full reading gives it too."""

from __future__ import annotations

import pytest

from toolkit.resources import places
from toolkit.resources.scheme_files import read_scheme
from toolkit.resources.scheme_texts import CodeTexts, read

SCHEME = """
key: six
facets:
  - key: area
    codes:
      - key: needs
        title: {sv: Behov, en: Needs}
        definition: {sv: Vad som behövs}
        codes:
          - key: health
            title: {sv: Hälsa}
            includes: {sv: [sömn, smärta], en: sleep}
            excludes: Ord
          - {key: old, title: {sv: Gammal}, retired: true}
  - key: phase
    codes:
      - {key: before}
"""


def test_codes_are_named_by_their_paths_and_those_of_other_facets_under_the_facet() -> None:
    assert read(SCHEME, "sv") == {
        "needs": CodeTexts("Behov", "Vad som behövs"),
        "needs/health": CodeTexts("Hälsa", "", "sömn; smärta", "Ord"),
        "needs/old": CodeTexts("Gammal", retired=True),
        "phase/before": CodeTexts("phase/before"),
    }


def test_a_text_that_is_missing_in_a_language_is_empty_and_a_title_the_path() -> None:
    english = read(SCHEME, "en")
    assert english["needs"] == CodeTexts("Needs")
    assert english["needs/health"] == CodeTexts("needs/health", "", "sleep", "Ord")


@pytest.mark.parametrize(
    "content", ["", "a: [", "- a\n- b", "facets:", "text", "key: six", "facets:\n  - key: area", "a: 1\na: 2"]
)
def test_what_cannot_be_read_says_nothing(content: str) -> None:
    assert read(content, "sv") == {}


@pytest.mark.slow
def test_the_sample_scheme_is_read_as_the_full_reading_has_it() -> None:
    path = places.packaged("coding_schemes") / "six_areas.yaml"
    full, content = read_scheme(path), path.read_text("utf-8")
    for language in ("sv", "en"):
        told = read(content, language)
        assert list(told) == list(full.codes)
        for key, code in full.codes.items():
            assert (told[key].title, told[key].retired) == (code.titled(language), code.retired)
