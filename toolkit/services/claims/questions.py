"""Evaluation questions: which claims answer which, and which are not answered yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.domain.claims.claims import Claim
from toolkit.domain.sources.projects import EvaluationQuestion
from toolkit.errors import NotFound
from toolkit.messages import N_
from toolkit.services.projects.project import SETTINGS, Project


@dataclass(frozen=True, slots=True)
class Gathered:
    """An evaluation question and the claims that answer it, in their order."""

    question: EvaluationQuestion
    claims: tuple[Claim, ...]

    @property
    def answered(self) -> bool:
        """Whether any claim answers it."""
        return bool(self.claims)


def gathered(project: Project, claims: Iterable[Claim]) -> tuple[Gathered, ...]:
    """Every question of the project in its order, those without claims too."""
    every = list(claims)
    return tuple(
        Gathered(question, tuple(one for one in every if question.key in one.questions))
        for question in project.settings.evaluation_questions
    )


def loose(project: Project, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims that answer no question of the project."""
    keys = {question.key for question in project.settings.evaluation_questions}
    return tuple(one for one in claims if keys.isdisjoint(one.questions))


def check(project: Project, keys: Iterable[str]) -> None:
    """NotFound, with the keys there are, for a question that project.toml does not have."""
    known = [question.key for question in project.settings.evaluation_questions]
    for key in keys:
        if key not in known:
            raise NotFound(
                N_("There is no evaluation question {key}."),
                hint=N_("{file} has: {keys}") if known else N_("Write the evaluation's questions into {file}."),
                key=key,
                file=SETTINGS,
                keys=", ".join(known),
            )
