"""Conclusions: a section per evaluation question, with the claims that answer it by the system level they belong to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from toolkit.domain.claims.claims import ClaimKind, Standing
from toolkit.domain.codings.schemes import LEVEL
from toolkit.domain.reports.report import Block, Bullets, Heading, Notice, Prompt, Sentence
from toolkit.reporting.chapters.basis import Basis, divided, told_whole
from toolkit.reporting.material.claims_text import ClaimWriter

KINDS = (ClaimKind.FINDING, ClaimKind.NEED, ClaimKind.PROPOSAL)


def blocks(basis: Basis) -> Iterator[Block]:
    """Heading, then the questions one by one; a question that nothing answers says so."""
    say = basis.wording.say
    yield Heading(1, say("conclusions.title"), "conclusions")
    if not basis.material.question_texts:
        yield Notice(say("introduction.no_questions"))
    writer = basis.writer()
    for key, question in basis.material.question_texts.items():
        yield Heading(2, question, f"conclusions-{key}")
        yield from _answer(basis, key, writer)
    rest = [each for each in basis.claims if not set(each.claim.questions) & basis.material.question_texts.keys()]
    if rest:
        path = "conclusions.unlinked_one" if len(rest) == 1 else "conclusions.unlinked_many"
        yield Notice(say(path, number=basis.wording.number(len(rest))))


def _answer(basis: Basis, key: str, writer: ClaimWriter) -> Iterator[Block]:
    answers = sorted(basis.answering(key), key=lambda each: KINDS.index(each.claim.kind))
    if not answers:
        yield Notice(basis.wording.say("notices.unanswered"))
        yield Prompt(basis.wording.say("conclusions.prompt_empty"))
        return
    levels = _levels(basis, [each for each in answers if not divided(each)])
    for level, standings in levels.items():
        if len(levels) > 1:
            yield Heading(3, _title(basis, level), f"conclusions-{key}-{level or 'none'}")
        made = (writer.item(each, basis.groups_of(each)) for each in standings)
        yield Bullets(tuple(each for each in made if each is not None), ordered=True)
    yield from told_whole(filter(divided, answers), basis, writer)
    yield Prompt(basis.wording.say("conclusions.prompt"))


def _levels(basis: Basis, standings: Sequence[Standing]) -> dict[str, list[Standing]]:
    """The claims by system level in the scheme's order, those without one last."""
    found: dict[str, list[Standing]] = {}
    for each in standings:
        found.setdefault(level_of(basis, each), []).append(each)
    known = [code.path.removeprefix(f"{LEVEL}/") for code in basis.material.scheme.active(LEVEL)]
    return {level: found[level] for level in [*known, *sorted(found.keys() - {*known, ""}), ""] if level in found}


def level_of(basis: Basis, standing: Standing) -> str:
    """The system level that more than half of a claim's passages coded with one have; empty when none has."""
    usable = basis.material.usable
    levels = Counter(level for key in standing.passages if key in usable for level in usable[key].of_facet(LEVEL))
    best, count = next(iter(levels.most_common(1)), ("", 0))
    return best if count * 2 > levels.total() else ""


def _title(basis: Basis, level: str) -> str:
    if not level:
        return basis.wording.say("conclusions.no_level")
    code = basis.material.scheme.codes.get(f"{LEVEL}/{level}")
    return code.titled(basis.wording.language) if code else level


def unanswered(basis: Basis) -> tuple[Sentence, ...]:
    """The evaluation questions that no claim answers."""
    texts = basis.material.question_texts
    return tuple(Sentence(text) for key, text in texts.items() if not basis.answering(key))
