"""The standing store of a workbench: opened when it is first asked for, shared by all threads, closed at the end."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import NotSaved, ProjectBusy
from toolkit.messages import N_
from toolkit.services.projects.project import DATABASE

if TYPE_CHECKING:
    from toolkit.storage.projects.standing import Standing


class StandingStore:
    """Called, it gives the open store; `Project.standing` takes it as it is."""

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        self._path, self._clock = folder / DATABASE, clock
        self._here = threading.Lock()
        self._store: Standing | None = None
        self._closed = False

    def __call__(self) -> Standing:
        """The store, opened by the first who asks. Raises as opening a project does, and ProjectBusy once closed."""
        from toolkit.storage.projects.standing import open_standing

        with self._here:
            if self._closed:
                raise ProjectBusy(
                    N_("The workbench is being closed, and this was not done."), hint=N_("Start it again.")
                )
            if self._store is None:
                self._store = open_standing(self._path.resolve(), now=self._clock())
                with suppress(ProjectBusy, NotSaved):  # the first step of the day does it too
                    self._store.forget_steps(now=self._clock())
            return self._store

    def close(self) -> None:
        """Make the project one file again; again is harmless."""
        with self._here:
            self._closed, store, self._store = True, self._store, None
        if store is not None:
            store.close()
