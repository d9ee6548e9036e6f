"""Small schemes and sources for the tests of this folder: fixtures that give functions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from toolkit.analysis.texts.language import Language, language
from toolkit.domain.codings.schemes import AREA, PHASE, Code, Cue, Facet, Scheme
from toolkit.domain.sources.sources import Role, Source, Turn
from toolkit.domain.texts.text import Span

NOW = datetime(2025, 1, 1, tzinfo=UTC)


def _source(*said: tuple[str, str], name: str = "d01.txt", area: str | None = None, phase: str | None = None) -> Source:
    """A source of turns (label, words); the label I is the interviewer's, others are respondents."""
    text, turns = "", []
    for number, (label, words) in enumerate(said, start=1):
        text += f"{label}: "
        span = Span(len(text), len(text) + len(words))
        role = Role.INTERVIEWER if label == "I" else Role.RESPONDENT
        who = label if role is Role.RESPONDENT else None
        turns.append(Turn(number, span, role, label=label, respondent=who, area=area, phase=phase))
        text += f"{words}\n\n"
    return Source(name, "0" * 64, text, tuple(turns), {}, NOW)


def _cues(*patterns: str | tuple[str, float]) -> tuple[Cue, ...]:
    return tuple(Cue(one) if isinstance(one, str) else Cue(*one) for one in patterns)


def _code(path: str, facet: str, words: tuple[Cue, ...], definition: str = "", language: str = "sv") -> Code:
    return Code(path, facet, {language: path.capitalize()}, {language: definition}, cues={language: words})


@pytest.fixture
def source() -> Callable[..., Source]:
    return _source


@pytest.fixture
def swedish() -> Language:
    return language("sv")


@pytest.fixture
def scheme() -> Scheme:
    codes = [
        _code("needs", AREA, _cues("behöv*", "hälsa", "sov"), "Behov av hälsa, sömn, inkomst och bostad."),
        _code("needs/health", AREA, _cues("sov", "ont", "*värk*", ("trött", 0.5)), "Sömn, värk, oro och hälsa."),
        _code("actors", AREA, _cues("arbetsförmedl*", "soc", "handläggar*"), "Myndigheter och andra aktörer."),
        _code(
            "learning", AREA, _cues("lärt mig", "slutat med", "våga* fråga"), "Det någon lärt sig eller slutat göra."
        ),
        _code("phase/before", PHASE, _cues("innan jag började"), "Tiden inför starten."),
        _code("phase/during", PHASE, _cues("just nu"), "Under tiden."),
    ]
    facets = (Facet(AREA, {"sv": "Område"}), Facet(PHASE, {"sv": "Fas"}, multiple=False))
    return Scheme("small", 1, {"sv": "Litet"}, facets, {one.path: one for one in codes})
