"""People's own sentences: measured by what is stated of their finding, else only what cannot be is an alarm."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.domain.report_rules.written import Said, cell, found, head, page, styled
from toolkit.domain.report_rules.basis import Basis, Drafted
from toolkit.domain.report_rules.found import Kind
from toolkit.domain.report_rules.free_prose import own_sentences
from toolkit.domain.reports.report import Stated
from toolkit.domain.reports.written_report import Mark, WrittenParagraph
from toolkit.domain.texts.head_nouns import ANYBODY, head_nouns

BASIS = Basis(
    "sv",
    sizes={"participants": 17, "referrers": 4, ANYBODY: 21},
    bases={"participants": frozenset({17, 15}), "referrers": frozenset({4}), ANYBODY: frozenset({21, 17, 15, 4})},
    facts={"f1": (Stated(9, 17, "participants"), Stated(2, 17, "participants"))},
    themes={"vägen in": "f1"},
)
UNCHECKED = "cannot be checked: no evidence belongs to the sentence."
VAGUE = "is vague."


def told(*said: Said, basis: Basis = BASIS) -> list[str]:
    """What is said of each, an alarm with a mark of exclamation."""
    return [("! " if serious else "") + reason for _, reason, serious in found(own_sentences, *said, basis=basis)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Flertalet deltagare väntade.", [f"“Flertalet deltagare” {UNCHECKED}"]),
        ("Många deltagare väntade.", [f"“Många deltagare” {VAGUE}"]),
        ("Flertalet myndigheter väntade.", []),
        ("Alla deltagare ska ha en plan.", []),
        ("Sjutton deltagare har intervjuats.", []),
        ("21 personer deltog.", []),
        ("Tre deltagare väntade.", [f"“Tre deltagare” {UNCHECKED}"]),
        ("Tre berättar om det.", []),
        ("Sju av 17 deltagare väntade.", [f"“Sju av 17 deltagare” {UNCHECKED}"]),
        ("Sju av 15 deltagare väntade.", [f"“Sju av 15 deltagare” {UNCHECKED}"]),
        ("Sju av tio deltagare väntade.", ["! Nothing in the data counts 10 people here: 17 took part."]),
        ("Sju av tio berättar om det.", ["Nothing in the data counts 10 people here: 21 took part."]),
        ("Sjutton av 15 deltagare väntade.", ["! The part is larger than the whole: 17 of 15."]),
        ("I intervjun sa 18 deltagare det.", ["! 18 are more than took part in the interviews (17)."]),
        ("Projektet tog emot 150 deltagare.", ["150 are more than took part in the interviews (17)."]),
        ("En överväldigande majoritet av remittenterna.",
         ["! “En överväldigande majoritet av remittenterna” is not for so small a group: 4 took part."]),
        ("Samtliga remittenter väntade.", [f"“Samtliga remittenter” {UNCHECKED}"]),
        ("Flera kvinnor väntade.", [f"“Flera kvinnor” {UNCHECKED}"]),
        ("99 kvinnor väntade.", [f"“99 kvinnor” {UNCHECKED}"]),
        ("Deltagarna upplever oro.", ["“Deltagarna upplever” says it of everybody without counting."]),
        ("", []),
    ],
)  # fmt: skip
def test_a_sentence_that_no_finding_belongs_to(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Om vägen in talar flertalet deltagare.", []),
        ("Om vägen in talar två deltagare.", []),
        ("Om vägen in talar samtliga deltagare.",
         ["! No count of this finding carries “samtliga deltagare”: 9/17, 2/17."]),
        ("Om vägen in talar många deltagare.", [f"“många deltagare” {VAGUE}"]),
        ("Om vägen in talar flera remittenter.", [f"“flera remittenter” {UNCHECKED}"]),
        ("Om vägen in talar samtliga kvinnor.", [f"“samtliga kvinnor” {UNCHECKED}"]),
        ("Om vägen in berättar sexton, alla säger det.", [f"“alla” {UNCHECKED}"]),
        ("Under ”Vägen in” säger samtliga deltagare det.",
         ["! No count of this finding carries “samtliga deltagare”: 9/17, 2/17."]),
    ],
)  # fmt: skip
def test_a_sentence_that_names_a_theme_is_measured_by_it(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_a_sentence_put_into_a_drafted_paragraph_is_measured_by_its_finding() -> None:
    drafted = Drafted("Flera väntade (9 av 17).", Mark("f1", 1), "f1")
    basis = Basis("sv", drafted=(drafted,), sizes=BASIS.sizes, bases=BASIS.bases, facts=BASIS.facts)
    text = "Flera väntade (9 av 17). Ingen av deltagarna fick något besked alls."
    said = WrittenParagraph(text, marks=(Mark("f1", 1),))
    assert told(said, basis=basis) == ["! No count of this finding carries “Ingen av deltagarna”: 9/17, 2/17."]
    assert told(WrittenParagraph(drafted.text, marks=(Mark("f1", 1),)), basis=basis) == []


@pytest.mark.parametrize(
    "said",
    [
        head("Sju av tio deltagare"),
        styled("Sju av tio deltagare.", "Quote"),
        styled("Sju av tio deltagare.", "Caption"),
        styled("Sju av tio deltagare.", "Title"),
        styled("[Sju av tio deltagare.]", "Spegla Prompt"),
        styled("Sju av tio deltagare.", "Spegla Notice"),
        cell("Sju av tio deltagare."),
        "Hon sa ”sju av tio deltagare”.",
    ],
)
def test_what_is_no_sentence_of_a_persons_own_is_left_alone(said: Said) -> None:
    assert told(said) == []


def test_what_was_typed_over_a_prompt_is_a_persons_own() -> None:
    said = styled("Sju av tio deltagare väntade.", "Spegla Prompt")
    assert told(said) == ["! Nothing in the data counts 10 people here: 17 took part."]


def test_without_a_register_nothing_is_impossible() -> None:
    assert told("Sju av tio deltagare väntade.", basis=Basis("sv")) == [f"“Sju av tio deltagare” {UNCHECKED}"]


def test_a_number_that_the_report_file_names_is_known() -> None:
    basis = Basis("sv", sizes=BASIS.sizes, bases=BASIS.bases, values=frozenset({Fraction(150)}))
    assert told("Sju av 150 deltagare väntade.", basis=basis) == [f"“Sju av 150 deltagare” {UNCHECKED}"]


def test_english_sentences_are_judged_alike() -> None:
    basis = Basis("en", nouns=head_nouns("en"), sizes={"participants": 17, ANYBODY: 17}, bases=BASIS.bases)
    assert told("All participants should have a plan.", basis=basis) == []
    assert told("In interviews 18 participants said so.", basis=basis) == [
        "! 18 are more than took part in the interviews (17)."
    ]


def test_a_finding_says_of_which_kind_it_is_and_what_to_do() -> None:
    one, two = own_sentences(page("Sju av tio deltagare väntade.", "Om vägen in talar alla deltagare.", basis=BASIS))
    assert (one.kind, one.paragraph, two.kind, two.paragraph) == (Kind.NUMBER, 0, Kind.QUANTITY, 1)
    assert one.next_step
    assert two.next_step
