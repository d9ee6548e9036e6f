"""Front matter."""

import pytest

from toolkit.errors import BadFile
from toolkit.importers.front_matter import front_matter


def test_values_are_kept_as_written_under_english_keys():
    """---
    respondent: D02
    Datum: 2025-03-13
    minutes: 62
    empty:
    speakers: {SA: D10, KL: interviewer}
    group: [team, steering]
    ---
    KL: Hej
    """
    text = "\n".join(line.strip() for line in test_values_are_kept_as_written_under_english_keys.__doc__.split("\n"))
    facts, start = front_matter(text, "d02.md")
    assert facts == {
        "respondent": "D02",
        "date": "2025-03-13",
        "minutes": "62",
        "speakers": "SA=D10, KL=interviewer",
        "group": "team, steering",
    }
    assert text[start:] == "KL: Hej\n"


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("Intervjuare: Karin   Datum: 2026-03-21", {"interviewer": "Karin", "date": "2026-03-21"}),
        ("Intervjuare: Karin\tDatum: 2026-03-21", {"interviewer": "Karin", "date": "2026-03-21"}),
        ("Intervjuare: Karin | Datum: 2026-03-21", {"interviewer": "Karin", "date": "2026-03-21"}),
        ("Plats: Röda  huset", {"place": "Röda  huset"}),
        ('place: "one   two: three"', {"place": "one   two: three"}),
    ],
)
def test_several_facts_on_a_line_are_each_read(line, facts):
    assert front_matter(f"---\n{line}\n---\nI: Hej", "d02.md")[0] == facts


@pytest.mark.parametrize(
    "text", ["I: Hej", "---\n\nI: Hej", "--- och så\nI: Hej", "I: Hej\n---\na: b\n---\n", "---", ""]
)
def test_a_text_without_front_matter_begins_at_its_first_character(text):
    assert front_matter(text, "d02.md") == ({}, 0)


def test_an_empty_block_holds_no_facts():
    assert front_matter("---\n---\nI: Hej", "d02.md") == ({}, 8)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\nrespondent: D02\nI: Hej", 1),
        ("---\nrespondent: D02\nmethod: [a\n---\nI: Hej", 4),
        ("---\nrespondent: D02\nplace: a: b\n---\n", 3),
        ("---\na: {b: {c: d}}\n---\n", 2),
        ("---\na: 1\na: 2\n---\n", 3),
        ("---\na: " + "[" * 9_000 + "\n---\n", 2),
        ("---\na: &x [1, 1]\nb: &y [*x, *x]\nc: [*y, *y]\n---\n", 2),
    ],
)
def test_a_broken_block_is_refused_with_its_line(text, line):
    with pytest.raises(BadFile) as caught:
        front_matter(text, "d02.md")
    assert caught.value.values["line"] == line
    assert f"d02.md, line {line}" in caught.value.sentence
