"""The gate as a screen shows it: words with what tells marked, by kind or by person, kept ones apart."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.services.met import NOW as DAY
from toolkit.domain.identifiers.gate import Answer, Answered, Fix, Kind, Risk, Verdict
from toolkit.domain.identifiers.gate_rules import GROUP, PHASE
from toolkit.domain.reports.printed import Form, Printed
from toolkit.domain.sources.audiences import Audience
from toolkit.messages import tr, use_language
from toolkit.services.projects.project import open_project
from toolkit.services.reports import disclosure_view
from toolkit.services.reports.disclosure import Looked

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def project(small_coded):
    return open_project(small_coded, now=DAY)


def risk(key, kind=Kind.RARE_WORD, *people, **more):
    more = {"words": "The welder came by", "leak": "welder", "fixes": (Fix.MASK, Fix.OMIT), **more}
    return Risk(kind, key, ("1.0",), more.pop("words"), "One says it.", people=people, **more)


def view(project, *risks, kept=(), by_person=False):
    answers = {key: Answered(key, "team", Kind.RARE_WORD, Answer.KEEP, "agreed", "KL", NOW) for key in kept}
    looked = Looked(Audience("team"), Verdict(risks, answers), [Printed("1.0", Form.SENTENCE, "x", "Needs")])
    return disclosure_view.of(project, looked, by_person=by_person)


@pytest.mark.parametrize(
    ("words", "leak", "parts"),
    [
        ("a welder b", "welder", [("a ", False), ("welder", True), (" b", False)]),
        ("welder", "welder", [("welder", True)]),
        ("welder welder", "welder", [("welder", True), (" ", False), ("welder", True)]),
        ("wewe", "we", [("we", True), ("we", True)]),
        ("aaa", "aa", [("aa", True), ("a", False)]),
        ("nothing", "welder", [("nothing", False)]),
        ("nothing", "", [("nothing", False)]),
        ("", "x", []),
        ("åh 👩 ja", "👩", [("åh ", False), ("👩", True), (" ja", False)]),
    ],
)
def test_words_are_cut_where_they_tell(words, leak, parts):
    assert [(one.text, one.telling) for one in disclosure_view.parts(words, leak)] == parts


@given(st.text(alphabet="ab å👩", max_size=20), st.text(alphabet="ab å👩", max_size=3))
def test_the_parts_are_the_words_and_what_tells_is_the_leak(words, leak):
    found = list(disclosure_view.parts(words, leak))
    assert "".join(one.text for one in found) == words
    assert all(one.text == leak for one in found if one.telling)
    assert sum(one.telling for one in found) == (words.count(leak) if leak else 0)


def test_findings_stand_by_kind_and_what_is_kept_apart(project):
    found = view(project, risk("a"), risk("b"), risk("c", Kind.CELL), kept=("b",))
    assert [section.title for section in found.sections] == ["Words that one person says", "Small numbers in tables"]
    first, second = found.sections
    assert [[each.risk.key for each in part] for part in (first.open, first.kept)] == [["a"], ["b"]]
    assert (first.alike, second.alike) == (("a",), ("c",))
    assert first.kept[0].given.reason == "agreed"
    assert found.open == 2
    assert not any(section.person for section in found.sections)


def test_by_person_whoever_is_pointed_at_most_comes_first_and_nobody_last(project):
    risks = [
        risk("n"),
        risk("n2"),
        risk("n3"),
        risk("a", Kind.RARE_WORD, "P02"),
        risk("b", Kind.CELL, "P03", "P02"),
        risk("c", Kind.CELL, "P01"),
    ]
    found = view(project, *risks, by_person=True)
    assert [(one.title, one.person, len(one.open)) for one in found.sections] == [
        ("P02", True, 2),
        ("P01", True, 1),
        ("P03", True, 1),
        ("Nobody in particular", False, 3),
    ]


def test_what_can_be_done_is_told_as_answers_and_advice(project):
    [section] = view(project, risk("a", fixes=(Fix.MASK, Fix.WIDEN, Fix.SHORTEN))).sections
    [one] = section.open
    assert one.answers == (("mask", "Mask the words"),)
    assert one.advice == ("Say a wider group", "Shorten or retell it")
    assert one.heading == "Needs"
    assert one.stand_in
    [bare] = view(project, risk("b", fixes=(Fix.NO_COUNT,))).sections
    assert (bare.open[0].answers, bare.open[0].stand_in) == ((), "")
    [cell] = view(project, risk("c", Kind.CELL)).sections
    assert cell.open[0].stand_in == ""


def test_a_finding_that_stands_nowhere_any_more_has_no_heading(project):
    gone = Risk(Kind.CELL, "a", ("9.9",), "x", "One.")
    assert view(project, gone).sections[0].open[0].heading == ""


def test_what_is_told_of_somebody_is_in_words(project):
    attributes = ((GROUP, "participants"), (PHASE, "before"), (PHASE, "another"), ("age", "47"))
    [section] = view(project, risk("a", attributes=attributes)).sections
    assert section.open[0].attributes == "Participants; Before; another; age: 47"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_audience_phase_and_answer_has_a_name(language):
    use_language(language)
    for key in disclosure_view.AUDIENCES:
        assert disclosure_view.title(key) not in ("", key)
    assert disclosure_view.title("neighbours") == "neighbours"
    assert set(disclosure_view.ANSWERS) == set(Answer)
    told = [tr(name) for name in (*disclosure_view.PHASES.values(), *disclosure_view.ANSWERS.values())]
    assert len(set(told)) == len(told) == 7


def test_where_nothing_is_found_there_is_nothing_to_show(project):
    found = view(project)
    assert (found.sections, found.open) == ((), 0)
    assert view(project, by_person=True).sections == ()
