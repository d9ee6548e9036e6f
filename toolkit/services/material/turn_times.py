"""When a turn was said: its time code as a person reads it, asked for the few turns that a page shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from toolkit.services.projects.project import Project


def clock(seconds: float) -> str:
    """A time from the start of the recording: 2:03, or 1:02:03 from an hour on."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def times_of(project: Project) -> Callable[[int, int], str]:
    """Gives the time of a turn by its source's number and its own; empty where the file told none."""
    from toolkit.storage.sources import searching

    @cache
    def known(source_id: int) -> Mapping[int, float]:
        with project.store() as store, store.reading() as connection:
            return searching.times(connection, source_id)

    def time_of(source_id: int, turn: int) -> str:
        found = known(source_id).get(turn)
        return "" if found is None else clock(found)

    return time_of
