"""Variables have the type that all their values fit, and text where one does not."""

from __future__ import annotations

import pytest
from lxml import etree

from toolkit.domain.exchange.interchange import Exchanged, ExchangedCase, ExchangedSource, Form
from toolkit.exchange.refi_losses import Ledger
from toolkit.exchange.refi_pen import Pen
from toolkit.exchange.refi_values import made_guid
from toolkit.exchange.refi_variables import Variables, fits


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("Text", ("", "x", "45 😀"), ()),
        ("Boolean", ("", "true", "false", "0", "1"), ("yes", "True", "2", " true")),
        ("Integer", ("", "0", "-3", "+7", "9" * 40), ("1.0", "1e3", "½", "１", "-")),
        ("Float", ("", "0", "-3.25", "+.5", "3."), ("1e3", "1,5", ".", "nan")),
        ("Date", ("", "2026-03-04", "2024-02-29"), ("2026-3-4", "2025-02-29", "2026-13-01", "20260304")),
        (
            "DateTime",
            ("", "2026-03-04T10:00:00", "2026-03-04T10:00:00.5Z", "2026-03-04T10:00:00+02:00"),
            ("2026-03-04", "2026-03-04T25:00:00", "2026-02-30T10:00:00", "2026-03-04 10:00:00"),
        ),
    ],
)
def test_a_value_fits_its_type_as_the_schema_takes_it(kind, good, bad):
    assert [value for value in good if not fits(value, kind)] == []
    assert [value for value in bad if fits(value, kind)] == []


def made(project):
    ledger = Ledger()
    return Variables(project, Pen(Form(), ledger)), {loss.kind: loss.n for loss in ledger.losses()}


def test_types_are_kept_where_all_values_fit_and_else_text():
    kinds = {"Längd": "Integer", "Vikt": "Float", "Dag": "Date", "Egen": "Unknown", "Oanvänd": "Boolean"}
    cases = (
        ExchangedCase("c", "D01", {"Längd": "45", "Vikt": "tung", "Ny": "x"}),
        ExchangedCase("d", "D02", {"Längd": "", "Vikt": "3.5"}),
    )
    variables, counted = made(
        Exchanged("p", kinds=kinds, cases=cases, sources=(ExchangedSource("s", "s", "", variables={"Dag": "i går"}),))
    )
    assert variables.kinds == {
        "Längd": "Integer",
        "Vikt": "Text",
        "Dag": "Text",
        "Egen": "Text",
        "Oanvänd": "Boolean",
        "Ny": "Text",
    }
    assert counted == {"variable_as_text": 2}
    root = etree.fromstring(variables.declared())
    assert [(one.get("name"), one.get("typeOfVariable")) for one in root] == list(variables.kinds.items())
    assert root[0].get("guid") == made_guid("variable", "Längd")


def test_a_value_points_to_its_variable_and_an_empty_one_holds_none():
    variables, _ = made(Exchanged("p", kinds={"Längd": "Integer", 'Å & "b"': "Text"}))
    xml = variables.values({"Längd": "45", 'Å & "b"': "<x>"}) + variables.values({"Längd": ""})
    first, second, third = etree.fromstring(f"<r>{xml}</r>")
    assert [(one.tag, one.text) for one in first][1] == ("IntegerValue", "45")
    assert (second[0].get("targetGUID"), second[1].tag, second[1].text) == (
        made_guid("variable", 'Å & "b"'),
        "TextValue",
        "<x>",
    )
    assert len(third) == 1
    assert variables.values({}) == ""


def test_without_variables_there_is_no_list():
    assert made(Exchanged("p"))[0].declared() == ""
