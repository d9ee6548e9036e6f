"""Results in numbers: goals beside what was reached, and the programme's own counts without small cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from toolkit.domain.reports.report import Block, Heading, Paragraph, Sentence, Table
from toolkit.domain.reports.report_facts import Goal, Outcome, ResultTable, Verdict
from toolkit.reporting.material import numbering
from toolkit.reporting.material.material import Material
from toolkit.reporting.material.recorded import cell, ended, table, unrecorded
from toolkit.reporting.material.wording import Wording

SHARES = 10
"""Below this many no share in per cent is printed."""
SMALL = 5
"""A count below this is not printed."""


def blocks(material: Material, wording: Wording) -> Iterator[Block]:
    """How results are followed up, and each goal with its target, outcome, source and verdict."""
    facts, say = material.facts, wording.say
    yield Heading(1, say("frame.results.title"), "results_numbers")
    if facts.goals or facts.instruments:
        yield Paragraph((Sentence(say("frame.results.lead")),))
    if facts.instruments:
        rows = ((each.name, each.measures, each.when) for each in facts.instruments)
        header = wording.at("frame.results.instruments_header")
        yield table(say("frame.results.instruments_caption"), header, rows, anchor="table-instruments")
    if facts.goals:
        yield _goals(facts.goals, wording)
        yield Paragraph(tuple(Sentence(text) for text in _summary(facts.goals, wording)))
    if facts.results:
        yield Paragraph((Sentence(say("frame.results.more", extract=numbering.to("results_extract"))),))
    yield from unrecorded(facts, "results_numbers", wording)


def extract(material: Material, wording: Wording) -> Iterator[Block]:
    """The tables of the programme's own follow-up; small counts are hidden, and those from which they could be told."""
    yield Heading(1, wording.say("frame.extract.title"), "results_extract")
    results = material.facts.results
    if not results:
        yield from unrecorded(material.facts, "results_extract", wording)
        return
    yield Paragraph((Sentence(wording.say("frame.extract.lead")),))
    for number, result in enumerate(results, 1):
        yield _extract(result, number, wording)


def _goals(goals: Sequence[Goal], wording: Wording) -> Table:
    rows = (
        (
            wording.say("frame.results.number", number=number, text=ended(goal.text)),
            _target(goal, wording),
            outcome(goal.outcome, goal.unit, wording) or cell("", wording),
            _from_where(goal.outcome, wording),
            str(wording.at(f"frame.results.{goal.reached.value}")),
        )
        for number, goal in enumerate(goals, 1)
    )
    note = " ".join(_notes(goals, wording))
    header = wording.at("frame.results.header")
    return table(wording.say("frame.results.caption"), header, rows, anchor="table-goals", note=note)


def _from_where(one: Outcome, wording: Wording) -> str:
    """Source and day; a dash where there is no outcome to have any."""
    if one.value is None and one.numerator is None:
        return str(wording.at("terms.none"))
    source, day = cell(one.source, wording), wording.short_day(one.as_of) if one.as_of else cell("", wording)
    return str(wording.at("frame.results.from_where")).format(source=source, day=day)


def _target(goal: Goal, wording: Wording) -> str:
    if goal.target is None:
        return str(wording.at("terms.none"))
    return _measured(goal.target, goal.unit, wording)


def _measured(value: float, unit: str, wording: Wording) -> str:
    number = f"{value:g}".replace(".", str(wording.at("numbers.decimal")))
    if unit == "percent":
        return str(wording.at("numbers.percent")).format(number=number)
    return str(wording.at("frame.results.unit")).format(value=number, unit=unit)


def outcome(one: Outcome, unit: str, wording: Wording) -> str:
    """A result: a share with its fraction, the fraction alone where few are counted, or the value; empty if none."""
    if one.numerator is None or one.denominator is None:
        return "" if one.value is None else _measured(one.value, unit, wording)
    if one.denominator < SMALL:
        return str(wording.at("frame.results.small"))
    fraction = str(wording.at("frame.results.fraction")).format(k=one.numerator, n=one.denominator)
    if one.share is None or one.denominator < SHARES:
        return fraction
    return str(wording.at("frame.results.both")).format(share=share(one.share, wording), fraction=fraction)


def share(found: Fraction, wording: Wording, *, decimals: int = 0) -> str:
    """A share in per cent, rounded half up as readers do."""
    scaled = int(found * 10**decimals + Fraction(1, 2))
    whole, rest = divmod(scaled, 10**decimals)
    number = f"{whole}{wording.at('numbers.decimal')}{rest:0{decimals}d}" if decimals else str(whole)
    return str(wording.at("numbers.percent")).format(number=number)


def _notes(goals: Sequence[Goal], wording: Wording) -> Iterator[str]:
    ways = [
        str(wording.at("frame.results.counted_item")).format(number=number, text=goal.counted.strip().rstrip("."))
        for number, goal in enumerate(goals, 1)
        if goal.counted.strip()
    ]
    if ways:
        yield wording.say("frame.results.counted", items="; ".join(ways))
    before = [_earlier(number, one, goal.unit, wording) for number, goal in enumerate(goals, 1) for one in goal.earlier]
    if before:
        yield wording.say("frame.results.earlier", items="; ".join(before))
    yield wording.say("frame.results.rule")


def _earlier(number: int, one: Outcome, unit: str, wording: Wording) -> str:
    told = outcome(one, unit, wording) or cell("", wording)
    if one.as_of is None:
        return str(wording.at("frame.results.earlier_item")).format(number=number, outcome=told)
    day = wording.short_day(one.as_of)
    return str(wording.at("frame.results.earlier_dated")).format(number=number, outcome=told, day=day)


def _summary(goals: Sequence[Goal], wording: Wording) -> Iterator[str]:
    verdicts = [goal.reached for goal in goals]
    reached = verdicts.count(Verdict.REACHED)
    total = reached + verdicts.count(Verdict.NOT_REACHED)
    if not total:
        return
    if total == 1:
        path = "summary_only_reached" if reached else "summary_only_not"
    elif reached == total:
        path = {2: "summary_both"}.get(total, "summary_all")
    else:
        path = {0: "summary_none", 1: "summary_one"}.get(reached, "summary_many")
    yield wording.say(f"frame.results.{path}", total=wording.number(total), number=wording.number(reached))


def _extract(result: ResultTable, number: int, wording: Wording) -> Table:
    n = sum(count for _, count in result.counts)
    hidden = hidden_counts([count for _, count in result.counts])
    none = str(wording.at("frame.extract.percent_none"))
    rows = []
    for at, (answer, count) in enumerate(result.counts):
        if at in hidden:
            rows.append((answer, str(wording.at("frame.extract.hidden")), none))
        else:
            told = share(Fraction(100 * count, n), wording, decimals=1) if n >= SHARES else none
            rows.append((answer, wording.figure(count), told))
    note = " ".join(_about(result, n, wording))
    header = wording.at("frame.extract.header")
    return table(result.title, header, rows, anchor=f"table-result-{number}", note=note)


def hidden_counts(counts: Sequence[int]) -> frozenset[int]:
    """Where the counts stand that are not printed: those of 1 to 4, and so many more that none can be worked out.

    A count of nought says nothing of anyone and is printed. Two hidden counts at least, together five or more, and a
    table does not tell which of them are the small ones.
    """
    hidden = {at for at, count in enumerate(counts) if 0 < count < SMALL}
    rest = sorted((count, at) for at, count in enumerate(counts) if count >= SMALL)
    while hidden and rest and (len(hidden) == 1 or sum(counts[at] for at in hidden) < SMALL):
        hidden.add(rest.pop(0)[1])
    return frozenset(hidden)


def _about(result: ResultTable, n: int, wording: Wording) -> Iterator[str]:
    if n < SMALL:
        yield wording.say("frame.extract.base_few")
    elif result.asked is None:
        yield wording.say("frame.extract.base", n=n)
    elif result.asked >= SHARES:
        percent = share(Fraction(100 * n, result.asked), wording)
        yield wording.say("frame.extract.base_asked_percent", n=n, asked=result.asked, percent=percent)
    else:
        yield wording.say("frame.extract.base_asked", n=n, asked=result.asked)
    yield wording.say("frame.extract.rounding" if n >= SHARES else "frame.extract.few_base")
    if not result.source:
        yield wording.say("frame.extract.no_source")
    elif result.as_of:
        yield wording.say("frame.extract.source", source=result.source, day=wording.short_day(result.as_of))
    else:
        yield wording.say("frame.extract.source_undated", source=result.source)
    if result.note:
        yield ended(result.note)
