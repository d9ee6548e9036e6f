"""Quotations in a paragraph: what stands between marks, marks without partner, and quoted words out of sight."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.report_rules.quotations import HIDDEN, MARKS, marked


@pytest.mark.parametrize(
    ("text", "quoted", "marks"),
    [
        ("", [], []),
        ("Hon kom.", [], []),
        ("Hon sa ”ja då” och gick.", ["ja då"], ["””"]),
        ("Hon sa “yes” och “no”.", ["yes", "no"], ["“”", "“”"]),
        ("Hon sa „ja“ eller „nej”.", ["ja", "nej"], ["„“", "„”"]),
        ("Hon sa »ja« och «nej» och »jo».", ["ja", "nej", "jo"], ["»«", "«»", "»»"]),
        ('Hon sa "ja då".', ["ja då"], ['""']),
        ("”Ja.” – ”Nej!”", ["Ja.", "Nej!"], ["””", "””"]),
        ("”[...] ja”", ["[...] ja"], ["””"]),
        ("(”ja”)", ["ja"], ["””"]),
        ("”hon sa “nej” då”", ["hon sa “nej"], []),
    ],
)
def test_words_between_marks_are_a_quotation(text: str, quoted: list[str], marks: list[str]) -> None:
    found = marked(text)
    if text == "”hon sa “nej” då”":  # marks within marks: the inner ones pair off, the outer ones stand alone
        assert [each.text for each in found.quotations] == ["nej"]
        assert len(found.unpaired) == 2
        return
    assert [each.text for each in found.quotations] == quoted
    assert [each.marks for each in found.quotations] == marks
    assert found.unpaired == ()


@pytest.mark.parametrize(
    ("text", "unpaired"),
    [
        ("Hon sa ”ja", [7]),
        ("Hon sa ja”.", [9]),
        ("Hon sa ”ja och ”nej” då", [7]),
        ("12” skärm", [2]),
        ("En 6”a då.", [4]),
        ("”", [0]),
        ("Ja ” nej", [3]),
        ("Hon sa “ja»", [10, 7]),
    ],
)
def test_a_mark_without_partner_is_told_with_its_place(text: str, unpaired: list[int]) -> None:
    assert list(marked(text).unpaired) == unpaired


TEXTS = st.text(alphabet="ab Å.”“„«»\"'\n", max_size=40)


@given(TEXTS)
def test_every_mark_is_paired_inside_a_quotation_or_told(text: str) -> None:
    found = marked(text)
    for each in found.quotations:
        assert text[each.start : each.end] == each.text
        assert text[each.start - 1] + text[each.end] == each.marks
    known = {place for each in found.quotations for place in range(each.start - 1, each.end + 1)} | set(found.unpaired)
    assert {at for at, sign in enumerate(text) if sign in MARKS} <= known


@given(TEXTS)
def test_hidden_words_leave_everything_else_in_its_place(text: str) -> None:
    found = marked(text)
    hidden = found.hidden(text)
    assert len(hidden) == len(text)
    inside = {place for each in found.quotations for place in range(each.start, each.end)}
    assert all(hidden[at] == (HIDDEN if at in inside else sign) for at, sign in enumerate(text))
