"""Claims on the small invented material, with the stances that its passages bear."""

from collections.abc import Mapping

from toolkit.domain.claims.claims import Claim, ClaimKind, Position, Stance, Standing

STANCES = {"a": Stance.AFFIRMS, "c": Stance.CONTRADICTS, "q": Stance.QUALIFIES, "s": Stance.DID_NOT_RAISE}
PARTICIPANTS = ("D01", "D02", "D03", "D04", "D05", "D06", "D07")
EMPLOYERS = ("A1", "A2")


def standing(material, id_, text, stances, *, themes=(), **facts) -> Standing:
    """A claim on these themes; `stances` gives by group a letter per person, "-" for whoever was not asked."""
    passages = {key: material.passages[key] for one in material.themes if one.id in themes for key in one.passages}
    spoken: dict[str, list[str]] = {}
    for passage in passages.values():
        spoken.setdefault(passage.respondent, []).extend(passage.evidence)
    positions: Mapping[str, tuple[Position, ...]] = {
        group: tuple(
            Position(person, STANCES.get(letter, Stance.NOT_ASKED), tuple(spoken.get(person, ())))
            if letter in "acq"
            else Position(person, STANCES.get(letter, Stance.NOT_ASKED))
            for person, letter in zip(PARTICIPANTS if group == "participants" else EMPLOYERS, letters, strict=True)
        )
        for group, letters in stances.items()
    }
    group = next(iter(stances)) if len(stances) == 1 else ""
    facts.setdefault("kind", ClaimKind.FINDING)
    claim = Claim(text, group, themes=tuple(themes), id=id_, position=id_, **facts)
    return Standing(claim, positions, tuple(passages))
