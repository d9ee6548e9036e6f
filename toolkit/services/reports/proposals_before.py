"""The proposals of the report that was let out last, and what the registers of today say of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from toolkit.domain.reflection.obstacles import Obstacle
from toolkit.domain.reflection.proposals import Earlier, Known, Promise, Proposal, followed
from toolkit.domain.reports.report_blocks import digest
from toolkit.services.projects.project import Project
from toolkit.services.themes.themes import Findings

if TYPE_CHECKING:
    from toolkit.storage.findings.drafts import Draft, SentenceRow
    from toolkit.storage.projects.store import Connection

BLOCKS = "proposals_"
"""How the keys of the blocks begin in which a draft lists proposals."""
_HIDDEN = re.compile(r"\s*:\s*[”“\"]…[”“\"]\s*\.?$")
SIGNS = 16


def earlier(project: Project, connection: Connection, found: Findings, obstacles: Iterable[Obstacle]) -> Earlier | None:
    """The proposals of the last report that had any and was let out; None when there is none."""
    from toolkit.storage.findings import drafts

    released = ((one, list(_proposals(drafts.sentences(connection, one.id or 0)))) for one in _latest(connection))
    last, told = next(((one, told) for one, told in released if told), (None, []))
    if last is None:
        return None
    known = _known(connection, found, tuple(obstacles))
    usable = {
        id_ for each in found.passages.values() for id_ in each.evidence if project.register.usable(each.respondent)
    }
    standing = [one for one in told if usable.issuperset(one.evidence)]
    day = last.at.astimezone().date()
    return Earlier(day, tuple(followed(one, known) for one in standing), len(told) - len(standing))


def _latest(connection: Connection) -> list[Draft]:
    """The drafts that were let out, the newest first."""
    from toolkit.storage.findings import drafts

    return drafts.released(connection)[::-1]


def _known(connection: Connection, found: Findings, obstacles: tuple[Obstacle, ...]) -> Known:
    from toolkit.storage.findings import claims
    from toolkit.storage.findings import obstacles as stored

    evidence = {key: each.evidence for key, each in found.passages.items()}
    return Known(
        obstacles,
        [Promise(*row) for row in stored.promised(connection)],
        {one.id: {id_ for key in one.passages for id_ in evidence.get(key, ())} for one in found.themes},
        evidence,
        {one.id: digest(one.text)[:SIGNS] for one in claims.each(connection) if one.id is not None},
    )


def _proposals(rows: Iterable[SentenceRow]) -> Iterator[Proposal]:
    for row in rows:
        facts = row.facts
        if row.block.startswith(BLOCKS) and row.text and "k" in facts:
            counts = (str(facts["group"]), int(facts["k"]), int(facts["n"]))
            text = _HIDDEN.sub("", row.text)
            yield Proposal(text, row.evidence, *counts, facts.get("claim"), str(facts.get("claimed", "")))
