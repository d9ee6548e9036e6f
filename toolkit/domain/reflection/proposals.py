"""What became of an earlier report's proposals: taken up, agreed on, told otherwise, or nothing that is known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.domain.reflection.obstacles import Obstacle

HALF = 0.5
"""A proposal is held to be about a theme that holds so much of what it rests on."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal as an earlier report told it: `k` of `n` in the group, and what it rested on.

    `claim` is the claim that it told, `claimed` a digest of what that said then.
    """

    text: str
    evidence: tuple[str, ...]
    group: str = ""
    k: int = 0
    n: int = 0
    claim: int | None = None
    claimed: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """What was agreed at a session about a claim or theme, and its status."""

    text: str
    status: str
    claim: int | None = None
    theme: str | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """A proposal with the obstacles and promises that take it up; its claim may have been reworded, or be gone."""

    proposal: Proposal
    obstacles: tuple[int, ...] = ()
    promises: tuple[Promise, ...] = ()
    reworded: bool = False
    gone: bool = False

    @property
    def unknown(self) -> bool:
        """Whether nothing is known of what became of it."""
        return not (self.obstacles or self.promises or self.reworded or self.gone)


@dataclass(frozen=True, slots=True)
class Earlier:
    """The proposals of the report that was let out last, on `day`; `left_out` rest on what may no longer be told."""

    day: date
    followed: tuple[Followed, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """What is known today: obstacles and promises, evidence of each theme and passage, digests of the claims' texts."""

    obstacles: Sequence[Obstacle]
    promises: Sequence[Promise]
    themes: Mapping[str, Collection[str]]
    passages: Mapping[str, Collection[str]]
    claims: Mapping[int, str]


def followed(proposal: Proposal, known: Known) -> Followed:
    """What the obstacles, promises and claims of today say of a proposal."""
    themes = {key for key, evidence in known.themes.items() if _about(proposal, evidence)}
    now = known.claims.get(proposal.claim) if proposal.claim is not None else None
    return Followed(
        proposal,
        tuple(one.id or 0 for one in known.obstacles if _takes_up(one, proposal, themes, known)),
        tuple(one for one in known.promises if _same(one.claim, proposal.claim) or one.theme in themes),
        reworded=now is not None and bool(proposal.claimed) and now != proposal.claimed,
        gone=proposal.claim is not None and now is None,
    )


def _same(one: int | None, other: int | None) -> bool:
    return one is not None and one == other


def _takes_up(one: Obstacle, proposal: Proposal, themes: set[str], known: Known) -> bool:
    own: Iterable[str] = (each for key in one.passages for each in known.passages.get(key, ()))
    return proposal.claim in one.claims or bool(themes & set(one.themes)) or _about(proposal, set(own))


def _about(proposal: Proposal, evidence: Collection[str]) -> bool:
    shared = sum(each in evidence for each in proposal.evidence)
    return bool(shared) and shared >= HALF * len(proposal.evidence)
