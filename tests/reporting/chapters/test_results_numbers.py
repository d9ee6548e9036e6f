from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.reports.report import Notice, Paragraph, Table
from toolkit.domain.reports.report_facts import Goal, Instrument, Outcome, ReportFacts, ResultTable
from toolkit.reporting.chapters.results_numbers import SMALL, blocks, extract, hidden_counts, outcome, share

DAY = date(2025, 6, 30)
GOALS = (
    Goal("Minst 30 procent till arbete", 30, counted="i arbete.", outcome=Outcome(26, 64, as_of=DAY, source="S2")),
    Goal("Minst 80 procent mår bättre.", 80, outcome=Outcome(28, 39, as_of=DAY), earlier=(Outcome(7, 9),)),
    Goal("Hundra personer får plats.", 100, "personer"),
    Goal("Rätt försörjning."),
)


def of(invented, **facts):
    return replace(invented(), facts=ReportFacts(**facts))


def tables(found):
    return [block for block in found if isinstance(block, Table)]


def told(found):
    return " ".join(s.text for block in found if isinstance(block, Paragraph) for s in block.sentences)


def test_each_goal_stands_with_target_fraction_source_and_verdict(invented, wording_of):
    (table,) = tables(blocks(of(invented, goals=GOALS), wording_of("sv")))
    nbsp = "\N{NO-BREAK SPACE}"
    assert [row[1:] for row in table.rows] == [
        (f"30{nbsp}%", f"41{nbsp}% (26{nbsp}av{nbsp}64)", "S2, 30 juni 2025", "nått"),
        (f"80{nbsp}%", f"72{nbsp}% (28{nbsp}av{nbsp}39)", "uppgift saknas, 30 juni 2025", "inte nått"),
        ("100 personer", "uppgift saknas", "–", "utfall saknas"),
        ("–", "uppgift saknas", "–", "inget målvärde angivet"),
    ]
    assert table.rows[0][0] == "1. Minst 30 procent till arbete."
    assert f"(1) i arbete. Tidigare utfall: (2) 7{nbsp}av{nbsp}9." in table.note


def test_how_many_goals_are_reached_counts_those_with_an_outcome(invented, wording_of):
    def said(*goals):
        return told(blocks(of(invented, goals=goals), wording_of("sv")))

    assert "Av två mål med känt utfall är ett nått." in said(*GOALS)
    assert "Det enda målet med känt utfall är nått." in said(GOALS[0], GOALS[3])
    assert "Det enda målet med känt utfall är inte nått." in said(GOALS[1])
    assert "Båda målen med känt utfall är nådda." in said(GOALS[0], GOALS[0])
    assert "Inget av de två målen med känt utfall är nått." in said(GOALS[1], GOALS[1])
    assert "känt utfall" not in said(GOALS[3])


@pytest.mark.parametrize(
    ("one", "printed"),
    [
        (Outcome(1, 4), "not shown (fewer than five)"),
        (Outcome(7, 9), "7 of 9"),
        (Outcome(7, 10), "70% (7 of 10)"),
        (Outcome(value=12.5), "12.5%"),
        (Outcome(), ""),
    ],
)
def test_a_share_stands_only_where_enough_are_counted(wording_of, one, printed):
    assert outcome(one, "percent", wording_of("en")).replace("\N{NO-BREAK SPACE}", " ") == printed


def test_shares_are_rounded_as_readers_do(wording_of):
    sv = wording_of("sv")
    assert [share(Fraction(n, 2), sv).split()[0] for n in (1, 3, 5)] == ["1", "2", "3"]
    assert share(Fraction(1400, 38), sv, decimals=1).startswith("36,8")
    assert share(Fraction(8, 100), sv, decimals=1).startswith("0,1")


@given(st.lists(st.integers(0, 30), min_size=1, max_size=8))
def test_no_small_count_can_be_worked_out(counts):
    hidden = hidden_counts(counts)
    assert all(at in hidden for at, count in enumerate(counts) if 0 < count < SMALL)
    assert not any(counts[at] == 0 for at in hidden)
    others = [count for at, count in enumerate(counts) if at not in hidden and count]
    if hidden and others:  # all hidden: there is nothing to hide behind
        assert len(hidden) > 1
        assert sum(counts[at] for at in hidden) >= SMALL
    if not any(0 < count < SMALL for count in counts):
        assert not hidden


def test_the_extract_hides_small_counts_and_says_who_answered(invented, wording_of):
    results = (
        ResultTable("Närmare arbete", (("Ja", 14), ("Delvis", 12), ("Nej", 3), ("Annat", 9)), 52, DAY, "enkäten"),
        ResultTable("Liten", (("Ja", 6), ("Nej", 0))),
        ResultTable("Minst", (("Ja", 3),), asked=4),
    )
    first, second, third = tables(extract(of(invented, results=results), wording_of("sv")))
    assert [row[1] for row in first.rows] == ["14", "12", "redovisas inte", "redovisas inte"]
    assert first.note.startswith("38 av 52 har svarat (73\u00a0%).")
    assert "Källa: enkäten, 30 juni 2025." in first.note
    assert [row[1] for row in second.rows] == ["6", "0"]
    assert {row[-1] for row in second.rows} == {"–"}
    assert "Färre än fem har svarat." in third.note
    assert "3" not in third.note


def test_nothing_recorded_is_one_line_and_one_notice(invented, wording_of):
    for part in (blocks, extract):
        found = list(part(invented(), wording_of("sv")))
        assert [type(block) for block in found[1:]] == [Paragraph, Notice]
        assert told(found).startswith("Uppgift saknas om ")


def test_instruments_stand_in_a_table(invented, wording_of):
    facts = {"instruments": (Instrument("enkät", "hälsa"), Instrument("rapport"))}
    (table,) = tables(blocks(of(invented, **facts), wording_of("en")))
    assert table.header == ("Instrument", "What is followed")
    assert [row[0] for row in table.rows] == ["enkät", "rapport"]
