"""The evidence beside a text: named without its words, numbered once, and put under the finding that names it first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.reports.report import Bullets, Evidence, Heading, Paragraph, QuoteBlock, Report, Sentence
from toolkit.domain.texts.text import Span
from toolkit.reporting.rendering.evidence_list import ids, passages, place, ranges, said_by, shared, shelves
from toolkit.reporting.rendering.labels import labels


def said(text, *ids):
    return Sentence(text, ids)


def piece(number, *codes):
    return Evidence(f"c{number}", "d01.txt", Span(10 * number, 10 * number + 5), "ord", "D01", codes)


EVIDENCE = {f"c{number}": piece(number) for number in range(1, 10)}


def told(report):
    return [(shelf.finding, shelf.title, list(shelf.ids)) for shelf in shelves(report)]


@pytest.mark.parametrize(
    ("codes", "kind", "told"),
    [
        (("needs",), "", "c12 d01.txt:120–340 (needs)"),
        (("needs", "phase/before"), "", "c12 d01.txt:120–340 (needs, phase/before)"),
        ((), "", "c12 d01.txt:120–340"),
        ((), "observation", "c12 d01.txt:120–340 (observation)"),
        (("needs",), "observation", "c12 d01.txt:120–340 (observation; needs)"),
    ],
)
def test_a_passage_is_named_by_place_and_codes_and_never_by_its_words(codes, kind, told):
    piece = Evidence("c12", "d01.txt", Span(120, 340), "HEMLIGT", "D01", codes, kind=kind)
    assert place([piece]) == told


@pytest.mark.parametrize(
    ("group", "why", "shown"),
    [
        ("", "", ""),
        ("deltagare", "typical", "deltagare"),
        ("deltagare", "deviating", "deltagare, avvikande röst"),
        ("", "qualifying", "ser båda sidorna"),
        ("", "strong", ""),
    ],
)
def test_after_a_quote_stands_the_group_and_a_voice_that_deviates(group, why, shown):
    assert said_by(QuoteBlock("ord", ("c1",), group, why), labels("sv")) == shown


def test_sentences_on_the_same_evidence_share_it():
    told = [said("a", "c1", "c2"), said("b"), said("c", "c2", "c1"), said("d", "c1", "c2")]
    assert shared(told) == {("c1", "c2"): [1, 4], ("c2", "c1"): [3]}
    assert shared([]) == {}


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [([], ""), ([3], "3"), ([1, 2], "1–2"), ([7, 1, 2, 3, 4], "1–4, 7"), ([2, 2, 4], "2, 4"), ([9, 11, 10], "9–11")],
)
def test_numbers_are_told_in_runs(numbers, shown):
    assert ranges(numbers) == shown


@given(st.lists(st.integers(1, 60)))
def test_the_runs_hold_the_numbers_and_no_others(numbers):
    spans = [[int(part) for part in span.split("–")] for span in ranges(numbers).split(", ") if span]
    told = [number for span in spans for number in range(span[0], span[-1] + 1)]
    assert told == sorted(set(numbers))


def test_each_finding_has_a_shelf_in_order_of_first_mention():
    report = Report("t", "s", "sv", (
        Heading(1, "Kapitel", "k"),
        Paragraph((said("Många väntade.", "c2", "c1"), said("En annan inte.", "c3")), "Väntan", "f-1"),
        QuoteBlock("ord", ("c4",), "", "typical", "f-1"),
        Bullets((said("Främjar.", "c1"), said("Försvårar.", "c8", "c7"))),
        Paragraph((said("Ett påstående.", "c5", "c1"),), "", "claim-2"),
        Paragraph((said("Utan underlag."),), "Tomt", "f-3"),
        Paragraph((said("Kapitlet bygger på samtal.", "c2", "c6"),)),
        Paragraph((said("Mer.", "c9"),), "Annat", "f-1"),
    ), evidence=EVIDENCE)  # fmt: skip
    assert told(report) == [
        ("f-1", "Väntan", ["c2", "c1", "c3", "c4", "c9"]),
        ("claim-2", "Ett påstående", ["c5", "c1"]),
        ("", "", ["c8", "c7", "c6"]),
    ]


def test_a_finding_that_only_a_quote_names_is_called_by_its_id():
    report = Report("t", "s", "sv", (QuoteBlock("ord", ("c1",), "", "", "f-9"),), evidence=EVIDENCE)
    assert told(report) == [("f-9", "f-9", ["c1"])]
    assert shelves(replace(report, evidence={})) == []
    assert shelves(Report("t", "s", "sv", ())) == []


def test_what_a_list_names_stands_on_the_findings_shelf_also_when_the_list_comes_first():
    blocks = (Bullets((said("Främjar.", "c1", "c2"),)), Paragraph((said("Många.", "c1"),), "Väntan", "f-1"))
    assert told(Report("t", "s", "sv", blocks, evidence=EVIDENCE)) == [("f-1", "Väntan", ["c1"]), ("", "", ["c2"])]


def test_a_passage_with_several_codes_stands_once_with_all_of_them():
    first, other = piece(1, "needs"), replace(piece(2, "actors"), span=Span(7, 9))
    again, machine = replace(piece(3, "needs", "learning"), span=first.span), replace(other, id="s4", machine=True)
    assert passages([first, other, again, machine]) == [(first, again), (other,), (machine,)]
    assert place((first, again)) == "c1, c3 d01.txt:10–15 (needs, learning)"
    assert ids([piece(n) for n in (4, 2, 3, 9)]) == "c2–c4, c9"
