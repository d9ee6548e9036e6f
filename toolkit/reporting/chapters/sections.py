"""Sections: a topic as paragraphs and quotes, from the claims an evaluator wrote where there are any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from toolkit.domain.claims.claim_words import content_words, filled
from toolkit.domain.claims.claims import VOICED, Position, Standing
from toolkit.domain.codings.segments import Passage
from toolkit.domain.quotes.quotes import Choice, Quote, chosen, deviators, lies_on
from toolkit.domain.reports.report import Block, Notice, Paragraph, QuoteBlock, Sentence
from toolkit.reporting.chapters import records
from toolkit.reporting.chapters.chapter import counted
from toolkit.reporting.material.claims_text import ClaimWriter
from toolkit.reporting.material.findings import Finding
from toolkit.reporting.material.material import Material
from toolkit.reporting.material.prose import Writer
from toolkit.reporting.material.topics import Topic, own_passages
from toolkit.reporting.material.wording import Turns, Wording

PER_CLAIM = 2
"""A claim is shown by at most so many quotes where its theme carries several."""


@dataclass
class Sections:
    """Writes topics and remembers which voices were heard, which passages quoted and which topics told.

    `elsewhere` are the quotes that stand within other sentences.
    """

    material: Material
    wording: Wording
    attributed: bool
    phases: bool
    sparing: bool = False
    heard: Counter[str] = field(default_factory=Counter)
    quoted: set[str] = field(default_factory=set)
    proposed: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    elsewhere: list[Quote] = field(default_factory=list)
    left: dict[str, Passage] = field(default_factory=dict)
    borne: set[str] = field(default_factory=set)

    def chapter(self, number: int) -> tuple[Writer, ClaimWriter]:
        """The writers of one chapter, whose patterns begin at its number."""
        turns = Turns(self.wording, start=number)
        return Writer(self.material, self.wording, turns), ClaimWriter(self.material, self.wording, turns)

    def section(self, topics: Iterable[Topic], writers: tuple[Writer, ClaimWriter]) -> Iterator[Block]:
        """The topics of one section, one after another."""
        writer, claimer = writers
        writer.new_section()
        claimer.told.clear()
        told = list(topics)
        brief = any(topic.claims for topic in told)
        for topic in told:
            claimed = list(self._claimed(topic, claimer))
            yield from claimed
            if any(isinstance(block, Paragraph) for block in claimed):
                self._leave(topic)
            elif not topic.loose:
                yield from self._theme(topic.finding, writer, brief=brief)

    def _theme(self, finding: Finding, writer: Writer, *, brief: bool) -> Iterator[Block]:
        """A theme that nobody has claimed anything of; `brief` beside those of which somebody has."""
        sentences = writer.sentences(finding, phase=self.phases, brief=brief)
        self.borne.update(id_ for each in sentences for id_ in each.evidence)
        yield Paragraph(sentences, run_in=finding.theme.name, finding=finding.id)
        choice, wanted = self._choice(finding), finding.theme.words
        few = brief or self.sparing
        most = 3 if not few else 1 if finding.one_sided else PER_CLAIM
        found = chosen(finding.passages, finding.positions, choice=choice, wanted=wanted, used=self.quoted, most=most)
        yield from self._printed(found, finding.passages, finding.theme.group, finding.id)

    def _claimed(self, topic: Topic, claimer: ClaimWriter) -> Iterator[Block]:
        run_in = topic.finding.theme.name
        for standing in topic.claims:
            sentences = claimer.in_group(standing, topic.group)
            if not sentences:
                yield Notice(self.wording.say("claims.unborne", claim=unfilled(standing, self.wording)), inner=True)
                continue
            finding = f"claim-{standing.claim.id}"
            theme = topic.finding.id if run_in else ""
            also = records.beside(standing, self.material, self.wording)
            self.borne.update(id_ for each in (*sentences, *also) for id_ in each.evidence)
            yield Paragraph((*sentences, *also), run_in=run_in, finding=finding, theme=theme)
            yield from self._unjudged(standing, topic.group)
            yield from self._claim_quotes(standing, topic, finding)
            run_in = ""

    def _unjudged(self, standing: Standing, group: str) -> Iterator[Block]:
        """To the evaluator: how many of those told of were judged by nobody."""
        voiced = [each.respondent for each in standing.positions[group] if each.stance in VOICED]
        left = len(set(voiced) - standing.decided)
        if left and not standing.machine:
            path = "claims.unjudged" if left == len(voiced) else f"claims.unjudged_{'one' if left == 1 else 'many'}"
            text = self.wording.say(path, number=self.wording.number(left), id=standing.claim.id)
            yield Notice(text, inner=True)

    def _claim_quotes(self, standing: Standing, topic: Topic, finding: str) -> Iterator[Block]:
        positions = standing.positions[topic.group]
        voiced = {id_ for each in positions if each.stance in VOICED for id_ in each.evidence}
        passages = [
            each for each in own_passages(standing, topic.group, self.material) if not voiced.isdisjoint(each.evidence)
        ]
        most = self._most(topic, standing)
        wanted = (*content_words(standing.claim.text), *topic.finding.theme.words)
        choice = self._choice(topic.finding, standing.claim.id)
        found = chosen(passages, positions, choice=choice, wanted=wanted, used=self.quoted, most=most)
        yield from self._printed(found, passages, topic.group, finding)

    def _most(self, topic: Topic, standing: Standing) -> int:
        """How many quotes may show a claim; in a short report one, and one more for a voice that deviates."""
        if self.sparing:
            stances = {each.respondent: each.stance for each in standing.positions[topic.group]}
            return 1 + bool(deviators(stances, claimed=True))
        return PER_CLAIM if len(topic.claims) > 1 else 3

    def _leave(self, topic: Topic) -> None:
        """Remember, once in a report, the passages of a theme that none of its claims rests on."""
        if topic.finding.id in self.told:
            return
        self.told.add(topic.finding.id)
        resting = {id_ for each in self._resting(topic) for id_ in each.evidence}
        self.left.update((each.key, each) for each in topic.finding.passages if resting.isdisjoint(each.evidence))

    def rest(self, chapter: str) -> Iterator[Block]:
        """Says once, at the end of a chapter, that its themes hold passages which none of its claims rests on."""
        left = [each for each in self.left.values() if self.borne.isdisjoint(each.evidence)]
        self.left.clear()
        self.borne.clear()
        if left:
            evidence = tuple(dict.fromkeys(id_ for each in left for id_ in each.evidence))
            machine = all(each.machine for each in left)
            count = counted(self.wording, "chapter.passages", len(left))
            yield Paragraph(
                (Sentence(self.wording.say("chapter.left"), evidence, count, machine),), finding=f"rest-{chapter}"
            )

    def _resting(self, topic: Topic) -> list[Position]:
        """The positions of all claims on the topic's theme that are told, also of those that another chapter tells."""
        claims = [each for each in self.material.claims if topic.finding.theme.id in each.claim.themes]
        told = [each for each in claims if each.tally_of(topic.group).affirms]
        positions = (each for claim in told for each in claim.positions.get(topic.group, ()))
        return [each for each in positions if each.stance in VOICED]

    def _choice(self, finding: Finding, claim: int | None = None) -> Choice:
        material = self.material
        return Choice(material.respondents, material.today, self.heard, material.wishes, finding.theme.id, claim)

    def _printed(
        self, found: Iterable[tuple[Quote, str]], passages: Sequence[Passage], group: str, finding: str
    ) -> Iterator[Block]:
        said_by = self.wording.noun(group).singular if self.attributed else ""
        for quote, printed in found:
            self.quoted.update(holding(passages, quote))
            words = self.wording.inside(printed)
            yield QuoteBlock(words, quote.evidence, said_by, quote.why.value, finding, quote=quote)

    def proposal_quote(self, finding: Finding) -> tuple[str, Quote | None]:
        """A quote of what is proposed as it is printed, if possible one not printed before; empty if none."""
        cues = [str(each) for each in self.wording.at("proposals.cues")]
        choice = self._choice(finding)
        for used in (self.quoted | self.proposed, self.proposed):
            found = chosen(finding.proposing, finding.positions, choice=choice, wanted=cues, used=used, most=1)
            if found:
                self.proposed.update(holding(finding.passages, found[0][0]))
                self.elsewhere.append(found[0][0])
                return self.wording.inside(found[0][1]), found[0][0]
        return "", None


def holding(passages: Iterable[Passage], quote: Quote) -> list[str]:
    """The keys of the passages that share words with the quote."""
    return [each.key for each in passages if lies_on(quote, each)]


def unfilled(standing: Standing, wording: Wording) -> str:
    """A claim's text for the evaluator, with "…" where the quantity word would stand and no stop: it is quoted."""
    return wording.quoted(filled(standing.claim.text, "…").removesuffix("."))
