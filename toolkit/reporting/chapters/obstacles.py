"""Obstacles in the system: priority lists by level with what bears each out, and what became of earlier proposals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain

from toolkit.domain.claims.stances import HINDERS
from toolkit.domain.codings.segments import Passage, Places
from toolkit.domain.reflection.obstacles import Level, Obstacle, by_level
from toolkit.domain.reflection.proposals import Earlier, Followed
from toolkit.domain.reports.report import Block, Bullets, Heading, Notice, Paragraph, Sentence, Stated, Table
from toolkit.reporting.chapters.basis import Basis
from toolkit.reporting.material.findings import Finding
from toolkit.reporting.material.wording import drawn

PART = "obstacles"
ALL_FORMS = {1: "one", 2: "two"}
"""How all of so few passages are told of: else their number is."""


def blocks(basis: Basis) -> Iterator[Block]:
    """The whole part; nothing while there is nothing to tell, unless the report has no other part."""
    material, say = basis.material, basis.wording.say
    before = material.proposals_before
    told = before is not None and (bool(material.obstacles) or not all(each.unknown for each in before.followed))
    if material.obstacles:
        yield Heading(1, say("obstacles.title"), PART)
        yield Paragraph((Sentence(say("obstacles.lead")),))
        for level, own in by_level(material.obstacles).items():
            if own:
                yield from _level(level, own, basis)
    elif told or basis.outline.parts == (PART,):
        yield Heading(1, say("obstacles.title"), PART)
        yield Notice(say("obstacles.empty"))
    if before is not None and told:
        yield from _before(before, basis)


def _level(level: Level, own: Sequence[Obstacle], basis: Basis) -> Iterator[Block]:
    say = basis.wording.say
    title = say(f"obstacles.levels.{level.value}")
    columns = ("obstacle", "owner", "forum", "status")
    yield Heading(2, title, f"obstacles-{level.value}")
    yield Table(
        say("obstacles.caption", level=title),
        tuple(say(f"obstacles.columns.{each}") for each in columns),
        tuple(_row(number, one, basis) for number, one in enumerate(own, 1)),
        f"table-obstacles-{level.value}",
    )
    for number, one in enumerate(own, 1):
        yield Heading(3, f"{number}. {one.text.rstrip('.')}", f"obstacle-{one.id}")
        yield Paragraph(tuple(_evidence(one, basis)) or (Sentence(say("obstacles.bare")),))
        happened = tuple(_happened(one, basis))
        if happened:
            yield Bullets(happened)


def _row(number: int, one: Obstacle, basis: Basis) -> tuple[str, str, str, str]:
    say = basis.wording.say
    nobody = say("obstacles.nobody")
    lifted = bool(one.lifted)
    forum = (
        say("obstacles.lifted", forum=one.forum, day=_day(one.lifted, basis)) if lifted else say("obstacles.nowhere")
    )
    return f"{number}. {one.text}", one.owner or nobody, forum, say(f"obstacles.statuses.{one.status.value}")


def _day(day: str, basis: Basis) -> str:
    return basis.wording.short_day(date.fromisoformat(day))


def _evidence(one: Obstacle, basis: Basis) -> Iterator[Sentence]:
    """What bears an obstacle out: its claims with their spread, its themes, its own passages."""
    writer = basis.writer()
    standings = {each.claim.id: each for each in basis.material.claims}
    findings = {each.theme.id: each for each in basis.found}
    for claim in one.claims:
        if claim in standings:
            yield from writer.short(standings[claim])
    for theme in one.themes:
        if theme in findings:
            yield _themed(findings[theme], basis)
    own = _passages(one, basis)
    if own:
        yield _counted("obstacles.passage", own, basis)


def _themed(finding: Finding, basis: Basis) -> Sentence:
    """How many speak of a theme as hindering, or of it at all where nobody does."""
    wording = basis.wording
    hindered = finding.only(HINDERS)
    people = hindered or list(finding.sides)
    k, n, of = len(people), finding.tally.asked, finding.tally.everyone
    who = wording.who(k, n, finding.theme.group, scale=basis.material.scale, variant=drawn(finding.theme.id), of=of)
    path = "theme" if not hindered else "theme_hinders_both" if finding.both else "theme_hinders"
    text = wording.say(f"obstacles.{path}", theme=wording.inside(finding.theme.name), who=who)
    stated = Stated(k, n, finding.theme.group)
    return Sentence(text, finding.evidence(people), wording.count(k, n), bool(finding.machine), stated)


def _passages(one: Obstacle, basis: Basis) -> list[Passage]:
    """The passages put to it that stand today and may be used."""
    usable = basis.material.usable
    places = Places(usable)
    return [usable[key] for key in dict.fromkeys(chain.from_iterable(map(places.now, one.passages)))]


def _counted(path: str, passages: Sequence[Passage], basis: Basis) -> Sentence:
    n = len(passages)
    form = ALL_FORMS.get(n, "many") if path.endswith("_all") else "one" if n == 1 else "many"
    evidence = tuple(dict.fromkeys(chain.from_iterable(each.evidence for each in passages)))
    return Sentence(basis.wording.say(f"{path}_{form}", number=basis.wording.number(n)), evidence)


def _happened(one: Obstacle, basis: Basis) -> Iterator[Sentence]:
    """What was done, in order of days, and what is seen to be otherwise."""
    say = basis.wording.say
    for each in one.steps:
        path = "obstacles.answer" if each.answer else "obstacles.step"
        yield Sentence(say(path, day=_day(each.day, basis), text=each.text.rstrip(".")))
    if one.change:
        yield Sentence(say("obstacles.change", text=one.change.rstrip(".")))
    own, later = _passages(one, basis), _later(one, basis)
    if later:
        yield _counted("obstacles.later" if len(later) < len(own) else "obstacles.later_all", later, basis)


def _later(one: Obstacle, basis: Basis) -> list[Passage]:
    """The passages of it that were said after it was lifted."""
    if not one.lifted:
        return []
    lifted = date.fromisoformat(one.lifted)
    days = {source.name: source.day for source in basis.material.sources}
    return [each for each in _passages(one, basis) if (day := days.get(each.source)) is not None and day > lifted]


def _before(before: Earlier, basis: Basis) -> Iterator[Block]:
    wording = basis.wording
    yield Heading(2, wording.say("obstacles.before_title"), "obstacles-before")
    lead = [Sentence(wording.say("obstacles.before_lead", day=wording.short_day(before.day)))]
    if before.left_out:
        form = "one" if before.left_out == 1 else "many"
        number = wording.number(before.left_out)
        lead.append(Sentence(wording.say(f"obstacles.before_left_out_{form}", number=number)))
    yield Paragraph(tuple(lead))
    if before.followed:
        yield Bullets(tuple(_followed(each, basis) for each in before.followed))


def _followed(each: Followed, basis: Basis) -> Sentence:
    proposal = each.proposal
    text = basis.wording.say(
        "obstacles.before_item", proposal=proposal.text.rstrip("."), became="; ".join(_became(each, basis))
    )
    return Sentence(text, proposal.evidence, stated=Stated(proposal.k, proposal.n, proposal.group))


def _became(each: Followed, basis: Basis) -> Iterable[str]:
    say = basis.wording.say
    if each.unknown:
        return [say("obstacles.unknown")]
    found = [
        told for level, own in by_level(basis.material.obstacles).items() for told in _taken(each, level, own, basis)
    ]
    for promise in each.promises:
        status = basis.wording.at("obstacles.promises").get(promise.status, promise.status)
        found.append(say("obstacles.promised", text=promise.text.rstrip("."), status=status))
    found += [say("obstacles.reworded")] if each.reworded else []
    return [*found, *([say("obstacles.gone")] if each.gone else [])]


def _taken(each: Followed, level: Level, own: Sequence[Obstacle], basis: Basis) -> Iterator[str]:
    say = basis.wording.say
    for number, one in enumerate(own, 1):
        if one.id in each.obstacles:
            yield say(
                "obstacles.taken_up",
                number=number,
                level=basis.wording.say(f"obstacles.levels.{level.value}").lower(),
                status=say(f"obstacles.statuses.{one.status.value}"),
            )
