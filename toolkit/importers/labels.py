"""Labels: which lines begin with what may be a speaker, and which of these are taken as one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from toolkit.domain.sources.speaker_labels import folded, parted
from toolkit.domain.sources.speakers import printed_role
from toolkit.importers.headings import is_key, is_name_too

CLOCK = r"(?:\d{1,3}[:.])?\d{1,2}[:.]\d{2}(?:[.,]\d{1,3}|-\d{1,2})?"
MARKED = rf"(?:\[{CLOCK}\]|\({CLOCK}\)|<{CLOCK}>|\#{CLOCK}\#)"
_BARE = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_LINE = re.compile(
    rf"""[\s\ufeff\u200b]*+ (?:[-•>–—]\s++|\#{{1,6}}\s++)?
    (?:(?P<number>\d{{1,6}})[.)]?\s++)?
    (?:(?P<before>{MARKED}|{_BARE}(?=[\s*_]))\s*+(?:[-–—]\s++)?)?
    (?P<open>[*_]{{1,3}})?
    (?P<label>[^\W\d_](?:[\w .,'’´&/()+|\-\u00a0]|:(?=\w)){{0,39}}?\??(?:\s?[(\[][^()\[\]\n]{{1,60}}[)\]])??)
    [*_]{{0,3}}
    (?:
        \s?(?P<after>{MARKED}|\s{_BARE})?\s?(?P<colon>:)[*_]{{0,3}}(?:(?=\s)|$)
      | (?P<stamped>\s{{1,8}}(?P<time>{MARKED}|{_BARE})\s{{0,40}}$)
      | (?P<tab>\s?:?[ ]?(?:\t[ ]?(?P<column>{MARKED}|{_BARE}))?\t)
      | (?P<alone>\s{{0,40}}$)
    )""",
    re.VERBOSE,
)
_INFLECTED = r"(?!(?:s|n|t|en|et|ar|er|or|na|arna|erna|orna|are|aren)\b)"  # "D01:s mamma" is speech
_TIGHT = re.compile(rf"[\s\ufeff]*(?P<label>[A-ZÅÄÖ]{{1,3}}\d{{0,3}}):(?=\S){_INFLECTED}")
_OPENING = re.compile(
    rf"""[\s\ufeff\u200b]*+ (?:[-•>–—]\s++|\#{{1,6}}\s++)?
    (?:(?P<number>\d{{1,6}})[.)]?\s++)?
    (?:(?P<before>{MARKED}|{_BARE}(?=[\s*_]))\s*+(?:[-–—]\s++)?)?
    (?P<open>[*_]{{1,3}})?
    (?P<words>[^\W_][^:;*\t\n]{{0,79}}?)
    (?:\s?(?P<colon>:[*_]{{0,3}}){_INFLECTED} | \s?(?P<tab>\t) | [*_]{{1,3}}(?=\s) | ; | \s[-–—](?=\s))""",
    re.VERBOSE,
)
_LEADING = re.compile(rf"\s*+(?P<stamp>{MARKED})(?=\s)")
_REGISTER_LIKE = re.compile(r"[A-ZÅÄÖ]{1,3}\d{1,3}")
_ID_IN_SMALL = re.compile(r"[a-zåäö]{1,3}\d{1,3}")
_CAPITALISED = re.compile(r"[^\W_][\w.:’'\-/]*")
_PARTICLES_WORDS = "af av da de den der la van von el al"
_PARTICLES = frozenset(_PARTICLES_WORDS.split())
_NO_NAMES_WORDS = (
    "ja jo nej nä näe mm mhm okej ok okay just precis alltså asså så sen sedan då men och eller fast klockan exempel"
    " exempelvis example tema theme yes no yeah well right so then but and sure exactly anyway"
)
_NO_NAMES = frozenset(_NO_NAMES_WORDS.split())
_PRONOUN_WORDS = "jag du han hon hen den det vi ni de dom you he she it we they"
_PRONOUNS = frozenset(_PRONOUN_WORDS.split())
_SAYING_WORDS = (
    "sa säger sade sagt sagde tänkte tänker frågade frågar svarade svarar undrade undrar skrev skriver ropade ropar"
    " said says say asked asks thought thinks answered answers replied replies wrote writes goes told"
)
_SAYING = frozenset(_SAYING_WORDS.split())
_OF_THE_CLOCK = frozenset(("kl", "klockan", "ca", "cirka", "vid", "at"))  # "kl 9:15" is no turn of the interviewer KL
_CLOCK_IN = re.compile(r"(\d+(?::\d+)+(?:[.,]\d+)?|\d+(?:\.\d+)*)(?:-(\d+))?")
_UNITS = (1.0, 60.0, 3600.0)
_LONGEST_WORDS = 5
_LONGEST_NAME = 4
_MANY_STAMPS = 4  # so many lines that end in a time show a recorder's layout


class Form(IntEnum):
    """How a line shows its label: before a colon, before a tab, before a time at its end, or alone."""

    COLON = 1
    TAB = 2
    STAMPED = 3
    ALONE = 4


class Shape(IntEnum):
    """What a label looks like, the surest first."""

    SURE = 1  # named by the file, a role word, or like a register's id: one is enough
    NAME = 2  # a name or initials: must come twice
    PHRASE = 3  # several words: must come often
    NONE = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may begin a turn: `body` is the position where the words after the label begin.

    `marked`: in bold or a heading; `numbered`: after a number.
    """

    line: int
    label: str
    form: Form
    body: int
    time: float | None = None
    marked: bool = False
    numbered: bool = False


def candidate(text: str, span: tuple[int, int], *, line: int, bold: bool) -> Candidate | None:
    """The candidate that the line at `span` of `text` is; None when it begins with nothing like a label."""
    found = _LINE.match(text, *span)
    tight = None if found and ":" not in found["label"] else _TIGHT.match(text, *span)
    if tight:
        return Candidate(line, tight["label"], Form.COLON, tight.end())
    if not found:
        return None
    form = next(form for form in Form if found[form.name.lower()] is not None)
    if form is Form.STAMPED and found["label"].strip(" .") in _OF_THE_CLOCK:
        return None
    time = found["before"] or found["after"] or found["time"] or found["column"]
    body = found.end()
    if time is None and (stamp := _LEADING.match(text, *(body, span[1]))):
        time, body = stamp["stamp"], stamp.end()
    marked = bold or bool(found["open"]) or text[span[0] : span[1]].startswith("#")
    return Candidate(
        line,
        " ".join(found["label"].split()),
        form,
        body,
        time=seconds(time),
        marked=marked,
        numbered=bool(found["number"]),
    )


@dataclass(frozen=True, slots=True)
class Opening:
    """What a line begins with before a colon, tab, semicolon, dash or the end of bold type, whatever its words."""

    line: int
    words: str
    form: Form | None
    body: int
    time: float | None
    numbered: bool

    @property
    def turn(self) -> Candidate:
        """The candidate that the line is when its words turn out to be a label."""
        form = self.form or Form.COLON
        return Candidate(self.line, parted(self.words)[0], form, self.body, time=self.time, numbered=self.numbered)

    def names(self, speakers: Collection[str]) -> bool:
        """Whether the words, but for an aside, are the label of one of the `speakers` (folded labels)."""
        return folded(self.words) in speakers or folded(parted(self.words)[0]) in speakers

    def begins_with(self, speakers: Collection[str]) -> bool:
        """Whether a colon follows and the first words are the label of one of the `speakers`.

        A label of one letter counts only where an aside or another name follows: "I" is a word too.
        """
        parts = [part.strip(".,") for part in folded(self.words).split()]
        firsts = (" ".join(parts[:count]) for count in range(1, min(len(parts), _LONGEST_WORDS) + 1))
        told = len(parts) > 1 and (parts[1][:1] in "([+&" or parts[1] in ("och", "and"))
        return self.form is Form.COLON and any(first in speakers and (len(first) > 1 or told) for first in firsts)


def opening(text: str, span: tuple[int, int], *, line: int) -> Opening | None:
    """The opening of the line at `span` of `text`; None when nothing parts its first words from the rest."""
    found = _OPENING.match(text, *span)
    if not found:
        return None
    form = Form.COLON if found["colon"] else Form.TAB if found["tab"] else None
    words = found["words"].strip().rstrip("*_")
    return Opening(line, words, form, found.end(), seconds(found["before"]), bool(found["number"]))


def seconds(stamp: str | None) -> float | None:
    """The seconds that a time stamp means ("[00:01:12]", "1:12", "#00:01:12-3#"); None for none."""
    found = _CLOCK_IN.search(stamp or "")
    if found is None:
        return None
    clock, tenths = found.groups()
    parts = clock.replace(",", ".").split(":") if ":" in clock else clock.split(".")
    whole = sum(float(part) * unit for part, unit in zip(reversed(parts), _UNITS, strict=False))
    return whole + (float(f"0.{tenths}") if tenths else 0.0)


def shape(label: str, known: frozenset[str]) -> Shape:
    """What the label looks like, asides apart; `known` are folded labels that surely are speakers."""
    base, tail = parted(label)
    if not known.isdisjoint((folded(label), folded(base))):
        return Shape.SURE
    if printed_role(base) is not None or _REGISTER_LIKE.fullmatch(base):
        return Shape.SURE
    looks = _unknown_shape(base)
    return Shape.SURE if looks is Shape.NAME and folded(tail) in known else looks


def _unknown_shape(label: str) -> Shape:
    words = label.split()
    first = words[0].casefold()
    heading = is_key(label) and not is_name_too(label)
    if _is_speech(words) or heading or folded(label) in _NO_NAMES or first in _NO_NAMES:
        return Shape.NONE
    if len(words) <= _LONGEST_NAME and all(_like_a_name(word) for word in words):
        return Shape.NAME
    if _ID_IN_SMALL.fullmatch(label):
        return Shape.NAME
    return Shape.PHRASE if label[0].isupper() else Shape.NONE


def _is_speech(words: Sequence[str]) -> bool:
    """Whether the words tell that somebody said something ("Han sa", "Chefen frågade"), or are too many for a label."""
    pronoun = words[0].casefold() in _PRONOUNS and not (len(words) > 1 and words[1][0].isupper())
    return pronoun or words[-1].casefold() in _SAYING or len(words) > _LONGEST_WORDS


def _like_a_name(word: str) -> bool:
    if word in _PARTICLES or word in ("&", "/"):
        return True
    bare = word.strip("().,")
    return bool(_CAPITALISED.fullmatch(bare)) and (bare[0].isupper() or bare[0].isdigit())


@dataclass(frozen=True, slots=True)
class Evidence:
    """How often each label comes, beside a colon, tab or time and alone, among all candidates of a file.

    Labels are counted without regard to case; one that cannot be a label as it is written counts for none.
    """

    beside: Counter[str]
    alone: Counter[str]
    shapes: Mapping[str, Shape]
    often: int
    stamps: int
    tabular: bool

    @classmethod
    def of(cls, found: Sequence[Candidate], *, known: frozenset[str], tabular: bool) -> Evidence:
        """The evidence that the candidates are for each other; `tabular`: the tabs are those of a data table."""
        shapes = {label: shape(label, known) for label in {each.label for each in found}}
        counted = [each for each in found if shapes[each.label] is not Shape.NONE]
        beside = Counter(folded(each.label) for each in counted if each.form is not Form.ALONE)
        alone = Counter(folded(each.label) for each in counted if each.form is Form.ALONE)
        stamps = sum(each.form is Form.STAMPED for each in found)
        often = max(3, sum(each.form is not Form.ALONE for each in found) // 20)
        return cls(beside, alone, shapes, often, stamps, tabular)

    def accepts(self, found: Candidate) -> bool:
        """Whether the candidate begins a turn."""
        looks = self.shapes[found.label]
        if looks is Shape.NONE or (self.tabular and found.form is Form.TAB):
            return False
        if found.form is Form.ALONE:
            return self._accepts_alone(found, looks)
        return looks is Shape.SURE or self._accepts_beside(found, looks)

    def _accepts_beside(self, found: Candidate, looks: Shape) -> bool:
        recorded = found.form is Form.STAMPED and self.stamps >= _MANY_STAMPS
        if looks is Shape.NAME and (recorded or (found.marked and found.form is Form.COLON)):
            return True
        needed = 2 if looks is Shape.NAME else self.often
        return self.beside[folded(found.label)] >= needed

    def _accepts_alone(self, found: Candidate, looks: Shape) -> bool:
        times = self.alone[folded(found.label)]
        shown = found.marked or found.label.isupper()
        if looks is Shape.SURE:
            return times > 1 or found.time is not None or (shown and len(found.label) > 1)
        return (shown or found.time is not None) and times >= (2 if looks is Shape.NAME else self.often)

    def looks_like_a_name(self, found: Candidate) -> bool:
        """Whether the candidate looks like a speaker before a colon."""
        return found.form is Form.COLON and self.shapes[found.label] is Shape.NAME
