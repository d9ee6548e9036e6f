"""Real English interviews: segments, questions and suggestions work on talk that nobody tidied."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from toolkit.analysis.suggesting.suggesting import fit, suggested
from toolkit.analysis.texts.language import language
from toolkit.analysis.texts.segmenting import segments
from toolkit.domain.codings.schemes import AREA, Code, Cue, Facet, Scheme
from toolkit.domain.sources.sources import Role, Source, Turn
from toolkit.domain.texts.text import normalise, trimmed, words

FOLDER = Path(__file__).parents[3] / "shared" / "fixtures" / "interviews_en"
pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the shared fixtures are not here")


def interview(name: str, empty: Source) -> Source:
    text = normalise((FOLDER / name).read_text(encoding="utf-8"))
    labels = list(re.finditer(r"(?m)^\d+\s+(\w+): ", text))
    turns = []
    for number, label in enumerate(labels):
        end = labels[number + 1].start() if number + 1 < len(labels) else len(text)
        span = trimmed(text, label.end(), end)
        role = Role.RESPONDENT if label[1] == "Participant" else Role.INTERVIEWER
        if span:
            turns.append(Turn(number, span, role, respondent=name[:2] if role is Role.RESPONDENT else None))
    return replace(empty, name=name, text=text, turns=tuple(turns))


@pytest.mark.parametrize("name", ["P1.txt", "P2.txt", "P3.txt", "P4.txt"])
def test_talk_is_gathered_and_suggested_on(name: str, source: object) -> None:
    assert callable(source)
    made = interview(name, source())
    english = language("en")
    code = Code(
        "needs", AREA, {"en": "Needs"}, {"en": "What people need and use."}, cues={"en": (Cue("plot*"), Cue("use"))}
    )
    model = fit([], {}, {}, scheme=Scheme("s", 1, {}, (Facet(AREA, {}),), {"needs": code}), language=english)
    found = list(suggested([made], model))
    assert len(found) > 15
    assert [one for one, _ in found] == segments(made, english)
    assert all(one.text == one.span.of(made.text) for one, _ in found)
    assert all(words(one.text) <= 110 for one, _ in found)
    reasons = [own[0].because for _, own in found if own]
    assert any(reason.startswith("Recognises the word") for reason in reasons)
