"""Results chapters: topics by perspective, area, phase or evaluation question, each with its lead and its sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from toolkit.domain.reports.report import Block, Heading, Notice, Paragraph, Prompt, Sentence
from toolkit.reporting.chapters.chapter import Chapter, asked_everything
from toolkit.reporting.chapters.sections import Sections
from toolkit.reporting.material.findings import Finding
from toolkit.reporting.material.material import Material
from toolkit.reporting.material.outline import Outline
from toolkit.reporting.material.prose import area_title
from toolkit.reporting.material.topics import Topic, by_division
from toolkit.reporting.material.wording import Wording

SMALL = 6
"""Below this many persons a chapter warns that quotes may reveal somebody."""
OFTEN = 3
"""From so many small groups on, one warning stands before all chapters instead of one in each."""


@dataclass
class Chapters:
    """The results chapters of one report."""

    material: Material
    outline: Outline
    wording: Wording
    topics: Sequence[Topic]
    sections: Sections

    def shown(self) -> list[Topic]:
        """The topics that the chapters tell: all, or each chapter's first few."""
        return [topic for inside in self._chapters.values() for topic in inside]

    def blocks(self) -> Iterator[Block]:
        """All chapters, one after another."""
        if not self.topics:
            yield Notice(self.wording.say("notices.nothing"))
        for number, (chapter, inside) in enumerate(self._chapters.items()):
            yield from self._chapter(number, chapter, inside)

    @cached_property
    def _chapters(self) -> dict[str, list[Topic]]:
        by = self.outline.chapters[0]
        found = by_division(self.topics, by, self.material.question_texts)
        most = self.outline.most or len(self.topics)
        return {key: found.get(key, [])[:most] for key in self._keys(by, found)}

    def _chapter(self, number: int, chapter: str, inside: list[Topic]) -> Iterator[Block]:
        by, section_by = self.outline.chapters
        writers = self.sections.chapter(number)
        yield Heading(1, self._title(by, chapter, chapter=True), f"{by}-{chapter}")
        yield from self._lead(by, chapter, inside)
        by_section = by_division(inside, section_by, self.material.question_texts)
        summary = by == "group" and not self.outline.most
        closing = list(self._summary(f"{by}-{chapter}-summary", inside)) if summary else []
        for section in self._keys(section_by, by_section, only=True):
            if section_by:
                title = self._title(section_by, section, group=chapter if by == "group" else "")
                yield Heading(2, title, f"{by}-{chapter}-{section_by}-{section}")
            yield from self.sections.section(by_section[section], writers)
            if not closing:
                yield Prompt(self.wording.say("prompts.section"))
        yield from self.sections.rest(f"{by}-{chapter}")
        yield from closing

    def _summary(self, anchor: str, inside: list[Topic]) -> Iterator[Block]:
        """What the chapter comes to; an evaluator who has written claims sums them up in words of their own."""
        if _claimed(inside):
            yield Heading(2, self.wording.say("summary.title"), anchor)
            yield Prompt(self.wording.say("summary.prompt"))
        else:
            yield from Chapter(_findings(inside), self.material, self.wording).summary(anchor)

    def _lead(self, by: str, chapter: str, inside: list[Topic]) -> Iterator[Block]:
        if by == "group":
            yield from self._group_lead(chapter, inside)
        elif by == "question":
            yield from self._question_lead(chapter, inside)
        elif inside:
            chapter_ = Chapter(_findings(inside), self.material, self.wording)
            yield Paragraph(chapter_.overview(None, brief=_claimed(inside)))
        else:
            yield Notice(self.wording.say("notices.no_area_themes"))

    def _question_lead(self, question: str, inside: list[Topic]) -> Iterator[Block]:
        if not inside:
            yield Notice(self.wording.say("notices.unanswered"))
        elif not question:
            yield Paragraph((Sentence(self.wording.say("chapter.no_question")),))

    def _group_lead(self, group: str, inside: list[Topic]) -> Iterator[Block]:
        if not inside:
            yield Notice(self.wording.say("notices.no_themes"))
            return
        people, noun = len(self.material.people.get(group, ())), self.wording.noun(group)
        chapter = Chapter(_findings(inside), self.material, self.wording, asked_once(self.material, self.outline))
        yield Paragraph(chapter.overview(group, brief=_claimed(inside), more=self._whose_quotes(inside)))
        if people == 1 or (people < SMALL and not warned_once(self.material, self.outline)):
            path = "notices.small_one" if people == 1 else "notices.small"
            yield Notice(self.wording.say(path, number=self.wording.number(people), plural=noun.plural), inner=True)

    def _whose_quotes(self, inside: list[Topic]) -> list[Sentence]:
        """Says once in a group's own chapter what otherwise stands after each quote."""
        people = {person for topic in inside for person in topic.finding.sides}
        if self.outline.has("introduction") or not any(map(self.material.register.quotable, people)):
            return []
        noun = self.wording.noun(inside[0].group)
        return [Sentence(self.wording.say("chapter.quotes", plural=noun.plural, definite=noun.definite))]

    def _keys(self, by: str, found: dict[str, list[Topic]], *, only: bool = False) -> list[str]:
        order = {
            "group": tuple(self.material.people),
            "area": self.material.areas,
            "phase": (*self.material.phases, ""),
            "question": tuple(self.material.question_texts),
            "": (),
        }[by]
        keys = dict.fromkeys((*order, *found))
        return [key for key in keys if key in found or (not only and (key or by != "phase"))]

    def _title(self, by: str, key: str, *, chapter: bool = False, group: str = "") -> str:
        if by == "group":
            return self.wording.group(key, what="chapter" if chapter else "name")
        if by == "question":
            return self.material.question_texts.get(key) or self.wording.say("chapter.no_question_title")
        return self.wording.phase(key, group) if by == "phase" else area_title(key, self.material, self.wording)


def _claimed(inside: Sequence[Topic]) -> bool:
    return any(topic.claims for topic in inside)


def _findings(inside: Sequence[Topic]) -> list[Finding]:
    """The themes among the topics, the most widely shared first."""
    found = [topic.finding for topic in inside if not topic.loose] or [topic.finding for topic in inside]
    return sorted(found, key=lambda each: (-each.tally.raised, -len(each.passages), each.theme.name, each.theme.id))


def warned_once(material: Material, outline: Outline) -> bool:
    """Whether the introduction warns of all small groups, as their own chapters do not or would do too often."""
    if outline.chapters[0] != "group":
        return True
    return outline.has("introduction") and len(_small(material)) >= OFTEN


def asked_once(material: Material, outline: Outline) -> list[str]:
    """The groups asked of everything, where the introduction says it of several at once instead of each chapter."""
    groups = asked_everything(material)
    by_group = outline.chapters[0] == "group" and outline.has("introduction")
    return groups if by_group and len(groups) > 1 else []


def _small(material: Material) -> list[str]:
    return [group for group, people in material.people.items() if len(people) < SMALL]


def small_groups(material: Material, wording: Wording) -> Iterator[Block]:
    """Warns of groups so small that quotes may reveal somebody, where no chapter of theirs does."""
    small = _small(material)
    if small:
        groups = wording.listed(wording.group(group).lower() for group in small)
        yield Notice(wording.say("notices.small_groups", groups=groups), inner=True)
