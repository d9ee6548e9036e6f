"""One thing made ready while the one before is used: files are read in another process, else waited for."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


def ahead(
    given: Iterable[Given], make: Callable[[Given], Made], *, stop: Callable[[], object]
) -> Generator[tuple[Given, Callable[[], Made]]]:
    """Each thing in order, with what gives what was made of it or raises what making it raised.

    While one is used the next is made by a thread. Where the caller ends before the last, an interruption above all,
    `stop` is called, which must bring the making that is under way to its end.
    """
    thread = ThreadPoolExecutor(1, "ahead")
    waiting: deque[tuple[Given, Future[Made]]] = deque()
    done = False
    try:
        for one in given:
            waiting.append((one, thread.submit(copy_context().run, make, one)))
            if len(waiting) > 1:
                first, future = waiting.popleft()
                yield first, future.result
        for last, future in waiting:
            yield last, future.result
        done = True
    finally:
        thread.shutdown(wait=False, cancel_futures=True)
        if not done:
            stop()
        thread.shutdown()
