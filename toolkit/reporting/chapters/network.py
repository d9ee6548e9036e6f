"""With whom: the partners that people tell of, in sentences, a table and a figure of numbers of people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, groupby

from toolkit.domain.networks.networks import EFFECTS, OTHERS, Network, Told, together
from toolkit.domain.reports.report import Block, Figure, Heading, Paragraph, Sentence, Stated, Table
from toolkit.reporting.chapters.basis import Basis
from toolkit.reporting.material.material import Material, WithWhom
from toolkit.reporting.material.wording import Turns, Wording, capitalised, drawn, uncapitalised

MOST, SHOWN = 3, 14
"""So many partners are told of in a sentence for each group; so many rows the figure has at most."""
PARTICIPANTS, TEAM, ACTORS = "participants", "team", "actors"


def blocks(basis: Basis) -> Iterator[Block]:
    """The part about the network; nothing, not even a heading, where nobody has marked with whom."""
    told = basis.material.with_whom
    writer = Writer(basis.material, basis.wording, told) if told else None
    if writer is None or not writer.network.partners:
        return
    say = basis.wording.say
    yield Heading(1, say("network.title"), "network")
    yield Paragraph((Sentence(say("network.lead")),))
    for sentences in (writer.most(), writer.missing()):
        if sentences:
            yield Paragraph(tuple(sentences))
    yield writer.table()
    yield writer.figure()


def found(material: Material, wording: Wording) -> list[tuple[str, str, str]]:
    """For the appendix: the partners told of, what each is, and how many people tell of it."""
    if not material.with_whom:
        return []
    writer = Writer(material, wording, material.with_whom)
    kinds = wording.at("network.kinds")
    return [
        (writer.name(one), str(kinds[writer.told.kinds.get(one.partner, "")]), str(len(one.people)))
        for one in writer.network.partners
    ]


@dataclass(frozen=True)
class Writer:
    """Writes what a material tells of partners; people in a role whom few tell of stand together."""

    material: Material
    wording: Wording
    told: WithWhom

    @cached_property
    def network(self) -> Network:
        """The network of those whose words may be used in this report."""
        known = self.material.group_of
        usable = {who: group for who, group in self.told.network.group_of.items() if who in known}
        roles = {key for key, kind in self.told.kinds.items() if kind == "person"}
        return together(replace(self.told.network, group_of=usable), least=self.told.least, only=roles)

    @cached_property
    def groups(self) -> list[str]:
        """The groups of those who tell of anybody, in the project's order."""
        there = {self.network.group_of[who] for who in self.network.people}
        return [group for group in self.material.people if group in there]

    def name(self, one: Told) -> str:
        """What a partner is called on the day of the report, as a row or line begins with it."""
        return capitalised(self.told.names.get(one.partner) or str(self.wording.at("network.others")))

    def inside(self, partner: int) -> str:
        """What one of the list is called within a sentence: people in a role and measures are no proper names."""
        name = self.told.names[partner]
        return name if self.told.kinds.get(partner) == "organisation" else uncapitalised(name)

    def most(self) -> list[Sentence]:
        """For each group the partners that most of its people tell of, several at least."""
        turns = Turns(self.wording)
        return [sentence for group in self.groups for sentence in self._of_group(group, turns)]

    def _of_group(self, group: str, turns: Turns) -> Iterator[Sentence]:
        own = {who: theirs for who, theirs in self.network.group_of.items() if theirs == group}
        part = Network(self.network.every, own)
        asked = self.material.reached.get((ACTORS, group), set()) | set(part.people)
        several = [one for one in part.partners if len(one.people) > 1 and one.partner != OTHERS]
        n = len(asked)
        for k, equal in groupby(several[:MOST], key=lambda one: len(one.people)):
            told = list(equal)
            who = self.wording.who(k, n, group, scale=self.material.scale, variant=drawn(group))
            partners = self.wording.listed(self.inside(one.partner) for one in told)
            text = turns.sentence("partner", "one" if len(told) == 1 else "many", who=who, partners=partners)
            evidence = self._evidence(chain.from_iterable(one.ties for one in told))
            yield Sentence(text, evidence, self.wording.count(k, n), stated=Stated(k, n, group))

    def missing(self) -> list[Sentence]:
        """Partners that one of participants and team tells of and the other does not."""
        sentences = []
        for by, never in ((PARTICIPANTS, TEAM), (TEAM, PARTICIPANTS)):
            gap = self.network.gap(by, never)
            gone = [one for one in gap.missing if one.need is None and one.partner in self.told.names]
            if gone:
                partners = self.wording.listed(self.inside(one.partner) for one in gone)
                text = self.wording.say(f"network.missing_{by}", partners=partners)
                sentences.append(Sentence(text, self._evidence(chain.from_iterable(one.ties for one in gone))))
        return [*sentences, Sentence(self.wording.say("network.silence"))] if sentences else []

    def table(self) -> Table:
        """How many people of each group tell of each partner, and how many of all where there are several groups."""
        say, none = self.wording.say, str(self.wording.at("terms.none"))
        everyone = (say("terms.all"),) if len(self.groups) > 1 else ()
        header = (say("network.partner"), *(self.wording.group(group) for group in self.groups), *everyone)
        rows = tuple(
            (
                self.name(one),
                *(str(count) if count else none for count in self._by_group(one)),
                *(str(len(one.people)) for _ in everyone),
            )
            for one in self.network.partners
        )
        return Table(say("network.caption"), header, rows, "table-network", say("network.note"))

    def _by_group(self, one: Told) -> list[int]:
        return [sum(self.network.group_of[who] == group for who in one.people) for group in self.groups]

    def figure(self) -> Figure:
        """How many people say that each partner helps or hinders."""
        say, shown = self.wording.say, self.network.partners[:SHOWN]
        columns = tuple(say(f"network.effects.{effect.value}") for effect in EFFECTS)
        values = tuple(tuple(one.number(effect) for effect in EFFECTS) for one in shown)
        lines = (self._alt(self.name(one), columns, counts) for one, counts in zip(shown, values, strict=True))
        alt = say("network.alt", content="; ".join(lines))
        names = tuple(self.name(one) for one in shown)
        path = "network.figure_top" if len(shown) < len(self.network.partners) else "network.figure"
        caption = say(path, shown=len(shown), total=len(self.network.partners))
        return Figure(caption, names, columns, values, alt, "figure-network", say("network.axis"))

    def _alt(self, name: str, columns: Sequence[str], counts: Sequence[int]) -> str:
        parts = ", ".join(f"{column.lower()} {k}" for column, k in zip(columns, counts, strict=True) if k)
        return f"{name}: {parts}"

    def _evidence(self, ties: Iterable[int]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(chain.from_iterable(self.told.evidence.get(tie, ()) for tie in ties)))
