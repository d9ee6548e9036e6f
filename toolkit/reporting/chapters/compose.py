"""Compose: from a project's material, an outline and a wording to a report whose every sentence knows its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from toolkit.domain.claims.claims import Standing
from toolkit.domain.codings.segments import Passage
from toolkit.domain.reports.report import (
    Block,
    Bullets,
    Evidence,
    Heading,
    Notice,
    Paragraph,
    QuoteBlock,
    Report,
    Sentence,
)
from toolkit.reporting.chapters import (
    conclusions,
    discussion,
    frame,
    learning_log,
    needs,
    network,
    obstacles,
    overview,
    records,
    summary,
    team_response,
    uncertain,
)
from toolkit.reporting.chapters.basis import Basis
from toolkit.reporting.chapters.chapter import counted
from toolkit.reporting.chapters.chapters import Chapters, asked_once, small_groups, warned_once
from toolkit.reporting.chapters.sections import Sections
from toolkit.reporting.material.findings import Finding, findings
from toolkit.reporting.material.material import Material
from toolkit.reporting.material.numbering import laid_out, to
from toolkit.reporting.material.outline import Outline
from toolkit.reporting.material.topics import Topic, topics
from toolkit.reporting.material.wording import Wording

WHOLE: Mapping[str, Callable[[Basis], Iterator[Block]]] = {
    "summary": summary.blocks,
    "needs": needs.blocks,
    "network": network.blocks,
    "obstacles": obstacles.blocks,
    "discussion": discussion.blocks,
    "conclusions": conclusions.blocks,
    "uncertain": uncertain.blocks,
    "open_questions": uncertain.questions,
    "what_the_team_made": team_response.blocks,
    "learning_log": learning_log.blocks,
}
"""The parts that look at the results as a whole."""

PARTS: tuple[str, ...] = ("introduction", "chapters", *overview.NAMES, *WHOLE, *frame.PARTS)
"""Every part that an outline may name."""

LISTING = ("figure", "factors", "needs", "proposals")
"""The parts that list every theme there is."""


def compose(material: Material, *, outline: Outline, wording: Wording) -> Report:
    """The draft of `material` in the wording's language; the same material gives the same draft.

    Nobody whose consent is refused or withdrawn is in it, and the words of whoever may not be quoted stand neither in a
    quote nor in the evidence.
    """
    names = replace(wording, group_names=material.group_names, phase_names=material.phase_names)
    draft = Draft(material, outline, names)
    parts, appendices = (
        [(part, tuple(draft.part(part))) for part in listed] for listed in (outline.parts, outline.appendices)
    )
    blocks = laid_out(parts, appendices, outline=outline, wording=names)
    return Report(
        title=material.title,
        subtitle=f"{names.at(draft.document)}, {names.short_day(material.today)}",
        language=names.language,
        blocks=blocks,
        evidence=evidence_of_blocks(blocks, material, names),
        notices=tuple(draft.notices(blocks)),
        day=material.today,
        quotes=tuple(draft.sections.elsewhere),
        claims={each.claim.id: each.claim.text for each in material.standings if each.claim.id is not None},
    )


@dataclass
class Draft:
    """A draft in the making."""

    material: Material
    outline: Outline
    wording: Wording
    sections: Sections = field(init=False)

    def __post_init__(self) -> None:
        chapters = self.outline.chapters
        self.sections = Sections(
            self.material,
            self.wording,
            attributed="group" not in chapters,
            phases="phase" not in chapters,
            sparing=bool(self.outline.most),
        )

    @cached_property
    def findings(self) -> list[Finding]:
        """All findings, the most widely shared first."""
        return findings(self.material)

    @cached_property
    def topics(self) -> list[Topic]:
        """What the chapters are written about."""
        return topics(self.material, self.findings)

    @cached_property
    def chapters(self) -> Chapters:
        """The results chapters."""
        return Chapters(self.material, self.outline, self.wording, self.topics, self.sections)

    @cached_property
    def basis(self) -> Basis:
        """What the parts about the whole are written from: no more claims than the chapters tell."""
        told = self._told() if "chapters" in self.outline.parts else list(self.material.claims)
        shown = self._shown if "chapters" in self.outline.parts else self.topics
        themes = [topic.finding for topic in shown if not topic.loose]
        return Basis(self.material, self.outline, self.wording, self.findings, told, themes)

    @cached_property
    def _shown(self) -> list[Topic]:
        return self.chapters.shown()

    def _told(self) -> list[Standing]:
        ids = {standing.claim.id for topic in self._shown for standing in topic.claims}
        return [each for each in self.material.claims if each.claim.id in ids]

    @property
    def document(self) -> str:
        """Where the wording says what kind of document this is."""
        parts = self.outline.parts
        if "conclusions" in parts:
            return "terms.report"
        if "chapters" not in parts:
            return "terms.draft"
        return "terms.partial" if self.outline.most else "terms.document"

    def part(self, part: str) -> Iterator[Block]:
        """The blocks of one part of the outline."""
        if part == "introduction":
            yield from self._introduction()
        elif part == "chapters":
            yield from self.chapters.blocks()
            yield from records.blocks(self.material, self.wording)
        elif part in WHOLE:
            yield from WHOLE[part](self.basis)
        elif part in frame.PARTS:
            yield from frame.blocks(part, self.material, self.wording, found=self.findings, outline=self.outline)
        else:
            yield from overview.blocks(part, self.basis, quotes=self.sections.proposal_quote)

    def notices(self, blocks: Iterable[Block]) -> Iterator[str]:
        """What the title page says to the evaluator of what the blocks hold."""
        if self.material.machine:
            yield self.wording.say("notices.machine")
        elif any(each.machine for each in self.findings):
            yield self.wording.say("notices.some_machine")
        if self.material.spoken not in ("", self.wording.language):
            yield self.wording.say("notices.as_given")
        quoting = ["quotes_masked" if self.material.masked else "quotes"] if any(map(_quotes, blocks)) else []
        for key in ("draft", "evidence", *quoting):
            yield self.wording.say(f"notices.{key}")
        uncoded = len(self.material.uncoded)
        if uncoded:
            yield counted(self.wording, "notices.uncoded", uncoded)
        raising = sum(bool(each.raising) for each in self.basis.claims)
        if raising:
            yield self.wording.say("notices.raising", number=self.wording.figure(raising))
        yield from self._unnamed()

    def _unnamed(self) -> Iterator[str]:
        """How many of the themes that are told bear names of the machine's."""
        told: Sequence[Finding] = []
        if any(map(self.outline.has, LISTING)):
            told = self.findings
        elif "chapters" in self.outline.parts:
            told = list({each.theme.id: each for each in self.basis.shown}.values())
        unnamed = sum(not each.theme.named for each in told)
        if unnamed:
            some = "notices.names_one" if unnamed == 1 else "notices.names"
            path = "notices.names_all" if unnamed == len(told) else some
            total = self.wording.number(len(told))
            yield self.wording.say(path, number=self.wording.number(unnamed), total=total)

    def _introduction(self) -> Iterator[Block]:
        say = self.wording.say
        yield Heading(1, say("introduction.title"), "introduction")
        texts = [
            say(
                "introduction.material",
                sources=counted(self.wording, "introduction.source", len(self.material.usable_sources)),
                people=counted(self.wording, "introduction.person", len(self.material.group_of)),
            ),
            say(f"introduction.{self._order()}"),
            *self._asked(),
            say("introduction.reading"),
            say("introduction.words", where=to("method_chapter", "method")),
            say("introduction.silence"),
            *([say("introduction.as_given")] if self.material.spoken not in ("", self.wording.language) else ()),
            *([say("introduction.quotes")] if self.outline.chapters[0] == "group" else ()),
        ]
        yield Paragraph(tuple(Sentence(text) for text in texts))
        if warned_once(self.material, self.outline):
            yield from small_groups(self.material, self.wording)
        if not self.outline.has("method_chapter"):
            yield from self._questions()

    def _asked(self) -> Iterator[str]:
        groups = asked_once(self.material, self.outline)
        if groups:
            named = self.wording.listed(self.wording.noun(group).plural for group in groups)
            number = self.wording.number(len(self.material.areas))
            yield self.wording.say("introduction.asked", groups=named, number=number)

    def _order(self) -> str:
        orders = {("group", "phase"): "perspectives", ("group", ""): "groups", ("area", "group"): "areas"}
        first = self.outline.chapters[0]
        return "questions_first" if first == "question" else orders.get(self.outline.chapters, "other")

    def _questions(self) -> Iterator[Block]:
        if self.material.questions:
            yield Heading(2, self.wording.say("introduction.questions"), "questions")
            yield Bullets(tuple(Sentence(question) for question in self.material.questions), ordered=True)
        else:
            yield Notice(self.wording.say("introduction.no_questions"))


def _quotes(block: Block) -> bool:
    """Whether a block prints a person's words."""
    return isinstance(block, QuoteBlock) or (isinstance(block, Bullets) and any(each.words for each in block.items))


def evidence_of_blocks(blocks: Iterable[Block], material: Material, wording: Wording) -> dict[str, Evidence]:
    """The evidence that blocks name; without its words where somebody may not be quoted."""
    wanted = dict.fromkeys(id_ for block in blocks for id_ in named(block))
    known = (*material.usable.values(), *material.records.values())
    made: dict[str, Passage] = {id_: each for each in known for id_ in each.evidence if id_ in wanted}
    titles: dict[tuple[str, ...], tuple[str, ...]] = {}
    found = {}
    for id_ in wanted:
        given = material.evidence.get(id_) or _made(id_, made[id_])
        quotable = material.register.quotable(given.respondent) and given.source not in material.unquoted
        kind = "" if given.respondent else str(wording.at(f"records.{material.kind_of[given.source]}"))
        if given.codes not in titles:
            titles[given.codes] = tuple(_titled(code, material, wording) for code in given.codes)
        found[id_] = replace(given, kind=kind, codes=titles[given.codes], quote=given.quote if quotable else "")
    return found


def _titled(path: str, material: Material, wording: Wording) -> str:
    """What a code is called in the report's language; its path where the scheme has it no more."""
    code = material.scheme.codes.get(path)
    return code.titled(wording.language) if code else path


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
