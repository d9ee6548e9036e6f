"""The learning log as a chapter: every session in order of time, a timeline, and what was agreed in each loop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.domain.reflection.learning import Held, Loop, Status
from toolkit.domain.reflection.reflection import Sort
from toolkit.domain.reports.report import Block, Figure, Heading, Paragraph, Sentence, Table
from toolkit.reporting.chapters.basis import Basis
from toolkit.reporting.chapters.team_response import day, table
from toolkit.reporting.material.wording import Wording

SHOWN = (Sort.RECOGNISED, Sort.ADDITION, Sort.OBJECTION)  # in the order of the colours of a figure's parts
PARTS = (*SHOWN, "other", "agreed")


def blocks(basis: Basis) -> Iterator[Block]:
    """The log; nothing where no session was held."""
    held, wording = basis.material.held, basis.wording
    if not held:
        return
    say = wording.say
    yield Heading(1, say("reflection.log_title"), "learning-log")
    yield Paragraph((Sentence(say("reflection.log_lead")),))
    yield _sessions(held, wording)
    yield timeline(held, wording)
    for loop in Loop:
        agreed = [one for each in held for one in each.agreed if one.loop is loop]
        if agreed:
            yield Heading(2, say(f"reflection.loop_{loop}"), f"learning-log-{loop}")
            yield table(agreed, wording, f"table-loop-{loop}", f"agreed_caption_{loop}")


def _sessions(held: Sequence[Held], wording: Wording) -> Table:
    header = tuple(wording.say(f"reflection.column_{name}") for name in ("day", "session", "said", "agreed", "done"))
    rows = tuple(
        (day(one.session.day, wording), one.session.title, str(len(one.told)), str(len(one.agreed)), str(_done(one)))
        for one in held
    )
    return Table(wording.say("reflection.log_caption"), header, rows, "table-log", wording.say("reflection.log_note"))


def _done(one: Held) -> int:
    return sum(each.status is Status.DONE for each in one.agreed)


def timeline(held: Sequence[Held], wording: Wording) -> Figure:
    """A bar for each session in order of time: what was said, and how much was agreed."""
    rows = tuple(f"{day(one.session.day, wording)}, {one.session.title}" for one in held)
    values = tuple(counts(one) for one in held)
    columns = tuple(wording.say(f"reflection.part_{part}") for part in PARTS)
    told = (
        f"{row}: {wording.listed(f'{name.lower()} {value}' for name, value in zip(columns, own, strict=True) if value)}"
        for row, own in zip(rows, values, strict=True)
    )
    return Figure(
        wording.say("reflection.timeline_caption"),
        rows,
        columns,
        values,
        wording.say("reflection.timeline_alt", content="; ".join(told)),
        "figure-timeline",
        wording.say("reflection.timeline_axis"),
    )


def counts(one: Held) -> tuple[int, ...]:
    """How much was said of each sort, of the other sorts together, and how much was agreed."""
    said = [len(one.of(sort)) for sort in SHOWN]
    return (*said, len(one.told) - sum(said), len(one.agreed))
