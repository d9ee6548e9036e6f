"""Stances: where each respondent of a group stands on a theme, by the valence of what they say and what was asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from toolkit.domain.claims.claims import VOICED, Claim, Judged, Position, Stance, Standing
from toolkit.domain.codings.schemes import VALENCE
from toolkit.domain.codings.segments import Passage, Places

PROMOTES, HINDERS, PROPOSES = "promotes", "hinders", "proposes"
_SIDES = frozenset((PROMOTES, HINDERS))


def valences(passages: Iterable[Passage]) -> dict[str, frozenset[str]]:
    """Which of promotes and hinders each respondent's passages were given; a record is nobody's."""
    found: dict[str, frozenset[str]] = {}
    for passage in passages:
        if passage.record:
            continue
        sides = passage.of_facet(VALENCE) & _SIDES
        found[passage.respondent] = found.get(passage.respondent, frozenset()) | sides
    return found


def main_valence(passages: Iterable[Passage]) -> str | None:
    """The valence that more persons give the theme; None when none was coded or as many stand on either side."""
    return main_of(valences(passages))


def main_of(sides: Mapping[str, frozenset[str]]) -> str | None:
    """`main_valence` of what `valences` found."""
    promotes = sum(PROMOTES in side for side in sides.values())
    hinders = sum(HINDERS in side for side in sides.values())
    if promotes == hinders:
        return None
    return PROMOTES if promotes > hinders else HINDERS


def positions(
    passages: Sequence[Passage],
    *,
    area: str,
    respondents: Iterable[str],
    asked: Mapping[str, frozenset[str]],
) -> tuple[Position, ...]:
    """Where each of a group's `respondents` stands on the theme that these `passages` make up in `area`.

    Whoever has a passage in the theme raised it, asked or not: with the theme's main valence or none they affirm it,
    with only the other one they contradict it, with both they qualify it; without a main valence all who raised it
    affirm (that it is a topic, no more). The others were asked in the area and did not raise it, or were never asked.
    `respondents` are those whose words may be used at all; passages of anyone else count for nothing.
    """
    sides = valences(passages)
    main = main_of(sides)
    evidence: dict[str, list[str]] = {}
    for passage in passages:
        evidence.setdefault(passage.respondent, []).extend(passage.evidence)
    return tuple(
        Position(person, _stance(sides[person], main), tuple(evidence[person]))
        if person in sides
        else Position(person, Stance.DID_NOT_RAISE if area in asked.get(person, ()) else Stance.NOT_ASKED)
        for person in dict.fromkeys(respondents)
    )


def _stance(sides: frozenset[str], main: str | None) -> Stance:
    if main is None or not sides or sides == {main}:
        return Stance.AFFIRMS
    return Stance.QUALIFIES if main in sides else Stance.CONTRADICTS


def standing(
    claim: Claim,
    passages: Sequence[Passage],
    *,
    people: Mapping[str, Sequence[str]],
    asked: Mapping[str, frozenset[str]],
    areas: Collection[str] = (),
    judged: Iterable[Judged] = (),
) -> Standing:
    """Where everyone of the claim's groups stands on it, by these passages (most typical first) and what was judged.

    `people` are those who took part and whose words may be used, by group in the project's order. Whoever has a
    passage raised it: on the claim's side or none they affirm, on the other one they contradict, on both they qualify;
    a claim without a side is affirmed by all who raise it, and one that proposes by those who propose. The others were
    asked in one of the `areas` (without any, everyone was if anybody raised it), or never. What a person judged wins,
    as long as the passages it rests on are there.
    """
    whose = {claim.group: people.get(claim.group, ())} if claim.group else people
    own = _by_person(passages, {one for each in whose.values() for one in each})
    heard = {one for one, put in asked.items() if not put.isdisjoint(areas)}
    heard.update(one for each in whose.values() for one in each if own and not areas)
    proposed = {
        group: tuple(_proposed(one, own.get(one, ()), claim.valence, asked=one in heard) for one in each)
        for group, each in whose.items()
    }
    known = {one for each in people.values() for one in each}
    unknown = sum(one.respondent not in known for one in passages if not one.record)
    found = _decided(claim, proposed, own, judged)
    rests = frozenset(found.passages)
    records = tuple(one.key for one in passages if one.record)
    kept = tuple(one.key for one in passages if one.key in rests)
    return replace(found, unknown=unknown, passages=kept, records=records)


def questioned(
    found: Standing, passages: Iterable[Passage], judged: Iterable[Judged], coded: Mapping[str, datetime]
) -> frozenset[str]:
    """Of whom something was coded since they were judged that by itself gives another stance than theirs.

    `coded` is when evidence was coded, as far as that is later than some judgement.
    """
    later = [one for one in passages if not coded.keys().isdisjoint(one.evidence)]
    return frozenset(
        one.respondent
        for one in judged
        if one.respondent in found.decided and one.stance in (Stance.AFFIRMS, Stance.CONTRADICTS)
        if _newly(found.claim, one, later, coded) not in (one.stance, None)
    )


def _newly(claim: Claim, one: Judged, later: Iterable[Passage], coded: Mapping[str, datetime]) -> Stance | None:
    """What the codings made since a judgement say of the person; None when they say nothing."""
    at = one.at
    theirs = (each for each in later if at and each.respondent == one.respondent)
    own = [each for each in theirs if at and any(coded.get(id_, at) > at for id_ in each.evidence)]
    stance = _proposed(one.respondent, own, claim.valence, asked=True).stance
    return stance if stance in VOICED else None


def _decided(
    claim: Claim,
    proposed: Mapping[str, tuple[Position, ...]],
    own: Mapping[str, Sequence[Passage]],
    judged: Iterable[Judged],
) -> Standing:
    """What the codings propose, with what a person judged in its place where that has its ground."""
    every = {one.respondent: one for each in proposed.values() for one in each}
    said = {one.respondent: _ground(one, own.get(one.respondent, ())) for one in judged if one.respondent in every}
    grounds = {one: ground for one, ground in said.items() if ground is not None}
    now = {**every, **grounds}
    rests = {each for one in now.values() for each in one.evidence}
    return Standing(
        claim,
        {group: tuple(now[one.respondent] for one in each) for group, each in proposed.items()},
        tuple(one.key for each in own.values() for one in each if rests.intersection(one.evidence)),
        decided=frozenset(grounds),
        doubtful=frozenset(said.keys() - grounds.keys()),
        proposed={one.respondent: one.stance for one in every.values()},
        machine=bool(own) and all(one.machine for each in own.values() for one in each),
        raising=frozenset(who for who in now.keys() - grounds.keys() if _raises(claim, now[who], own.get(who, ()))),
    )


def _raises(claim: Claim, position: Position, own: Sequence[Passage]) -> bool:
    """Whether somebody affirms a claim by raising it and no more."""
    if position.stance is not Stance.AFFIRMS or claim.valence == PROPOSES:
        return False
    return claim.valence not in valences(own)[position.respondent]


def _by_person(passages: Iterable[Passage], people: Collection[str]) -> dict[str, list[Passage]]:
    found: dict[str, list[Passage]] = {}
    for one in passages:
        if one.respondent in people:
            found.setdefault(one.respondent, []).append(one)
    return found


def _proposed(person: str, passages: Sequence[Passage], valence: str | None, *, asked: bool) -> Position:
    """What the codings say of one person."""
    counted = _counted(passages, valence)
    if counted:
        side = None if valence == PROPOSES else valence
        return Position(person, _stance(valences(counted)[person], side), _evidence(counted))
    return Position(person, Stance.DID_NOT_RAISE if passages or asked else Stance.NOT_ASKED)


def _counted(passages: Sequence[Passage], valence: str | None) -> Sequence[Passage]:
    """The passages that a stance rests on: proposals where the claim proposes; where it takes a side, what was said
    beside a wish, for a wish alone says no more than that the matter was raised."""
    if valence is None:
        return passages
    if valence == PROPOSES:
        return [one for one in passages if PROPOSES in one.of_facet(VALENCE)]
    return [one for one in passages if one.of_facet(VALENCE) != {PROPOSES}] or passages


def _evidence(passages: Iterable[Passage]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for one in passages for each in one.evidence))


def _ground(judged: Judged, own: Sequence[Passage]) -> Position | None:
    """The judged position on what it rests on now; None when that is gone, or new words came that it did not know."""
    there = _still_there(judged.passages, own)
    if judged.stance not in VOICED:
        unseen = bool(own) and len(there) < len(own)
        return None if unseen else Position(judged.respondent, judged.stance)
    ground = there if judged.passages else own
    return Position(judged.respondent, judged.stance, _evidence(ground)) if ground else None


def _still_there(keys: Sequence[str], own: Sequence[Passage]) -> list[Passage]:
    places = Places(one.key for one in own)
    now = {each for key in keys for each in places.now(key)}
    return [one for one in own if one.key in now]
