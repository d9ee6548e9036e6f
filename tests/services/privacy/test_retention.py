"""What is due: documents on the day after their last, words whose use has ended, and nothing goes by itself."""

from datetime import UTC, date, datetime

import pytest

from tests.services.registers_told import NOW, told
from toolkit import messages
from toolkit.domain.sources.consents import Hindrance
from toolkit.domain.sources.law import Law
from toolkit.domain.sources.projects import ProjectSettings
from toolkit.services.privacy import consents, retention
from toolkit.services.projects.project import Project, open_project


def of_law(tmp_path, now=NOW, **law):
    made = Project(tmp_path, now)
    made.__dict__["settings"] = ProjectSettings("Å", law=Law(**law))
    return made


def words(project):
    return {one.respondent: one for one in retention.due(project) if one.kind == "words"}


@pytest.mark.parametrize(
    ("today", "due"), [(date(2025, 10, 19), False), (NOW.date(), False), (date(2025, 10, 21), True)]
)
def test_a_document_is_due_on_the_day_after_its_last(tmp_path, today, due):
    now = datetime(today.year, today.month, today.day, 12, tzinfo=UTC)
    project = of_law(tmp_path, now, legal_basis="6.1 e", retention={"key": NOW.date()})
    assert bool(list(retention.problems(project))) is due


def test_whose_consent_ended_and_whose_words_lie_there_is_due_with_the_reason_and_the_next_step(small):
    found = words(
        told(
            small,
            P01={"consent_until": "2025-10-19"},
            P02={"consent": "refused"},
            P03={"restricted": "2025-10-01"},
            P04={"consent_until": "while enrolled", "enrolled_until": "2025-10-19"},
            P05={"consent_date": "2025-10-21"},
            P06={"consent_scope": "contact"},
            P10={"labels": "MB", "consent": "withdrawn"},
            X1={"group": "team", "consent": "withdrawn"},
        )
    )
    assert {who: one.since for who, one in found.items()} == {
        "P01": date(2025, 10, 19),
        "P02": None,
        "P04": date(2025, 10, 19),
        "P07": None,
        "P10": None,  # withdrawn before its own end
    }
    one = found["P01"]
    assert one.sentence == "The words of P01 lie in the project but are not used: the time has run out."
    assert one.next_step == "Take them out: spegla privacy withdraw P01; or keep them unused."
    assert [each.kind for each in retention.due(open_project(small, now=NOW))] == ["words"] * 5


def test_somebody_known_by_a_label_alone_and_with_other_capitals_is_due_too(small):
    found = words(told(small, P07=None, T3=None, Z9={"consent": "withdrawn", "labels": "p07"}))
    assert list(found) == ["Z9"]


def test_nothing_is_due_where_all_is_in_time(small):
    assert retention.due(told(small, P07={"consent": "given"})) == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_documents_are_told_first_each_by_what_it_is(small_coded, language):
    messages.use_language(language)
    project = open_project(small_coded, now=NOW)
    days = {kind: date(2025, 1, number) for number, kind in enumerate(retention.DOCUMENTS, 1)}
    project.__dict__["settings"] = ProjectSettings("Å", law=Law(retention=days))
    found = retention.due(project)
    assert [one.kind for one in found] == [*retention.DOCUMENTS, "words"]
    assert [one.since for one in found] == [*days.values(), None]
    assert len({one.sentence for one in found}) == len(found)
    assert all("2025-01-0" in one.sentence for one in found[:-1])
    assert not any(one.respondent for one in found[:-1])


def test_every_consent_that_has_ended_has_words_for_why():
    assert set(consents.WHYS) == set(Hindrance)
    assert set(retention.ENDED) < set(Hindrance)


def test_of_what_is_due_and_of_a_missing_legal_basis_the_status_tells_without_alarm(tmp_path):
    bare = of_law(tmp_path)
    (missing,) = retention.problems(bare)
    assert (missing.where, missing.serious) == ("project.toml", False)
    assert "No legal basis" in missing.sentence
    past = of_law(tmp_path, legal_basis="6.1 e", retention={"audio": date(2025, 1, 1), "key": date(2099, 1, 1)})
    (told_of,) = retention.problems(past)
    assert (told_of.sentence, told_of.serious) == ("Something was to be kept until 2025-01-01 (audio).", False)
    assert told_of.next_step == "See what is due: spegla privacy due"
    assert list(retention.problems(of_law(tmp_path, legal_basis="6.1 e"))) == []
