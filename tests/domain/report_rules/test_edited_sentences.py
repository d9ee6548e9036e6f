# ruff: noqa: E501 (a sentence stands on one line)
"""A drafted paragraph that a person has edited: what its evidence carries stands, what it does not is found."""

from __future__ import annotations

import pytest

from toolkit.domain.head_nouns import ANYBODY
from toolkit.domain.report import Stated
from toolkit.domain.report_rules.all_rules import checked
from toolkit.domain.report_rules.basis import Basis, Drafted
from toolkit.domain.report_rules.found import Kind
from toolkit.domain.written_report import Mark, WrittenParagraph, WrittenReport

SAID = Stated(14, 17, "participants")
OTHERS = Stated(3, 17, "participants")
MARK = Mark("f1", 1)
FIRST = "Pengarna. Flertalet deltagare talar om pengarna som ett hinder (14 av 17)."
SECOND = "Ett fåtal deltagare ger motsatt bild (3 av 17)."
DRAFTED = Drafted(
    f"{FIRST} {SECOND}",
    MARK,
    "f1",
    (
        ("Flertalet deltagare talar om pengarna som ett hinder.", SAID),
        ("Ett fåtal deltagare ger motsatt bild.", OTHERS),
    ),
)
BASIS = Basis(
    "sv",
    drafted=(DRAFTED,),
    current={MARK: DRAFTED},
    sizes={"participants": 17, "employers": 6, ANYBODY: 23},
    bases={"participants": frozenset({17}), "employers": frozenset({6}), ANYBODY: frozenset({17, 6, 23})},
    facts={"f1": (SAID, OTHERS)},
)


def found(text, *, basis=BASIS, marks=(MARK,)):
    paragraph = WrittenParagraph(text, number=1, marks=marks)
    return [
        f"{each.kind}{'!' if each.serious else '?'}"
        for each in checked(WrittenReport("r.docx", (paragraph,)), basis, None)
    ]


def edited(first=FIRST, second=SECOND):
    return f"{first} {second}"


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (FIRST, []),
        (FIRST.replace(" (14 av 17)", ""), []),
        (FIRST.replace("Flertalet", "De flesta"), []),
        (FIRST.replace("Flertalet deltagare", "En överväldigande majoritet av deltagarna"), []),
        (FIRST.replace("Flertalet deltagare", "14 av 17 deltagare"), []),
        (FIRST.replace("Flertalet deltagare", "Fjorton deltagare"), []),
        (FIRST.replace("Flertalet deltagare", "Majoriteten av de intervjuade"), []),
        (FIRST.replace("Flertalet deltagare", "Flertalet av de intervjuade deltagarna"), []),
        (FIRST.replace("talar om pengarna som", "beskriver ekonomin som"), []),
        (FIRST.replace("som ett hinder", "som ett hinder under många år"), []),
        (FIRST.replace("pengarna som ett", "pengar, flera myndigheter och långa väntetider som ett"), []),
        (FIRST.replace("Flertalet deltagare", "Deltagarna"), ["quantity?"]),
        (FIRST.replace("Flertalet", "Samtliga"), ["quantity!"]),
        (FIRST.replace("Flertalet", "Ett flertal"), ["quantity!"]),
        (FIRST.replace("Flertalet", "Nästan samtliga"), ["quantity!"]),
        (FIRST.replace("Flertalet deltagare", "Hälften av deltagarna"), ["quantity!"]),
        (FIRST.replace("Flertalet deltagare", "Varannan deltagare"), ["quantity!"]),
        (FIRST.replace("Flertalet deltagare", "Tretton deltagare"), ["quantity!"]),
        (FIRST.replace("Flertalet deltagare", "En tredjedel av deltagarna"), ["quantity!"]),
        (FIRST.replace("Flertalet deltagare", "Flertalet arbetsgivare"), ["quantity!"]),
        (FIRST.replace("14 av 17", "13 av 17"), ["number!"]),
        (FIRST.replace("14 av 17", "14 av 18"), ["number!"]),
    ],
)
def test_an_edited_sentence_is_measured_by_its_own_count(first, expected):
    assert found(edited(first)) == expected
    assert found(edited(first), marks=()) == expected  # known again by its words where the bookmark is gone


def test_a_sentence_put_into_a_finding_is_measured_by_all_its_counts():
    assert found(edited() + " Tre deltagare har fått hjälp med skulder.") == []
    assert found(edited() + " Ingen av deltagarna har fått hjälp.") == ["quantity!"]
    assert found(edited() + " Hälften av deltagarna har barn.") == ["quantity!"]


def test_what_would_be_drafted_now_may_stand_too():
    now = Drafted(DRAFTED.text.replace("Flertalet", "Samtliga").replace("14 av 17", "17 av 17"), MARK, "f1",
                  (("Samtliga deltagare talar om pengarna som ett hinder.", Stated(17, 17, "participants")),))  # fmt: skip
    basis = Basis(
        "sv", drafted=(DRAFTED,), current={MARK: now}, facts=BASIS.facts, sizes=BASIS.sizes, bases=BASIS.bases
    )
    assert found(now.text, basis=basis) == []


def test_a_sentence_whose_count_is_another_now_is_told():
    now = Drafted(FIRST.replace("14 av 17", "12 av 17"), MARK, "f1", ((FIRST, Stated(12, 17, "participants")),))
    basis = Basis("sv", drafted=(DRAFTED,), current={MARK: now}, facts=BASIS.facts)
    assert found(DRAFTED.text, basis=basis).count(f"{Kind.EVIDENCE}!") == 2


def test_paragraphs_pair_off_in_time_in_proportion_to_their_number():
    many = tuple(Drafted(f"Stycke {n} om tema {n % 7} och annat.", Mark("b", n)) for n in range(4000))
    written = tuple(WrittenParagraph(each.text) for each in many if each.mark.number % 50)
    report = WrittenReport("r.docx", written)
    assert checked(report, Basis("sv", drafted=many), None) == []


def test_a_page_number_that_word_has_worked_out_is_no_edit():
    drafted = Drafted("5.3 Metoder (s. 7)", digest="without the page")
    assert drafted.stands("5.3 Metoder (s. 12)", "without the page")
    assert not drafted.stands("5.3 Metod (s. 7)", "another")
