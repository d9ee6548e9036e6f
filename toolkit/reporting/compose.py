"""Compose: from a project's material, an outline and a wording to a report whose every sentence knows its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from toolkit.domain.quotes import Choice, Quote, chosen
from toolkit.domain.report import (
    Block,
    Bullets,
    Evidence,
    Heading,
    Notice,
    Paragraph,
    Prompt,
    QuoteBlock,
    Report,
    Sentence,
)
from toolkit.domain.segments import Passage
from toolkit.reporting import method_annex, overview
from toolkit.reporting.chapter import Chapter, counted
from toolkit.reporting.findings import Finding, findings
from toolkit.reporting.material import Material
from toolkit.reporting.outline import Outline
from toolkit.reporting.prose import Writer, area_title
from toolkit.reporting.wording import Turns, Wording

SMALL = 6
"""Below this many persons a chapter warns that quotes may reveal somebody."""


def compose(material: Material, *, outline: Outline, wording: Wording) -> Report:
    """The draft of `material` in the wording's language; the same material gives the same draft.

    Nobody whose consent is refused or withdrawn is in it, and the words of whoever may not be quoted stand neither in a
    quote nor in the evidence.
    """
    names = replace(wording, group_names=material.group_names, phase_names=material.phase_names)
    draft = Draft(material, outline, names)
    blocks = tuple(block for part in outline.parts for block in draft.part(part))
    return Report(
        title=material.title,
        subtitle=f"{names.at('terms.document')}, {names.short_day(material.today)}",
        language=names.language,
        blocks=blocks,
        evidence=_evidence(blocks, material),
        notices=tuple(draft.notices()),
        day=material.today,
    )


@dataclass
class Draft:
    """A draft in the making: which voices were heard, which passages quoted, how many chapters written."""

    material: Material
    outline: Outline
    wording: Wording
    heard: Counter[str] = field(default_factory=Counter)
    quoted: set[str] = field(default_factory=set)
    proposed: set[str] = field(default_factory=set)
    chapters: int = 0

    @cached_property
    def findings(self) -> list[Finding]:
        """All findings, the most widely shared first."""
        return findings(self.material)

    def part(self, part: str) -> Iterator[Block]:
        """The blocks of one part of the outline."""
        if part == "introduction":
            yield from self._introduction()
        elif part == "chapters":
            yield from self._chapters()
        elif part == "method":
            yield from method_annex.blocks(self.material, self.findings, self.wording)
        else:
            yield from overview.blocks(part, self.material, self.findings, self.wording, quotes=self.proposal_quote)

    def notices(self) -> Iterator[str]:
        """What the title page says to the evaluator."""
        if self.material.machine:
            yield self.wording.say("notices.machine")
        elif any(each.machine for each in self.findings):
            yield self.wording.say("notices.some_machine")
        for key in ("draft", "evidence", "quotes"):
            yield self.wording.say(f"notices.{key}")
        unnamed = sum(not each.theme.named for each in self.findings)
        if unnamed:
            path = "notices.names_all" if unnamed == len(self.findings) else "notices.names"
            total = self.wording.number(len(self.findings))
            yield self.wording.say(path, number=self.wording.number(unnamed), total=total)

    def _introduction(self) -> Iterator[Block]:
        say = self.wording.say
        yield Heading(1, say("introduction.title"), "introduction")
        order = self.outline.key if self.outline.key in ("perspectives", "areas") else "other"
        texts = [
            say(
                "introduction.material",
                sources=counted(self.wording, "introduction.source", len(self.material.usable_sources)),
                people=counted(self.wording, "introduction.person", len(self.material.group_of)),
            ),
            say(f"introduction.{order}"),
            say("introduction.reading"),
            say("introduction.silence"),
        ]
        yield Paragraph(tuple(Sentence(text) for text in texts))
        if self.outline.chapters[0] != "group":
            yield from self._small_groups()
        if self.material.questions:
            yield Heading(2, say("introduction.questions"), "questions")
            yield Bullets(tuple(Sentence(question) for question in self.material.questions), ordered=True)
        else:
            yield Notice(say("introduction.no_questions"))

    def _small_groups(self) -> Iterator[Block]:
        small = [group for group, people in self.material.people.items() if len(people) < SMALL]
        if small:
            groups = self.wording.listed(self.wording.group(group).lower() for group in small)
            yield Notice(self.wording.say("notices.small_groups", groups=groups))

    def _chapters(self) -> Iterator[Block]:
        if not self.findings:
            yield Notice(self.wording.say("notices.nothing"))
        chapter_by, section_by = self.outline.chapters
        by_chapter = grouped(self.findings, chapter_by)
        for chapter in self._keys(chapter_by, by_chapter):
            inside = by_chapter.get(chapter, [])
            self.chapters += 1
            writer = Writer(self.material, self.wording, Turns(self.wording, start=self.chapters - 1))
            yield Heading(1, self._title(chapter_by, chapter, chapter=True), f"{chapter_by}-{chapter}")
            yield from self._chapter_lead(chapter_by, chapter, inside)
            by_section = grouped(inside, section_by)
            for section in self._keys(section_by, by_section, only=True):
                title = self._title(section_by, section, group=chapter if chapter_by == "group" else "")
                yield Heading(2, title, f"{chapter_by}-{chapter}-{section_by}-{section}")
                yield from self._section(by_section[section], writer)
            if chapter_by == "group":
                yield from Chapter(inside, self.material, self.wording).summary(f"{chapter_by}-{chapter}-summary")

    def _section(self, inside: Iterable[Finding], writer: Writer) -> Iterator[Block]:
        writer.new_section()
        for finding in inside:
            sentences = writer.sentences(finding, phase="phase" not in self.outline.chapters)
            yield Paragraph(sentences, run_in=finding.theme.name, finding=finding.id)
            yield from self._quotes(finding)
        yield Prompt(self.wording.say("prompts.section"))

    def _quotes(self, finding: Finding) -> Iterator[Block]:
        choice = Choice(self.material.respondents, self.material.today, self.heard)
        found = chosen(finding.passages, finding.positions, choice=choice, wanted=finding.theme.words, used=self.quoted)
        group = "" if "group" in self.outline.chapters else self.wording.noun(finding.theme.group).singular
        for quote, printed in found:
            self.quoted.update(_holding(finding, quote))
            yield QuoteBlock(self.wording.inside(printed), quote.evidence, group, quote.why.value, finding.id)

    def proposal_quote(self, finding: Finding) -> tuple[str, tuple[str, ...]]:
        """A quote of what is proposed with its evidence, if possible one not printed before; empty if none."""
        choice = Choice(self.material.respondents, self.material.today, self.heard)
        cues = [str(each) for each in self.wording.at("proposals.cues")]
        for used in (self.quoted | self.proposed, self.proposed):
            found = chosen(finding.proposing, finding.positions, choice=choice, wanted=cues, used=used, most=1)
            if found:
                self.proposed.update(_holding(finding, found[0][0]))
                return self.wording.inside(found[0][1]), found[0][0].evidence
        return "", ()

    def _chapter_lead(self, by: str, chapter: str, inside: list[Finding]) -> Iterator[Block]:
        if by == "group":
            yield from self._group_lead(chapter, inside)
        elif inside:
            yield Paragraph(Chapter(inside, self.material, self.wording).overview(None))
        else:
            yield Notice(self.wording.say("notices.no_area_themes"))

    def _group_lead(self, group: str, inside: list[Finding]) -> Iterator[Block]:
        if not inside:
            yield Notice(self.wording.say("notices.no_themes"))
            return
        people, noun = len(self.material.people.get(group, ())), self.wording.noun(group)
        chapter = Chapter(inside, self.material, self.wording)
        yield Paragraph(chapter.overview(group, more=self._whose_quotes(inside)))
        if people < SMALL:
            path = "notices.small_one" if people == 1 else "notices.small"
            yield Notice(self.wording.say(path, number=self.wording.number(people), plural=noun.plural))

    def _whose_quotes(self, inside: list[Finding]) -> list[Sentence]:
        """Says once in a group's own chapter what otherwise stands after each quote."""
        people = {person for finding in inside for person in finding.sides}
        if not any(self.material.person(each).consent.quotable(self.material.today) for each in people):
            return []
        noun = self.wording.noun(inside[0].theme.group)
        return [Sentence(self.wording.say("chapter.quotes", plural=noun.plural))]

    def _keys(self, by: str, found: dict[str, list[Finding]], *, only: bool = False) -> list[str]:
        order = {
            "group": tuple(self.material.people),
            "area": self.material.areas,
            "phase": (*self.material.phases, ""),
        }[by]
        keys = dict.fromkeys((*order, *found))
        return [key for key in keys if key in found or not only]

    def _title(self, by: str, key: str, *, chapter: bool = False, group: str = "") -> str:
        if by == "group":
            return self.wording.group(key, what="chapter" if chapter else "name")
        return self.wording.phase(key, group) if by == "phase" else area_title(key, self.material, self.wording)


def _holding(finding: Finding, quote: Quote) -> list[str]:
    """The keys of the passages that hold the quote."""
    return [each.key for each in finding.passages if each.source == quote.source and each.span.contains(quote.span)]


def grouped(found: Iterable[Finding], by: str) -> dict[str, list[Finding]]:
    """The findings by group, area or phase."""
    result: dict[str, list[Finding]] = {}
    for finding in found:
        key = {"group": finding.theme.group, "area": finding.theme.area, "phase": finding.phase}[by]
        result.setdefault(key, []).append(finding)
    return result


def _evidence(blocks: Iterable[Block], material: Material) -> dict[str, Evidence]:
    wanted = dict.fromkeys(id_ for block in blocks for id_ in named(block))
    made: dict[str, Passage] = {
        id_: each for each in material.usable.values() for id_ in each.evidence if id_ in wanted
    }
    found = {}
    for id_ in wanted:
        given = material.evidence.get(id_) or _made(id_, made[id_])
        quotable = material.person(given.respondent).consent.quotable(material.today)
        found[id_] = given if quotable else replace(given, quote="")
    return found


def _made(id_: str, passage: Passage) -> Evidence:
    return Evidence(
        id_,
        passage.source,
        passage.span,
        passage.text,
        passage.respondent,
        tuple(sorted(passage.codes)),
        passage.machine,
    )


def named(block: Block) -> Iterator[str]:
    """The evidence ids that a block names."""
    if isinstance(block, QuoteBlock):
        yield from block.evidence
    elif isinstance(block, Paragraph | Bullets):
        for sentence in block.sentences if isinstance(block, Paragraph) else block.items:
            yield from sentence.evidence
