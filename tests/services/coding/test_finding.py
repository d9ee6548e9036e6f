"""Finding words in the small project, every hit counted by hand, and nobody's withheld words among them."""

from datetime import UTC, datetime

import pytest

from tests.material import SAID
from toolkit.domain.codings.searches import asked
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
