"""Verdicts, decisions about themes and assignments of another project, sorted as the codings are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from toolkit.domain.codings.codings import Verdict
from toolkit.domain.codings.segments import belongs, place_of
from toolkit.domain.texts.text import Span
from toolkit.domain.themes.themes import ThemeDecision
from toolkit.services.merging.merging_judgements import Sorting
from toolkit.services.merging.merging_plan import OUT, Conflict, Left, is_name

if TYPE_CHECKING:
    from toolkit.domain.comparing.assignments import Assignment


def sort_verdicts(sorting: Sorting, ours: Iterable[Verdict], theirs: Iterable[Verdict]) -> None:
    """Answers to suggestions: the same answer at the same moment is one."""
    known = {(one.source, one.span, one.code, one.coder, one.time) for one in ours}
    part = sorting.plan.parts["verdicts"]
    for one in theirs:
        placing = sorting.places.find(one.source, one.span)
        why = sorting.refused(placing, None, one.coder)
        if why or placing.span is None:
            sorting.leave("verdict", why, one)
            continue
        key = (placing.source, placing.span, one.code, one.coder, one.time)
        if key in known:
            part.same += 1
            continue
        known.add(key)
        part.new.append(_verdict_row(one, placing.source, placing.span))


def _verdict_row(one: Verdict, source: str, span: Span) -> dict[str, Any]:
    return {
        "source": source,
        "start": span.start,
        "end": span.end,
        "code": one.code,
        "decision": one.decision.value,
        "coder": one.coder,
        "time": one.time,
    }


def sort_decisions(sorting: Sorting, ours: Iterable[ThemeDecision], theirs: Iterable[ThemeDecision]) -> None:
    """What was decided about themes: passages of which something else was decided here stay as they are here."""
    mine, decisions = {one.id: one for one in ours}, list(theirs)
    taken: dict[str, list[tuple[Span, ThemeDecision]]] = {}
    for one in mine.values():
        for source, span in map(place_of, one.passages):
            taken.setdefault(source, []).append((span, one))
    part = sorting.plan.parts["theme_decisions"]
    # source by source, not decision by decision: aligning two versions of a text takes a while
    every = {place_of(each) for one in decisions for each in one.passages}
    found = {place: sorting.places.find(*place) for place in sorted(every)}
    for one in decisions:
        placings = [found[place_of(each)] for each in sorted(one.passages)]
        places = frozenset((each.source, each.span) for each in placings if each.span is not None)
        if not places:
            _leave(sorting, one, [each.why for each in placings])
            continue
        here = mine.get(one.id) or next(_near(places, taken), None)
        if here is not None and _same(here, one, places):
            part.same += 1
        elif here is not None:
            told = (_told(here), _told(one))
            sorting.plan.conflicts.append(Conflict("theme", "", None, one.area, *told))
        elif sorting.scheme.area_of(one.area):
            part.new.append(_decision_row(one, places))
        else:
            _leave(sorting, one, ["no code"])


Place = tuple[str, Span]


def _leave(sorting: Sorting, one: ThemeDecision, reasons: Sequence[str]) -> None:
    """Note that a decision has no place here; one whose words all stay out is only counted."""
    why = next((each for each in reasons if each not in OUT), None)
    if why is not None:
        sorting.plan.left.append(Left("theme", why, "", None, one.area, ""))
    elif reasons:
        part = sorting.plan.parts["theme_decisions"]
        setattr(part, OUT[reasons[0]], getattr(part, OUT[reasons[0]]) + 1)


def _near(
    places: Iterable[Place], taken: Mapping[str, Sequence[tuple[Span, ThemeDecision]]]
) -> Iterator[ThemeDecision]:
    """What was decided here about these passages."""
    for source, span in sorted(places):
        yield from (one for own, one in taken.get(source, ()) if belongs(own, span))


def _same(here: ThemeDecision, one: ThemeDecision, places: frozenset[Place]) -> bool:
    alike = (here.area, here.group, here.name, here.aside) == (one.area, one.group, one.name, one.aside)
    return alike and frozenset(map(place_of, here.passages)) >= places


def _told(one: ThemeDecision) -> str:
    return one.name or one.id


def _decision_row(one: ThemeDecision, places: Iterable[Place]) -> dict[str, Any]:
    return {
        "id": one.id,
        "area": one.area,
        "group": one.group,
        "name": one.name,
        "aside": one.aside,
        "passages": sorted((source, span.start, span.end) for source, span in places),
    }


def sort_assignments(sorting: Sorting, ours: Iterable[Assignment], theirs: Iterable[Assignment]) -> None:
    """Assignments: a coder who is through there is through here; one that was taken back here does not come again."""
    mine = {(one.source, one.coder): one for one in ours}
    part, since = sorting.plan.parts["assignments"], sorting.plan.fork.at
    for one in theirs:
        home = sorting.places.home(one.source)
        if not home or not is_name(one.coder):
            continue
        here = mine.get((home, one.coder))
        row = {"source": home, "coder": one.coder, "at": one.at, "done": one.done}
        if here is None and since is not None and one.at <= since:
            part.removed_here += 1
        elif here is None:
            part.new.append(row)
        elif here.open and not one.open:
            part.changed.append((home, row))
        else:
            part.same += 1
