"""The words of respondents.csv in Swedish and English: columns, consents, yes and no, groups."""

from __future__ import annotations

import re
from collections.abc import Mapping

from toolkit.domain.consents import ConsentStatus

HEADERS: Mapping[str, tuple[str, ...]] = {
    "sv": ("id", "grupp", "organisation", "samtycke", "samtycke_till", "citat", "etiketter"),
    "en": ("id", "group", "organisation", "consent", "consent_until", "quote", "labels"),
}
COLUMNS: Mapping[str, str] = {
    **dict(zip(HEADERS["sv"], HEADERS["en"], strict=True)),
    **{column: column for column in HEADERS["en"]},
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
