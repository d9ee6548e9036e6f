"""The words of respondents.csv in Swedish and English: columns, consents and their scope, yes and no, groups."""

from __future__ import annotations

import re
from collections.abc import Mapping

from toolkit.domain.sources.consents import Basis, ConsentStatus, How, Purpose

HEADERS: Mapping[str, tuple[str, ...]] = {
    "sv": ("id", "grupp", "organisation", "samtycke", "samtycke_till", "citat", "etiketter"),
    "en": ("id", "group", "organisation", "consent", "consent_until", "quote", "labels"),
}
MORE: Mapping[str, tuple[str, ...]] = {  # columns that a register may have beside those of a new one
    "sv": ("samtyckesdatum", "samtyckestext", "samtycke_hur", "samtycke_omfattning", "inskriven_till",
           "samtycke_grund", "begränsad", "återkallat"),
    "en": ("consent_date", "consent_text", "consent_how", "consent_scope", "enrolled_until",
           "consent_basis", "restricted", "withdrawn"),
}  # fmt: skip
TITLES: Mapping[str, Mapping[str, str]] = {
    language: dict(zip((*HEADERS["en"], *MORE["en"]), (*HEADERS[language], *MORE[language]), strict=True))
    for language in HEADERS
}
"""The header of each column that we know, by language and our name."""
COLUMNS: Mapping[str, str] = {
    **{title: column for titles in TITLES.values() for column, title in titles.items()},
    "pseudonym": "id",
    "aktörsgrupp": "group",
    "organization": "organisation",
    **dict.fromkeys(("samtycken", "consents", "consented", "consent_given", "samtycke_lämnat"), "consent"),
    **dict.fromkeys(
        ("samtycke_t.o.m.", "samtycke_tom", "samtycke_t_o_m", "samtycke_giltigt_till", "samtycket_gäller_till",
         "samtycke_gäller_till", "giltigt_till", "gäller_till", "consent_valid_until", "valid_until"),
        "consent_until",
    ),
    **dict.fromkeys(
        ("citeras", "får_citeras", "kan_citeras", "citat_ok", "citat_okej", "får_citera", "citering", "citerbar",
         "quotes", "quotable", "may_be_quoted", "may_quote", "can_be_quoted", "quote_ok", "quotes_ok"),
        "quote",
    ),
    **dict.fromkeys(("samtycke_datum", "samtycke_lämnat_datum", "samtycke_från", "consent_since"), "consent_date"),
    **dict.fromkeys(("samtycke_text", "samtycke_version", "samtyckesversion", "consent_version"), "consent_text"),
    **dict.fromkeys(("samtyckesform", "samtycke_form"), "consent_how"),
    **dict.fromkeys(("samtycke_till_vad", "samtyckets_omfattning", "scope_of_consent"), "consent_scope"),
    **dict.fromkeys(("samtyckets_grund", "basis_of_consent"), "consent_basis"),
    **dict.fromkeys(("begränsat", "begränsning_av_behandling", "processing_restricted"), "restricted"),
    **dict.fromkeys(("återkallad", "återkallelse", "samtycke_återkallat", "consent_withdrawn"), "withdrawn"),
    "label": "labels",
    "etikett": "labels",
}  # fmt: skip
ABOUT_CONSENT = re.compile(r"samtyck|consent|cit(?:at|er)|quot(?:e|ab)|återkall|nekat|withdr|refus", re.IGNORECASE)
"""A header that says this is about consent: when it is none of the columns above, nobody may pass it over."""
YES = frozenset(("yes", "ja", "y", "j", "true", "sant", "1"))
NO = frozenset(("no", "nej", "n", "false", "falskt", "0"))
_STATUS_WORDS: Mapping[ConsentStatus, frozenset[str]] = {
    ConsentStatus.GIVEN: YES | {"given", "lämnat", "lämnad", "lämnats", "givet", "gett"},
    ConsentStatus.REFUSED: NO | {"refused", "declined", "nekat", "nekad", "avböjt", "avböjd", "avböjer"},
    ConsentStatus.WITHDRAWN: frozenset(
        (
            "withdrawn",
            "revoked",
            "återkallat",
            "återkallad",
            "återkallats",
            "återtaget",
            "tillbakadraget",
            "tillbakataget",
        )
    ),
}
STATUSES: Mapping[str, ConsentStatus] = {word: status for status, words in _STATUS_WORDS.items() for word in words}
SCOPES: Mapping[str, Purpose] = {
    **{one.value: one for one in Purpose},
    **dict.fromkeys(("intervju", "analys", "analysis"), Purpose.INTERVIEW),
    **dict.fromkeys(("citat", "citera", "quotes", "quoting"), Purpose.QUOTE),
    **dict.fromkeys(("återkoppling", "återföring"), Purpose.FEEDBACK),
    **dict.fromkeys(("arkiv", "arkivering", "archiving"), Purpose.ARCHIVE),
    **dict.fromkeys(("kontakt",), Purpose.CONTACT),
}
NOTHING = frozenset(("inget", "inga", "ingenting", "none", "nothing"))
EVERYTHING = frozenset(("allt", "alla", "all", "everything"))
HOWS: Mapping[str, How] = {
    **{one.value: one for one in How},
    **dict.fromkeys(("skriftligt", "skriftlig", "skriftligen"), How.WRITTEN),
    **dict.fromkeys(("muntligt", "muntlig", "muntligen"), How.ORAL),
    **dict.fromkeys(("inspelat", "inspelad", "inspelning"), How.RECORDED),
    **dict.fromkeys(("vårdnadshavare", "förälder", "god man", "förvaltare", "parent"), How.GUARDIAN),
    **dict.fromkeys(("tolk", "via tolk"), How.INTERPRETER),
}
BASES: Mapping[str, Basis] = {
    **{one.value: one for one in Basis},
    **dict.fromkeys(("rättslig grund", "legal basis", "legal", "laglig grund"), Basis.LEGAL),
    **dict.fromkeys(
        ("etiskt deltagande", "etiskt", "etisk", "ethical participation", "ethical", "ethics"), Basis.ETHICAL
    ),
}
WHILE_ENROLLED = frozenset(
    (
        "while enrolled",
        "as long as enrolled",
        "medan inskriven",
        "så länge inskriven",
        "under inskrivningen",
        "under inskrivning",
        "inskriven",
    )
)
GROUP_WORDS: Mapping[str, tuple[str, ...]] = {
    "participants": ("deltagare", "deltagarna", "participant"),
    "referrers": ("remittent", "remittenter", "remittenterna", "referrer"),
    "team": ("teamet", "teammedlem", "handledare", "handledarna", "supervisor", "supervisors"),
    "employers": ("arbetsgivare", "arbetsgivarna", "arbetsledare", "employer"),
    "steering": ("styrgrupp", "styrgruppen", "steering group"),
    "partners": (
        "partner", "samverkansaktör", "samverkansaktörer", "samverkanspart", "samverkansparter",
        "andra samverkansaktörer",
    ),
}  # fmt: skip


def about_consent(language: str) -> tuple[str, ...]:
    """The headers of the columns about consent, in Swedish or English."""
    titles = TITLES[language if language in TITLES else "en"]
    return tuple(titles[column] for column in ("consent", "consent_until", "quote", *MORE["en"]))
