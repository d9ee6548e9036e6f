"""Summary: short paragraphs on what, whom, how, the main picture and the proposals, none of which the body lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from toolkit.domain.claims.claims import ClaimKind, Standing
from toolkit.domain.reports.report import Block, Heading, Notice, Paragraph, Prompt, Sentence
from toolkit.reporting.chapters.basis import Basis, contested, divided, unseen
from toolkit.reporting.chapters.chapter import counted
from toolkit.reporting.material.claims_text import ClaimWriter
from toolkit.reporting.material.material import Material
from toolkit.reporting.material.wording import Wording

MOST = 3
"""A paragraph of the summary tells at most so many claims."""


def blocks(basis: Basis) -> Iterator[Block]:
    """Heading and up to six paragraphs; where nobody has claimed anything yet, places to write instead."""
    say = basis.wording.say
    yield Heading(1, say("abstract.title"), "summary")
    yield Paragraph(tuple(_what(basis)))
    yield Paragraph(tuple(_method(basis)))
    if not basis.claims:
        yield Notice(say("abstract.empty"))
        yield Prompt(say("abstract.prompt"))
        return
    yield from unseen(basis.found, basis.wording)
    writer = basis.writer()
    for kind in (ClaimKind.FINDING, ClaimKind.NEED, ClaimKind.PROPOSAL):
        yield from _claims(kind, basis, writer)
    yield Prompt(say("abstract.prompt"))


def _what(basis: Basis) -> Iterator[Sentence]:
    wording, material = basis.wording, basis.material
    if material.description:
        yield Sentence(material.description)
    yield Sentence(wording.say("abstract.what", title=material.title))
    number = len(material.question_texts)
    if number:
        yield Sentence(
            wording.say("abstract.question" if number == 1 else "abstract.questions", number=wording.number(number))
        )


def _method(basis: Basis) -> Iterator[Sentence]:
    wording, material = basis.wording, basis.material
    groups = (
        f"{wording.number(len(people))} {_noun(basis, group, len(people))}" for group, people in material.people.items()
    )
    yield Sentence(
        wording.say(
            "abstract.material",
            sources=_sources(material, wording),
            people=counted(wording, "introduction.person", len(material.group_of)),
            groups=wording.listed(groups),
        )
    )
    yield Sentence(wording.say("abstract.analysis"))


def _sources(material: Material, wording: Wording) -> str:
    """How many conversations the people were heard in; where some wrote or answered a survey, how many sources."""
    all_talk = len(material.talks) == len(material.usable_sources)
    return counted(wording, f"{'abstract' if all_talk else 'introduction'}.source", len(material.usable_sources))


def _noun(basis: Basis, group: str, number: int) -> str:
    noun = basis.wording.noun(group)
    return noun.singular if number == 1 else noun.plural


def _claims(kind: ClaimKind, basis: Basis, writer: ClaimWriter) -> Iterator[Block]:
    chosen = _chosen([each for each in basis.of_kind(kind) if basis.groups_of(each)])
    paragraphs = [chosen[:MOST], chosen[MOST : 2 * MOST]] if kind is ClaimKind.FINDING else [chosen[:MOST]]
    for at, standings in enumerate(each for each in paragraphs if each):
        lead = [Sentence(basis.wording.say(f"abstract.{kind.value}"))] if not at else []
        yield Paragraph((*lead, *chain.from_iterable(_told(each, basis, writer) for each in standings)))


def _told(standing: Standing, basis: Basis, writer: ClaimWriter) -> Iterator[Sentence]:
    """The claim, and who sees it otherwise where they are many: a summary must not say more than the body."""
    yield from writer.short(standing)
    if contested(standing):
        yield from writer.otherwise(standing, basis.groups_in(standing))


def _chosen(standings: Sequence[Standing]) -> list[Standing]:
    """Those that carry a summary: undivided ones first, across groups before those of each group in turn."""
    seen: Counter[str] = Counter()
    ranked = []
    for at, each in enumerate(sorted(standings, key=lambda each: (divided(each), not each.claim.questions))):
        seen[each.claim.group] += 1
        ranked.append((divided(each), bool(each.claim.group), seen[each.claim.group], at, each))
    return [each[-1] for each in sorted(ranked, key=lambda each: each[:-1])]
