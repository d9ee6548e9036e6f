"""What an evaluator records for the report beside the material: programme, goals, evaluation, ethics, partners."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Commission:
    """Who asked for the evaluation, for whom the report is written, what the task is and who pays."""

    commissioner: str = ""
    reader: str = ""
    task: str = ""
    funding: str = ""


@dataclass(frozen=True, slots=True)
class TeamRole:
    """A role in the programme's team: how many hold it, and who employs them."""

    role: str
    number: int | None = None
    employer: str = ""
    profession: str = ""


@dataclass(frozen=True, slots=True)
class Programme:
    """The programme that is evaluated; `preconditions` and `frames` are sentences, one thing each."""

    about: str = ""
    place: str = ""
    period: str = ""
    owner: str = ""
    target_group: str = ""
    preconditions: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    team: tuple[TeamRole, ...] = ()


class Verdict(StrEnum):
    """What may be said of a goal."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    NO_RESULT = "no_result"
    NO_TARGET = "no_target"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result as counted: `numerator` of `denominator`, or a `value` that is no share; when and by whom."""

    numerator: int | None = None
    denominator: int | None = None
    value: float | None = None
    as_of: date | None = None
    source: str = ""

    @property
    def share(self) -> Fraction | None:
        """The share in per cent; None when there is no fraction."""
        if self.numerator is None or not self.denominator:
            return None
        return Fraction(100 * self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal: `target` is in per cent when `unit` is "percent", else a number of `unit`.

    `counted` says what the fraction counts and among whom. `earlier` are former outcomes, oldest first.
    """

    text: str
    target: float | None = None
    unit: str = "percent"
    counted: str = ""
    outcome: Outcome = field(default_factory=Outcome)
    earlier: tuple[Outcome, ...] = ()

    @property
    def reached(self) -> Verdict:
        """Reached only when the outcome is at least the target: nearly is not reached."""
        if self.target is None:
            return Verdict.NO_TARGET
        share = self.outcome.share if self.unit == "percent" else None
        result = share if share is not None else self.outcome.value
        if result is None:
            return Verdict.NO_RESULT
        return Verdict.REACHED if result >= Fraction(str(self.target)) else Verdict.NOT_REACHED


@dataclass(frozen=True, slots=True)
class ResultTable:
    """Counts from the programme's own follow-up: how many gave each answer, of how many asked."""

    title: str
    counts: tuple[tuple[str, int], ...]
    asked: int | None = None
    as_of: date | None = None
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Evaluator:
    """One who evaluates: profession, post at the time, experience, relation to the programme, what this person did."""

    name: str
    profession: str = ""
    post: str = ""
    gender: str = ""
    experience: str = ""
    relation: str = ""
    did: str = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How the evaluation was done; texts are sentences, `limits` one thing each.

    `introduced` says what the interviewees knew of the interviewer, `present` who else was there, `notes` whether notes
    were taken, `returned` whether transcripts went back to those who had spoken.
    """

    purpose: str = ""
    period: str = ""
    approach: str = ""
    assumptions: str = ""
    feedback: str = ""
    introduced: str = ""
    setting: str = ""
    present: str = ""
    recorded: str = ""
    notes: str = ""
    transcribed: str = ""
    returned: str = ""
    repeated: str = ""
    saturation: str = ""
    limits: tuple[str, ...] = ()
    evaluators: tuple[Evaluator, ...] = ()


@dataclass(frozen=True, slots=True)
class Declined:
    """How many did not take part, and why."""

    number: int
    reason: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Recruitment:
    """How people were chosen and asked, who referred them, how many were asked, and who did not take part."""

    chosen: str = ""
    how: str = ""
    referred: str = ""
    asked: int | None = None
    declined: tuple[Declined, ...] | None = None


@dataclass(frozen=True, slots=True)
class ConsentText:
    """What people were told and agreed to."""

    how: str = ""
    version: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Ethics:
    """Whether the work was reviewed: the decision with its reason, and its register number."""

    decision: str = ""
    dnr: str = ""


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool of the team: what it is for, when it is used, by whom."""

    name: str
    purpose: str = ""
    when: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner of the programme: what it does there, since when, and how contact is kept."""

    name: str
    role: str = ""
    since: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A document that the evaluation builds on."""

    title: str
    day: date | None = None
    dnr: str = ""


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument of the programme's follow-up: what it measures and when it is used."""

    name: str
    measures: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well coders agree on one facet of the scheme: the coefficient, on how many units."""

    facet: str
    alpha: float
    units: int


@dataclass(frozen=True, slots=True)
class Work:
    """How the coding was done, counted in the project.

    `double` sources were coded by two or more of the `coders`, `double_of` by any; `agreement` is empty where it is not
    measured. People have `accepted`, `corrected` and `rejected` suggestions out of `suggestions`. `reflexive` projects
    know no coefficients.
    """

    coders: int = 0
    double: int = 0
    double_of: int = 0
    agreement: tuple[Agreement, ...] = ()
    suggestions: int = 0
    accepted: int = 0
    corrected: int = 0
    rejected: int = 0
    reflexive: bool = False
    program: str = ""


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """All that is recorded for the report; empty fields are not recorded.

    `work` is counted in the project and not written by hand.
    """

    commission: Commission = field(default_factory=Commission)
    programme: Programme = field(default_factory=Programme)
    goals: tuple[Goal, ...] = ()
    results: tuple[ResultTable, ...] = ()
    evaluation: Evaluation = field(default_factory=Evaluation)
    recruitment: Recruitment = field(default_factory=Recruitment)
    consent: ConsentText = field(default_factory=ConsentText)
    ethics: Ethics = field(default_factory=Ethics)
    tools: tuple[Tool, ...] = ()
    partners: tuple[Partner, ...] = ()
    partners_as_of: date | None = None
    instruments: tuple[Instrument, ...] = ()
    documents: tuple[Document, ...] = ()
    literature: tuple[str, ...] = ()
    work: Work = field(default_factory=Work)


NEEDED: Mapping[str, tuple[str, ...]] = {
    "background": ("commission.commissioner", "commission.reader", "commission.task"),
    "programme": (
        "programme.about",
        "programme.place",
        "programme.period",
        "programme.owner",
        "programme.target_group",
        "programme.preconditions",
        "programme.team",
    ),
    "results_numbers": ("goals", "instruments"),
    "method_chapter": (
        "evaluation.purpose",
        "evaluation.period",
        "evaluators",
        "evaluation.assumptions",
        "evaluation.setting",
        "evaluation.recorded",
        "evaluation.transcribed",
        "evaluation.returned",
        "recruitment.chosen",
        "recruitment.how",
        "recruitment.asked",
        "declined",
        "consent.how",
        "consent.version",
        "consent.scope",
        "ethics.decision",
    ),
    "tools": ("tools",),
    "partners": ("partners",),
    "results_extract": ("results",),
    "documents": ("documents",),
}
"""What a full report needs, by the part that prints it, each as it is called in report.toml."""


def lacking(facts: ReportFacts, part: str) -> tuple[str, ...]:
    """What a part of the report needs and nobody has recorded, in the order in which it would be printed."""
    return tuple(name for name in NEEDED.get(part, ()) if not _recorded(facts, name))


def all_lacking(facts: ReportFacts) -> Iterator[str]:
    """What a full report needs and nobody has recorded."""
    for part in NEEDED:
        yield from lacking(facts, part)


def _recorded(facts: ReportFacts, name: str) -> bool:
    if name == "declined":
        return facts.recruitment.declined is not None
    if name == "evaluators":
        return bool(facts.evaluation.evaluators)
    value: object = facts
    for step in name.split("."):
        value = getattr(value, step)
    return value is not None and value not in ("", ())
