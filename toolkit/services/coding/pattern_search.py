"""Patterns that people type, tried on what is said turn by turn, each interview and all together for so long only."""

from __future__ import annotations

import time
import unicodedata
from typing import TYPE_CHECKING

from toolkit.domain.codings.searches import Pattern, folded
from toolkit.errors import Refused, UsageError
from toolkit.messages import N_
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    import regex

    from toolkit.analysis.searching.pattern_places import Fits
    from toolkit.analysis.searching.word_shelf import Flags, Shelf

LONGEST = 300  # code points of a pattern
SECONDS_EACH, SECONDS = 1.0, 20.0  # for the turns of one source, and for all of them
MOST = 300_000  # hits
SIMPLER = N_("Make it simpler: fewer * and + inside one another, or look for words instead.")


def fitting(project: Project, shelf: Shelf, pattern: Pattern, allowed: Flags) -> Fits:
    """Where the pattern fits in the turns allowed, capitals or not. UsageError for one that cannot be read; Refused
    when it takes too long, as some patterns do for ever, or fits nearly everywhere."""
    from toolkit.analysis.searching.pattern_places import Fits, turns_by_source
    from toolkit.storage.sources import sources

    compiled, clock = _compiled(pattern.text), _Clock()
    rows: list[tuple[int, int, int]] = []
    with project.store() as store, store.reading() as connection:
        for number, turns in turns_by_source(shelf, allowed):
            text = sources.text_of(connection, shelf.sources[number])
            clock.begin()
            for at, start, end in turns:
                rows += ((at, *place) for place in clock.fits(compiled, text[start:end], start))
            if len(rows) > MOST:
                raise Refused(N_("The pattern fits at more than {n} places."), hint=N_("Make it say more."), n=MOST)
    return Fits(shelf, rows)


def _compiled(text: str) -> regex.Pattern[str]:
    import regex

    if len(text) > LONGEST:
        raise UsageError(N_("The pattern is too long (at most {n} characters)."), n=LONGEST)
    try:
        return regex.compile(unicodedata.normalize("NFC", text), regex.IGNORECASE | regex.VERSION0)
    except (regex.error, OverflowError, RecursionError, MemoryError, ValueError) as error:
        at = getattr(error, "pos", None)
        raise UsageError(
            N_("The pattern cannot be read, at character {n}.")
            if at is not None
            else N_("The pattern cannot be read."),
            hint=N_("Brackets and braces come in pairs; a sign that is meant as it is has \\ before it."),
            n=(at or 0) + 1,
        ) from error


class _Clock:
    """What is left of the time."""

    def __init__(self) -> None:
        self.end = time.monotonic() + SECONDS
        self.here = self.end

    def begin(self) -> None:
        """The next source."""
        self.here = min(self.end, time.monotonic() + SECONDS_EACH)

    def fits(self, compiled: regex.Pattern[str], said: str, start: int) -> list[tuple[int, int]]:
        """Where the pattern fits in what is said from `start` on; nothing where it fits no letter."""
        there = folded(said)
        left = self.here - time.monotonic()
        try:
            if left <= 0:
                raise TimeoutError
            found = [match.span() for match in compiled.finditer(there.text, timeout=left, concurrent=True)]
        except TimeoutError:
            raise Refused(N_("The pattern takes too long: it can be tried in too many ways."), hint=SIMPLER) from None
        except MemoryError:
            raise Refused(N_("The pattern takes too much memory."), hint=SIMPLER) from None
        places = (there.edges(*span) for span in found if span[0] < span[1])
        return [(start + first, start + last) for first, last in places]
