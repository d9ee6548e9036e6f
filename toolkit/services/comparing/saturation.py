"""Saturation of each actor group: which of its interviews still brought codes or themes that were new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from toolkit.domain.codings.schemes import AREA
from toolkit.domain.codings.segments import Passage, place_of
from toolkit.domain.comparing.saturation import Rule, Saturation, saturation
from toolkit.domain.texts.days import day_in
from toolkit.domain.texts.text import Span
from toolkit.errors import Refused, UsageError
from toolkit.messages import N_, tr
from toolkit.services.coding import passages, schemes
from toolkit.services.material import sources
from toolkit.services.projects import names
from toolkit.services.projects.progress import nothing_counts
from toolkit.services.projects.project import Project
from toolkit.services.projects.withholding import withheld_spans

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection

REFLEXIVE = N_("This project works reflexively: it asks what an interview opens up, not when enough have been made.")
REFLEXIVE_HINT = N_("There are no figures of saturation in this mode, which is chosen in project.toml.")


class News(StrEnum):
    """What is looked for in each further interview."""

    CODES = "codes"
    THEMES = "themes"


@dataclass(frozen=True, slots=True)
class GroupSaturation:
    """Saturation of one group, its interviews in the order in which they were made."""

    group: str | None
    title: str
    interviews: int
    judged: Saturation


@dataclass(frozen=True, slots=True)
class Judged:
    """Every group's saturation; `machine`: themes that rest on suggestions alone are among what was counted."""

    news: News
    rule: Rule
    groups: tuple[GroupSaturation, ...]
    machine: bool = False


def of_groups(project: Project, news: News = News.CODES, rule: Rule | None = None) -> Judged:
    """Saturation in each group that has coded interviews; Refused in reflexive mode and where nothing is coded."""
    from toolkit.storage.findings import themes as stored

    rule = rule or Rule()
    if project.settings.reflexive:
        raise Refused(REFLEXIVE, hint=REFLEXIVE_HINT)
    if rule.base < 1 or rule.run < 1 or not 0 <= rule.threshold < 1:
        raise UsageError(N_("Base and run are whole numbers from 1, the threshold a share from 0 to 1."))
    sources.place(project)
    machine = False
    with project.store() as store:
        scheme = schemes.current(project, store).scheme
        with store.reading() as connection:
            said = passages.of_codings(project, connection, scheme)
            order = _order(connection)
            held = _codes(said, frozenset(code.path for code in scheme.active(AREA)))
            if news is News.THEMES:
                kept = [one for one in stored.each(connection) if one.told]
                machine = any(one.machine for one in kept)
                found = [(one.group, one.id, one.passages) for one in kept]
                held = _themes(held, found, withheld_spans(project, connection))
    if not held:
        raise nothing_counts(project, N_("Code some interviews first, or import codings."))
    return Judged(news, rule, tuple(_groups(project, held, order, rule)), machine)


Held = dict[str | None, dict[str, set[str]]]  # by group and source


def _codes(said: Sequence[Passage], counted: frozenset[str]) -> Held:
    held: Held = {}
    for one in said:
        held.setdefault(one.group, {}).setdefault(one.source, set()).update(one.codes & counted)
    return held


def _themes(
    coded: Held, themes: Sequence[tuple[str, str, Sequence[str]]], withheld: Mapping[str, Sequence[Span]]
) -> Held:
    """The themes met in each coded interview; one that brought none is there as well."""
    held: Held = {group: {source: set() for source in own} for group, own in coded.items()}
    for group, theme, keys in themes:
        for key in keys:
            source, span = place_of(key)
            own = held.get(group, {})
            if source in own and not any(map(span.shared, withheld.get(source, ()))):
                own[source].add(theme)
    return held


def _order(connection: Connection) -> dict[str, tuple[str, int]]:
    """When each source was made, as far as its head says; else when it was added."""
    from toolkit.storage.sources import sources as stored

    ids = stored.ids(connection)
    return {row.name: (_day(row.facts), ids[row.name]) for row in stored.overview(connection)}


def _day(facts: Mapping[str, str]) -> str:
    """The day of a conversation, and the time where it follows on an ISO date; undated ones come last."""
    told = facts.get("date", "").strip()
    day = str(day_in(told) or "9999")
    return told if told.startswith(day) else day


def _groups(
    project: Project, held: Held, order: Mapping[str, tuple[str, int]], rule: Rule
) -> Iterator[GroupSaturation]:
    for group in (*project.settings.groups, None):
        if own := held.get(group):
            made = sorted(own, key=order.__getitem__)
            judged = saturation([own[source] for source in made], rule)
            yield GroupSaturation(group, names.group(project, group), len(made), judged)


def verdict(one: GroupSaturation, rule: Rule) -> Iterator[str]:
    """What is found for a group, in sentences."""
    found = one.judged
    if found.reason or found.orders is None or found.last is None:
        yield tr(found.reason, needed=rule.least)
        return
    if found.after is None:
        yield tr(
            "Not saturated: the last {run} still brought {share} % of the base.",
            run=rule.run,
            share=_percent(found.last),
        )
    else:
        yield tr(
            "Saturated at {n} interviews: the last {run} of them brought next to nothing new.",
            n=found.after + rule.run,
            run=rule.run,
        )
    orders = found.orders
    bounds = [tr("more") if bound is None else str(bound) for bound in (orders.middle, orders.low, orders.high)]
    yield tr(
        "In other orders of the same interviews it takes {middle} ({low} to {high}); {share} % of {n} get there.",
        middle=bounds[0],
        low=bounds[1],
        high=bounds[2],
        share=_percent(orders.reached),
        n=orders.drawn,
    )


def _percent(share: float) -> str:
    return f"{share * 100:.0f}"
