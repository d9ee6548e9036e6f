"""What a pack was asked to tell and leaves out, with the reason: for the evaluator, never for its readers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from toolkit.domain.claims.claims import Standing
from toolkit.domain.reflection.pack_readers import Readers
from toolkit.reporting.material.findings import Finding, findings
from toolkit.reporting.material.material import Material
from toolkit.reporting.material.wording import Wording
from toolkit.reporting.packs.pack_findings import PackWriter, Plan, Told, named


class Why(StrEnum):
    """Why something is not told: nobody may be heard on it, its people sit among the readers, or they are too few."""

    NOBODY = "nobody"
    CLOSE = "close"
    FEW = "few"


@dataclass(frozen=True, slots=True)
class Left:
    """A claim or a theme that a pack was asked to tell and leaves out."""

    why: Why
    claim: int | None = None
    theme: str | None = None


def left_out(material: Material, *, plan: Plan, wording: Wording) -> Iterator[Left]:
    """What the plan's wish names, its readers may not hear of, in the order of claims, then of themes."""
    found = findings(material)
    writer = PackWriter(material, named(wording, material), found, plan)
    writer.chosen()
    silent = {
        (each.standing and each.standing.claim.id, each.finding and each.finding.theme.id): each
        for each in writer.silent
    }
    wish, known = plan.wish, {each.claim.id for each in material.claims}
    for claim in dict.fromkeys((*(key[0] for key in silent if key[0]), *wish.claims)):
        if (claim, None) in silent or claim not in known:
            yield Left(_why(silent.get((claim, None)), writer.readers), claim=claim)
    heard = {each.theme.id for each in found}
    for theme in wish.themes:
        if (None, theme) in silent or theme not in heard:
            yield Left(_why(silent.get((None, theme)), writer.readers), theme=theme)


def _why(told: Told | None, readers: Readers) -> Why:
    if told is None:
        return Why.NOBODY
    groups = _saying(told.standing) if told.standing else _carrying(told.finding)
    if not groups:
        return Why.NOBODY
    return Why.CLOSE if all(map(readers.close, groups)) else Why.FEW


def _saying(standing: Standing) -> Sequence[str]:
    """The groups in which somebody bears the claim out."""
    return [group for group in standing.positions if standing.tally_of(group).affirms]


def _carrying(finding: Finding | None) -> Sequence[str]:
    return [finding.theme.group] if finding and finding.tally.raised else []
