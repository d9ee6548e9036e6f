"""The questions that a pack asks: made from the shape of its findings, of single and of double loop, never leading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.domain.claims.claims import ClaimKind
from toolkit.domain.claims.stances import HINDERS, PROMOTES
from toolkit.domain.reflection.pack_readers import Readers
from toolkit.reporting.material.wording import Wording
from toolkit.reporting.packs.pack_findings import Told

MOST_SINGLE = 2


def asked(told: Sequence[Told], wording: Wording, readers: Readers) -> Iterator[str]:
    """Three to five questions: first how it is done, then whether it is the right thing."""
    if told:
        yield wording.say("pack.questions.single.recognise")
    for shape, points in list(_single(told, readers))[:MOST_SINGLE]:
        yield _text(wording, f"single.{shape}", points)
    yield wording.say("pack.questions.double.purpose" if told else "pack.questions.double.matter")
    yield wording.say("pack.questions.double.stop")
    if not told:
        yield wording.say("pack.questions.double.else")


def _single(told: Sequence[Told], readers: Readers) -> Iterator[tuple[str, list[Told]]]:
    """By shape of findings, those that are of it: the ones where something parts or hinders first."""
    shapes = {
        "parts": [each for each in told if _parts(each, readers)],
        "hinders": [each for each in told if _leaning(each) == HINDERS],
        "promotes": [each for each in told if _leaning(each) == PROMOTES],
        "needs": _of_kind(told, ClaimKind.NEED),
        "proposals": _of_kind(told, ClaimKind.PROPOSAL),
    }
    for shape, points in shapes.items():
        if points:
            yield shape, points


def _of_kind(told: Sequence[Told], kind: ClaimKind) -> list[Told]:
    return [each for each in told if each.standing and each.standing.claim.kind is kind]


def _parts(told: Told, readers: Readers) -> bool:
    """Whether as many see it otherwise as bear it out, near enough to speak of, in groups that readers may hear of."""
    if told.standing is None:
        return False
    tallies = [told.standing.tally_of(group) for group in told.standing.positions if not readers.close(group)]
    otherwise = sum(each.contradicts + each.qualifies for each in tallies)
    return otherwise * 3 >= sum(each.affirms for each in tallies) > 0 and otherwise > 1


def _leaning(told: Told) -> str | None:
    if told.standing:
        return told.standing.claim.valence
    return told.finding.leaning if told.finding else None


def _text(wording: Wording, path: str, points: Sequence[Told]) -> str:
    form = "one" if len(points) == 1 else "many"
    return wording.say(f"pack.questions.{path}.{form}", points=wording.listed(str(each.number) for each in points))
