"""What readers who meet would know to be said by one of them, or about one of them."""

import pytest

from toolkit.domain.identifiers.gate import Kind
from toolkit.domain.identifiers.gate_insiders import insider_risks
from toolkit.domain.identifiers.gate_rules import Ground
from toolkit.domain.identifiers.identifiers import Names
from toolkit.domain.reports.printed import Form, Printed
from toolkit.domain.sources.audiences import USUAL
from toolkit.resources.disclosure_words import word_lists


def ground(audience="team", size=4):
    team = {
        f"T{n}": {
            "group": "team",
            "role": "piper" if n == 1 else "singer",
            "organisation": "Mill, School" if n == 1 else "Hall",
        }
        for n in range(1, size + 1)
    }
    people = {f"P{n}": {"group": "participants", "role": ""} for n in range(1, 10)}
    return Ground(USUAL[audience], {**team, **people}, Names([]), word_lists("en"))


def found(piece, **more):
    return insider_risks([piece], ground(**more))


@pytest.mark.parametrize("group", ["team", ""])
def test_a_quote_of_one_of_the_readers_is_found_named_or_not(group):
    (risk,) = found(Printed("1.0", Form.QUOTE, "Words.", group=group, who="T2"))
    assert risk.kind is Kind.INSIDER
    assert risk.candidates == 4


def test_a_quote_of_others_is_not_theirs():
    assert found(Printed("1.0", Form.QUOTE, "Words.", group="participants", who="P2")) == []
    assert found(Printed("1.0", Form.QUOTE, "Words.", group="team", who="T2"), audience="external") == []
    assert found(Printed("1.0", Form.QUOTE, "Words.", group="team", who="T2"), size=6) == []


@pytest.mark.parametrize("k", [1, 2, 4])
def test_every_count_of_a_small_group_of_readers_is_found(k):
    assert found(Printed("1.0", Form.SENTENCE, "Some say so.", k=k, n=4, counted="team"))
    assert not found(Printed("1.0", Form.SENTENCE, "Some say so.", k=k, n=9, counted="participants"))


@pytest.mark.parametrize("form", [Form.QUOTE, Form.SENTENCE, Form.NAME])
def test_a_role_that_one_of_them_has_is_found_wherever_it_stands(form):
    (risk,) = found(Printed("1.0", form, "The piper drove us home.", who="P1" if form is Form.QUOTE else ""))
    assert risk.leak == "piper"
    assert risk.people == ("T1",)


def test_a_role_that_many_of_them_have_points_nobody_out():
    assert found(Printed("1.0", Form.SENTENCE, "A singer drove us home.")) == []


def test_somebody_s_work_in_a_quote_is_found_where_a_small_group_hears_it():
    (risk,) = found(Printed("1.0", Form.QUOTE, "Then the jobcoach came by.", who="P1"))
    assert (risk.leak, risk.people) == ("jobcoach", ("P1",))
    assert not found(Printed("1.0", Form.QUOTE, "Then the jobcoach came by.", who="P1"), size=6)
    assert not found(Printed("1.0", Form.SENTENCE, "Having the coach there helped."))


def test_a_workplace_that_one_of_them_comes_from_is_found_in_a_quote():
    (risk,) = found(Printed("1.0", Form.QUOTE, "At School they said no.", who="P1"))
    assert (risk.leak, risk.people) == ("School", ("T1",))
    assert not found(Printed("1.0", Form.SENTENCE, "School was asked."))
    assert not found(Printed("1.0", Form.QUOTE, "At the Hall they said no.", who="P1"))
