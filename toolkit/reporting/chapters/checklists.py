"""Checklists for reporting: where in the report each point of COREQ and SRQR is dealt with, or that it is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.domain.reports.report import Block, Heading, Paragraph, Table
from toolkit.domain.reports.report_facts import Evaluator
from toolkit.reporting.material import numbering
from toolkit.reporting.material.findings import Finding
from toolkit.reporting.material.material import Material
from toolkit.reporting.material.outline import Outline
from toolkit.reporting.material.recorded import sentences
from toolkit.reporting.material.wording import Wording

TITLE_PAGE = "title page"
_METHOD = "method_chapter"
_PURPOSE, _PERSONS, _EVALUATORS = f"{_METHOD}-purpose", f"{_METHOD}-people", f"{_METHOD}-evaluators"
_METHODS, _CODING = f"{_METHOD}-methods", f"{_METHOD}-coding"
_QUOTES, _CONSENT, _LIMITS = f"{_METHOD}-quotes", f"{_METHOD}-consent", f"{_METHOD}-limits"


@dataclass(frozen=True, slots=True)
class _Known:
    """What decides whether a point is dealt with."""

    material: Material
    found: Sequence[Finding]
    outline: Outline

    def has(self, name: str) -> bool:
        """Whether the evaluation's own field of this name is recorded."""
        return bool(getattr(self.material.facts.evaluation, name))

    def of_evaluators(self, name: str) -> bool:
        """Whether any evaluator has this recorded."""
        people: Sequence[Evaluator] = self.material.facts.evaluation.evaluators
        return any(getattr(each, name) for each in people)

    @property
    def chapters(self) -> tuple[str, ...]:
        """The anchors of the results chapters, one of which the report has."""
        by = self.outline.chapters[0]
        keys = {
            "group": tuple(self.material.people),
            "area": self.material.areas,
            "phase": self.material.phases,
            "question": tuple(self.material.question_texts),
        }[by]
        return tuple(f"{by}-{key}" for key in keys)


Point = tuple[Callable[[_Known], bool], Sequence[str]]
"""Whether a point is dealt with, and the anchors of the parts that may deal with it, the best first."""


def _always(_: _Known) -> bool:
    return True


def _some(known: _Known) -> bool:
    return bool(known.found)


def _evaluation(name: str, *anchors: str) -> Point:
    return (lambda known: known.has(name), anchors)


def _evaluator(name: str) -> Point:
    return (lambda known: known.of_evaluators(name), (_EVALUATORS,))


def _asked(name: str) -> Point:
    return (lambda known: bool(getattr(known.material.facts.recruitment, name)), (_PERSONS,))


def _guided(known: _Known) -> bool:
    return any(group not in known.material.unguided for group in known.material.people)


def _timed(known: _Known) -> bool:
    return any(source.minutes is not None for source in known.material.usable_sources)


def _declined(known: _Known) -> bool:
    return known.material.facts.recruitment.declined is not None


def _coders(known: _Known) -> bool:
    return bool(known.material.facts.work.coders)


def _trusted(known: _Known) -> bool:
    work = known.material.facts.work
    return bool(work.double or known.has("returned") or known.has("feedback"))


def _reviewed(known: _Known) -> bool:
    return bool(known.material.facts.ethics.decision)


def _paid(known: _Known) -> bool:
    return bool(known.material.facts.commission.funding)


def _commissioned(known: _Known) -> bool:
    told = known.material.facts
    return bool(told.commission.task or told.programme.about or known.material.description)


def _placed(known: _Known) -> bool:
    told = known.material.facts.programme
    return bool(told.place or told.preconditions or told.target_group)


def _part(name: str) -> Point:
    return (lambda known: known.outline.has(name), (name,))


_RESULTS: Point = (_some, ())
"""An empty sequence of anchors stands for the results chapters."""

COREQ: tuple[Point, ...] = (
    _evaluator("did"),
    _evaluator("profession"),
    _evaluator("post"),
    _evaluator("gender"),
    _evaluator("experience"),
    _evaluator("relation"),
    _evaluation("introduced", _EVALUATORS),
    _evaluation("assumptions", _EVALUATORS),
    _evaluation("approach", _PURPOSE),
    _asked("chosen"),
    _asked("how"),
    (_always, (_PERSONS, "method-material")),
    (_declined, (_PERSONS,)),
    _evaluation("setting", _METHODS),
    _evaluation("present", _METHODS),
    (_always, (_PERSONS, "method-material")),
    (_guided, (_METHODS, "method-asked")),
    _evaluation("repeated", _METHODS),
    _evaluation("recorded", _METHODS),
    _evaluation("notes", _METHODS),
    (_timed, (_METHODS, "method-material")),
    _evaluation("saturation", _METHODS),
    _evaluation("returned", _METHODS),
    (_coders, (_CODING,)),
    (_always, (_CODING, "method-coding")),
    (_some, (_CODING, "method-coding")),
    (lambda known: bool(known.material.facts.work.program), (_CODING,)),
    _evaluation("feedback", _PURPOSE),
    (_some, (_QUOTES,)),
    _RESULTS,
    _RESULTS,
    _RESULTS,
)

SRQR: tuple[Point, ...] = (
    (_always, (TITLE_PAGE,)),
    _part("summary"),
    (_commissioned, ("background", "introduction")),
    (lambda known: bool(known.has("purpose") or known.material.questions), (_PURPOSE, "questions")),
    _evaluation("approach", _PURPOSE),
    (lambda known: known.of_evaluators("profession") or known.of_evaluators("relation"), (_EVALUATORS,)),
    (_placed, ("programme",)),
    _asked("chosen"),
    (_reviewed, (_CONSENT,)),
    (_always, (_METHODS, "method-material")),
    (_guided, (_METHODS, "method-asked")),
    (_always, (_PERSONS, "method-material")),
    _evaluation("transcribed", _METHODS),
    (_always, (_CODING, "method-coding")),
    (_trusted, (_CODING, "method-coding")),
    _RESULTS,
    (_some, (_QUOTES,)),
    (lambda known: bool(known.material.facts.literature) and known.outline.has("discussion"), ("discussion",)),
    (_always, (_LIMITS, "method-limits")),
    _evaluator("relation"),
    (_paid, ("background",)),
)
LISTS: Mapping[str, tuple[Point, ...]] = {"coreq": COREQ, "srqr": SRQR}


def blocks(material: Material, found: Sequence[Finding], wording: Wording, *, outline: Outline) -> Iterator[Block]:
    """The checklists; where the analysis is reflexive, why there are none."""
    yield Heading(1, wording.say("frame.checklist.title"), "checklist")
    if material.facts.work.reflexive:
        yield Paragraph(sentences(wording.say("frame.checklist.reflexive")))
        return
    yield Paragraph(sentences(wording.say("frame.checklist.lead")))
    known = _Known(material, found, outline)
    for name, items in LISTS.items():
        yield Heading(2, wording.say(f"frame.checklist.{name}_title"), f"checklist-{name}")
        yield _table(name, [_where(point, known, wording) for point in items], wording)


def _where(point: Point, known: _Known, wording: Wording) -> str:
    dealt_with, anchors = point
    if not dealt_with(known):
        return str(wording.at("frame.checklist.missing"))
    if anchors == (TITLE_PAGE,):
        return str(wording.at("frame.checklist.title_page"))
    return numbering.to(*(anchors or known.chapters))


def _table(name: str, places: Sequence[str], wording: Wording) -> Table:
    titles = wording.at(f"frame.checklist.{name}")
    rows = tuple(
        (str(number), str(title), place) for number, (title, place) in enumerate(zip(titles, places, strict=True), 1)
    )
    caption, note = (wording.say(f"frame.checklist.{name}_{what}") for what in ("caption", "source"))
    return Table(caption, tuple(wording.at("frame.checklist.header")), rows, f"table-{name}", note)
