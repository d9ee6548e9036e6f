"""The disclosure gate's findings: what kind, in which words, whom it could point at, and what would mend it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from toolkit.messages import N_, tr


class Kind(StrEnum):
    """What points somebody out."""

    IDENTIFIER = "identifier"
    RARE_WORD = "rare_word"
    COMBINATION = "combination"
    MOSAIC = "mosaic"
    DIFFERENCE = "difference"
    CELL = "cell"
    LONG_QUOTE = "long_quote"
    ONE_PERSON = "one_person"
    INSIDER = "insider"  # what the readers, sitting together, would know to be said by or about one of them
    HIDDEN = "hidden"  # what a file holds besides its text


class Fix(StrEnum):
    """What would mend a finding; `MASK` and `OMIT` are answers that the program carries out."""

    MASK = "mask"
    OMIT = "omit"
    WIDEN = "widen"
    NO_PHASE = "no_phase"
    SHORTEN = "shorten"
    MERGE = "merge"
    NO_COUNT = "no_count"
    CLEAN = "clean"


class Answer(StrEnum):
    """What somebody answered: let it stand, or have it masked or left out."""

    KEEP = "keep"
    MASK = "mask"
    OMIT = "omit"


KIND_TITLES = {
    Kind.IDENTIFIER: N_("Names and numbers of persons"),
    Kind.RARE_WORD: N_("Words that one person says"),
    Kind.COMBINATION: N_("Too few fit what is told"),
    Kind.MOSAIC: N_("Several pieces about one person"),
    Kind.DIFFERENCE: N_("Changes since an earlier report"),
    Kind.CELL: N_("Small numbers in tables"),
    Kind.LONG_QUOTE: N_("Long quotes from small groups"),
    Kind.ONE_PERSON: N_("Sentences about one person"),
    Kind.INSIDER: N_("What readers would recognise as one of their own"),
    Kind.HIDDEN: N_("What lies hidden in the file"),
}
FIX_TITLES = {
    Fix.MASK: N_("Mask the words"),
    Fix.OMIT: N_("Leave it out"),
    Fix.WIDEN: N_("Say a wider group"),
    Fix.NO_PHASE: N_("Do not say which phase it is about"),
    Fix.SHORTEN: N_("Shorten or retell it"),
    Fix.MERGE: N_("Put rows or columns together"),
    Fix.NO_COUNT: N_("Say it without pointing at one person"),
    Fix.CLEAN: N_("Accept all changes and delete all comments in Word"),
}


@dataclass(frozen=True, slots=True)
class Risk:
    """A finding. `key` says what it is, never where; `places` are where it stands now.

    `words` are what is printed, `leak` those of them that point somebody out. `people` are whom it is about; they are
    for the evaluator's screen alone. `candidates` is how many people fit (None: that is not counted). `fixes` stand
    cheapest first. `attributes` is what is told. `message` is a message id, `values` fill it (`what` is one too).
    """

    kind: Kind
    key: str
    places: tuple[str, ...]
    words: str
    message: str
    values: tuple[tuple[str, object], ...] = ()
    leak: str = ""
    people: tuple[str, ...] = ()
    candidates: int | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    fixes: tuple[Fix, ...] = (Fix.OMIT,)
    source: str = ""

    @property
    def reason(self) -> str:
        """Why it points somebody out, as a sentence."""
        values = {name: tr(str(value)) if name == "what" else value for name, value in self.values}
        return tr(self.message, **values)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """How it may be answered."""
        done = (Answer(fix.value) for fix in self.fixes if fix in (Fix.MASK, Fix.OMIT))
        return (*done, Answer.KEEP)


def key_of(kind: Kind, *what: object) -> str:
    """The key of a finding: the same whenever the same is found, whatever its place."""
    told = "\x1f".join((kind.value, *(str(each) for each in what)))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def merged(risks: Iterable[Risk]) -> list[Risk]:
    """The findings in order, each once with all its places and people."""
    found: dict[str, Risk] = {}
    for risk in risks:
        known = found.get(risk.key)
        if known is None:
            found[risk.key] = risk
        else:
            places = tuple(dict.fromkeys((*known.places, *risk.places)))
            people = tuple(dict.fromkeys((*known.people, *risk.people)))
            found[risk.key] = replace(known, places=places, people=people)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that was given; `source_id` is the source that it concerns, with which it goes."""

    key: str
    audience: str
    kind: Kind
    answer: Answer
    reason: str
    coder: str
    at: datetime
    source_id: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a gate found for an audience, with the answers given; `idle` are answers to what is found no more."""

    risks: tuple[Risk, ...]
    answers: dict[str, Answered] = field(default_factory=dict)
    idle: tuple[Answered, ...] = ()

    @property
    def open(self) -> tuple[Risk, ...]:
        """The findings that hinder: unanswered, or answered by a change that has not been made."""
        return tuple(risk for risk in self.risks if not self.kept(risk))

    def kept(self, risk: Risk) -> bool:
        """Whether somebody decided that it may stand."""
        answer = self.answers.get(risk.key)
        return answer is not None and answer.answer is Answer.KEEP

    def by_kind(self, risks: Iterable[Risk] | None = None) -> dict[Kind, list[Risk]]:
        """Findings by kind, kinds in their usual order; all of them unless some are given."""
        listed = list(self.risks if risks is None else risks)
        found = {kind: [each for each in listed if each.kind is kind] for kind in Kind}
        return {kind: own for kind, own in found.items() if own}
