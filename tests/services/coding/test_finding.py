"""Finding words in the small project, every hit counted by hand, and nobody's withheld words among them."""

from datetime import UTC, datetime

import pytest

from tests.material import SAID
from toolkit.domain.codings.searches import asked
from toolkit.domain.texts.text import Span
from toolkit.errors import NotFound, UsageError
from toolkit.services.coding import finding
from toolkit.services.coding.finding import Limits
from toolkit.services.projects.project import open_project

NOW = datetime(2025, 10, 20, tzinfo=UTC)


def found(folder, words, *, inside=False, **limits):
    return finding.find(open_project(folder, now=NOW), asked(words, inside=inside), Limits(**limits))


def who(found_ones):
    return sorted(hit.respondent for hit in found_ones.hits)


def test_every_place_where_a_word_is_said(small):
    bus = found(small, "bus")
    assert who(bus) == ["P01", "P01", "P02", "P02", "P03", "P03", "P04"]
    assert (bus.people, len(bus.by_source)) == (4, 4)
    assert sorted(bus.by_source.values()) == [1, 2, 2, 2]


def test_a_hit_knows_its_place(small):
    hit = found(small, "village").hits[0]
    assert (hit.source, hit.respondent, hit.group) == ("p01.txt", "P01", "participants")
    assert hit.within.contains(hit.span)


def test_a_phrase_and_words_near_each_other(small):
    assert who(found(small, '"the last bus"')) == ["P01"]
    assert who(found(small, '"last the bus"')) == []
    assert who(found(small, "village bus")) == ["P01"]
    assert who(found(small, "village doctor")) == []


def test_inside_longer_words_on_request(small):
    assert len(found(small, "time").hits) == 3  # "every time", "for a long time", "Next time"
    assert len(found(small, "time", inside=True).hits) == 5  # and "timetable", "four times"


def test_other_forms_on_request(small):
    assert len(found(small, "sleep").hits) == 7
    forms = found(small, "sleep", inflected=True)
    assert len(forms.hits) == 8
    assert {"sleep", "slept"} <= set(forms.forms["sleep"])


def test_nothing_that_was_withdrawn_is_ever_found(small):
    for limits in ({}, {"everyone": True}, {"inflected": True}):
        assert not found(small, "SEVENSECRET", **limits).hits
        assert not found(small, "sevensec", inside=True, **limits).hits
    assert len(found(small, "FIVESECRET").hits) == 2
    register = small / "interviews" / "respondents.csv"
    register.write_text(register.read_text("utf-8").replace("P05,participants,,given", "P05,participants,,refused"))
    assert not found(small, "FIVESECRET").hits


def test_the_interviewer_is_heard_on_request_only(small):
    assert len(found(small, "plan").hits) == 6
    everyone = found(small, "plan", everyone=True)
    assert len(everyone.hits) == 16
    assert everyone.people == 6


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ({"group": "participants"}, 7),
        ({"group": "team"}, 0),
        ({"phase": "before"}, 7),
        ({"phase": "during"}, 0),
        ({"code": "needs/work"}, 7),
        ({"code": "needs"}, 7),
        ({"code": "needs/health"}, 0),
        ({"code": "need"}, 0),
        ({"without": "valence/hinders"}, 2),
        ({"without": "needs"}, 0),
        ({"coder": "KL"}, 7),
        ({"coder": "Nobody"}, 0),
        ({"coder": "Nobody", "without": "needs"}, 7),
        ({"source_id": 1}, 2),
        ({"source_id": 999}, 0),
    ],
)
def test_hits_are_narrowed(small, limits, expected):
    assert len(found(small, "bus", **limits).hits) == expected


def test_the_phase_asked_about_counts_where_none_is_coded(suggested):
    assert len(found(suggested, "bus", phase="before").hits) == 7
    assert len(found(suggested, "bus", phase="after").hits) == 0


def test_the_words_round_a_hit_stay_within_the_turn(small):
    project = open_project(small, now=NOW)
    hits = finding.find(project, asked("bus")).hits
    first, last = finding.lines(project, hits)[:2]
    assert "".join(text for text, _ in first.pieces).startswith("The bus was the worst of it, it goes twice a day from")
    assert [text for text, marked in first.pieces if marked] == ["bus"]
    assert (first.before, first.after) == (False, True)
    assert (last.before, last.after) == (True, False)
    assert first.codes == ("needs/work", "phase/before", "valence/hinders")


@pytest.mark.parametrize(
    "typed", ["", "(((((", "a" * 10_000, "\x00", "\u202eabc", "\ud800", "x:y NOT *", "%_'\"--", "İ"]
)
def test_no_question_is_a_wrong_one(small, typed):
    assert found(small, typed, inside=True, inflected=True, everyone=True).hits is not None


def test_swedish_letters_and_compounds(spegla, tmp_path):
    """I: Hur var det?
    D1: Min handledarkontakt var bra. Kontakten på å-banken också, med Åsa.
    D2: En bank. Inga kontakter.
    """
    folder = tmp_path / "p"
    assert spegla("init", folder, "--language", "sv").code == 0
    words = "\n".join(line.strip() for line in test_swedish_letters_and_compounds.__doc__.strip().splitlines())
    (folder / "interviews" / "one.txt").write_text(words, "utf-8")
    register = "id,group,consent\nD1,participants,given\nD2,participants,given\n"
    (folder / "interviews" / "respondents.csv").write_text(register, "utf-8")
    assert spegla("add", folder / "interviews", "-p", folder).code == 0
    assert who(found(folder, "kontakt")) == []
    assert who(found(folder, "kontakt", inside=True)) == ["D1", "D1", "D2"]
    assert who(found(folder, "kontakt", inflected=True)) == ["D1", "D2"]
    assert who(found(folder, "a")) == []
    assert who(found(folder, "A\u030asa")) == ["D1"]
    assert who(found(folder, "asa")) == []


def test_the_material_is_counted_by_hand():
    words = " ".join(one.words for one in SAID if one.person != "P07").lower()
    assert words.count("bus ") == 7


def test_hits_are_counted_by_person_group_and_source(small):
    bus = found(small, "bus")
    assert bus.by_person == {"P01": 2, "P02": 2, "P03": 2, "P04": 1}
    assert bus.by_group == {"participants": 7}
    assert bus.by_source == {1: 2, 2: 2, 3: 2, 4: 1}
    assert [bus.name(key) for key in (1, 4)] == ["p01.txt", "p04.txt"]
    assert found(small, "people").by_group == {"team": 1}


def test_the_interviewers_hits_are_of_no_person_and_no_group(small):
    plan = found(small, "plan", everyone=True)
    assert (plan.count, sum(plan.by_person.values()), plan.by_group.total()) == (16, 6, 6)
    asked_ones = [hit for hit in plan.hits if not hit.heard]
    assert {(hit.respondent, hit.group) for hit in asked_ones} == {(None, None)}


def test_only_the_hits_that_are_looked_at_are_made(small):
    bus = found(small, "bus")
    assert bus.part(2, 4) == bus.hits[2:4]
    assert bus.part(5, 100) == bus.hits[5:]
    assert bus.part(7, 9) == []


def test_without_a_word_nothing_is_found_and_counted(small):
    empty = found(small, " ")
    assert (empty.count, empty.hits, empty.people, empty.by_group, empty.by_source) == (0, [], 0, {}, {})
    assert empty.name(1) == ""


def test_a_speaker_is_heard_alone(small):
    assert who(found(small, "bus", speaker="P02")) == ["P02", "P02"]
    assert found(small, "bus", speaker="P07").count == 0


def test_a_coded_phase_counts_before_the_one_asked_about(small):
    rows = {"phase": "before", "code": "needs/work"}
    assert len(found(small, "bus", **rows).hits) == 7
    assert len(found(small, "learned", phase="after").hits) == 1
    assert len(found(small, "know", phase="after").hits) > 0  # asked about, and not coded


@pytest.mark.parametrize(
    ("limits", "codes", "sentence"),
    [
        ({"group": "nobody"}, (), "There is no group nobody."),
        ({"phase": "later"}, (), "There is no phase later."),
        ({"phase": "phase/before"}, (), "There is no phase phase/before."),
        ({"code": "need"}, (), "The scheme has no code need."),
        ({"without": "need"}, (), "The scheme has no code need."),
        ({}, ("needs", "need"), "The scheme has no code need."),
    ],
)
def test_a_limit_that_the_project_has_not_is_named_with_those_it_has(small_coded, limits, codes, sentence):
    with pytest.raises(UsageError) as refused:
        finding.check(open_project(small_coded, now=NOW), Limits(**limits), codes=codes)
    assert refused.value.sentence == sentence
    assert refused.value.hint.startswith("There are: ")


def test_limits_that_the_project_has_are_no_fault(small_coded):
    limits = Limits(group="team", phase="before", code="needs/work", without="actors")
    finding.check(open_project(small_coded, now=NOW), limits, codes=["needs", ""])


def test_a_source_is_known_by_its_name(small_coded):
    project = open_project(small_coded, now=NOW)
    assert finding.source_number(project, "p03.txt") == 3
    with pytest.raises(NotFound):
        finding.source_number(project, "p99.txt")


@pytest.mark.parametrize(
    ("context", "shown", "before", "after"),
    [
        (0, "bus", True, True),
        (1, "last bus home", True, True),
        (2, "the last bus home leaves", True, True),
        (100, SAID[0].words, False, False),
    ],
)
def test_so_many_words_stand_round_a_hit_as_are_wanted(small_coded, context, shown, before, after):
    project = open_project(small_coded, now=NOW)
    hit = finding.find(project, asked('"bus home"')).hits[0]
    hit = finding.Hit(
        hit.source_id, hit.source, hit.turn, hit.within, (Span(hit.span.start, hit.span.start + 3),), None, None
    )
    (line,) = finding.lines(project, [hit], context=context)
    assert "".join(text for text, _ in line.pieces) == shown
    assert (line.before, line.after) == (before, after)


def test_words_that_were_found_apart_are_each_a_piece():
    text = "the bus and the plan"
    cut = list(finding.pieces(text, Span(4, 20), [Span(0, 3), Span(4, 7), Span(16, 20)]))
    assert cut == [("", False), ("bus", True), (" and the ", False), ("plan", True), ("", False)]
