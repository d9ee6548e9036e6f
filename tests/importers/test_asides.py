"""An aside after a label is taken away where the person is the same, and stays where it tells persons apart."""

from __future__ import annotations

import pytest

from toolkit.importers.asides import without_asides
from toolkit.importers.labels import Candidate, Form


def labels(*printed, known=()):
    found = [Candidate(line, label, Form.COLON, body=0) for line, label in enumerate(printed)]
    return [each.label for each in without_asides(found, frozenset(known))]


@pytest.mark.parametrize(
    ("printed", "left"),
    [
        ("D21 (suckar)", "D21"),
        ("ÅÖ7 [skratt]", "ÅÖ7"),
        ("KL (avbryter)", "KL"),
        ("Åsa, fortsätter", "Åsa"),
        ("Åsa, cont.", "Åsa"),
        ("Intervjuare (till Bo)", "Intervjuare"),
        ("Åsa von Öhman | Region Syd", "Åsa von Öhman"),
        ("D21 (tyst) [skratt]", "D21"),
    ],
)
def test_a_label_that_is_sure_without_its_aside_loses_it(printed, left):
    assert labels(printed) == [left]


@pytest.mark.parametrize("printed", ["Åsa (skrattar)", "Bo [suckar]"])
def test_a_lone_name_keeps_what_stands_in_brackets(printed):
    """Nothing says that the bracket is no surname."""
    assert labels(printed) == [printed]


def test_a_name_that_also_stands_alone_loses_its_aside_whatever_the_case():
    assert labels("ÅSA", "Åsa (skrattar)", "åsa [tyst]") == ["ÅSA", "Åsa", "åsa"]
    assert labels("Bo", "Åsa (skrattar)") == ["Bo", "Åsa (skrattar)"]


def test_a_person_of_the_project_is_known_without_the_aside():
    assert labels("Åsa (skrattar)", known={"åsa"}) == ["Åsa"]


def test_brackets_that_tell_two_people_of_one_role_apart_stay():
    assert labels("Deltagare (kvinna)", "Deltagare (man)") == ["Deltagare (kvinna)", "Deltagare (man)"]
    assert labels("Deltagare (kvinna)", "Deltagare (KVINNA)") == ["Deltagare", "Deltagare"]


def test_a_name_of_the_project_in_the_brackets_says_who_of_the_role_speaks():
    assert labels("Deltagare (Cilla)", known={"cilla"}) == ["Deltagare (Cilla)"]
    assert labels("Cilla", "Deltagare (Cilla)", known={"cilla"}) == ["Cilla", "Deltagare (Cilla)"]


def test_a_label_that_the_project_knows_with_its_brackets_is_left_alone():
    assert labels("D21 (kvinna)", known={"d21 (kvinna)"}) == ["D21 (kvinna)"]


def test_order_places_and_forms_stay_and_nothing_gives_nothing():
    found = [
        Candidate(4, "D21 (suckar)", Form.TAB, body=17, time=3.0, marked=True, numbered=True),
        Candidate(9, "I", Form.ALONE, body=40),
    ]
    assert without_asides(found, ()) == [Candidate(4, "D21", Form.TAB, 17, 3.0, marked=True, numbered=True), found[1]]
    assert without_asides([], ()) == []
