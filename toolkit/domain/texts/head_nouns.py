"""Head nouns: which words stand for the people or workplaces that a report counts, in which forms, of which group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

ANYBODY = ""
"""The group of nouns that mean whoever was interviewed ("intervjuade", "respondents")."""
SOME_PEOPLE = "?"
"""The group of nouns that are people, but none that a project counts by ("kvinnor", "ungdomar")."""

_SV = {
    ANYBODY: (
        "intervjuad intervjuade intervjuades intervjupersoner intervjupersonerna intervjuperson informant informanter "
        "informanterna respondent respondenter respondenterna tillfrågade svarande personer personerna person "
        "uppgiftslämnare intervjudeltagare intervjudeltagarna samtalsdeltagare"
    ),
    "participants": "deltagare deltagaren deltagarna deltagarnas",
    "referrers": "remittent remittenter remittenterna remittenternas anvisare anvisarna",
    "team": (
        "teammedlem teammedlemmar teammedlemmarna handledare handledarna handledarnas teammedarbetare coach coacher "
        "coacherna teammedlemmarnas"
    ),
    "employers": (
        "arbetsgivare arbetsgivarna arbetsgivarnas arbetsledare arbetsledarna företag företagen företagens företagare "
        "företagarna arbetsplats arbetsplatser arbetsplatserna företagsrepresentanter företagsrepresentanterna"
    ),
    "steering": (
        "styrgruppsledamot styrgruppsledamöter styrgruppsledamöterna ledamot ledamöter ledamöterna "
        "styrgruppsmedlemmar styrgruppsmedlemmarna styrgruppsrepresentanter"
    ),
    "partners": (
        "samverkansaktör samverkansaktörer samverkansaktörerna samverkanspart samverkansparter samverkansparterna "
        "samarbetspartner samarbetspartners samarbetspartnerna samverkanspartner samverkanspartners handläggare "
        "handläggarna handläggarnas"
    ),
    SOME_PEOPLE: (
        "kvinnor kvinnorna män männen ungdomar ungdomarna unga äldre föräldrar föräldrarna chefer cheferna "
        "representanter representanterna medlemmar medlemmarna"
    ),
}
_EN = {
    ANYBODY: (
        "interviewee interviewees respondent respondents informant informants people person persons interviewed those"
    ),
    "participants": "participant participants participants’",
    "referrers": "referrer referrers",
    "team": "team-member team-members supervisor supervisors coach coaches",
    "employers": "employer employers company companies workplace workplaces firm firms",
    "steering": "steering-group-member steering-group-members",
    "partners": "partner partners caseworker caseworkers",
    SOME_PEOPLE: "women men members parents managers youngsters",
}
_FORMS = {"sv": _SV, "en": _EN}
_COMPOUNDS = {
    "sv": ("deltagare", "deltagarna", "arbetsgivare", "arbetsgivarna", "remittenter", "remittenterna"),
    "en": (),
}
_DEFINITE = {"sv": ("na", "nas", "en", "ens"), "en": ()}


@dataclass(frozen=True, slots=True)
class HeadNouns:
    """The nouns of a project: the group of every form, in small letters. More than one word is joined by "-"."""

    language: str
    groups: Mapping[str, str] = field(default_factory=dict)

    def group_of(self, word: str) -> str | None:
        """The group that a word counts; None when it stands for no people of the project."""
        plain = word.lower()
        found = self.groups.get(plain)
        if found is None:
            end = next((each for each in _COMPOUNDS.get(self.language, ()) if plain.endswith(each)), None)
            return self.groups.get(end) if end else None
        return found

    def definite(self, word: str) -> bool:
        """Whether a form says "the" by itself: "deltagarna"."""
        plain = word.lower()
        return self.group_of(plain) is not None and plain.endswith(_DEFINITE.get(self.language, ()))


def head_nouns(language: str, own: Iterable[tuple[str, str]] = (), *, groups: Iterable[str] | None = None) -> HeadNouns:
    """The usual nouns of a language and a project's `own` (form, group); of the usual only those of its `groups`."""
    wanted = None if groups is None else {ANYBODY, SOME_PEOPLE, *groups}
    forms = {
        form: group
        for group, words in _FORMS.get(language, _EN).items()
        if wanted is None or group in wanted
        for form in words.split()
    }
    for form, group in own:
        plain = form.lower().removeprefix("the ")
        forms[plain] = group
        if " " in plain:
            forms[plain.replace(" ", "-")] = group
    return HeadNouns(language, forms)
