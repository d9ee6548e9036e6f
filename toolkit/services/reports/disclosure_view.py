"""The disclosure gate as a screen shows it: findings by kind or by person, each with its words, places and answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit.domain.identifiers.gate import FIX_TITLES, KIND_TITLES, Answer, Answered, Fix, Kind, Risk
from toolkit.domain.identifiers.gate_rules import GROUP, PHASE
from toolkit.messages import N_, tr
from toolkit.services.projects import names
from toolkit.services.projects.audiences import AUDIENCES as AUDIENCES  # noqa: PLC0414 (screens find it here)
from toolkit.services.projects.project import Project
from toolkit.services.reports import disclosure
from toolkit.services.reports.disclosure import Looked
from toolkit.services.reports.disclosure_answers import stand_in

PHASES = {"before": N_("Before"), "during": N_("During"), "ending": N_("Ending"), "after": N_("After")}
ANSWERS = {
    Answer.KEEP: N_("Let it stand"),
    Answer.MASK: N_("Mask the words"),
    Answer.OMIT: N_("Leave it out"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a finding's words; `telling` ones point somebody out."""

    text: str
    telling: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding with its first piece's words and heading, who it is about, and what would mend it."""

    risk: Risk
    heading: str
    parts: tuple[Part, ...]
    people: tuple[str, ...]
    attributes: str
    advice: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]
    stand_in: str
    given: Answered | None
    kept: bool


@dataclass(frozen=True, slots=True)
class Section:
    """Findings that belong together: of a kind, or about a person (`person`: the title is a pseudonym)."""

    title: str
    open: tuple[Shown, ...]
    kept: tuple[Shown, ...]
    person: bool = False

    @property
    def alike(self) -> tuple[str, ...]:
        """The keys of the unanswered findings, to be kept for one reason."""
        return tuple(each.risk.key for each in self.open)


@dataclass(frozen=True)
class GateView:
    """The whole screen."""

    looked: Looked
    sections: tuple[Section, ...]

    @property
    def open(self) -> int:
        """How many findings hinder."""
        return len(self.looked.verdict.open)


def title(key: str) -> str:
    """What an audience is called on screens."""
    return tr(AUDIENCES[key]) if key in AUDIENCES else key


def readers(key: str) -> str:
    """What an audience is called within a sentence."""
    return title(key)[:1].lower() + title(key)[1:] if key in AUDIENCES else key


def view(project: Project, key: str, *, outline: str = "", by_person: bool = False) -> GateView:
    """The draft's findings for an audience."""
    return of(project, disclosure.look(project, key, outline=outline), by_person=by_person)


def of(project: Project, looked: Looked, *, by_person: bool = False) -> GateView:
    """The findings of what was looked at, as a screen shows them."""
    shown = [_shown(project, looked, risk) for risk in looked.verdict.risks]
    sections = _by_person(shown) if by_person else _by_kind(shown)
    return GateView(looked, tuple(sections))


def _shown(project: Project, looked: Looked, risk: Risk) -> Shown:
    piece = looked.piece(risk)
    fixes = [fix for fix in risk.fixes if fix not in (Fix.MASK, Fix.OMIT)]
    return Shown(
        risk,
        piece.heading if piece else "",
        tuple(parts(risk.words, risk.leak)),
        risk.people,
        "; ".join(_attribute(project, name, value) for name, value in risk.attributes),
        tuple(tr(FIX_TITLES[fix]) for fix in fixes),
        tuple((each.value, tr(ANSWERS[each])) for each in risk.answers if each is not Answer.KEEP),
        stand_in(project, risk) if Answer.MASK in risk.answers and risk.kind is not Kind.CELL else "",
        looked.verdict.answers.get(risk.key),
        looked.verdict.kept(risk),
    )


def parts(words: str, leak: str) -> Iterator[Part]:
    """The words cut where those stand that point somebody out."""
    edges = [0]
    at = words.find(leak) if leak else -1
    while at >= 0:
        edges += [at, at + len(leak)]
        at = words.find(leak, at + len(leak))
    for number, (start, end) in enumerate(pairwise([*edges, len(words)])):
        if end > start:
            yield Part(words[start:end], telling=number % 2 == 1)


def _attribute(project: Project, name: str, value: str) -> str:
    if name == GROUP:
        return names.group(project, value)
    return tr(PHASES.get(value, value)) if name == PHASE else f"{name}: {value}"


def _section(title: str, own: Sequence[Shown], *, person: bool = False) -> Section:
    return Section(
        title, tuple(each for each in own if not each.kept), tuple(each for each in own if each.kept), person
    )


def _by_kind(shown: Sequence[Shown]) -> Iterator[Section]:
    for kind in Kind:
        own = [each for each in shown if each.risk.kind is kind]
        if own:
            yield _section(tr(KIND_TITLES[kind]), own)


def _by_person(shown: Sequence[Shown]) -> Iterator[Section]:
    """Whoever is pointed at by most findings first; findings about nobody in particular last."""
    people: dict[str, list[Shown]] = {}
    for each in shown:
        for person in each.people or ("",):
            people.setdefault(person, []).append(each)
    order: Mapping[str, tuple[bool, int, str]] = {key: (not key, -len(own), key) for key, own in people.items()}
    for person in sorted(people, key=order.__getitem__):
        own = people[person]
        yield _section(person or tr("Nobody in particular"), own, person=bool(person))
