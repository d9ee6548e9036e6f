"""How many quotes show a theme, who deviates from its main picture, and for what a quote is wanted."""

from collections import Counter
from datetime import date

import pytest

from toolkit.domain.claims.claims import Stance
from toolkit.domain.quotes.quotes import Choice, Quote, deviators, how_many
from toolkit.domain.texts.text import Span

TODAY = date(2025, 10, 1)


@pytest.mark.parametrize(("voices", "number"), [(0, 1), (1, 1), (4, 1), (5, 2), (9, 2), (10, 3), (50, 3)])
def test_how_many_quotes_show_a_theme(voices, number):
    assert how_many(voices) == number


@pytest.mark.parametrize(
    ("letters", "deviating"),
    [
        ("aac", {2}),
        ("aaq", {2}),
        ("aqc", {2}),  # as many name both sides as affirm: they are no deviation
        ("aaqqc", {4}),
        ("aaaqqc", {3, 4, 5}),
        ("aas-", set()),
        ("c", {0}),
    ],
)
def test_who_names_both_sides_deviates_unless_as_many_do_as_affirm(letters, deviating):
    stance = {"a": Stance.AFFIRMS, "c": Stance.CONTRADICTS, "q": Stance.QUALIFIES, "s": Stance.DID_NOT_RAISE}
    stances = {str(at): stance.get(one, Stance.NOT_ASKED) for at, one in enumerate(letters)}
    assert deviators(stances) == {str(at) for at in deviating}


@pytest.mark.parametrize(("letters", "deviating"), [("aaq", {2}), ("aqqc", {1, 2, 3}), ("qq", {0, 1}), ("aas-", set())])
def test_of_a_claim_whoever_names_both_sides_deviates_however_many_they_are(letters, deviating):
    stance = {"a": Stance.AFFIRMS, "c": Stance.CONTRADICTS, "q": Stance.QUALIFIES, "s": Stance.DID_NOT_RAISE}
    stances = {str(at): stance.get(one, Stance.NOT_ASKED) for at, one in enumerate(letters)}
    assert deviators(stances, claimed=True) == {str(at) for at in deviating}


@pytest.mark.parametrize(
    ("theme", "claim", "meant"),
    [
        ("", None, True),
        ("t1", None, True),
        ("t2", None, False),
        ("", 4, True),
        ("", 5, False),
        ("t2", 4, True),
        ("t1", 5, True),
    ],
)
def test_a_wanted_quote_is_for_the_theme_or_claim_it_names_or_for_any(theme, claim, meant):
    wanted = Quote("a", Span(0, 5), (), "A", (), theme=theme, claim=claim)
    assert Choice({}, TODAY, Counter(), theme="t1", claim=4).meant(wanted) is meant
