"""report.toml: what a report tells beside the material, read with errors that name the line; optional."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from toolkit.domain.reports import report_facts as facts
from toolkit.messages import N_
from toolkit.resources.project_files import parsed
from toolkit.resources.report_texts import TEXTS
from toolkit.resources.toml_places import places
from toolkit.resources.written import Setting, Text, Written, read_text, validated

REPORT = "report.toml"
MORE_THAN_ALL = N_("{place}: the numerator {numerator} is larger than the denominator {denominator}.")
HALF_FRACTION = N_("{place}: a fraction needs both numerator and denominator.")
NOT_THAT_SHARE = N_("{place}: {numerator} of {denominator} is {share} per cent, not {value}.")
TOO_MANY_ANSWERS = N_("{place}: {sum} answers are more than the {asked} who were asked.")
_NEAR = 1  # a value may be the fraction's rounded share

Count = Annotated[int, Field(ge=0)]
Amount = float
Day = date  # a field may itself be called date
Texts = list[Text]


def _paired(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


class OutcomeEntry(Setting):
    """A former outcome of a goal."""

    numerator: Count | None = None
    denominator: Count | None = None
    value: Amount | None = None
    as_of: Day | None = None
    source: str = ""


class GoalEntry(OutcomeEntry):
    """A goal and its outcome."""

    text: Text
    target: Amount | None = None
    unit: Text = "percent"
    counted: str = ""
    earlier: list[OutcomeEntry] = Field(default=[])


class CommissionEntry(Setting):
    """The commission."""

    commissioner: str = ""
    reader: str = ""
    task: str = ""
    funding: str = ""


class TeamEntry(Setting):
    """A role in the team."""

    role: Text
    number: Count | None = None
    employer: str = ""
    profession: str = ""


class ProgrammeEntry(Setting):
    """The programme."""

    about: str = ""
    place: str = ""
    period: str = ""
    owner: str = ""
    target_group: str = ""
    preconditions: Texts = Field(default=[])
    frames: Texts = Field(default=[])
    team: list[TeamEntry] = Field(default=[])


class ResultEntry(Setting):
    """A table of the programme's own follow-up."""

    title: Text
    counts: list[Annotated[tuple[Text, Count], BeforeValidator(_paired)]] = Field(min_length=1)
    asked: Count | None = None
    as_of: Day | None = None
    source: str = ""
    note: str = ""


class EvaluatorEntry(Setting):
    """One who evaluates."""

    name: Text
    profession: str = ""
    post: str = ""
    gender: str = ""
    experience: str = ""
    relation: str = ""
    did: str = ""


class EvaluationEntry(Setting):
    """How the evaluation was done."""

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
    limits: Texts = Field(default=[])


class RecruitmentEntry(Setting):
    """How people were chosen and asked."""

    chosen: str = ""
    how: str = ""
    referred: str = ""
    asked: Count | None = None


class DeclinedEntry(Setting):
    """Those who did not take part."""

    number: Count
    reason: str = ""
    group: str = ""


class ConsentEntry(Setting):
    """What people agreed to."""

    how: str = ""
    version: str = ""
    scope: str = ""


class EthicsEntry(Setting):
    """The ethical review."""

    decision: str = ""
    dnr: str = ""


class ToolEntry(Setting):
    """A tool of the team."""

    name: Text
    purpose: str = ""
    when: str = ""
    who: str = ""


class PartnerEntry(Setting):
    """A partner."""

    name: Text
    role: str = ""
    since: str = ""
    contact: str = ""


class DocumentEntry(Setting):
    """A document."""

    title: Text
    date: Day | None = None
    dnr: str = ""


class InstrumentEntry(Setting):
    """An instrument."""

    name: Text
    measures: str = ""
    when: str = ""


class ReportFile(Setting):
    """What may stand in report.toml."""

    literature: Texts = Field(default=[])
    partners_as_of: Day | None = None
    commission: CommissionEntry = CommissionEntry()
    programme: ProgrammeEntry = ProgrammeEntry()
    goals: list[GoalEntry] = Field(default=[])
    results: list[ResultEntry] = Field(default=[])
    instruments: list[InstrumentEntry] = Field(default=[])
    evaluation: EvaluationEntry = EvaluationEntry()
    evaluators: list[EvaluatorEntry] = Field(default=[])
    recruitment: RecruitmentEntry = RecruitmentEntry()
    declined: list[DeclinedEntry] | None = None
    consent: ConsentEntry = ConsentEntry()
    ethics: EthicsEntry = EthicsEntry()
    tools: list[ToolEntry] = Field(default=[])
    partners: list[PartnerEntry] = Field(default=[])
    documents: list[DocumentEntry] = Field(default=[])


def read_report_facts(path: Path) -> facts.ReportFacts:
    """The facts in a report.toml, none when there is no such file; BadSetting names the file, line and column."""
    if not path.is_file():
        return facts.ReportFacts()
    text = read_text(path)
    written = validated(ReportFile, parsed(text, path.name), file=path.name, position=places(text))
    _check_goals(written)
    _check_results(written)
    return _facts(written.value)


def _check_goals(written: Written[ReportFile]) -> None:
    for number, goal in enumerate(written.value.goals):
        _check_outcome(written, ("goals", number), goal, percent=goal.unit == "percent")
        for at, earlier in enumerate(goal.earlier):
            _check_outcome(written, ("goals", number, "earlier", at), earlier, percent=goal.unit == "percent")


def _check_outcome(written: Written[ReportFile], loc: tuple[Any, ...], one: OutcomeEntry, *, percent: bool) -> None:
    numerator, denominator = one.numerator, one.denominator
    if (numerator is None) != (denominator is None):
        raise written.wrong((*loc, "numerator" if numerator is not None else "denominator"), HALF_FRACTION)
    if numerator is None or denominator is None:
        return
    if numerator > denominator:
        raise written.wrong((*loc, "numerator"), MORE_THAN_ALL, numerator=numerator, denominator=denominator)
    share = Fraction(100 * numerator, denominator) if percent and denominator else None
    if share is not None and one.value is not None and abs(share - Fraction(str(one.value))) >= _NEAR:
        told = {"share": f"{float(share):.1f}", "value": f"{one.value:g}"}
        raise written.wrong((*loc, "value"), NOT_THAT_SHARE, numerator=numerator, denominator=denominator, **told)


def _check_results(written: Written[ReportFile]) -> None:
    for number, table in enumerate(written.value.results):
        answers = sum(count for _, count in table.counts)
        if table.asked is not None and answers > table.asked:
            raise written.wrong(("results", number, "asked"), TOO_MANY_ANSWERS, sum=answers, asked=table.asked)


def _facts(file: ReportFile) -> facts.ReportFacts:
    evaluators = tuple(facts.Evaluator(**dict(each)) for each in file.evaluators)
    declined = None if file.declined is None else tuple(facts.Declined(**dict(each)) for each in file.declined)
    return facts.ReportFacts(
        commission=facts.Commission(**dict(file.commission)),
        programme=_programme(file.programme),
        goals=tuple(_goal(goal) for goal in file.goals),
        results=tuple(facts.ResultTable(**{**dict(each), "counts": tuple(each.counts)}) for each in file.results),
        evaluation=facts.Evaluation(**_listless(file.evaluation), evaluators=evaluators),
        recruitment=facts.Recruitment(**dict(file.recruitment), declined=declined),
        consent=facts.ConsentText(**dict(file.consent)),
        ethics=facts.Ethics(**dict(file.ethics)),
        tools=tuple(facts.Tool(**dict(each)) for each in file.tools),
        partners=tuple(facts.Partner(**dict(each)) for each in file.partners),
        partners_as_of=file.partners_as_of,
        instruments=tuple(facts.Instrument(**dict(each)) for each in file.instruments),
        documents=tuple(facts.Document(each.title, each.date, each.dnr) for each in file.documents),
        literature=tuple(file.literature),
    )


def _listless(entry: Setting) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in entry}


def _programme(entry: ProgrammeEntry) -> facts.Programme:
    team = tuple(facts.TeamRole(**dict(each)) for each in entry.team)
    return replace(facts.Programme(**_listless(entry)), team=team)


def _goal(entry: GoalEntry) -> facts.Goal:
    return facts.Goal(
        text=entry.text,
        target=entry.target,
        unit=entry.unit,
        counted=entry.counted,
        outcome=_outcome(entry),
        earlier=tuple(_outcome(each) for each in entry.earlier),
    )


def _outcome(entry: OutcomeEntry) -> facts.Outcome:
    return facts.Outcome(entry.numerator, entry.denominator, entry.value, entry.as_of, entry.source)


def report_text(language: str) -> str:
    """The commented report.toml of a new project, in Swedish or English; read as it is, it records nothing."""
    return TEXTS[language if language in TEXTS else "en"]
