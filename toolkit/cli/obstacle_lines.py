"""Obstacles as lines and records: by level and priority, with what bears each out and what has happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from toolkit.messages import ntr, tr
from toolkit.services.obstacles.obstacle_names import LEVELS, STATUSES
from toolkit.services.projects import names

if TYPE_CHECKING:
    from toolkit.domain.claims.claims import Standing
    from toolkit.services.claims.claim_sentences import Speech
    from toolkit.services.obstacles.obstacle_proposals import Proposed
    from toolkit.services.obstacles.obstacles import Grounded
    from toolkit.services.projects.project import Project


def record(one: Grounded, spoken: Speech) -> dict[str, object]:
    """An obstacle with its evidence of today."""
    obstacle = one.obstacle
    return {
        "id": obstacle.id,
        "level": obstacle.level.value,
        "priority": one.place,
        "text": obstacle.text,
        "owner": obstacle.owner,
        "forum": obstacle.forum,
        "lifted": obstacle.lifted,
        "status": obstacle.status.value,
        "change": obstacle.change,
        "steps": [{"day": each.day, "text": each.text, "answer": each.answer} for each in obstacle.steps],
        "claims": [_claim(each, spoken) for each in one.claims],
        "themes": [{"id": each.id, "name": each.name, "group": each.group} for each in one.themes],
        "passages": [each.key for each in one.passages],
        "lost": one.lost,
    }


def _claim(one: Standing, spoken: Speech) -> dict[str, object]:
    told = spoken.of(one)
    return {"id": one.claim.id, "sentence": told.sentence, "k": told.k, "n": told.n}


def lines(project: Project, found: Sequence[Grounded], spoken: Speech) -> Iterator[str]:
    """The obstacles by level and priority."""
    if not found:
        yield tr("There are no obstacles in the register.")
        yield tr("See what the material speaks of: spegla obstacles propose")
    level = None
    for one in found:
        if one.obstacle.level is not level:
            level = one.obstacle.level
            yield tr(LEVELS[level])
        yield from short(project, one, spoken)


def short(project: Project, one: Grounded, spoken: Speech) -> Iterator[str]:
    """One obstacle; the number in brackets is what the commands know it by."""
    obstacle = one.obstacle
    yield f"  {one.place}. {obstacle.text} [{obstacle.id}]"
    yield "     " + " · ".join(_register(one))
    for claim in one.claims:
        told = spoken.of(claim)
        yield f"     {told.sentence or tr('Nobody of those asked affirms it.')} ({told.k}/{told.n})"
    for theme in one.themes:
        yield f"     {theme.name} · {names.group(project, theme.group)}"
    if one.passages:
        yield "     " + ntr("{n} passage put to it", "{n} passages put to it", len(one.passages))
    if one.bare:
        yield "     " + tr("nothing in the material bears it out")
    for each in obstacle.steps:
        yield f"     {each.day} {each.text}" + (" [" + tr("answer") + "]" if each.answer else "")
    if obstacle.change:
        yield "     " + tr("Change: {text}", text=obstacle.change)


def _register(one: Grounded) -> Iterator[str]:
    obstacle = one.obstacle
    yield tr(STATUSES[obstacle.status])
    if obstacle.lifted:
        yield f"{obstacle.forum}, {obstacle.lifted}"
    yield tr("owned by {owner}", owner=obstacle.owner) if obstacle.owner else tr("nobody is named as owner")


def proposal_record(number: int, one: Proposed) -> dict[str, object]:
    """A proposal of the machine."""
    return {
        "number": number,
        "name": one.name,
        "group": one.group,
        "level": one.level.value,
        "people": one.people,
        "passages": len(one.passages),
        "claim": one.claim,
        "theme": one.theme,
        "known": one.known,
    }


def proposal_lines(project: Project, found: Sequence[Proposed]) -> Iterator[str]:
    """The machine's proposals, numbered."""
    if not found:
        yield tr("No passage is coded as hindering and with a system level.")
        return
    yield tr("The machine proposes these: their passages hinder, and name a level of the system. Nothing is stored.")
    for number, one in enumerate(found, 1):
        group = names.group(project, one.group) if one.group else tr("across groups")
        yield f"{number}. {one.name} · {group}"
        told = ntr("{n} person", "{n} people", one.people)
        known = f" · {tr('is obstacle {ids}', ids=', '.join(map(str, one.known)))}" if one.known else ""
        yield f"   {tr(LEVELS[one.level])} · {told}, {ntr('{n} passage', '{n} passages', len(one.passages))}{known}"
    yield tr("Take one in, in words of your own: spegla obstacles propose --take NUMBER --text TEXT")
