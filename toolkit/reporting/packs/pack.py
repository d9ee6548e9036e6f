"""A feedback pack: what we see, what is uncertain, where perspectives differ, what is missing, and questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toolkit.domain.claims.claims import Side, Standing, cell
from toolkit.domain.reflection.packs import PieceKind
from toolkit.domain.reports.report import Block, Bullets, Heading, Paragraph, QuoteBlock, Report, Sentence
from toolkit.reporting.chapters.compose import evidence_of_blocks
from toolkit.reporting.material.findings import findings
from toolkit.reporting.material.material import Material
from toolkit.reporting.material.prose import area_title
from toolkit.reporting.material.wording import Wording, uncapitalised
from toolkit.reporting.packs.pack_findings import PackWriter, Plan, Told, named, why_empty
from toolkit.reporting.packs.pack_questions import asked

FEW = 5
"""Of a group of fewer people the pack says that the picture may change when more are heard."""
HEARD = 3
"""So many of a group must have been asked before its silence is told."""
MOST_AREAS = 3


def compose(material: Material, *, plan: Plan, wording: Wording) -> Report:
    """The pack of a material for its readers; the same material and plan give the same pack."""
    names = wording if plan.own else named(wording, material)
    making = _Making(material, names, plan)
    blocks = tuple(making.blocks())
    for_whom = names.say("pack.for", audience=_audience(names, plan.audience.key))
    some = ("notices.some_machine",) if making.machine else ()
    machine = ("notices.machine",) if material.machine and making.told else some
    return Report(
        title=plan.wish.title or names.say("pack.title", name=material.title),
        subtitle=f"{for_whom}, {names.short_day(material.today)}",
        language=names.language,
        blocks=blocks,
        evidence=evidence_of_blocks(blocks, material, names),
        notices=tuple(names.say(path) for path in machine),
        day=material.today,
        claims={each.claim.id: each.claim.text for each in material.standings if each.claim.id is not None},
        brief=True,
    )


def _audience(wording: Wording, key: str) -> str:
    return str(dict(wording.at("audiences")).get(key, key))


class _Making:
    """A pack in the making."""

    def __init__(self, material: Material, wording: Wording, plan: Plan) -> None:
        self.material, self.wording, self.plan = material, wording, plan
        self.writer = PackWriter(material, wording, findings(material), plan)
        self.told: list[Told] = self.writer.chosen()
        self.readers = self.writer.readers

    @property
    def machine(self) -> bool:
        """Whether any finding rests on what no person has looked at."""
        return any(self._by_machine(each) for each in self.told)

    @staticmethod
    def _by_machine(told: Told) -> bool:
        return bool(told.standing and told.standing.machine) or bool(told.finding and told.finding.machine)

    def blocks(self) -> Iterator[Block]:
        """All sections, in the order in which a group takes them in."""
        yield Paragraph(tuple(Sentence(self._say(path)) for path in self._opening()))
        yield self._heading(PieceKind.SEE)
        nothing = Sentence(self._say(f"nothing.{why_empty(self.material)}"))
        seen = tuple(self.writer.blocks(self.told)) or (Paragraph((nothing,)),)
        yield from seen
        for kind, items in (
            (PieceKind.UNCERTAIN, self._uncertain()),
            (PieceKind.DIFFER, self._differ()),
            (PieceKind.MISSING, self._missing(seen)),
        ):
            listed = tuple(items)
            if listed or self.told:
                yield self._heading(kind)
                yield Bullets(listed or (Sentence(self._say(f"none.{kind.value}")),))
        yield from self._questions()

    def _opening(self) -> Iterator[str]:
        """The paths of the sentences with which a pack begins."""
        yield "thanks"
        if self.told:
            yield "made_unread" if self.material.machine else "made"
            if self.plan.own or self.material.spoken not in ("", self.wording.language):
                yield "as_given"

    def _heading(self, kind: PieceKind) -> Heading:
        return Heading(1, self._say(f"headings.{kind.value}"), f"pack-{kind.value}")

    def _say(self, path: str, **values: object) -> str:
        return self.wording.say(f"pack.{path}", **values)

    def _numbers(self, told: Iterable[Told]) -> str:
        """The findings by number, as a text names them: "1, 3 och 4"."""
        return self.wording.listed(str(each.number) for each in told)

    def _about(self, path: str, told: Sequence[Told], **values: object) -> Iterator[Sentence]:
        if told:
            form = "one" if len(told) == 1 else "many"
            text = self._say(f"{path}.{form}", points=self._numbers(told), **values)
            evidence = (id_ for each in told if each.standing for id_ in each.standing.evidence())
            yield Sentence(text, tuple(dict.fromkeys(evidence)))

    def _uncertain(self) -> Iterator[Sentence]:
        yield from self._about("silent", [each for each in self.told if self._mostly_silent(each)])
        yield from self._about("machine_points", [each for each in self.told if self._by_machine(each)])
        few = [
            group
            for group, people in self.material.people.items()
            if len(people) < FEW and group and not self.readers.close(group)
        ]
        if few:
            yield Sentence(self._say("few", groups=self._plurals(few)))
        unguided = [group for group in self.material.people if group in self.material.unguided and group]
        if unguided:
            yield Sentence(self._say("unguided", groups=self._plurals(unguided)))

    def _mostly_silent(self, told: Told) -> bool:
        groups = [group for group in self._groups(told) if not self.readers.close(group)]
        tallies = [told.standing.tally_of(group) for group in groups] if told.standing else []
        silent, people = sum(each.did_not_raise for each in tallies), sum(each.asked for each in tallies)
        return people >= HEARD and silent * 2 >= people

    @staticmethod
    def _groups(told: Told) -> tuple[str, ...]:
        return tuple(told.standing.positions) if told.standing else ()

    def _differ(self) -> Iterator[Sentence]:
        for each in self.told:
            if each.standing:
                yield from self._across(each.number, each.standing)
        yield from self._about("within", [each for each in self.told if self._within(each)])

    def _across(self, point: int, standing: Standing) -> Iterator[Sentence]:
        """Who bears a finding out, and which group says something else or does not speak of it though asked."""
        cells = {group: cell(standing, group) for group in standing.positions if not self.readers.close(group)}
        large = {group: each for group, each in cells.items() if each.n >= HEARD}
        bearing = [group for group, each in large.items() if each.side is Side.AGREE and each.k > 1]
        for path, sides in (("against", (Side.CONTRADICT, Side.QUALIFY)), ("only", (Side.SILENT,))):
            others = [group for group, each in large.items() if each.side in sides and each.tally.raised != 1]
            if bearing and others:
                last = "either" if path == "only" else "last"  # "men inte av remittenter eller arbetsgivare"
                yield Sentence(
                    self._say(path, point=point, groups=self._plurals(bearing), others=self._plurals(others, last)),
                    standing.evidence(),
                    claim=standing.claim.id,
                )

    def _within(self, told: Told) -> bool:
        """Whether experiences part within a group that readers may hear of."""
        for group in self._groups(told):
            tally = told.standing.tally_of(group) if told.standing else None
            if (
                tally
                and not self.readers.close(group)
                and tally.contradicts + tally.qualifies > 1
                and tally.affirms > 1
            ):
                return True
        return False

    def _missing(self, seen: Sequence[Block]) -> Iterator[Sentence]:
        unheard = [group for group in self.material.groups if group not in self.material.people]
        if unheard:
            yield Sentence(self._say("unheard", groups=self._plurals(unheard)))
        yield from self._unasked()
        for text in self._unanswered():
            yield Sentence(self._say("unanswered", question=text))
        if self.readers.close_groups:
            yield Sentence(self._say("close"))
        if self.writer.silent:
            yield Sentence(self._say("left"))
        if self.told and len(self.told) > sum(isinstance(block, QuoteBlock) for block in seen):
            yield Sentence(self._say("unquoted"))

    def _unasked(self) -> Iterator[Sentence]:
        """Areas of which nobody, or a whole group that may be named, was asked."""
        reached = self.material.reached
        nobody = [area for area in self.material.areas if not any(key[0] == area for key in reached)]
        if nobody:
            yield Sentence(self._say("unasked", areas=self._areas(nobody)))
        for group in self.material.people:
            own = [area for area in self.material.areas if area not in nobody and (area, group) not in reached]
            if own and group:
                yield Sentence(
                    self._say("unasked_group", groups=self._plurals([group]), areas=self._areas(own[:MOST_AREAS]))
                )

    def _areas(self, areas: Iterable[str]) -> str:
        named = (uncapitalised(area_title(area, self.material, self.wording)) for area in areas)
        return self.wording.listed(named, quoted=True)

    def _unanswered(self) -> Iterator[str]:
        answered = {key for each in self.material.claims for key in each.claim.questions if each.together().affirms}
        return (text for key, text in self.material.question_texts.items() if key not in answered)

    def _plurals(self, groups: Iterable[str], last: str = "last") -> str:
        return self.wording.listed((self.wording.noun(group).plural for group in groups), last=last)

    def _questions(self) -> Iterator[Block]:
        wish = self.plan.wish
        texts = list(asked(self.told, self.wording, self.readers)) if wish.questions is None else list(wish.questions)
        if not texts:
            return
        yield self._heading(PieceKind.QUESTION)
        if wish.questions is None and self.told:
            yield Paragraph((Sentence(self._say("questions_lead")),))
        yield Bullets(tuple(Sentence(text) for text in texts), ordered=True)
