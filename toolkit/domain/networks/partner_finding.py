"""Where a text names partners: their names as words, in other forms, inside compounds, and what a name's days say.

A name of three letters or fewer is looked for as a word alone ("Af", "af:s", "Af-handläggare"). Longer ones are found
in the endings of the language; in Swedish also as a compound's first or last part. A few words that look alike
("kommunikation") are kept out by what a compound's second part may begin with; a person says yes or no in any case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from toolkit.domain.networks.partners import Alias, Partner, Time, same
from toolkit.domain.texts.text import Span

_WORD = re.compile(r"[^\W_]+(?:[-'’:\u00ad][^\W_]+)*")
_SHORT, _STEM, _LONG, _REST = 3, 4, 9, 4  # letters
_GAP = 3  # code points that may stand between the words of a name
VOWELS = "aeiouyåäö"
_COMPOUNDING = ("sv",)
_STRIPPED = {"sv": ("arna", "erna", "orna", "are", "aren", "en", "et", "an", "a"), "en": ()}
_SWEDISH = "a an ans ar arna arnas as e en ens er erna ernas es et ets n na nas ns or orna ornas s t ts"
_ENDINGS = {"sv": frozenset(("", *_SWEDISH.split())), "en": frozenset(("", "s", "es", "'s", "’s", "s'"))}
_OF_A = frozenset(("a", "as", "an", "ans", "or", "ors", "orna", "ornas"))  # "mammor"; "papper" is none of pappa's
_TIMES = {
    "sv": ("förut förr innan tidigare dåförtiden", "nu nuförtiden numera idag fortfarande"),
    "en": ("before previously earlier formerly", "now nowadays today still currently"),
}


class Form(StrEnum):
    """How a word of the text holds a name."""

    WORD = "word"
    FORM = "form"
    COMPOUND = "compound"


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that names a partner: by which alias, in which form; `outdated`: the name meant it on other days."""

    partner: Partner
    alias: Alias
    span: Span
    form: Form
    outdated: bool = False

    @property
    def doubtful(self) -> bool:
        """Whether the words may well mean something else."""
        return self.alias.common or self.outdated


@dataclass(frozen=True, slots=True)
class _Name:
    partner: Partner
    alias: Alias
    words: tuple[str, ...]
    outdated: bool


def mentions(text: str, partners: Sequence[Partner], *, day: date | None, language: str) -> list[Mention]:
    """The places in order; of several names at one place the one that says most."""
    names, tokens = list(_names(partners, day)), [_token(match) for match in _WORD.finditer(text)]
    fitting = {token: [one for one in names if _begins(token, one, language)] for token in {each[0] for each in tokens}}
    found = (one for at, each in enumerate(tokens) for one in _here(tokens, at, fitting[each[0]], language))
    return _apart(list(found))


def _token(match: re.Match[str]) -> tuple[str, int, int]:
    return match.group().replace("\u00ad", "").casefold(), match.start(), match.end()


def _names(partners: Sequence[Partner], day: date | None) -> Iterator[_Name]:
    """All names; one that had another owner on the day than it has on others is this owner's alone."""
    holding = {same(alias.name) for one in partners for alias in one.on(day)}
    for one in partners:
        for alias in one.every():
            held = alias.holds(day)
            if held or same(alias.name) not in holding:
                yield _Name(one, alias, tuple(same(alias.name).split()), outdated=not held)


def _begins(token: str, name: _Name, language: str) -> bool:
    """Whether a word may be the name's first."""
    first = name.words[0]
    return token == first or (len(name.words) == 1 and form_of(token, first, language) is not None)


def _here(tokens: Sequence[tuple[str, int, int]], at: int, names: Iterable[_Name], language: str) -> Iterator[Mention]:
    for one in names:
        last = at + len(one.words) - 1
        if last >= len(tokens) or not _beside(tokens[at : last + 1]):
            continue
        if any(tokens[at + n][0] != word for n, word in enumerate(one.words[:-1])):
            continue
        form = form_of(tokens[last][0], one.words[-1], language)
        if form is not None and (len(one.words) == 1 or form is not Form.COMPOUND):
            yield Mention(one.partner, one.alias, Span(tokens[at][1], tokens[last][2]), form, one.outdated)


def _beside(tokens: Sequence[tuple[str, int, int]]) -> bool:
    return all(after[1] - before[2] <= _GAP for before, after in pairwise(tokens))


@lru_cache(maxsize=100_000)
def form_of(token: str, name: str, language: str) -> Form | None:
    """How a word of a text (in small letters) holds a name of one word; None when it does not."""
    if token == name:
        return Form.WORD
    head, colon, ending = token.partition(":")
    if colon and head == name:
        return Form.FORM if ending in _ENDINGS["sv"] else None
    if "-" in token and "-" not in name and name in token.split("-"):
        return Form.COMPOUND
    if len(name) <= _SHORT:
        return None
    return _longer(token, name, language)


def _longer(token: str, name: str, language: str) -> Form | None:
    stem, endings = stem_of(name, language), _ENDINGS.get(language, _ENDINGS["en"])
    if token.startswith(name) and token[len(name) :] in endings:
        return Form.FORM
    after = _OF_A if name in (f"{stem}a", f"{stem}an") else endings
    if token.startswith(stem) and token[len(stem) :] in after:
        return Form.FORM
    if language not in _COMPOUNDING or len(stem) <= _STEM + 1:
        return None
    if token.startswith(stem) and _second(stem, token[len(stem) :]):
        return Form.COMPOUND
    at = token.rfind(stem)
    return Form.COMPOUND if at >= _STEM and token[at + len(stem) :] in after else None


def _second(stem: str, rest: str) -> bool:
    """Whether this may be what follows in a compound."""
    return len(rest) >= _REST and (rest[0] not in VOWELS or len(stem) >= _LONG)


def stem_of(name: str, language: str) -> str:
    """The name without its ending, where enough is left of it."""
    for ending in _STRIPPED.get(language, ()):
        kept = name.removesuffix(ending) + ("ar" if ending in ("are", "aren") else "")
        if name.endswith(ending) and len(kept) >= _STEM:
            return kept
    return name


def _apart(found: Sequence[Mention]) -> list[Mention]:
    """Those that share no words: certain before doubtful, longer before shorter, a whole word before a part of one."""
    order = {Form.WORD: 0, Form.FORM: 1, Form.COMPOUND: 2}
    kept: list[Mention] = []
    for one in sorted(
        found, key=lambda each: (order[each.form], -len(each.alias.name), each.doubtful, each.partner.id)
    ):
        if not any(one.span.shared(other.span) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda each: each.span)


def time_of(words: str, language: str) -> Time:
    """What the words say of when: before or now; both, or neither, say nothing."""
    said = {match.group().casefold() for match in _WORD.finditer(words)}
    before, now = (bool(said & set(each.split())) for each in _TIMES.get(language, _TIMES["en"]))
    if before is now:
        return Time.UNSAID
    return Time.BEFORE if before else Time.NOW
