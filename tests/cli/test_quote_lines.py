"""The ledger of quotes as people and JSON read it: what may be printed and why not, whose voices are carried."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from toolkit.cli import quote_lines
from toolkit.domain.quotes.quote_comparing import Difference
from toolkit.domain.quotes.quote_edits import Edit, EditKind
from toolkit.domain.quotes.quote_ledger import Bar, Entry, Ledger, Share, Unquoted, Use
from toolkit.domain.quotes.quotes import Why
from toolkit.domain.texts.text import Span
from toolkit.services.quotes.quote_balance import Balance, Quoted, Shown
from toolkit.services.quotes.quote_lookup import Looked, Nearest, Place

ENTRY = Entry(
    id=4, source_id=1, source="p01.txt", span=Span(10, 40), edits=(Edit(EditKind.OMIT, Span(15, 20)),),
    spoken="the bus \n was so very late", printed="the bus (...) late", respondent="P01", group="participants",
    why=Why.TYPICAL, use=Use.ALLOWED, at=datetime(2026, 1, 1, tzinfo=UTC), theme="t1",
)  # fmt: skip


def shown(*entries, hidden=0, in_draft=(), **titles):
    return Shown(Ledger(entries, hidden), titles, None, frozenset(in_draft))


def test_an_empty_ledger_says_how_quotes_come_into_it():
    assert list(quote_lines.ledger(shown())) == [
        "0 quotes in the ledger.",
        "A draft enters the quotes that it prints: spegla draft",
    ]
    assert quote_lines.ledger_record(shown(hidden=2)) == {"quotes": [], "hidden": 2}


def test_quotes_stand_under_their_themes_in_the_order_of_titles_and_the_homeless_last():
    lost = replace(ENTRY, id=9, theme="gone")
    other = replace(ENTRY, id=5, theme="t2")
    lines = list(quote_lines.ledger(shown(ENTRY, other, lost, hidden=1, t1="Ö", t2="A")))
    assert lines == [
        "A  [t2]", "     5  P01  typical", "        “the bus (...) late”", "",
        "Ö  [t1]", "     4  P01  typical", "        “the bus (...) late”", "",
        "Of no theme that stands", "     9  P01  typical", "        “the bus (...) late”", "",
        "3 quotes in the ledger.",
        "Quotes of people whose words may not be used, which are not shown: 1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "marks"),
    [
        ({}, "typical"),
        ({"why": Why.DEVIATING, "use": Use.WANTED}, "deviating voice, wanted"),
        ({"use": Use.NEVER}, "typical, never"),
        ({"bar": Bar.NO_QUOTE}, "typical, not usable: does not want to be quoted"),
        (
            {"bar": Bar.CHANGED, "machine": True},
            "typical, not usable: other words stand there now, chosen by the machine",
        ),
        ({"id": 7}, "typical, in the newest draft"),
    ],
)
def test_what_is_known_of_a_quote_stands_beside_it(change, marks):
    entry = replace(ENTRY, **change)
    assert quote_lines.whole(entry, shown(entry, in_draft=(7,)))[1] == marks


def test_one_quote_is_told_with_its_words_as_said_and_as_printed():
    assert quote_lines.whole(ENTRY, shown(ENTRY, t1="Buses")) == [
        "4  p01.txt:10–40  P01",
        "typical",
        "Theme: Buses",
        "Said:    the bus was so very late",
        "Printed: the bus (...) late",
    ]
    record = quote_lines.ledger_record(shown(ENTRY, in_draft=(4,)))["quotes"][0]
    assert record["edits"] == [{"kind": "omit", "start": 15, "end": 20, "text": ""}]
    assert (record["in_draft"], record["usable"], record["barred"], record["theme"]) == (True, True, None, "t1")


@pytest.mark.parametrize(("n", "cut"), [(99, False), (100, False), (101, True)])
def test_a_list_cuts_long_quotes_between_words(n, cut):
    printed = f"{'å' * 49} {'ö' * (n - 50)}"
    assert len(printed) == n
    line = list(quote_lines.ledger(shown(replace(ENTRY, printed=printed, theme=""))))[2].strip()
    assert line == (f"“{'å' * 49} …”" if cut else f"“{printed}”")


PLACE = Place(1, "p01.txt", Span(3, 9), (), "P01")


def near(printed="best", spoken="worst"):
    return Nearest(1, "p01.txt", Span(3, 9), "P01", 0.8, Difference(printed, 0, spoken, 3))


@pytest.mark.parametrize(
    ("found", "lines"),
    [
        (Looked("x", entry=ENTRY), ["In the ledger as quote 4."]),
        (
            Looked("x", place=Place(1, "p01.txt", Span(3, 9), (), "P01")),
            ["Said at p01.txt:3–9, but not in the ledger."],
        ),
        (
            Looked("x", place=PLACE, altered=ENTRY),
            [
                "Said at p01.txt:3–9, but not in the ledger.",
                "The ledger prints these words otherwise, as quote 4.",
            ],
        ),
        (Looked("x", nearest=near()), ["Not said so. Nearest is p01.txt:3–9:", "  printed “best”, said “worst”"]),
        (Looked("x"), ["Nobody whose words may be used says this."]),
        (Looked("x", entry=ENTRY, refused="never"), ["In the ledger as quote 4.", "These words may not be printed."]),
    ],
)
def test_printed_words_that_were_looked_up(found, lines):
    assert list(quote_lines.looked(found)) == lines
    record = quote_lines.looked_record(found)
    assert record["entry"] == (4 if found.entry else None)
    assert record["refused"] == (found.refused or None)
    assert bool(record["places"]) == bool(found.place)
    assert bool(record["nearest"]) == bool(found.nearest)


def test_a_document_of_looking_up_tells_where_and_what_differs():
    (place,) = quote_lines.looked_record(Looked("x", place=Place(1, "a", Span(3, 9), ENTRY.edits, "P01")))["places"]
    assert place == {"source": "a", "start": 3, "end": 9, "edits": 1}
    (nearest,) = quote_lines.looked_record(Looked("x", nearest=near()))["nearest"]
    assert nearest == {"source": "p01.txt", "start": 3, "end": 9, "printed": "best", "spoken": "worst"}


def test_how_somebody_is_quoted_shows_the_words_around():
    found = [
        Quoted(ENTRY, "Well, ", ",\n that day.", "Buses", in_draft=True),
        Quoted(ENTRY, "", "", "", in_draft=False),
    ]
    lines = list(quote_lines.person(found))
    assert lines[:4] == [
        "4  Buses  (in the newest draft)",
        "  “the bus (...) late”",
        "  In the interview: Well, the bus was so very late, that day.",
        "",
    ]
    assert lines[4] == "4  –  (not in the newest draft)"
    assert lines[-1] == "2 quotes may be printed."
    record = quote_lines.person_record("P01", found)
    assert record["respondent"] == "P01"
    assert [(one["before"], one["title"], one["in_draft"]) for one in record["quotes"]] == [
        ("Well, ", "Buses", True), ("", "", False),
    ]  # fmt: skip


BALANCE = Balance(
    people=(
        Share("P01", "participants", 75, 3, 0.75, 1.0),
        Share("T1", "", 25, 0, 0.25, 0.0, Unquoted.NO_CONSENT),
    ),
    groups=(Share("participants", "participants", 75, 3, 0.75, 1.0), Share("", "", 25, 0, 0.25, 0.0)),
    quotes=3, of_draft=True, most=3, by_theme={"t1": 2, "": 1},
)  # fmt: skip


def test_shares_are_tables_by_group_and_by_person_with_why_somebody_is_silent(opened):
    lines = list(quote_lines.balance(opened, BALANCE))
    assert lines[:4] == ["Quotes of the newest draft: 3", "", "They show 1 theme.", ""]
    cells = [line.split() for line in lines]
    assert ["Participants", "75", "3", "75", "100"] in cells
    assert ["–", "25", "0", "25", "0"] in cells
    assert ["P01", "75", "3", "75", "100"] in cells
    assert ["T1", "25", "0", "25", "0", "may", "not", "be", "quoted"] in cells
    assert next(quote_lines.balance(opened, replace(BALANCE, of_draft=False))).endswith(
        "(no draft has recorded its own yet): 3"
    )
    for themes in ({}, {"": 3}):  # "" is of no theme
        assert "They show" not in "".join(quote_lines.balance(opened, replace(BALANCE, by_theme=themes)))


def test_the_document_of_shares_has_four_decimals_and_no_empty_names_for_themes():
    record = quote_lines.balance_record(replace(BALANCE, people=(replace(BALANCE.people[0], of_words=2 / 3),)))
    assert record["themes"] == [{"theme": "t1", "quotes": 2}, {"theme": None, "quotes": 1}]
    assert record["people"][0]["share_of_words"] == 0.6667
    assert record["people"][0]["unquoted"] is None
    assert (record["quotes"], record["most_of_one"], record["of_draft"]) == (3, 3, True)
    assert quote_lines.balance_record(BALANCE)["people"][1]["unquoted"] == "no_consent"
