"""The rule of references: a chapter, appendix, table, figure or question that is named stands in the report."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from toolkit.domain.report_rules.found import Found, Kind, shortened
from toolkit.domain.report_rules.page import CAPTION, Line, Page
from toolkit.messages import N_

_NUMBERS = r"(\d+(?:\.\d+)*)(?:\s*(?:–|-|och|and|to|till|,)\s*(\d+(?:\.\d+)*))?"
_NAMED = {
    "chapter": re.compile(rf"\b(?:kapitel|kapitlen|kap\.|avsnitt(?:en)?|chapters?|sections?)\s+{_NUMBERS}", re.I),
    "appendix": re.compile(rf"\b(?:bilaga|bilagor(?:na)?|appendix|appendices)\s+{_NUMBERS}", re.I),
    "table": re.compile(rf"\b(?:tabell(?:erna|er)?|tables?)\s+{_NUMBERS}", re.I),
    "figure": re.compile(rf"\b(?:figur(?:erna|er)?|diagram|figures?)\s+{_NUMBERS}", re.I),
    "question": re.compile(rf"\b(?:utvärderingsfråg(?:a|orna)|evaluation questions?)\s+{_NUMBERS}", re.I),
    "note": re.compile(r"\b(?:fotnot|footnote)\s+(\d+)()", re.I),
    "recommendation": re.compile(r"\b(R\d{1,2})()\b"),
}
_APPENDIX = re.compile(r"\b(\w*)bilaga(?:n)?\b(?!\s*\d)", re.I)
_ELSEWHERE = re.compile(
    r"^\W*(?:i|in|av|of|till|to)\s+(?:\w+\s+){0,2}?(?:\w*(?:lag|lagen|balken|förordningen|avtalet|act|agreement)|SoL|OSL|LSS|FN\w*|"
    r"[A-ZÅÄÖ]\w+\s+\(\d{4}\))\b|^\s*§",
    re.I,
)
_CITED = re.compile(r"\(\d{4}\)[^.]{0,40}$|\b(?:lagen|balken|förordningen)\b[^.]{0,10}$", re.I)
_TYPED = re.compile(r"^(\d+(?:\.\d+)*)\.?[\s\t]+\S")
_APPENDED = re.compile(r"^(?:bilaga|appendix)\s+(\d+|[A-Z])\b", re.I)
_APPENDICES = re.compile(r"^(?:\w*bilag(?:a|an|or|orna)|appendix|appendices)\b", re.I)
_CAPTIONED = {
    "table": re.compile(r"^(?:tabell|table)\s+(\d+)", re.I),
    "figure": re.compile(r"^(?:figur|diagram|figure)\s+(\d+)", re.I),
}
_DEFINED = re.compile(r"^\W*(R\d{1,2})\b[.:)\s–-]")


def references(page: Page) -> Iterator[Found]:
    """References to what the report does not have."""
    there = _there(page)
    heads = " ".join(line.text.casefold() for line in page.read() if line.paragraph.level)
    yield from _out_of_order(page)
    for line in page.read():
        if line.is_quote or line.paragraph.level:
            continue
        for kind, pattern in _NAMED.items():
            for one in pattern.finditer(line.prose):
                if not _own_numbers(line.prose, one) and _dangling(one, there[kind], kind):
                    yield _finding(line.at, line.text, one)
        if not line.untouched:
            yield from _unnumbered(heads, line.at, line.prose)


def _own_numbers(text: str, one: re.Match[str]) -> bool:
    """Whether it is no reference of ours: a caption itself, or a chapter of a law or a book."""
    caption = one.start() == 0 and text[one.end() : one.end() + 1] in (".", ":")
    return caption or bool(_ELSEWHERE.match(text[one.end() :])) or bool(_CITED.search(text[: one.start()]))


def _dangling(one: re.Match[str], there: set[str], kind: str) -> bool:
    if kind == "recommendation" and not there:
        return False
    return any(number and number not in there for number in one.groups())


def _there(page: Page) -> dict[str, set[str]]:
    """The numbers of what stands in the report, by kind."""
    there: dict[str, set[str]] = defaultdict(set)
    for line in page.read():
        if line.paragraph.level:
            appended = _APPENDED.match(line.text)
            number = _TYPED.match(line.text)
            if appended:
                there["appendix"].add(appended[1])
            elif number:
                there["chapter"].add(number[1])
        for kind, pattern in _CAPTIONED.items():
            found = pattern.match(line.text)
            if found and _is_caption(line, found):
                there[kind].add(found[1])
        defined = _DEFINED.match(line.text)
        if defined:
            there["recommendation"].add(defined[1])
    # Headings that Word numbers by itself hold no number in their text: they are counted.
    there["chapter"] = there["chapter"] or _counted(page)
    there["question"] = {str(number) for number in range(1, len(page.basis.questions) + 1)}
    there["note"] = {str(number) for number in range(1, len(page.report.notes) + 1)}
    return there


def _is_caption(line: Line, number: re.Match[str]) -> bool:
    after = line.text[number.end() :]
    return not re.match(r"[.-]\d", after) and (line.paragraph.style == CAPTION or bool(re.match(r"\s*[.:–-]", after)))


def _out_of_order(page: Page) -> Iterator[Found]:
    """Tables and figures that are not numbered one after the other."""
    for pattern in _CAPTIONED.values():
        numbered = [
            (line, found) for line in page.read() if (found := pattern.match(line.text)) and _is_caption(line, found)
        ]
        for at, (line, found) in enumerate(numbered, 1):
            if int(found[1]) != at:
                yield Found(
                    Kind.REFERENCE,
                    line.at,
                    shortened(line.text),
                    N_("“{what}” is number {n} of its kind in the report."),
                    N_("Number them one after the other; in Word: select all and press F9."),
                    {"what": found.group(), "n": at},
                )


def _counted(page: Page) -> set[str]:
    """The numbers that Word gives to chapters and their sections; appendices, and what stands in them, have none."""
    running, counted, appended = [0, 0, 0], set(), 0
    for line in page.read():
        level = line.paragraph.level
        if not level or (appended and level > appended):
            continue
        appended = level if _APPENDICES.match(line.text) else 0
        if not appended:
            counted.add(_next(running, level))
    return counted


def _next(running: list[int], level: int) -> str:
    at = min(level, len(running)) - 1
    running[at] += 1
    running[at + 1 :] = [0] * (len(running) - at - 1)
    return ".".join(str(each) for each in running[: at + 1] if each)


def _unnumbered(heads: str, at: int, text: str) -> Iterator[Found]:
    """ "se metodbilagan" where no heading says so."""
    for one in _APPENDIX.finditer(text):
        if f"{one[1].casefold()}bilaga" not in heads:
            yield _finding(at, text, one)


def _finding(at: int, text: str, one: re.Match[str]) -> Found:
    return Found(
        Kind.REFERENCE,
        at,
        shortened(text, around=one.start()),
        N_("The report has no “{what}”."),
        N_("Name what is meant, or take the reference out."),
        {"what": one.group().strip()},
    )
