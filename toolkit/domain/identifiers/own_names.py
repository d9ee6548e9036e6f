"""The project's own names, known in the ways they come to be written: genitives, other spellings, a letter misheard."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise

from toolkit.domain.identifiers.identifier_words import bare
from toolkit.domain.identifiers.identifiers import plain

_ID = re.compile(r"[A-ZÅÄÖ]{1,3}\d{1,4}")
WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_LONGEST = 4  # words of a name
_PLAIN = re.compile(r"[a-zåäö' -]*")
_SHORTEST, _EDITED = 3, 5


def folded(word: str) -> str:
    """A word as strings are grouped: small letters, accents off but those of å, ä and ö, one kind of apostrophe."""
    low = word.casefold().replace("’", "'")
    if _PLAIN.fullmatch(low):
        return low
    signs = (
        sign if sign in "åäö" else unicodedata.normalize("NFKD", sign) for sign in unicodedata.normalize("NFC", low)
    )
    return "".join(one for one in "".join(signs).casefold() if not unicodedata.combining(one))


def sound(word: str) -> str:
    """A name as it sounds: as `plain`, and with y as i, x as ks, q as k, hj and lj as j."""
    low = plain(word).replace("-", "").replace("'", "").replace("’", "")
    low = low.replace("aa", "a").replace("y", "i").replace("x", "ks").replace("q", "k").replace("gh", "g")
    low = re.sub(r"\b[hlgd]j", "j", low).replace("sj", "sk").replace("j", "i")
    return re.sub(r"(.)\1", r"\1", low)


class OwnNames:
    """Names by whose they are, and what they are found by; each word is looked up once."""

    def __init__(self, names: Iterable[tuple[str, str]], *, ordinary: Collection[str] = ()) -> None:
        self._ordinary = ordinary
        self._exact: dict[str, str] = {}
        self._sounds: dict[str, str] = {}
        self._near: dict[str, list[str]] = {}
        self._known: dict[tuple[str, bool], str | None] = {}
        for name, whose in names:
            for word in _words(name):
                self._learn(word, whose)

    def _learn(self, word: str, whose: str) -> None:
        low = folded(word)
        if low in self._ordinary or len(low) < _SHORTEST:
            return
        self._exact.setdefault(low, whose)
        heard = sound(low)
        if self._sounds.setdefault(heard, whose) == whose and len(heard) >= _EDITED - 1 and len(low) >= _EDITED:
            for shorter in {heard, *_shorter(heard)}:
                self._near.setdefault(shorter, []).append(heard)

    def __bool__(self) -> bool:
        return bool(self._exact)

    def whose(self, word: str, *, near: bool = True) -> str | None:
        """Whose name a word is; `near`: one letter may be another, missing, too many or changed about."""
        if (word, near) not in self._known:
            self._known[word, near] = self._look_up(folded(word), near=near)
        return self._known[word, near]

    def spelt(self, words: str) -> bool:
        """Whether any of these words is one of the names as it is spelt, and not only as it sounds."""
        return any(form in self._exact for word in _words(words) for form in bare(folded(word)))

    def _look_up(self, word: str, *, near: bool) -> str | None:
        forms = bare(word)
        found = next((self._exact[form] for form in forms if form in self._exact), None)
        if found is not None or word in self._ordinary or len(word) < _SHORTEST:
            return found
        heard = [sound(form) for form in forms]
        found = next((self._sounds[form] for form in heard if form in self._sounds), None)
        if found is not None or not near:
            return found
        return next((self._sounds[name] for form in heard for name in self._close(form)), None)

    def _close(self, heard: str) -> Iterator[str]:
        if len(heard) >= _EDITED - 1:
            for shorter in (heard, *_shorter(heard)):
                yield from (name for name in self._near.get(shorter, ()) if one_apart(heard, name))


def runs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each row of up to four words that only blanks part, the longest first: any may be a name."""
    words = list(WORD.finditer(text))
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for at in range(len(words) - length + 1):
            run = words[at : at + length]
            if all(text[one.end() : two.start()].isspace() for one, two in pairwise(run)):
                yield run[0].start(), run[-1].end()


def _words(name: str) -> list[str]:
    """The words of a name that can be looked for; of `Anna-Karin` also the parts; none of a pseudonym like D01."""
    if _ID.fullmatch(name.strip()):
        return []
    words = WORD.findall(name)
    return words + [part for word in words if "-" in word for part in word.split("-") if len(part) >= _SHORTEST]


def _shorter(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def one_apart(one: str, other: str) -> bool:
    """Whether one letter put in, taken out, exchanged or changed about makes one word the other."""
    if abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    at = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    same_end = short[at + 1 :] == long[at + 1 :]
    return same_end or (short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :])
