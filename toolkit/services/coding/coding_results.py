"""What an import of codings did, row by row counted, and whose words a coding lies on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.domain.codings.codings import Coding
from toolkit.domain.sources.sources import Role, Turn
from toolkit.domain.texts.text import Span
from toolkit.errors import Problem
from toolkit.messages import N_


@dataclass(slots=True)
class ImportResult:
    """What an import did: how many codings are new, known already, found again at another place; and the problems.

    `outside` is how many lie on no respondent's words, `split` on those of several: such a coding counts for nobody, or
    only for the one who says most of it. `memos` come from Word's
    comments. The rows of serious problems were left out; the others are notes.
    """

    added: int = 0
    known: int = 0
    moved: int = 0
    verdicts: int = 0
    outside: int = 0
    split: int = 0
    memos: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def failed(self) -> list[Problem]:
        """The problems for which rows were left out."""
        return [problem for problem in self.problems if problem.serious]

    @property
    def left_out(self) -> int:
        """How many rows were left out; one problem may stand for all rows of an unknown source."""
        return sum(int(str(problem.values.get("n", 1))) for problem in self.failed)

    def place(self, coding: Coding, turns: Sequence[Turn]) -> None:
        """Count the coding when its words are not those of one respondent."""
        said = voices(turns, coding.span)
        self.outside += not said
        self.split += len(said) > 1

    def tell(self, file: str) -> None:
        """Note what was counted by `place`."""
        outside = N_("Codings on the words of the interviewer or of nobody known, which count nowhere: {n}")
        split = N_("Codings over the words of several people, each counted for the one who says most of it: {n}")
        hint = N_("If they should count, code the respondent's own words.")
        for message, n in ((outside, self.outside), (split, self.split)):
            if n:
                self.problems.append(Problem(file, message, hint, {"n": n}, serious=False))


def voices(turns: Sequence[Turn], span: Span) -> set[str | None]:
    """The respondents some of whose words lie in the span, "" for a record; `turns` stand in order of position."""
    first = bisect_right(turns, span.start, key=lambda turn: turn.span.end)
    last = bisect_left(turns, span.end, lo=first, key=lambda turn: turn.span.start)
    heard = (turn for turn in turns[first:last] if turn.role in (Role.RESPONDENT, Role.RECORD))
    return {turn.respondent if turn.role is Role.RESPONDENT else "" for turn in heard}
