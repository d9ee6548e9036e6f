"""Kinds of source: what each kind of material may be used for, as data."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from toolkit.domain.sources.sources import SURVEY
from toolkit.messages import N_

KIND = "kind"  # the fact that names it: in front matter, or as a person decided
QUOTABLE = "quotable"  # the fact of a reflection session at which those present agreed to be quoted


class Protection(StrEnum):
    """How carefully the words are kept."""

    USUAL = "usual"
    HIGHEST = "highest"


class Kind(StrEnum):
    """What a source is."""

    INTERVIEW = "interview"
    FOCUS_GROUP = "focus_group"
    OBSERVATION = "observation"
    CASE = "case"
    SURVEY = "survey"
    NARRATIVE = "narrative"
    DOCUMENT = "document"
    FACTORS = "factors"
    REFLECTION = "reflection"

    @property
    def rules(self) -> Rules:
        """What sources of this kind may be used for."""
        return RULES[self]


@dataclass(frozen=True, slots=True)
class Rules:
    """What sources of a kind may be used for.

    `counts_people`: its speakers are respondents. `codable`: its words may be evidence. `quotable`: they may be printed
    as they stand. `goes_out`: they leave in exchanges and archives without being asked for by name. `told`: a report
    may tell what stands in it. `shown_in_presentation`: not covered while others look at the screen.
    """

    title: str
    counts_people: bool = False
    codable: bool = True
    quotable: bool = False
    goes_out: bool = True
    told: bool = True
    shown_in_presentation: bool = True
    protection: Protection = Protection.USUAL

    @property
    def record(self) -> bool:
        """Whether its words are evidence that nobody says."""
        return self.codable and not self.counts_people


RULES: Mapping[Kind, Rules] = {
    Kind.INTERVIEW: Rules(N_("Interview"), counts_people=True, quotable=True),
    Kind.FOCUS_GROUP: Rules(N_("Focus group"), counts_people=True, quotable=True),
    Kind.OBSERVATION: Rules(N_("Observation notes")),
    Kind.CASE: Rules(
        N_("Case description"), goes_out=False, told=False, shown_in_presentation=False, protection=Protection.HIGHEST
    ),
    Kind.SURVEY: Rules(N_("Survey answers"), counts_people=True, quotable=True),
    Kind.NARRATIVE: Rules(N_("Narrative"), counts_people=True, quotable=True),
    Kind.DOCUMENT: Rules(N_("Document"), quotable=True),
    Kind.FACTORS: Rules(N_("Factor list"), codable=False, quotable=True),
    Kind.REFLECTION: Rules(N_("Reflection session"), shown_in_presentation=False),
}
"""A document may be quoted as a document and a factor list is printed as it stands; neither is anybody's words. What is
said at a reflection session is a person's only where the register has the person; it is quoted as those present agreed
(the fact QUOTABLE)."""

TALK = (Kind.INTERVIEW, Kind.FOCUS_GROUP)

_SAID: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (Kind.CASE, ("fallbeskriv", "falldrag", "case description", "vignett", "case story")),
    (Kind.OBSERVATION, ("observation", "fältanteck", "field note", "deltagande obs")),
    (Kind.FACTORS, ("faktorlist", "framgångsfaktor", "misslyckandefaktor", "factor list", "success factor")),
    (Kind.FOCUS_GROUP, ("fokusgrupp", "focus group", "gruppinterv", "group interview", "gruppsamtal")),
    (Kind.SURVEY, ("enkät", "survey", "frågeformulär", "questionnaire")),
    (Kind.NARRATIVE, ("berättelse", "narrativ", "livshistoria", "egen text", "own story")),
    (Kind.DOCUMENT, ("dokument", "document", "verksamhetsplan", "protokoll", "minnesanteckning", "styrdokument")),
    (Kind.INTERVIEW, ("interv", "samtal", "conversation")),
)
_WORDS: Mapping[str, Kind] = {
    "intervju": Kind.INTERVIEW,
    "fokusgrupp": Kind.FOCUS_GROUP,
    "observationsanteckning": Kind.OBSERVATION,
    "fall": Kind.CASE,
    "fallbeskrivning": Kind.CASE,
    "enkät": Kind.SURVEY,
    "berättelse": Kind.NARRATIVE,
    "dokument": Kind.DOCUMENT,
    "faktorer": Kind.FACTORS,
    "faktorlista": Kind.FACTORS,
    "reflektionsmöte": Kind.REFLECTION,
} | {kind.value: kind for kind in Kind}


def kind_of(facts: Mapping[str, str], voices: Collection[str] = ()) -> Kind:
    """The kind that a source's facts name (`kind`, else `method`), else by how many respondents speak in it."""
    named = facts.get(KIND, "").strip().casefold().replace(" ", "_").replace("-", "_")
    if named in _WORDS:
        return _WORDS[named]
    if SURVEY in facts:
        return Kind.SURVEY
    found = _by_method(facts.get("method", "").casefold()) or Kind.INTERVIEW
    return Kind.FOCUS_GROUP if found is Kind.INTERVIEW and len(voices) > 1 else found


def unquoted(kind: Kind, facts: Mapping[str, str]) -> bool:
    """Whether nothing in a source may be printed as it stands, whatever its speakers allow elsewhere."""
    return kind is Kind.REFLECTION and facts.get(QUOTABLE) != "yes"


def nobody_speaks(facts: Mapping[str, str]) -> bool:
    """Whether the facts say that the text is of a kind without speakers' labels."""
    kind = kind_of(facts)
    return kind is Kind.NARRATIVE or not kind.rules.counts_people


def _by_method(method: str) -> Kind | None:
    """The kind whose word comes first in what was written: "intervju med observation" is an interview."""
    places = ((at, kind) for kind, words in _SAID for word in words if (at := method.find(word)) >= 0)
    return min(places, key=lambda one: one[0], default=(0, None))[1]


def shown_kind(stored: str, facts: Mapping[str, str], voices: Collection[str]) -> Kind:
    """What a source is called: as stored; of conversations stored without more said, by their facts and voices."""
    kind = Kind(stored)
    if kind is not Kind.INTERVIEW:
        return kind
    found = kind_of(facts, voices)
    return found if found in TALK else kind
