"""What is uncertain, for a partial report: where voices deviate, what rests on one voice, and what is still open."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.domain.claims.claims import Standing
from toolkit.domain.reports.report import Block, Bullets, Heading, Paragraph, Prompt, Sentence
from toolkit.reporting.chapters.basis import Basis, contested, told_whole
from toolkit.reporting.chapters.conclusions import unanswered

MOST = 4
"""At most so many claims with deviating voices are told again."""


def blocks(basis: Basis) -> Iterator[Block]:
    """Heading, and the claims and themes that are not to be leaned on yet."""
    say = basis.wording.say
    yield Heading(1, say("uncertain.title"), "uncertain")
    yield Paragraph((Sentence(say("uncertain.lead")),))
    yield from _divided(basis)
    items = tuple(_items(basis))
    if items:
        yield Bullets(items)
    yield Prompt(say("uncertain.prompt"))


def _items(basis: Basis) -> Iterator[Sentence]:
    single = [each for each in basis.shown if each.tally.raised == 1]
    if single:
        evidence = tuple(dict.fromkeys(id_ for each in single for id_ in each.evidence()))
        themes = basis.wording.listed((each.theme.name for each in single), quoted=True)
        yield Sentence(basis.wording.say("uncertain.one_voice", themes=themes), evidence)
    for group in basis.material.people:
        if group in basis.material.unguided:
            yield Sentence(basis.wording.say("uncertain.unguided", plural=basis.wording.noun(group).plural))


def _divided(basis: Basis) -> Iterator[Block]:
    """The contested claims, the most divided first, each a paragraph."""
    divided = [each for each in basis.claims if basis.groups_of(each) and contested(each)]
    yield from told_whole(sorted(divided, key=_agreed)[:MOST], basis, basis.writer())


def _agreed(standing: Standing) -> float:
    """The share of those who speak of it that say so."""
    counts = standing.together()
    return counts.affirms / counts.raised


def questions(basis: Basis) -> Iterator[Block]:
    """The questions that nothing answers yet, and those that a group is asked when it hears the findings."""
    say = basis.wording.say
    yield Heading(1, say("open_questions.title"), "open_questions")
    waiting = unanswered(basis)
    if waiting:
        yield Paragraph((Sentence(say("open_questions.unanswered")),))
        yield Bullets(waiting)
    yield Paragraph((Sentence(say("open_questions.lead")),))
    yield Bullets(tuple(Sentence(str(each)) for each in basis.wording.at("open_questions.asked")), ordered=True)
