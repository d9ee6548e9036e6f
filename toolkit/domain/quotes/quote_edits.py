"""Named edits of spoken words: what each prints, replayed in order, and which words count as the same in print.

Typography is no edit: white space, `…` and `...`, quotation marks and apostrophes of any kind, hyphens and dashes of
any length and soft hyphens are equal (`folded`). All else that differs from the spoken words is an edit of these kinds,
or it is refused (`domain/quotes/quote_comparing.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import combining

from toolkit.domain.quotes.quote_words import ends_sentence, tokens
from toolkit.domain.texts.text import Span

OMISSION = "(...)"
OMISSIONS = (OMISSION, "[…]")
SOFT = ("", ",", ".", ";", ":", "…", "...", " –")
"""Marks that may be put, changed for each other or left out; never ? and !, which say how something was meant."""
LONGEST_BRACKET = 80
_UNBRACKETED = re.compile("[\\[\\]\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_HEARD = (
    "skratt|paus|suck|tyst|host|gråt|harkl|visk|fniss|muml|mumm(?:el|lar)|nickar|avbryt|(?:talar|pratar) samtidigt"
    "|telefonen ring|laugh|pause|sigh|silence|cough|cry|cries|whisper|giggl|mumbl|nods|interrupt|talk(?:ing)? at once"
    "|phone rings"
)
_REMARK = re.compile(
    rf"[\[(](?:[^\])\n]{{0,20}}\b(?:{_HEARD})[^\])\n]{{0,30}})[\])]"
    r"|[\[(#]\d{1,2}:\d{2}(?::\d{2})?(?:[-.,]\d{1,3})?[\])#]",
    re.I,
)
_POINTED = re.compile(r"(?P<kept>[^\W_]?)(?P<marks>[.,;:…\s–—-]*)")


class EditKind(StrEnum):
    """What an edit does to the words at its span."""

    OMIT = "omit"  # words left out by the evaluator, shown as (...) or […]
    MASK = "mask"  # words that point somebody out, replaced by [what stands in]
    CLARIFY = "clarify"  # words kept, followed by [what is meant]
    REFER = "refer"  # words that only point ("det"), replaced by [what they point to]
    REMARK = "remark"  # [skratt], [00:12:01]: not speech, taken away
    CASE = "case"  # the first letter of a word raised or lowered
    PUNCTUATION = "punctuation"  # a mark of SOFT put, changed or left out


REPLACING = (EditKind.MASK, EditKind.REFER)


@dataclass(frozen=True, slots=True)
class Edit:
    """A named edit of the words at `span`, a span of the source; `text` is what the bracket says or the mark put.

    A punctuation's span holds a letter that stays, the marks that go, or the white space before which the mark is put.
    """

    kind: EditKind
    span: Span
    text: str = ""

    def applied(self, spoken: str) -> str:
        """What is printed for the `spoken` words at the span."""
        if self.kind is EditKind.OMIT:
            return f" {self.text or OMISSION} "
        if self.kind is EditKind.REMARK:
            return " "
        if self.kind is EditKind.CASE:
            return swapped(spoken)
        if self.kind is EditKind.PUNCTUATION:
            return _pointed(spoken, self.text)
        return f"{spoken} [{self.text}]" if self.kind is EditKind.CLARIFY else f"[{self.text}]"

    def fits(self, spoken: str) -> bool:
        """Whether this kind of edit may be made of the `spoken` words at the span."""
        if self.kind is EditKind.OMIT:
            return self.text in ("", *OMISSIONS)
        if self.kind is EditKind.REMARK:
            return not self.text and _REMARK.fullmatch(spoken.strip()) is not None
        if self.kind is EditKind.CASE:
            return not self.text and len(spoken) == 1 and swapped(spoken) != spoken
        if self.kind is EditKind.PUNCTUATION:
            return self.text in SOFT and _POINTED.fullmatch(spoken) is not None
        return 0 < len(self.text.strip()) <= LONGEST_BRACKET and not _UNBRACKETED.search(self.text)


def _pointed(spoken: str, mark: str) -> str:
    found = _POINTED.fullmatch(spoken)
    if found is None:
        raise ValueError("punctuation must not change words")
    tail = " " if spoken[-1:].isspace() else ""
    return f"{found['kept']}{mark}{tail}"


def swapped(word: str) -> str:
    """The word with its first letter raised or lowered."""
    first = word[:1]
    return (first.upper() if first.islower() else first.lower()) + word[1:]


def printed(text: str, span: Span, edits: Iterable[Edit], *, offset: int = 0) -> str:
    """The words at `span` as printed, without quotation marks, from the source's `text` that begins at `offset`.

    Line breaks become blanks; nothing else changes that no edit names. ValueError for an edit outside the span, over
    another one, or not of a kind that may be made there.
    """
    pieces, at = [], span.start
    for edit in sorted(edits, key=lambda each: each.span):
        if edit.span.start < at or edit.span.end > span.end:
            raise ValueError(f"edit outside the quote or over another edit: {edit.span.start}–{edit.span.end}")
        pieces.append(text[at - offset : edit.span.start - offset])
        pieces.append(edit.applied(text[edit.span.start - offset : edit.span.end - offset]))
        at = edit.span.end
    pieces.append(text[at - offset : span.end - offset])
    return _tidied("".join(pieces))


def _tidied(words: str) -> str:
    return re.sub(r" +([.,;:!?])", r"\1", re.sub(r"\s+", " ", words)).strip()


def remarks(text: str, *, offset: int = 0) -> tuple[Edit, ...]:
    """The edits that take a transcriber's remarks and time stamps out of `text`, which begins at `offset`."""
    return tuple(
        Edit(EditKind.REMARK, Span(offset + found.start(), offset + found.end())) for found in _REMARK.finditer(text)
    )


def without_remarks(text: str) -> str:
    """The text with a blank for each transcriber's remark and time stamp."""
    return _REMARK.sub(" ", text)


def in_bracket(text: str, at: int, says: str, *, turn: int = 0) -> str:
    """What a bracket at `at` of the turn that begins at `turn` says: with a capital where it begins a sentence."""
    before = text[turn:at].rstrip().rstrip("\"”“»'’([–—- ")
    return swapped(says) if says[:1].islower() and (not before or ends_sentence(before)) else says


def folded(words: str) -> str:
    """The words in the form in which they are compared: equal texts differ in typography alone."""
    return " ".join(token.value for token in tokens(words))


def faults(text: str, span: Span, edits: Sequence[Edit], *, offset: int = 0) -> list[Edit]:
    """Those of the edits that may not be made: not of words like these, or cutting a word in two."""
    return [edit for edit in edits if not _may(edit, text[span.start - offset : span.end - offset], span.start)]


def _may(edit: Edit, text: str, offset: int) -> bool:
    start, end = edit.span.start - offset, edit.span.end - offset
    if start < 0 or end > len(text) or not edit.fits(text[start:end]):
        return False
    if edit.kind in (*REPLACING, EditKind.OMIT):
        return not _cuts(text, start) and not _cuts(text, end)
    if edit.kind is EditKind.CASE:
        return not _cuts(text, start)
    if edit.kind is EditKind.CLARIFY:
        return not _cuts(text, end)
    return edit.kind is EditKind.REMARK or _points(text, Span(start, end))


def _points(text: str, span: Span) -> bool:
    """Whether the marks at this place are free to change; a letter before them must be the last of its word."""
    touched = [token for token in tokens(text) if token.span.shared(span)]
    return all(token.soft or token.span.end == span.start + 1 for token in touched)


def _cuts(text: str, at: int) -> bool:
    if not 0 < at < len(text):
        return False
    return bool(combining(text[at])) or (text[at - 1].isalnum() and text[at].isalnum())
