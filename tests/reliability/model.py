"""What a project should hold after each deed of a person, told without a database: tokens, codings, and steps."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeAlias

Change: TypeAlias = "dict[int, tuple[Coded | None, Coded | None]]"


@dataclass(frozen=True)
class Coded:
    """A coding: from this token of a source to that one, both included."""

    source: str
    first: int
    last: int
    code: str


@dataclass
class Step:
    """A deed that can be undone: each coding and each code of the scheme, before and after it."""

    codings: Change
    codes: dict[str, tuple[bool | None, bool | None]] = field(default_factory=dict)
    undone: bool = False

    @property
    def sources(self) -> set[str]:
        """The sources that it touched."""
        return {one.source for pair in self.codings.values() for one in pair if one is not None}


@dataclass
class Text:
    """A source as tokens and what stands before each; `end` after the last. Codings begin and end at tokens."""

    gaps: list[str]
    tokens: list[str]
    end: str
    codable: dict[int, list[int]]  # by turn that may be coded: the numbers of its tokens
    revisions: list[tuple[int, str]] = field(default_factory=list)  # which token was changed, and what stood there

    @property
    def whole(self) -> str:
        """The text."""
        return "".join(f"{gap}{token}" for gap, token in zip(self.gaps, self.tokens, strict=True)) + self.end

    def place(self, first: int, last: int) -> tuple[int, int]:
        """Where these tokens stand."""
        start = sum(len(gap) + len(token) for gap, token in zip(self.gaps[:first], self.tokens[:first], strict=True))
        start += len(self.gaps[first])
        within = sum(len(self.gaps[at]) + len(self.tokens[at]) for at in range(first, last + 1)) - len(self.gaps[first])
        return start, start + within

    @classmethod
    def of(cls, text: str, turns: dict[int, tuple[int, int]]) -> Text:
        """A text cut into tokens at white space; `turns` are the spans that may be coded, by number."""
        found = list(re.finditer(r"\S+", text))
        ends = [0, *(one.end() for one in found)]
        gaps = [text[end : one.start()] for end, one in zip(ends, found, strict=False)]
        codable = {
            number: [at for at, one in enumerate(found) if start <= one.start() and one.end() <= end]
            for number, (start, end) in turns.items()
        }
        return cls(gaps, [one[0] for one in found], text[ends[-1] :], codable)


@dataclass
class Model:
    """The project as it should be. `codes`: the codes that this test made, and whether each is in use."""

    texts: dict[str, Text]
    codings: dict[int, Coded] = field(default_factory=dict)
    codes: dict[str, bool] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)

    def wanted(self) -> dict[int, tuple[str, int, int, str, str]]:
        """Every coding as it should be stored: source, start, end, words, code."""
        found = {}
        for number, one in self.codings.items():
            text = self.texts[one.source]
            start, end = text.place(one.first, one.last)
            found[number] = (one.source, start, end, text.whole[start:end], one.code)
        return found

    def same(self, wanted: Coded) -> int | None:
        """The number of the coding that says just this already."""
        return next((number for number, one in self.codings.items() if one == wanted), None)

    def step(self, codings: Change, codes: dict[str, tuple[bool | None, bool | None]] | None = None) -> None:
        """A new step is done; what was undone cannot be redone any more. Nothing changed is no step."""
        if not codings and not codes:
            return
        self.steps = [one for one in self.steps if not one.undone]
        self.steps.append(Step(codings, codes or {}))
        self._put(self.steps[-1], 1)

    def target(self, *, undone: bool) -> Step | None:
        """What would be undone, or redone, next."""
        wanted = [one for one in self.steps if one.undone is undone]
        return (wanted[0] if undone else wanted[-1]) if wanted else None

    def takes_used(self, step: Step) -> bool:
        """Whether reversing the step would take a code away that something is coded with then."""
        side = 1 if step.undone else 0
        gone = {code for code, pair in step.codes.items() if pair[side] is None}
        return bool(gone & {one.code for one in self.codings.values()})

    def reverse(self, step: Step) -> None:
        """Undo the step, or redo it."""
        self._put(step, 1 if step.undone else 0)
        step.undone = not step.undone

    def _put(self, step: Step, side: int) -> None:
        for number, pair in step.codings.items():
            put(self.codings, number, pair[side])
        for code, in_use in step.codes.items():
            put(self.codes, code, in_use[side])

    def forget(self, source: str) -> None:
        """Steps that touched a source go when its text changes."""
        self.steps = [one for one in self.steps if source not in one.sources]

    def withdraw(self, source: str) -> None:
        """A person's only source goes, and with it whatever could be undone: steps may hold words of anybody."""
        self.steps = []
        del self.texts[source]
        self.codings = {number: one for number, one in self.codings.items() if one.source != source}


def put(where: dict, key: object, value: object) -> None:
    """Set a key, or take it away."""
    if value is None:
        where.pop(key, None)
    else:
        where[key] = value
