"""Scheme files keep their comments, order and style when they are edited; only what is wished changes."""

import difflib
from pathlib import Path

import pytest

from toolkit.domain.codings.scheme_edits import Add, Merge, Move, Rename, Retire, Split, TakeBack, check
from toolkit.resources.scheme_files import read_scheme
from toolkit.resources.scheme_writing import edited

PACKAGED = Path(__file__).parents[2] / "coding_schemes" / "six_areas.yaml"
OWN = """key: own
version: 3
title: {en: Own}
facets:
- key: area
  title: {en: Area}
  codes:
  - key: needs
    title: {en: "Needs"} # the first
    cues:
      en: ["ab", "bc"]

  # what they did about it
  - key: solutions
    title: {en: Solutions}

    # still about solutions
  - key: actors
    title:
      en: Actors   # spaced
    codes:
    - {key: kin, title: {en: Kin}}
    - key: office
      title: {en: Office}
      definition:
        en: >-
          one
          two

          # three

  # before the phases
# really
- key: phase
  title: {en: Phase}
  codes: [{key: before, title: {en: Before}}]
# end
"""


@pytest.fixture
def edit(tmp_path):
    """Edit a scheme's text; give the new text, the changed lines, and the scheme read back."""

    def call(wish, text=OWN):
        path = tmp_path / "own.yaml"
        path.write_text(text, encoding="utf-8")
        scheme = read_scheme(path)
        check(scheme, wish)
        new, _ = edited(text, scheme, wish, version=scheme.version + 1)
        path.write_text(new, encoding="utf-8")
        lines = difflib.unified_diff(text.splitlines(), new.splitlines(), lineterm="", n=0)
        return new, [line for line in lines if line[:2] not in ("--", "++", "@@")], read_scheme(path)

    return call


VERSION = ["-version: 3", "+version: 4"]


def test_a_new_code_stands_before_the_comment_on_what_follows(edit):
    _, lines, scheme = edit(Add("needs", {"en": "Sleep"}, {"en": "How: one sleeps"}))
    assert lines == [
        *VERSION,
        "+    codes:",
        "+    - key: sleep",
        '+      title: {en: "Sleep"}',
        "+      definition:",
        '+        en: "How: one sleeps"',
    ]
    assert scheme.version == 4
    assert scheme.codes["needs/sleep"].definition == {"en": "How: one sleeps"}


@pytest.mark.parametrize("parent", ["solutions", "actors", "actors/office"])
def test_comments_and_words_stay_where_they_are(edit, parent):
    new, lines, _ = edit(Add(parent, {"en": "New"}))
    assert all(line.startswith("+") for line in lines[2:])
    assert new.index("# before the phases") > new.index("- key: new")
    assert new.endswith("# end\n")


def test_a_code_goes_into_a_list_on_one_line(edit):
    _, lines, scheme = edit(Add("phase", {"en": "After"}))
    assert len(lines) == 4
    assert list(scheme.active("phase"))[-1].path == "phase/after"


def test_moving_leaves_the_old_one_retired_and_takes_the_children(edit):
    _, _, scheme = edit(Move("actors/office", "needs"))
    assert scheme.codes["actors/office"].merged_into == "needs/office"
    assert scheme.codes["needs/office"].definition == scheme.codes["actors/office"].definition
    packaged = PACKAGED.read_text("utf-8")
    with_child, _, _ = edit(Add("needs/health", {"en": "Sleep"}), packaged)
    _, _, scheme = edit(Move("needs/health", "actors"), with_child)
    assert scheme.resolve("needs/health/sleep") is scheme.codes["actors/health/sleep"]


def test_a_small_edit_of_the_packaged_scheme_is_a_small_change(edit):
    text = PACKAGED.read_text("utf-8")
    _, lines, _ = edit(Merge("needs/health", "needs/work"), text)
    assert [line.strip("+- ") for line in lines] == [
        "version: 1",
        "version: 2",
        "retired: true",
        "merged_into: needs/work",
    ]
    _, lines, _ = edit(Rename("needs/health", "sv", "Hälsa", "Ny"), text)
    assert sum(line.startswith("+") for line in lines) < 6


def test_an_edit_and_its_reverse_give_the_same_codes(edit):
    retired, _, scheme = edit(Retire("actors/kin"))
    assert scheme.codes["actors/kin"].retired
    back, _, scheme = edit(TakeBack("actors/kin"), retired)
    assert not scheme.codes["actors/kin"].retired
    assert back.replace("version: 5", "version: 3") == OWN


def test_wording_in_one_language_leaves_the_other(edit):
    text = OWN.replace("title: {en: Solutions}", 'title: {en: Solutions, sv: "Lösningar"}')
    _, lines, scheme = edit(Rename("solutions", "en", "Ways", "What was tried", ("a", "b"), ()), text)
    assert scheme.codes["solutions"].title == {"en": "Ways", "sv": "Lösningar"}
    assert scheme.codes["solutions"].includes == {"en": ("a", "b")}
    _, lines, _ = edit(Rename("solutions", "en", "Solutions"), text)
    assert lines == VERSION


def test_splitting_puts_new_codes_beside(edit):
    _, _, scheme = edit(Split("actors/kin", ({"en": "Near"}, {"en": 'Far "away": x'})))
    assert scheme.codes["actors/far_away_x"].title["en"] == 'Far "away": x'
    _, _, scheme = edit(Split("needs", ({"en": "One"},)))
    assert "needs/one" in scheme.codes
