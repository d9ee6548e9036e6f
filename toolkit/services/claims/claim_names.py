"""What stances, sides, kinds and valences of claims are called, on screens and at the command line."""

from __future__ import annotations

from toolkit.domain.claims.claim_words import filled
from toolkit.domain.claims.claims import ClaimKind, Side, Stance
from toolkit.messages import N_, current_language

STANCES = {
    Stance.AFFIRMS: N_("affirms"),
    Stance.QUALIFIES: N_("qualifies"),
    Stance.CONTRADICTS: N_("contradicts"),
    Stance.DID_NOT_RAISE: N_("did not raise it"),
    Stance.NOT_ASKED: N_("was not asked"),
}
SIDES = {
    Side.AGREE: N_("agree"),
    Side.QUALIFY: N_("divided"),
    Side.CONTRADICT: N_("contradict"),
    Side.SILENT: N_("silent"),
    Side.NOT_ASKED: N_("not asked"),
}
KINDS = {
    ClaimKind.FINDING: N_("finding"),
    ClaimKind.NEED: N_("need"),
    ClaimKind.PROPOSAL: N_("proposal"),
}
VALENCES = {
    "": N_("whatever is said of it"),
    "promotes": N_("that it promotes"),
    "hinders": N_("that it hinders"),
    "proposes": N_("a proposal for improvement"),
}
VALENCE_WORDS = {"promotes": N_("promotes"), "hinders": N_("hinders"), "proposes": N_("proposes")}
RAISING = N_(
    "Not judged by anybody: {n} of the {all} who count as affirming. The codings say only that the matter is raised "
    "there, not that the claim is borne out."
)


def short(text: str) -> str:
    """A claim's text as a list shows it: three dots where the quantity word stands."""
    return filled(text, "…").replace("….", "…")


def place() -> str:
    """What a person writes where the quantity word shall stand."""
    return "{vem}" if current_language() == "sv" else "{who}"
