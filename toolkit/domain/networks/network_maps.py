"""Maps of a network: nodes and the lines between them, with the respondents or without."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from toolkit.domain.networks.networks import Contact, Network, Told, summed_up
from toolkit.domain.networks.partners import Effect


class View(StrEnum):
    """What a map shows beside the partners: who tells of them, the needs they are told of for, or nothing."""

    PEOPLE = "people"
    NEEDS = "needs"
    PARTNERS = "partners"


@dataclass(frozen=True, slots=True)
class Node:
    """A partner (`key`: its number), a respondent (pseudonym) or a need (path), and how many people it stands for."""

    kind: str
    key: str
    people: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two nodes, by their place in the list: to what effect, of how many people, told in which ties."""

    one: int
    other: int
    effect: Effect
    people: int
    ties: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Map:
    """Nodes and lines; partners come first."""

    nodes: tuple[Node, ...] = ()
    lines: tuple[Line, ...] = ()


PARTNER, PERSON, NEED = "partner", "person", "need"


def mapped(network: Network, view: View, *, least: int = 0) -> Map:
    """The map of a network; with `least`, only lines and partners behind which so many people stand."""
    partners = [one for one in network.partners if len(one.people) >= least]
    nodes = [Node(PARTNER, str(one.partner), len(one.people)) for one in partners]
    at = {one.partner: place for place, one in enumerate(partners)}
    if view is View.PEOPLE:
        return _with_people(network, nodes, at)
    if view is View.NEEDS:
        return _with_needs(network.needs, nodes, at, least)
    return Map(tuple(nodes), tuple(_between(network, at, least)))


def _with_people(network: Network, nodes: list[Node], at: Mapping[int, int]) -> Map:
    place = {who: len(nodes) + number for number, who in enumerate(network.people)}
    people = [Node(PERSON, who, 1) for who in place]
    contacts: Iterable[Contact] = (one for one in network.contacts if one.partner in at)
    lines = (Line(place[one.respondent], at[one.partner], one.effect, 1, one.ties) for one in contacts)
    return Map((*nodes, *people), tuple(lines))


def _with_needs(needs: Mapping[str, tuple[Told, ...]], nodes: list[Node], at: Mapping[int, int], least: int) -> Map:
    found, lines = list(nodes), list[Line]()
    for need, told in needs.items():
        shown = [one for one in told if len(one.people) >= least and one.partner in at]
        if need and shown:
            everyone = frozenset[str]().union(*(one.people for one in shown))
            lines += [Line(len(found), at[one.partner], _effect(one), len(one.people), one.ties) for one in shown]
            found.append(Node(NEED, need, len(everyone)))
    return Map(tuple(found), tuple(lines))


def _effect(told: Told) -> Effect:
    """What most people say it does; both, where as many say that it helps as that it hinders."""
    helps, hinders = told.number(Effect.HELPS), told.number(Effect.HINDERS)
    if helps == hinders:
        return summed_up(told.effects)
    most = Effect.HELPS if helps > hinders else Effect.HINDERS
    return most if max(helps, hinders) > told.number(Effect.BOTH) else Effect.BOTH


def _between(network: Network, at: Mapping[int, int], least: int) -> Iterable[Line]:
    ties: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for tie in network.ties:
        ties[tie.partner][tie.respondent].append(tie.id)
    for link in network.links:
        if len(link.people) >= max(1, least) and link.one in at and link.other in at:
            both = (ties[partner][who] for partner in (link.one, link.other) for who in sorted(link.people))
            told = tuple(sorted(id_ for own in both for id_ in own))
            yield Line(at[link.one], at[link.other], Effect.UNSAID, len(link.people), told)
