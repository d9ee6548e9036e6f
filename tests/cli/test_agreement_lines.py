"""What `spegla agreement` says: disagreements with their words first, figures second, and why there is none."""

from __future__ import annotations

import pytest

from tests.cli.compared import INCOME, NO_FIGURE, compared, item, place, settled, table
from toolkit import messages
from toolkit.cli import agreement_lines
from toolkit.domain.comparing.agreement import Measure
from toolkit.domain.comparing.alphas import Level
from toolkit.services.coding import schemes
from toolkit.services.comparing.rating_tables import Rated, TableAgreement


@pytest.fixture(scope="module")
def scheme(opened):
    return schemes.shown(opened)[0]


@pytest.mark.parametrize(
    ("sources", "lone", "lines"),
    [
        (1, 0, ["KL · B: 1 source in common."]),
        (2, 1, ["KL · B: 2 sources in common.", "1 source only one has coded is left out."]),
        (0, 3, ["KL · B: 0 sources in common.", "3 sources only one has coded are left out."]),
    ],
)
def test_whom_is_compared_and_what_is_left_out(scheme, sources, lone, lines):
    assert list(agreement_lines.head(compared(scheme, sources=sources, lone=lone))) == lines


def test_nothing_in_common_is_another_matter_than_words_that_may_not_be_used(scheme):
    apart = list(agreement_lines.agenda_lines(compared(scheme, sources=0), [], []))
    assert apart[1] == "These coders have no source in common."
    assert "spegla coders assign" in apart[2]
    withheld = list(agreement_lines.agenda_lines(compared(scheme, marked=False), [], []))
    assert withheld[1].endswith("may be used just now.")
    assert "spegla privacy consent" in withheld[2]
    agreed = list(agreement_lines.agenda_lines(compared(scheme), [], []))
    assert agreed == ["", "There is nothing to settle: the coders agree everywhere."]


def test_each_disagreement_shows_what_both_marked_and_what_the_codes_mean(scheme):
    one = place()
    lines = list(agreement_lines.agenda_lines(compared(scheme), [item(one)], [(item(one), [one])]))
    assert lines[1] == "Where they disagree"
    assert lines[2].split("  ") == [
        "Code", "To settle", "Only some have it", "Another code there", "Other limits",
    ]  # fmt: skip
    assert lines[4].split() == ["Work", "1", "0", "1", "0"]
    assert lines[5:] == [
        "",
        "Work (needs/work)",
        "  Work and occupation.",
        "",
        "  p1.txt, turn 2",
        "    KL: “bus is … late”",
        "    B: not there; Income",
        "    Income: No definition yet.",
    ]


@pytest.mark.parametrize(
    ("decided", "line"),
    [
        (settled(), "    Settled by KL: it applies."),
        (settled(applies=False, reason="it is pay"), "    Settled by KL: it does not apply. it is pay"),
    ],
)
def test_what_was_settled_is_told_and_no_longer_counted_as_to_settle(scheme, decided, line):
    one = place(decided=decided)
    lines = list(agreement_lines.agenda_lines(compared(scheme), [item(one)], [(item(one), [one])]))
    assert lines[4].split()[1] == "0"
    assert lines[-1] == line


def test_more_places_than_are_shown_are_counted_with_how_to_see_them(scheme):
    one = place()
    told = item(one, more=2, meaning=INCOME)
    lines = list(agreement_lines.agenda_lines(compared(scheme), [told], [(told, [one])]))
    assert "  No definition yet." in lines
    assert lines[-1] == "  … and 2 more; see them with --code needs/income --limit 0"
    hidden = list(agreement_lines.agenda_lines(compared(scheme), [told], [(told, [])]))
    assert len(hidden) == 5  # the table alone


def test_figures_come_with_their_interval_or_a_dash(scheme):
    lines = list(agreement_lines.figure_lines(compared(scheme), table()))
    assert lines[1] == "How far they agree, on 4 segments"
    assert lines[2].split("  ")[0] == "Code"
    needs, work = lines[4], lines[5]
    assert needs.startswith("Definition of needs")
    assert "50" in needs.split()
    assert "−0.25" in needs
    assert "0.10 … 0.90" in needs
    assert needs.endswith("0.75")
    assert work.startswith("  Work")
    assert "100" in work.split()
    assert work.endswith("–")
    assert "0.10" not in work
    at = lines.index("Counted as agreement, though the coders marked other words in it:")
    assert lines[at + 1 : at + 3] == ["  Definition of needs: 1 of 1 segments", ""]
    assert lines[-2].startswith("Read the disagreements before the figures")
    assert lines[-1] == "No interval is given for a code that stands in the words of fewer than five people."
    assert "Each pair of coders, all codes together" not in lines


def test_pairs_are_told_only_of_three_coders_or_more_with_the_measures_of_two(scheme):
    three = ("KL", "B", "C")
    pairs = (("KL", "B"), ("KL", "C"), ("B", "C"))
    lines = list(agreement_lines.figure_lines(compared(scheme, coders=three), table(pairs=pairs)))
    assert "Fleiss" in lines[2]
    assert "Cohen" not in lines[2]
    at = lines.index("Each pair of coders, all codes together")
    assert "Cohen" in lines[at + 1]
    assert [line.split("  ")[0].strip() for line in lines[at + 3 : at + 6]] == ["KL · B", "KL · C", "B · C"]


def test_without_anything_judged_there_are_no_figures(scheme):
    assert list(agreement_lines.figure_lines(compared(scheme), table(units=0))) == []


def test_a_table_of_ratings_tells_every_measure_or_why_there_is_none():
    both = Rated(("Åsa", "B"), {"percent": Measure(0.5), "krippendorff_alpha": NO_FIGURE})
    made = TableAgreement(Level.NOMINAL, 12, 11, both, (both,))
    assert list(agreement_lines.table_lines(made)) == [
        "12 units, of which 11 were rated by two or more; Åsa · B.",
        "  Same (share of pairs): 0.5000",
        "  Krippendorff's alpha: All ratings are the same.",
        "",
        "Åsa · B",
        "  Same (share of pairs): 0.5000",
        "  Krippendorff's alpha: All ratings are the same.",
    ]
    messages.use_language("sv")
    assert "0,5000" in list(agreement_lines.table_lines(made))[1]
