"""Whose words may not be used: where they lie, under whichever label, and which codings hold any of them."""

import pytest

from tests.material import SAID
from tests.services.registers_told import NOW, told
from toolkit.domain.codings.codings import Coding
from toolkit.domain.sources.cases import Register, Respondent
from toolkit.domain.sources.consents import Consent, ConsentStatus, Purpose
from toolkit.domain.texts.text import Span
from toolkit.services.material import adding
from toolkit.services.projects import withholding
from toolkit.services.projects.project import Project, open_project
from toolkit.storage.sources import sources


def spans(project):
    with project.store() as store, store.reading() as connection:
        found = withholding.withheld_spans(project, connection)
        return {name: [span.of(sources.text(connection, name)) for span in every] for name, every in found.items()}


def answers(person):
    return [one.words for one in SAID if one.person == person]


def test_the_words_withheld_are_all_that_the_withdrawn_person_said_and_nobody_elses(small_coded):
    found = spans(open_project(small_coded, now=NOW))
    assert found == {"p07.txt": answers("P07")}  # three answers; the questions and "Mm." are the interviewer's


def test_in_a_group_interview_only_the_speaker_who_ended_is_withheld(small):
    found = spans(told(small, P07={"consent": "given"}, T2={"consent": "refused"}))
    assert found == {"team.txt": answers("T2")}


def test_a_case_description_of_somebody_who_withdrew_is_withheld_although_they_say_nothing_in_it(small, tmp_path):
    described = "She had been at home for four years."
    (tmp_path / "case.txt").write_text(f"---\nmethod: case description\nrespondent: P07\n---\n{described}\n", "utf-8")
    adding.add(open_project(small, now=NOW), [tmp_path / "case.txt"])
    assert spans(open_project(small, now=NOW)) == {"case.txt": [described], "p07.txt": answers("P07")}


def test_a_label_named_after_the_interview_was_added_withholds_what_was_said_under_it(small):
    found = spans(told(small, P02=None, P07={"labels": "p02"}))
    assert found.keys() == {"p02.txt", "p07.txt"}
    assert set(answers("P02")) <= set(found["p02.txt"])


def test_what_is_wanted_for_another_purpose_withholds_who_does_not_allow_that(small):
    project = told(small, P01={"consent_scope": "interview, quote"})
    assert spans(project).keys() == {"p07.txt"}
    feedback = spans(project.asking(Purpose.FEEDBACK))
    assert feedback == {"p01.txt": feedback["p01.txt"], "p07.txt": answers("P07")}
    assert set(answers("P01")) <= set(feedback["p01.txt"])


@pytest.mark.parametrize(
    ("voices", "expected"),
    [
        ((), set()),
        (("P07",), {"P07"}),
        (("p07", "P7"), {"p07"}),
        (("STRASSE", "Ås"), {"STRASSE"}),  # as casefold has it: ß is ss
        (("åsa", "asa", "ÅSA"), {"åsa", "ÅSA"}),
        (("P01", "", "P0"), set()),
    ],
)
def test_voices_are_known_by_id_and_label_without_regard_to_capitals(tmp_path, voices, expected):
    gone = Respondent("P07", consent=Consent(ConsentStatus.WITHDRAWN), labels=("Straße", "Åsa"))
    project = Project(tmp_path, NOW)
    project.__dict__["register"] = Register.of([gone, Respondent("P01", labels=("Bo",))]).on(project.today)
    assert withholding.unusable(project, voices) == expected


@pytest.mark.parametrize(
    ("start", "end", "touched"),
    [(0, 10, False), (0, 11, True), (10, 20, True), (12, 14, True), (5, 40, True), (19, 25, True), (20, 25, False)],
)
def test_a_coding_touches_words_when_it_shares_one_letter_with_them(start, end, touched):
    withheld = {"a.txt": [Span(50, 60), Span(10, 20)], "empty.txt": []}
    for source, expected in (("a.txt", touched), ("b.txt", False), ("empty.txt", False)):
        coding = Coding(source, Span(start, end), "x" * (end - start), "needs", "KL", NOW)
        assert withholding.touches(coding, withheld) is expected
