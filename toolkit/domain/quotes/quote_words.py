"""The words, marks and brackets of a quote, each in the form in which two texts are compared."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto

from toolkit.domain.texts.text import Span

_TOKEN = re.compile(
    r"""(?P<omission>[\[(]\s*(?:\.{3,}|…)\s*[\])])
    |(?P<bracket>\[[^\[\]\n]*\])
    |(?P<word>\d+(?:[.,:]\d+)+
      | (?:[^\W_][\u0300-\u036f]*)+(?:['’‘ʼ:\-‐‑\u00ad](?:[^\W_][\u0300-\u036f]*)+)*)
    |(?P<dots>\.{3,}|…)
    |(?P<mark>[^\s\u00ad\u200b-\u200d\ufeff])""",
    re.X,
)
_SAME = str.maketrans(
    {
        **dict.fromkeys('”“„‟«»"', '"'),
        **dict.fromkeys("’‘‚ʼ´`'", "'"),
        **dict.fromkeys("‐‑–—−-", "-"),
        "\u00ad": "",
    }
)
_QUOTING = frozenset("\"'")
_SENTENCE_END = re.compile(r"(?:[.!?…]|\.{3})[\"”’»)\]]*$")


class Kind(Enum):
    """What a token is."""

    WORD = auto()
    MARK = auto()
    BRACKET = auto()
    OMISSION = auto()
    REMARK = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text: its kind, how it is compared, where it stands; `soft` marks may be edited."""

    kind: Kind
    value: str
    span: Span
    soft: bool = False


def tokens(text: str, *, offset: int = 0) -> list[Token]:
    """The tokens of `text`, which begins at `offset`."""
    return [_token(found, text, offset) for found in _TOKEN.finditer(text)]


def _token(found: re.Match[str], text: str, offset: int) -> Token:
    span = Span(found.start() + offset, found.end() + offset)
    words = unicodedata.normalize("NFC", found[0]).translate(_SAME)
    if found["omission"]:
        return Token(Kind.OMISSION, "(…)", span)
    if found["bracket"]:
        return Token(Kind.BRACKET, " ".join(words.split()), span)
    if found["word"]:
        return Token(Kind.WORD, words, span)
    if found["dots"]:
        return Token(Kind.MARK, "…", span, soft=True)
    return _mark(words, span, free=is_free_dash(text, found.start()))


def _mark(mark: str, span: Span, *, free: bool) -> Token:
    if mark in _QUOTING:
        return Token(Kind.MARK, '"', span)
    if mark == "-":
        return Token(Kind.MARK, "–" if free else "-", span, soft=free)
    return Token(Kind.MARK, mark, span, soft=mark in ".,;:")


def is_free_dash(text: str, at: int) -> bool:
    """Whether the mark at `at` stands by itself, so that it is no hyphen and no minus sign."""
    return not text[max(0, at - 1) : at].strip() and not text[at + 1 : at + 2].isalnum()


def ends_sentence(text: str) -> bool:
    """Whether the text ends with a mark that ends a sentence."""
    return _SENTENCE_END.search(text) is not None
