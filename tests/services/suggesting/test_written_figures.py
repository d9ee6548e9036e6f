"""Figures of trust are read back as they were kept, also those that say why there is no figure."""

import json
from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.domain.reports.trust import NoFigure, Quality, Trust
from toolkit.services.suggesting.written_figures import trust_of

TRUSTS = st.from_type(Trust)  # figures that are no numbers too: they are compared as they are written


def kept(trust):
    """The figures as a run has them: through JSON, in which lists, texts and numbers are all there is."""
    return json.loads(json.dumps(asdict(trust)))


@settings(max_examples=30)
@given(TRUSTS)
def test_whatever_was_measured_comes_back(trust):
    assert repr(trust_of(kept(trust))) == repr(trust)


@pytest.mark.parametrize("why", NoFigure)
def test_why_there_is_no_figure_comes_back_as_a_reason_and_not_as_a_text(why):
    code = {
        **dict.fromkeys(("judged", "positives", "respondents", "shown", "right"), 1),
        **dict.fromkeys(("precision", "recall", "brier", "ece")),
    }
    code |= {"code": "needs/å", "why": why.value, "why_no_precision": ""}
    rest = {"found": 0, "why": why.value}
    every = {
        "read": 1,
        "unread": 2,
        "quality": {"segments": 3, "respondents": 1, "codes": [code], "calibration": None},
        "unfound": [{"by_model": rest, "by_sampling": rest}],
        "comparisons": [],
    }
    trust = trust_of(every)
    assert trust.quality.codes[0].why is why
    assert trust.quality.codes[0].why_no_precision is NoFigure.NONE
    assert trust.unfound[0].by_model.why is why
    assert trust.unfound[0].by_sampling.expected is None


def test_nothing_measured_comes_back_as_nothing():
    bare = Trust(0, 0, Quality(0, 0, (), None), ())
    assert trust_of(kept(bare)) == bare


def test_figures_of_another_version_are_refused_and_not_half_read():
    told = kept(Trust(1, 0, Quality(0, 0, (), None), ()))
    for name in told:
        with pytest.raises(KeyError):
            trust_of({key: value for key, value in told.items() if key != name})
