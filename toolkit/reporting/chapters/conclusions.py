"""Conclusions: a section per evaluation question, with the claims that answer it by the system level they belong to.

Of many the most widely carried are told, and in one sentence in which chapters the others stand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from toolkit.domain.claims.claims import ClaimKind, Stance, Standing
from toolkit.domain.codings.schemes import LEVEL
from toolkit.domain.reports.report import Block, Bullets, Heading, Notice, Paragraph, Prompt, Sentence
from toolkit.reporting.chapters.basis import Basis, divided, told_whole, unseen
from toolkit.reporting.material.claims_text import ClaimWriter
from toolkit.reporting.material.numbering import to
from toolkit.reporting.material.wording import Wording

KINDS = (ClaimKind.FINDING, ClaimKind.NEED, ClaimKind.PROPOSAL)
MOST = 6
"""A list of conclusions that is longer by more than one is cut to so many."""


def blocks(basis: Basis) -> Iterator[Block]:
    """Heading, then the questions one by one; a question that nothing answers says so."""
    say = basis.wording.say
    yield Heading(1, say("conclusions.title"), "conclusions")
    if not basis.material.question_texts:
        yield Notice(say("introduction.no_questions"))
    if basis.claims:
        yield from unseen(basis.found, basis.wording)
    writer = basis.writer()
    for key, question in basis.material.question_texts.items():
        yield Heading(2, question, f"conclusions-{key}")
        yield from _answer(basis, key, writer)
    rest = [each for each in basis.claims if not set(each.claim.questions) & basis.material.question_texts.keys()]
    if rest:
        path = "conclusions.unlinked_one" if len(rest) == 1 else "conclusions.unlinked_many"
        yield Notice(say(path, number=basis.wording.number(len(rest))), inner=True)


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
        yield from _listed(basis, key, standings, writer)
    yield from _divided(basis, key, list(filter(divided, answers)), writer)
    yield Prompt(basis.wording.say("conclusions.prompt"))


def _divided(basis: Basis, key: str, standings: Sequence[Standing], writer: ClaimWriter) -> Iterator[Block]:
    """The claims that others see otherwise, under a heading of their own."""
    if standings:
        yield Heading(3, basis.wording.say("conclusions.divided"), f"conclusions-{key}-divided")
        yield Paragraph((Sentence(basis.wording.say("conclusions.divided_lead")),))
    yield from told_whole(standings, basis, writer)


def _listed(basis: Basis, question: str, standings: Sequence[Standing], writer: ClaimWriter) -> Iterator[Block]:
    """The claims of each kind, the most widely carried first; where a chapter tells them, no more than can be read."""
    homes = {id(each): _home(basis, question, each) for each in standings}
    ranked = sorted(standings, key=lambda each: (KINDS.index(each.claim.kind), -_weight(each)))
    told = ranked if len(ranked) <= MOST + 1 or not all(homes.values()) else _foremost(ranked)
    made = (writer.item(each, basis.groups_of(each)) for each in told)
    yield Bullets(tuple(each for each in made if each is not None), ordered=True)
    rest = [each for each in ranked if each not in told]
    if rest:
        yield Paragraph((_elsewhere(basis, rest, Counter(homes[id(each)] for each in rest)),))


def _weight(standing: Standing) -> float:
    """How widely a claim is carried: the share of each group that says so, added up.

    A share counts for less the fewer were asked: three of three weigh about as eight of nine.
    """
    tallies = [standing.tally_of(group) for group in standing.positions]
    return sum((each.affirms + 1) / (each.asked + 2) for each in tallies if each.affirms)


def _foremost(ranked: Sequence[Standing]) -> list[Standing]:
    """The first of each kind, so many of it as its part of the whole is: at least one."""
    kinds = Counter(each.claim.kind for each in ranked)
    shares = {kind: max(1, round(MOST * number / len(ranked))) for kind, number in kinds.items()}
    shares[max(shares, key=lambda kind: shares[kind])] += MOST - sum(shares.values())
    return [each for kind in kinds for each in [one for one in ranked if one.claim.kind is kind][: shares[kind]]]


def _home(basis: Basis, question: str, standing: Standing) -> str:
    """The anchor of the chapter that tells a claim, of several that of the group most of which say so; "" of none."""
    by = basis.outline.chapters[0]
    if "chapters" not in basis.outline.parts:
        return ""
    if by == "question":
        return f"question-{question}"
    if by == "group":
        groups = basis.groups_of(standing)
        return f"group-{max(groups, key=lambda group: standing.tally_of(group).affirms)}"
    themes = (each for each in basis.shown if each.theme.id in standing.claim.themes)
    home = next((each.theme.area if by == "area" else each.phase for each in themes), "")
    return f"{by}-{home}" if home else ""


def _elsewhere(basis: Basis, rest: Sequence[Standing], homes: Counter[str]) -> Sentence:
    """How many more conclusions stand in which chapters, with all that they rest on."""
    known = (*(f"group-{group}" for group in basis.material.people), *(f"area-{area}" for area in basis.material.areas))
    order = {anchor: at for at, anchor in enumerate(dict.fromkeys((*known, *homes)))}
    first, *others = sorted(homes, key=order.__getitem__)
    parts = [_part("more", first, homes, basis.wording)]
    parts += [_part("more_next", anchor, homes, basis.wording) for anchor in others]
    stances = (each for standing in rest for own in standing.positions.values() for each in own)
    evidence = (id_ for each in stances if each.stance is Stance.AFFIRMS for id_ in each.evidence)
    text = basis.wording.say("conclusions.more", parts=basis.wording.listed(parts))
    return Sentence(text, tuple(dict.fromkeys(evidence)), machine=any(each.machine for each in rest))


def _part(path: str, anchor: str, homes: Counter[str], wording: Wording) -> str:
    text = str(wording.at(f"conclusions.{path}_{'one' if homes[anchor] == 1 else 'many'}"))
    return text.format(number=wording.number(homes[anchor]), where=to(anchor))


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
