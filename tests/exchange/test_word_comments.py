"""What a comment in Word names with #: codes by path or title, in any case, with Swedish letters."""

import pytest

from tests.conftest import REPOSITORY
from toolkit.domain.codings.schemes import Code, Scheme
from toolkit.exchange.word_comments import CodeNames, Said
from toolkit.resources.scheme_files import read_scheme


@pytest.fixture(scope="module")
def names():
    return CodeNames(read_scheme(REPOSITORY / "coding_schemes" / "six_areas.yaml"))


@pytest.mark.parametrize(
    ("comment", "codes"),
    [
        ("#needs/work", ["needs/work"]),
        ("#NEEDS/Work", ["needs/work"]),
        ("#work", ["needs/work"]),
        ("#hälsa", ["needs/health"]),
        ("#HÄLSA!", ["needs/health"]),
        ("#ha\u0308lsa", ["needs/health"]),
        ("#Arbete och sysselsättning", ["needs/work"]),
        ("#arbete_och_sysselsättning", ["needs/work"]),
        ("# hälsa", ["needs/health"]),
        ("#Val och delaktighet; #främjar", ["solutions/choice", "valence/promotes"]),
        ("#plan_pace, #inför. #inför", ["solutions/plan_pace", "phase/before"]),
        ("#Plan, takt och ordning", ["solutions/plan_pace"]),
        ("Health and work", []),
    ],
)
def test_codes_by_path_or_title(names, comment, codes):
    said = names.said(comment)
    assert list(said.codes) == codes
    assert not said.unknown


def test_the_rest_is_a_memo(names):
    assert names.said("#hälsa Fråga om detta: #inför\n\nsedan också") == Said(
        ("needs/health", "phase/before"), beside="Fråga om detta:\nsedan också"
    )


@pytest.mark.parametrize("comment", ["#halsa", "#hälsan", "#needs/helth", "#needs/health/x", "#studier"])
def test_a_name_that_is_none_is_told_with_the_nearest(names, comment):
    said = names.said(comment)
    assert not said.codes
    assert said.unknown == (comment[1:],)
    assert "needs/studies" in names.close("studier")
    assert "needs/health" in names.close("hälsan")


def test_a_name_of_several_codes_is_told():
    codes = [Code(path, "area", {"sv": "Stöd"}) for path in ("needs/support", "solutions/support", "stöd")]
    gone = Code("old", "area", {"sv": "Gammalt"}, retired=True, merged_into="needs/support")
    names = CodeNames(Scheme("s", 1, {}, (), {code.path: code for code in (*codes, gone)}))
    both = ("needs/support", "solutions/support")
    assert names.said("#support") == Said((), several=(("support", both),))
    assert names.said("#Stöd") == Said(("stöd",)), "a path alone says which"
    assert names.said("#gammalt") == Said(("needs/support",)), "what was merged is what took over"


@pytest.mark.parametrize("comment", ["nr #1", "C# och", "och # sedan", "mail@x.se#top"])
def test_other_signs_are_no_codes(names, comment):
    assert names.said(comment) == Said((), beside=comment)
