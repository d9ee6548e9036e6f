"""Names, workplaces, places and sensitive words in a text, told by capitals, by lists and by what stands round them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from sys import intern

from toolkit.domain.identifiers.identifier_words import IdentifierWords, bare
from toolkit.domain.identifiers.identifiers import Identifier
from toolkit.domain.identifiers.own_names import OwnNames, folded

_WORD = re.compile(r"(?<![\w@])[^\W\d_]+(?:[-’'][^\W\d_]+)*(?![\w@])")
_SMALL = re.compile(r"(?<!\w)[a-zåäöéèüæø]{2,}")
_ENDS = re.compile(r"[.!?…:\n\"”“„»«(\[\])–—]")
_ENOUGH, _FEW, _MANY = 40, 0.012, 0.6
_STEM = 6


class Capitals(StrEnum):
    """How far capitals tell names in a text."""

    TELL = "tell"
    NONE = "none"  # all is small letters, as speech recognition often writes
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Named:
    """Something found: its kind, where it stands, whose name it is if one of ours.

    `first` is the word that begins a sentence, whose capital tells nothing: whether it is a name is decided when all
    texts have been seen. `certain`: a list or its endings tell the kind, not only its place.
    """

    kind: Identifier
    start: int
    end: int
    whose: str = ""
    first: str = ""
    certain: bool = False


@dataclass(slots=True)
class Heard:
    """What texts have shown of words: those written small, and those with a capital inside a sentence."""

    small: set[str] = field(default_factory=set)
    inside: set[str] = field(default_factory=set)
    _stems: set[str] = field(default_factory=set)

    def add(self, other: Heard) -> None:
        """Learn what another text has shown."""
        self.small |= other.small
        self.inside |= other.inside

    def is_small(self, word: str) -> bool:
        """Whether the word, or a long one that begins as it does, is written small somewhere."""
        if not self._stems:
            self._stems.update(one[:_STEM] for one in self.small if len(one) >= _STEM)
        return word in self.small or (len(word) > _STEM and word[:_STEM] in self._stems)


@dataclass(slots=True)
class Token:
    """A word of a text with what it is compared as, and whether it begins a sentence."""

    word: str
    low: str
    start: int
    end: int
    opens: bool

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.word[0].isupper()


def capitals(text: str) -> Capitals:
    """Whether the text is written with capitals as usual."""
    words = [word for word in _WORD.findall(text) if len(word) > 1]
    if len(words) < _ENOUGH:
        return Capitals.TELL
    if sum(word[0].isupper() for word in words) < _FEW * len(words):
        return Capitals.NONE
    return Capitals.ALL if sum(word.isupper() for word in words) > _MANY * len(words) else Capitals.TELL


class NameFinder:
    """Finds names with the lists of one language and the names of one project."""

    def __init__(self, words: IdentifierWords, own: OwnNames) -> None:
        self._words, self._own = words, own
        self._plain: dict[str, bool] = {}

    def found(self, text: str) -> tuple[list[Named], Heard, Capitals]:
        """What is found in a text, what it shows of words, and how far its capitals tell."""
        cased = capitals(text)
        if cased is not Capitals.TELL:
            return list(self._small(text)), Heard(), cased
        heard = Heard(set(map(intern, _SMALL.findall(text))))
        return list(self._with_capitals(text, heard)), heard, cased

    def _with_capitals(self, text: str, heard: Heard) -> Iterator[Named]:
        tokens = list(_tokens(text))
        at = 0
        while at < len(tokens):
            end = self._run_end(tokens, at, text)
            if end == at:
                yield from self._alone(tokens[at])
                at += 1
                continue
            run = tokens[at:end]
            heard.inside.update(one.low for one in run if not one.opens)
            yield self._told(run, tokens[at - 1].low if at else "", tokens[end] if end < len(tokens) else None)
            at = end

    def _run_end(self, tokens: list[Token], at: int, text: str) -> int:
        """Where the run of words that stand out from `at` on ends; `at` itself when there is none."""
        end = at
        while end < len(tokens) and self._stands_out(tokens[end]):
            if end > at and (tokens[end].opens or text[tokens[end - 1].end : tokens[end].start] != " "):
                break
            end += 1
        return end

    def _stands_out(self, token: Token) -> bool:
        """Whether a word's capital may be a name's."""
        if not token.capital or len(token.low) <= 1:
            return False
        if self._own.whose(token.word, near=token.low not in self._words.ordinary):
            return True
        low, words = token.low, self._words
        if low in words.general or (low not in words.first_names and low in words.ordinary):
            return False
        return not any(form in words.general for form in bare(low)) and not words.is_sensitive(low)

    def _told(self, run: list[Token], before: str, after: Token | None) -> Named:
        """A run of words with capitals as one finding; "Säters" before "kommun" takes that along."""
        if len(run) > 1 and run[0].opens and not self._surely(run[0]) and run[1].low in self._words.first_names:
            run, before = run[1:], run[0].low  # "Ring Gunvor": the first word has its capital from the sentence
        taken = after if after is not None and after.low in self._words.workplace_words and not after.opens else None
        end = taken.end if taken is not None else run[-1].end
        kind, certain = self._kind(run, before, taken=taken is not None)
        whose = next((found for one in run if (found := self._own.whose(one.word))), "") or ""
        first = run[0].low if run[0].opens and not self._surely(run[0]) else ""
        if whose and not (certain and kind is Identifier.WORKPLACE):
            kind, certain = Identifier.NAME, True
        return Named(kind, run[0].start, end, whose, first, certain)

    def _surely(self, token: Token) -> bool:
        """Whether a word that begins a sentence is a name wherever it stands."""
        forms = bare(token.low)
        return bool(self._own.whose(token.word, near=False)) or any(form in self._words.sure_names for form in forms)

    def _kind(self, run: list[Token], before: str, *, taken: bool) -> tuple[Identifier, bool]:
        words, last = self._words, run[-1].low
        if taken or last in words.workplace_words or words.is_workplace(last):
            return Identifier.WORKPLACE, True
        if words.is_name(run[0].low) or last.endswith(words.surname_ends or ("\0",)):
            return Identifier.NAME, True
        if any(form in words.places for form in bare(last)) or last.endswith(words.place_ends or ("\0",)):
            return Identifier.PLACE, True
        if before in words.before_workplaces:
            return Identifier.WORKPLACE, False
        return (Identifier.PLACE if before in words.before_places else Identifier.CAPITALISED), False

    def _alone(self, token: Token) -> Iterator[Named]:
        """What a word tells without a capital, or though its capital tells nothing."""
        low = token.low
        if self._words.is_sensitive(low):
            yield Named(Identifier.SENSITIVE, token.start, token.end, certain=True)
        elif not token.capital and self._own and low not in self._words.ordinary:
            whose = self._own.whose(low, near=False)
            if whose and low not in self._words.ordinary_names:
                yield Named(Identifier.NAME, token.start, token.end, whose, certain=True)

    def _small(self, text: str) -> Iterator[Named]:
        """What lists find in a text whose capitals tell nothing: much is missed. Names side by side are one."""
        last: Named | None = None
        for token in _tokens(text):
            beside = last is not None and last.kind is Identifier.NAME and text[last.end : token.start] == " "
            named = self._listed(token)
            if named is None and beside and token.low.endswith(self._words.surname_ends or ("\0",)):
                named = Named(Identifier.NAME, token.start, token.end, certain=True)
            if last is not None and beside and named is not None and named.kind is Identifier.NAME:
                last = replace(last, end=named.end, whose=last.whose or named.whose)
                continue
            if last is not None:
                yield last
            last = named
        if last is not None:
            yield last

    def _listed(self, token: Token) -> Named | None:
        words, low = self._words, token.low
        near = low not in words.ordinary and low not in words.ordinary_names
        whose = self._own.whose(low, near=near) if self._own else None
        if whose:
            return Named(Identifier.NAME, token.start, token.end, whose, certain=True)
        kind = self._small_kind(low)
        return Named(kind, token.start, token.end, certain=True) if kind else None

    def _small_kind(self, low: str) -> Identifier | None:
        words = self._words
        if words.is_sensitive(low):
            return Identifier.SENSITIVE
        if low in words.ordinary or low in words.general:
            return None
        if any(form in words.sure_names for form in bare(low)):
            return Identifier.NAME
        if any(form in words.places for form in bare(low)):
            return Identifier.PLACE
        ends = words.small_workplace_ends or ("\0",)
        return Identifier.WORKPLACE if low.endswith(ends) and words.is_workplace(low) else None


def _tokens(text: str) -> Iterator[Token]:
    end = 0
    for found in _WORD.finditer(text):
        start, stop = found.span()
        gap = text[end:start]
        opens = end == 0 or (gap != " " and _ENDS.search(gap) is not None)
        word = found.group()
        yield Token(word, folded(word), start, stop, opens)
        end = stop


def settled(named: Named, text: str, heard: Heard, words: IdentifierWords) -> Named | None:
    """A finding once all texts have been seen: whole, without the ordinary word that begins it, or not at all."""
    if not named.first or _is_name(named.first, heard, words):
        return named
    rest = _WORD.search(text, named.start + len(named.first), named.end)
    return replace(named, start=rest.start(), first="") if rest else None


def _is_name(first: str, heard: Heard, words: IdentifierWords) -> bool:
    """Whether the word that begins a sentence is a name: never written small, or with a capital inside a sentence."""
    if first in words.ordinary_names:
        return first in heard.inside
    return first not in words.ordinary and not heard.is_small(first)
