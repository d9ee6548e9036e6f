"""Passages of a few words each, read as the material of themes."""

from __future__ import annotations

from toolkit.analysis.texts.language import language
from toolkit.analysis.themes.theme_material import Material
from toolkit.domain.codings.schemes import Code, Cue, Facet, Scheme
from toolkit.domain.codings.segments import Passage
from toolkit.domain.texts.text import Span

CODES = (
    Code("needs", "area", {"sv": "Behov", "en": "Needs"}, {"sv": "Bostad hos Hyresgården"}),
    Code("needs/health", "area", {"sv": "Hälsa", "en": "Health"}, cues={"sv": (Cue("värk*"), Cue("arbetsförmedl*"))}),
    Code("actors", "area", {"sv": "Aktörer", "en": "Actors"}, cues={"sv": (Cue("soc"), Cue("fk*"))}),
)
SCHEME = Scheme("s", 1, {"sv": "s"}, (Facet("area", {"sv": "Område"}),), {code.path: code for code in CODES})


def passage(number, text, *, who="", group="participants", codes=("needs",)):
    return Passage(f"d{number:02}.txt", Span(0, len(text)), text, who or f"D{number:02}", group, frozenset(codes),
                   frozenset(each.partition("/")[0] for each in codes), (f"c{number}",))  # fmt: skip


def read(*texts, code="sv", **facts):
    """The material of one passage for each text, said by a person of their own."""
    return material([passage(number, text, **facts) for number, text in enumerate(texts)], code=code)


def material(passages, *, code="sv"):
    return Material.of(passages, language=language(code), scheme=SCHEME)
