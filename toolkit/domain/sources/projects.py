"""What a project's settings say: its name and language, its questions, the names of its groups and phases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.domain.sources.audiences import USUAL, Audience
from toolkit.domain.sources.cases import GROUPS
from toolkit.domain.sources.law import Law


@dataclass(frozen=True, slots=True)
class EvaluationQuestion:
    """One of the two to four questions that the evaluation is to answer."""

    key: str
    text: str


def _default_groups() -> dict[str, Mapping[str, str]]:
    return {group: {} for group in GROUPS}


@dataclass(frozen=True, slots=True)
class ProjectSettings:
    """The settings of a project.

    `groups` are the actor groups in report order, each with the titles by language that replace the usual ones.
    `phases` are labels by language that replace the scheme's titles of phases, `group_phases` those of one group.
    `quantities` are raw rules that replace the usual quantity words (none: the usual ones). `coder` is who codes when
    nobody is named; empty when not said. `spoken` is the language of the interviews where it is not that of the report.
    `omission` is how words left out of a quote are shown, `audiences` for whom reports are let out.
    `law` is what the words of people are used on.
    """

    name: str
    language: str = "sv"
    description: str = ""
    evaluation_questions: tuple[EvaluationQuestion, ...] = ()
    groups: Mapping[str, Mapping[str, str]] = field(default_factory=_default_groups)
    phases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    group_phases: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    quantities: tuple[Mapping[str, object], ...] = ()
    outline: str = "perspectives"
    interviewers: tuple[str, ...] = ()
    scheme: str = "six_areas.yaml"
    coder: str = ""
    spoken: str = ""
    reflexive: bool = False
    spacy_model: str = ""
    sentence_model: str = ""
    omission: str = "(...)"
    audiences: Mapping[str, Audience] = field(default_factory=lambda: dict(USUAL))
    law: Law = field(default_factory=Law)

    def phase_label(self, phase: str, *, language: str, group: str = "") -> str | None:
        """What this project calls a phase (for this group, if it has its own word); None when the usual word stands."""
        own = self.group_phases.get(group, {}).get(phase, {})
        return own.get(language) or self.phases.get(phase, {}).get(language)
