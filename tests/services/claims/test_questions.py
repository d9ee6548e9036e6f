"""Evaluation questions: every one is listed with its claims, answered or not, and a key that is none is refused."""

from datetime import UTC, datetime

import pytest

from toolkit.domain.claims.claims import Claim
from toolkit.domain.sources.projects import EvaluationQuestion, ProjectSettings
from toolkit.errors import NotFound
from toolkit.services.claims import questions
from toolkit.services.projects.project import Project

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
RELEVANCE, RESOURCES = (
    EvaluationQuestion("relevance", "Är den relevant?"),
    EvaluationQuestion("resources", "Räcker de?"),
)


def project(tmp_path, *asked):
    made = Project(tmp_path, NOW)
    made.__dict__["settings"] = ProjectSettings("Å", evaluation_questions=asked)
    return made


def claim(text, *keys):
    return Claim(text, questions=keys)


BOTH, FIRST, NONE, GONE = (
    claim("both", "resources", "relevance"),
    claim("first", "relevance"),
    claim("none"),
    claim("gone", "removed"),
)


def test_each_question_has_its_claims_in_their_order_and_one_without_any_is_there_too(tmp_path):
    third = EvaluationQuestion("improvements", "Vad?")
    found = questions.gathered(project(tmp_path, RELEVANCE, RESOURCES, third), iter([BOTH, NONE, FIRST, GONE]))
    assert [(one.question.key, one.claims, one.answered) for one in found] == [
        ("relevance", (BOTH, FIRST), True),
        ("resources", (BOTH,), True),
        ("improvements", (), False),
    ]


def test_a_claim_is_loose_when_no_question_that_there_is_asks_for_it(tmp_path):
    here = project(tmp_path, RELEVANCE, RESOURCES)
    assert questions.loose(here, [BOTH, NONE, FIRST, GONE]) == (NONE, GONE)
    assert questions.loose(project(tmp_path), [BOTH, NONE]) == (BOTH, NONE)
    assert questions.gathered(project(tmp_path), [BOTH]) == ()


def test_every_claim_answers_a_question_or_is_loose(tmp_path):
    here, every = project(tmp_path, RESOURCES), [BOTH, FIRST, NONE, GONE]
    answering = {one for each in questions.gathered(here, every) for one in each.claims}
    assert answering | set(questions.loose(here, every)) == set(every)
    assert not answering & set(questions.loose(here, every))


@pytest.mark.parametrize("keys", [(), ("relevance",), ("resources", "relevance", "resources")])
def test_known_keys_pass(tmp_path, keys):
    questions.check(project(tmp_path, RELEVANCE, RESOURCES), iter(keys))


@pytest.mark.parametrize("key", ["Relevance", "", "other"])
def test_an_unknown_key_is_refused_with_those_there_are(tmp_path, key):
    with pytest.raises(NotFound) as refused:
        questions.check(project(tmp_path, RELEVANCE, RESOURCES), ["relevance", key])
    assert refused.value.sentence == f"There is no evaluation question {key}."
    assert refused.value.hint == "project.toml has: relevance, resources"


def test_in_a_project_without_questions_one_is_told_to_write_them(tmp_path):
    with pytest.raises(NotFound) as refused:
        questions.check(project(tmp_path), ["relevance"])
    assert refused.value.hint == "Write the evaluation's questions into project.toml."
