"""What may be wished of a coding scheme: a code added, renamed, moved, merged, split, retired or taken back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from toolkit.domain.codings.schemes import AREA, AREAS, Code, Scheme
from toolkit.errors import NotFound, Refused
from toolkit.messages import N_

LONGEST_KEY = 40
_SPELT = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "ł": "l"})
NO_CODE = N_("The scheme has no code {code}.")
SEE_CODES = N_("See the codes with spegla scheme.")


@dataclass(frozen=True, slots=True)
class Add:
    """A new code under `parent`, which is a code's path or the key of a facet; texts are by language."""

    parent: str
    title: Mapping[str, str]
    definition: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rename:
    """Other words for a code in one language; its path stays, and so does all that is coded with it."""

    path: str
    language: str
    title: str
    definition: str = ""
    includes: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """The code, with the codes under it, placed under another code of its facet."""

    path: str
    under: str


@dataclass(frozen=True, slots=True)
class Merge:
    """The code's codings count as another code of its facet; the codes under it move along."""

    path: str
    into: str


@dataclass(frozen=True, slots=True)
class Split:
    """New codes beside the code (under it when it is a question area), to which its codings can then be sorted."""

    path: str
    titles: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class Retire:
    """The code, with those under it, is used no more."""

    path: str


@dataclass(frozen=True, slots=True)
class TakeBack:
    """A retired or merged code is used again."""

    path: str


Wish: TypeAlias = Add | Rename | Move | Merge | Split | Retire | TakeBack


def check(scheme: Scheme, wish: Wish) -> None:
    """Raise NotFound or Refused, with the reason in words, when the scheme cannot have this wish."""
    if isinstance(wish, Add):
        _check_add(scheme, wish.parent, [wish.title])
        return
    code = known(scheme, wish.path)
    if isinstance(wish, Split):
        _check_add(scheme, beside(code), wish.titles)
    elif isinstance(wish, Rename):
        _refuse(not wish.title.strip(), N_("A code needs a title."))
    elif isinstance(wish, TakeBack):
        _check_back(scheme, code)
    elif isinstance(wish, Move | Merge):
        _check_goal(scheme, code, wish)
    if isinstance(wish, Move | Merge | Retire):
        _refuse(code.path in AREAS, N_("The six question areas stay: the whole analysis rests on them."))
        _refuse(code.retired, N_("“{code}” is retired already."), code=code.path)


def known(scheme: Scheme, path: str) -> Code:
    """The code at `path`; NotFound when there is none."""
    code = scheme.codes.get(path)
    if code is None:
        raise NotFound(NO_CODE, hint=SEE_CODES, code=path)
    return code


def beside(code: Code) -> str:
    """Where a code's new neighbours go: under its parent or at the top of its facet; under itself for an area."""
    return code.path if code.path in AREAS else code.parent or code.facet


def under(scheme: Scheme, path: str) -> list[Code]:
    """The codes in use under `path`, at any depth."""
    return [code for code in scheme.active() if code.path.startswith(f"{path}/")]


def _check_add(scheme: Scheme, parent: str, titles: Iterable[Mapping[str, str]]) -> None:
    _refuse(parent == AREA, N_("The question areas are six; put the code under one of them."))
    if parent not in (facet.key for facet in scheme.facets):
        above = known(scheme, parent)
        _refuse(above.retired, N_("“{code}” is retired: no code can be put under it."), code=above.path)
    taken = _titles(scheme, parent)
    for title in titles:
        words = [text.strip() for text in title.values() if text.strip()]
        _refuse(not words, N_("A code needs a title."))
        _refuse(any(text.casefold() in taken for text in words), N_("There is a code with this title here already."))
        taken |= {text.casefold() for text in words}


def _titles(scheme: Scheme, parent: str) -> set[str]:
    beside_it = [code for code in scheme.active() if (code.parent or code.facet) == parent]
    return {text.casefold() for code in beside_it for text in code.title.values()}


def _check_goal(scheme: Scheme, code: Code, wish: Move | Merge) -> None:
    to = wish.under if isinstance(wish, Move) else wish.into
    if isinstance(wish, Move) and to == code.facet != AREA:
        _refuse(code.parent is None, N_("The code stands there already."))
        return
    goal = known(scheme, to)
    _refuse(goal.facet != code.facet, N_("A code stays within its facet: codings of the two answer other questions."))
    _refuse(goal.retired, N_("“{code}” is retired: choose a code that is in use."), code=goal.path)
    _refuse(f"{to}/".startswith(f"{code.path}/"), N_("A code cannot go into itself or into a code under it."))
    _refuse(isinstance(wish, Move) and to == code.parent, N_("The code stands there already."))


def _check_back(scheme: Scheme, code: Code) -> None:
    _refuse(not code.retired, N_("“{code}” is in use already."), code=code.path)
    above = scheme.codes.get(code.parent or "")
    _refuse(
        above is not None and above.retired,
        N_("The code above it is retired; take that one back first."),
    )


def _refuse(wrong: bool, message: str, **values: object) -> None:  # noqa: FBT001 - the condition stands first, as in an `if`
    if wrong:
        raise Refused(message, hint="", **values)


def key_of(title: str, taken: Iterable[str]) -> str:
    """A key made of a title (lower-case ASCII letters, digits and _) that is not among `taken`."""
    plain = unicodedata.normalize("NFKD", title.lower().translate(_SPELT)).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST_KEY].strip("_")
    first = slug if slug[:1].isalpha() else f"code_{slug}".strip("_")
    used, key, number = set(taken), first, 2
    while key in used:
        key, number = f"{first}_{number}", number + 1
    return key
