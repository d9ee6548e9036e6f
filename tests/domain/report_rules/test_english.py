"""The same rules over English sentences."""

from __future__ import annotations

import pytest

from toolkit.domain.quantities.quantities import QuantityScale
from toolkit.domain.report_rules.all_rules import checked
from toolkit.domain.report_rules.basis import Basis
from toolkit.domain.report_rules.quantity_phrases import Grammar
from toolkit.domain.reports.report import Stated
from toolkit.domain.reports.written_report import WrittenParagraph, WrittenReport
from toolkit.domain.texts.head_nouns import ANYBODY, head_nouns

GRAMMAR = Grammar(head_nouns("en", [("team members", "team")]), QuantityScale())
BASIS = Basis(
    "en",
    nouns=GRAMMAR.nouns,
    sizes={"participants": 17, "team": 4, ANYBODY: 21},
    bases={"participants": frozenset({17}), "team": frozenset({4}), ANYBODY: frozenset({21, 17, 4})},
    facts={"f1": (Stated(9, 17, "participants"),)},
    themes={"the way in": "f1"},
)


@pytest.mark.parametrize(
    ("text", "key", "group"),
    [
        ("Most of the participants agree.", "most", "participants"),
        ("Nearly all participants agree.", "nearly_all", "participants"),
        ("The great majority of the participants agree.", "great_majority", "participants"),
        ("None of the team members agree.", "none", "team"),
        ("Seven of the ten interviewees agree.", "number", ANYBODY),
        ("Two thirds of the participants agree.", "share", "participants"),
        ("Not all participants agree.", "not all", "participants"),
        ("A couple of younger participants agree.", "couple", "participants"),
    ],
)
def test_who_is_counted(text, key, group):
    (phrase,) = GRAMMAR.phrases(text)
    assert (phrase.key, phrase.group, phrase.people) == (key, group, True)


@pytest.mark.parametrize(
    "text", ["Several authorities were involved.", "It took many years.", "Most of the time he waits."]
)
def test_who_is_not(text):
    assert [each for each in GRAMMAR.phrases(text) if each.people] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Most participants speak of the way in.", []),
        ("All participants speak of the way in.", ["quantity!"]),
        ("Seven of ten participants are happy.", ["number!"]),
        ("Several of the team members left.", ["quantity!"]),
        ("The participants feel seen.", ["quantity?"]),
        ("See section 12.", ["reference!"]),
        ("About 40 per cent are happy.", ["percentage!"]),
    ],
)
def test_a_sentence(text, expected):
    report = WrittenReport("r.docx", (WrittenParagraph(text, number=1),))
    assert [f"{each.kind}{'!' if each.serious else '?'}" for each in checked(report, BASIS, None)] == expected
