"""The page on a new measure of agreement: put into a copy of the program, told for codes and facets, with intervals."""

import json
import runpy

import pytest

from tests.extending.pages import commands, write
from tests.material import SAID, codings_table
from toolkit.domain.comparing.agreement import tally

PAGE = "5-measure.md"
NAME = "positive_agreement"


@pytest.fixture
def written(checkout):
    """The copy of the program with the page's measure."""
    files = write(PAGE, checkout.folder)
    assert set(files) == {"toolkit/domain/comparing/positive.py", "toolkit/domain/comparing/measures.py"}
    return checkout


def test_it_is_told_wherever_measures_are(written, small):
    shared = [one for one in SAID if one.person in ("P01", "P02", "P03", "P04", "P05", "P06")]
    theirs = [one for one in shared if (one.person, one.area) != ("P03", "needs")]
    (small / "b.csv").write_text(codings_table(theirs), encoding="utf-8")
    coded = ["codings", "import", "b.csv", "--coder", "B"]
    plain, told = (words[1:] for words in commands(PAGE))
    said = written.spegla(coded, plain, told, within=small, SPEGLA_LANGUAGE="en")
    lines, _, document = said.partition("\n{\n")
    assert [line for line in lines.splitlines() if "AC1" in line and "Positive" in line]
    found = json.loads("{" + document)
    work = next(one for one in found["codes"] if one["code"] == "needs/work")
    (alike, alone) = (sum("needs/work" in one.codes for one in group) for group in (theirs, shared))
    assert work[NAME] == pytest.approx(2 * alike / (alike + alone))
    area = next(one for one in found["codes"] if one["code"] == "needs")
    assert area["intervals"][NAME][0] <= area[NAME] <= area["intervals"][NAME][1]
    assert found["facets"][0][NAME] is None
    assert found["facets"][0]["reasons"][NAME] == "undefined: nobody said yes"


def test_the_function_is_what_can_be_counted_by_hand(written):
    positive = runpy.run_path(str(written.folder / "toolkit" / "domain" / "comparing" / "positive.py"))["positive"]
    units = [(True, True)] * 4 + [(True, False)] * 2 + [(False, True)] + [(False, False)] * 3 + [(True, None)]
    assert positive(tally(units)).value == pytest.approx(8 / 11)
    assert positive(tally([(False, False)])).value is None
