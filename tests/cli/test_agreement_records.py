"""What `spegla agreement --json` holds: every measure, or null with its reason; places without the interviewer."""

from __future__ import annotations

import json

import pytest

from tests.cli.compared import compared, item, place, settled, table
from toolkit import messages
from toolkit.cli import agreement_records, output
from toolkit.domain.comparing.agreement import Measure
from toolkit.domain.comparing.measures import MEASURES
from toolkit.services.coding import schemes


@pytest.fixture(scope="module")
def scheme(opened):
    return schemes.shown(opened)[0]


def test_a_code_is_told_in_the_readers_language_and_under_the_one_above_it(scheme):
    assert agreement_records.code_title(scheme, "needs") == "Definition of needs"
    assert agreement_records.code_title(scheme, "needs", indented=True) == "Definition of needs"
    assert agreement_records.code_title(scheme, "needs/work", indented=True) == "  Work and occupation"
    messages.use_language("sv")
    assert agreement_records.code_title(scheme, "needs") == "Behovsdefinition"


def test_a_disagreement_is_told_with_what_each_marked_and_the_answer_around_it():
    one = place(decided=settled(applies=False, reason="pay"))
    record = agreement_records.item_record(item(one, more=2), [one])
    assert (record["code"], record["count"], record["left"], record["kinds"]) == ("needs/work", 3, 2, {"other": 3})
    assert (record["includes"], record["excludes"]) == (("pay",), ("studies",))
    (told,) = record["places"]
    assert (told["source"], told["turn"], told["start"], told["end"], told["kind"]) == ("p1.txt", 2, 10, 20, "other")
    first, second = told["coders"]
    assert first["marked"] == ["bus \n is", "late"]
    assert first["context"] == "The bus \n islate"  # the interviewer's question is no answer
    assert (second["marked"], second["codes"]) == ([], ("needs/income",))
    assert told["settled"] == {"applies": False, "reason": "pay", "coder": "KL"}
    assert [one["code"] for one in told["definitions"]] == ["needs/income"]
    assert agreement_records.item_record(item(place()), [place()])["places"][0]["settled"] is None


def test_every_measure_is_a_number_or_null_with_a_reason():
    told = agreement_records.measures_record({"percent": Measure(0.0), "gwet_ac1": Measure(None, "Nothing was rated.")})
    assert told == {"percent": 0.0, "gwet_ac1": None, "reasons": {"gwet_ac1": "Nothing was rated."}}


def test_all_figures_say_who_gave_what(scheme):
    record = agreement_records.table_record(compared(scheme), table())
    json.dumps(record, default=output.plain)
    assert (record["unit"], record["units"], record["people"]) == ("segment", 4, 2)
    needs, work = record["codes"]
    assert (needs["given"], needs["either"], needs["unitizing_alpha"]) == ({"KL": 3, "B": 2}, 4, 0.75)
    assert (needs["both"], needs["apart"]) == (1, 1)
    assert needs["intervals"] == {"krippendorff_alpha": [0.1, 0.9]}
    assert "unitizing_alpha" not in needs["reasons"]
    assert work["unitizing_alpha"] is None
    assert work["reasons"]["unitizing_alpha"] == "All ratings are the same."
    assert [one["code"] for one in record["areas"]] == ["needs"]
    assert (record["facets"][0]["facet"], record["facets"][0]["percent"]) == ("area", 0.5)
    (pair,) = record["pairs"]
    assert (pair["coders"], pair["codes"][0]["code"]) == (("KL", "B"), "needs")
    for one in (record, needs, work, pair, record["facets"][0]):
        assert {name for name in MEASURES if one[name] is None} == set(one["reasons"]) & set(MEASURES)
