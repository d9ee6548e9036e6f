"""Text and positions: normalised once, counted in code points, quoted words checked at their span."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from toolkit.errors import MisplacedQuote
from toolkit.messages import N_

_UNSEEN = ("Cc", "Cs", "Cn")
_WORD = re.compile(r"[^\W_]+(?:[-'’:][^\W_]+)*")


def normalise(raw: str) -> str:
    """Return `raw` as stored: without byte-order mark, newlines `\\n`, NUL as U+FFFD, composed letters.

    Normalising twice gives the same text as normalising once. NEL, U+2028 and form feed are no newlines here.
    """
    text = raw.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")
    return unicodedata.normalize("NFC", text)


def readable(raw: str) -> str:
    """What somebody wrote as one line that can be stored and shown: composed letters, no control characters."""
    kept = (
        sign
        for sign in unicodedata.normalize("NFC", raw)
        if sign.isspace() or unicodedata.category(sign) not in _UNSEEN
    )
    return " ".join("".join(kept).split())


def folded(words: str) -> str:
    """Words as they are compared: without regard to case and the width of blanks."""
    return " ".join(words.casefold().split())


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text in code points: `start` is included, `end` is not. A span is never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start}–{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words of `text` that stand at this span."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end

    def shared(self, other: Span) -> int:
        """How many code points both spans cover."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def overlap(self, other: Span) -> float:
        """The shared part as a share (0–1) of the shorter span."""
        return self.shared(other) / min(len(self), len(other))


def words(text: str) -> int:
    """How many words `text` holds; "t.ex." counts as two, "Af:s" as one."""
    return len(_WORD.findall(text))


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The span from `start` to `end` without white space at its edges; None when nothing is left."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return Span(start + left, start + right) if right > left else None


def check_quote(text: str, span: Span, quote: str) -> None:
    """Raise MisplacedQuote unless `quote` is exactly what stands at `span` of `text`."""
    if span.end > len(text) or span.of(text) != quote:
        raise MisplacedQuote(
            N_("The quoted words do not stand at {start}–{end}."),
            hint=N_("Export the codings again, or correct start and end."),
            start=span.start,
            end=span.end,
        )


def find_quote(text: str, quote: str, *, near: int = 0) -> Span | None:
    """Where `quote` stands in `text`, the place nearest to `near`; None when it stands nowhere.

    Exact words first; then the same words with any white space between them.
    """
    if not quote.strip():
        return None
    exact = [Span(at, at + len(quote)) for at in _positions(text, quote)]
    return _nearest(exact, near) or _nearest(_loose(text, quote), near)


def _positions(text: str, quote: str) -> list[int]:
    found, at = [], text.find(quote)
    while at >= 0:
        found.append(at)
        at = text.find(quote, at + 1)
    return found


def _loose(text: str, quote: str) -> list[Span]:
    pattern = r"\s+".join(re.escape(word) for word in quote.split())
    return [Span(*match.span()) for match in re.finditer(pattern, text)]


def _nearest(spans: list[Span], near: int) -> Span | None:
    return min(spans, key=lambda span: (abs(span.start - near), span.start), default=None)


def to_utf16(text: str, position: int) -> int:
    """The UTF-16 offset (as JavaScript counts) of a code-point `position` in `text`."""
    return len(text[:position].encode("utf-16-le", "surrogatepass")) // 2


def from_utf16(text: str, offset: int) -> int:
    """The code-point position of a UTF-16 `offset` in `text`; an offset inside a pair gives the position before it."""
    units = 0
    for position, character in enumerate(text):
        units += 2 if character > "\uffff" else 1
        if units > offset:
            return position
    return len(text)
