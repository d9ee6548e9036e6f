"""A feedback pack of the small invented material, for one audience or another."""

from __future__ import annotations

from dataclasses import replace

from tests.reporting.based import WAIT, claimed
from toolkit.domain.reflection.packs import Wish
from toolkit.domain.sources.audiences import Audience
from toolkit.reporting.packs.pack_findings import Plan

STEERING = Audience("steering")
EMPLOYERS = Audience("employers", insiders=("employers",))
"""Of employers there are two: too few to be told of among themselves."""
CLAIMS = (
    (WAIT, {"participants": "aaa-ccs"}, {"themes": ["t1"], "questions": ("q1",)}),
    ("{vem} kan ringa", {"employers": "aa"}, {"themes": ["t4"]}),
    ("{vem} ringer", {"participants": "aaaasss", "employers": "ss"}, {"themes": ["t2"]}),
    ("{vem} övar", {"participants": "ssssass"}, {"themes": ["t3"]}),
)


def plan(audience=STEERING, **wish):
    return Plan(Wish(audience.key, **wish), audience)


def packable(material, *claims, **changes):
    """The material with claims and two evaluation questions, of which the second has no answer."""
    facts = {"question_texts": {"q1": "Hur?", "q2": "Varför?"}, **changes}
    return replace(claimed(material, *(claims or CLAIMS)), **facts)
