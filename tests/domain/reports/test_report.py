"""The report as a tree: headings with their numbers, and cells that refer to a part of it."""

from __future__ import annotations

import copy
import pickle

import pytest

from toolkit.domain.reports.report import Heading, Reference, Sentence


@pytest.mark.parametrize(
    ("number", "full"),
    [
        ("", "Material"),
        ("4.2", "4.2 Material"),
        ("Bilaga 1", "Bilaga 1. Material"),
        ("A", "A. Material"),
        ("1", "1 Material"),
    ],
)
def test_a_heading_is_told_with_its_number(number: str, full: str) -> None:
    assert Heading(2, "Material", "m", number).full == full


def test_a_reference_is_a_text_that_knows_where_it_leads() -> None:
    cell = Reference.to("claim-7", "Vägen in")
    assert cell == "Vägen in"
    assert cell.anchor == "claim-7"
    assert isinstance(cell, str)
    assert f"{cell}!" == "Vägen in!"


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
def test_a_reference_that_is_copied_leads_to_the_same_place(again) -> None:
    made = again(Reference.to("claim-7", "Vägen in"))
    assert (made, made.anchor) == ("Vägen in", "claim-7")


def test_a_sentence_claims_nothing_of_the_material_unless_it_is_said() -> None:
    bare = Sentence("Text.")
    assert (bare.evidence, bare.stated, bare.claim, bare.machine) == ((), None, None, False)
