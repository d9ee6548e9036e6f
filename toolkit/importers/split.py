"""What cutting a text into turns gives: the turns, the heading's facts, and the lines a person should look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.domain.sources.sources import RawTurn
from toolkit.errors import BadFile, Problem
from toolkit.messages import N_

_SHOWN = 8  # line numbers in a note
_LISTED = 200  # and for those who list them
SILENT = N_("{name}: no speaker turns found.")


@dataclass(frozen=True, slots=True)
class Split:
    """A text cut into turns, and what a person should look at, as line numbers from 1.

    `doubtful` lines look like a speaker and were not taken; `left_out` ones do so before the first turn; `timed` ones
    end in a time as the speakers' lines do; `headings` stand between turns and are nobody's words, nor are `tables`
    (the first line of each). `broken` counts the turns that run over a page's foot: each part stands as a turn of its
    own.
    """

    turns: tuple[RawTurn, ...]
    facts: dict[str, str]
    doubtful: tuple[int, ...] = ()
    left_out: tuple[int, ...] = ()
    timed: tuple[int, ...] = ()
    broken: int = 0
    headings: tuple[int, ...] = ()
    tables: tuple[int, ...] = ()

    def refuse_silence(self, name: str) -> None:
        """Raise BadFile when the file holds no turn."""
        if not self.turns:
            raise BadFile(
                SILENT,
                hint=N_(
                    "Begin each turn with its speaker, such as I: or D01:, on the same line or on a line of its own."
                    " A text in which nobody speaks is added with its kind: --kind document"
                    " (or observation, case, narrative, factors)."
                ),
                name=name,
            )

    def notes(self, name: str) -> tuple[Problem, ...]:
        """What a person should look at, without a word of the text."""
        found = [_note(name, *told) for told in self._told() if told[1]]
        if self.broken:
            message = N_(
                "Turns that run over the foot of a page: {count}. Their parts stand as turns of the same speaker."
            )
            found.append(Problem(name, message, "", {"count": self.broken}, serious=False))
        return tuple(found)

    def _told(self) -> tuple[tuple[str, tuple[int, ...], str, str], ...]:
        hint = N_("If one of them is a speaker, name it in the file's front matter (speakers: {{Anna: D01}}).")
        timed = N_(
            "Lines that end in a time as the speakers' lines do, but were read as speech: {count} (line {lines})."
        )
        doubtful = N_("Lines that begin like a new speaker but were read as speech: {count} (line {lines}).")
        left_out = N_(
            "Lines before the first turn that begin like a speaker and were left out: {count} (line {lines})."
        )
        headings = N_("Headings between turns, nobody's words and left out of what is coded: {count} (line {lines}).")
        tables = N_("Tables in which nobody speaks, left out of what is coded: {count} (line {lines}).")
        in_rows = N_(
            "If one of them holds what was said, begin each of its rows with the speaker and add the file again."
        )
        said = N_(
            "If one of them was said, take it out of its heading style or bold type in the file and add it again."
        )
        return (
            ("doubtful", self.doubtful, doubtful, hint),
            ("left_out", self.left_out, left_out, hint),
            ("timed", self.timed, timed, hint),
            ("headings", self.headings, headings, said),
            ("tables", self.tables, tables, in_rows),
        )


def _note(name: str, kind: str, lines: Sequence[int], message: str, hint: str) -> Problem:
    """A note on lines; `doubt` and `every` in its values are for those who list them."""
    shown = ", ".join(map(str, lines[:_SHOWN])) + (", …" if len(lines) > _SHOWN else "")
    every = " ".join(map(str, lines[:_LISTED]))
    values = {"count": len(lines), "lines": shown, "doubt": kind, "every": every}
    return Problem(name, message, hint, values, serious=False)
