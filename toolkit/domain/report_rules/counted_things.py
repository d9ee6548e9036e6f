"""The rule of other counts: interviews, themes, questions … as the data have them, and the same all through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.domain.report_rules.basis import Basis
from toolkit.domain.report_rules.found import Found, Kind, shortened
from toolkit.domain.report_rules.page import Line, Page
from toolkit.domain.report_rules.sentences import Figure, figures
from toolkit.messages import N_

_KINDS = {
    "sv": {
        "interviews": r"(?:\w*intervjuer(?:na)?|(?:intervju)?samtal(?:en)?)",
        "people": r"(?:personer(?:na)?|intervjuade|intervjupersoner(?:na)?|informanter(?:na)?|respondenter(?:na)?)",
        "sources": r"(?:källor(?:na)?|utskrifter(?:na)?)",
        "questions": r"utvärderingsfrågor(?:na)?",
        "areas": r"(?:frågeområden(?:a)?|områden)",
        "themes": r"teman(?:a)?",
        "passages": r"kodade (?:ställen|avsnitt|passager)",
        "codings": r"kodningar(?:na)?",
    },
    "en": {
        "interviews": r"(?:interviews|conversations)",
        "people": r"(?:people|persons|interviewees|respondents|informants)",
        "sources": r"(?:sources|transcripts)",
        "questions": r"evaluation questions",
        "areas": r"(?:question areas|areas)",
        "themes": r"themes",
        "passages": r"coded passages",
        "codings": r"codings",
    },
}
_TOTAL = {
    "sv": re.compile(
        r"sammanlagt|totalt|bygger på|består av|omfattar|har (?:\w+ )?(?:intervjuats|genomförts)|intervjuades|"
        r"genomfördes|samtliga|de \w+ (?:frågeområdena|utvärderingsfrågorna)",
        re.I,
    ),
    "en": re.compile(
        r"in all|in total|altogether|rests? on|based on|consists? of|comprises?|were (?:held|interviewed)|"
        r"was interviewed|all the|the (?:six|three) ",
        re.I,
    ),
}
WHOLE = ("questions", "areas")
"""Things of which every number said is that of all."""


def totals(text: str, language: str) -> Iterator[tuple[str, int]]:
    """Every count of things of a known kind in a text, by kind."""
    for kind, figure, _ in _counted(text, language if language in _KINDS else "en"):
        yield kind, int(figure.value)


def _counted(text: str, language: str) -> Iterator[tuple[str, Figure, int]]:
    """The counts of a text: kind, figure, and where the words after it end."""
    for figure in figures(text, language):
        for kind, pattern in _KINDS[language].items():
            after = re.match(rf"\s+(?:\w+\s+)?{pattern}\b", text[figure.end :], re.I)
            if after and figure.value.denominator == 1 and not _part(text, figure):
                yield kind, figure, figure.end + after.end()
                break


@dataclass(frozen=True, slots=True)
class _Said:
    kind: str
    value: int
    total: bool
    line: Line
    text: str
    start: int
    words: str


def counted_things(page: Page) -> Iterator[Found]:
    """Totals that the data do not have, and totals of one thing that contradict each other."""
    first: dict[str, _Said] = {}
    for line in page.own():
        if line.is_quote or line.paragraph.cell:
            continue
        for sentence in line.sentences:
            for said in _said(sentence, line, page.basis):
                found = _judged(said, page.basis, first.get(said.kind))
                if said.total:
                    first.setdefault(said.kind, said)
                if found and not _drafted(said):
                    yield found


def _drafted(said: _Said) -> bool:
    return said.line.drafted is not None and said.words in said.line.drafted.text


def _said(sentence: str, line: Line, basis: Basis) -> Iterator[_Said]:
    language = basis.language if basis.language in _KINDS else "en"
    total = bool(_TOTAL[language].search(sentence))
    for kind, figure, end in _counted(sentence, language):
        words = sentence[figure.start : end]
        yield _Said(kind, int(figure.value), total or kind in WHOLE, line, sentence, figure.start, words)


def _part(sentence: str, figure: Figure) -> bool:
    """Whether the figure is the part or whole of a share: "7 av 10 personer"."""
    return bool(re.search(r"\d\s+(?:av|of)\s+(?:de |the )?$", sentence[: figure.start])) or bool(
        re.search(r"\w (?:av|of) (?:de |the )?$", sentence[: figure.start])
    )


def _judged(said: _Said, basis: Basis, before: _Said | None) -> Found | None:
    known = basis.counts.get(said.kind, frozenset())
    if said.value in known:
        return None
    words = shortened(said.text, around=said.start)
    if known and (said.total or said.value > max(known)):
        return Found(
            Kind.NUMBER,
            said.line.at,
            words,
            N_("“{words}” stands nowhere in the data; there: {known}."),
            N_("Count again; spegla status has the numbers."),
            {"words": said.words, "known": ", ".join(map(str, sorted(known)[-3:]))},
            serious=said.total,
        )
    if said.total and before is not None and before.value != said.value:
        return Found(
            Kind.NUMBER,
            said.line.at,
            words,
            N_("“{words}” contradicts “{before}” earlier in the report."),
            N_("Find out which is right."),
            {"words": said.words, "before": before.words},
        )
    return None
