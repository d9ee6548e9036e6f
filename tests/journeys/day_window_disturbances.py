"""What goes wrong with the workbench and its window in a day: stale, killed, cut off, its project gone elsewhere."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from tests.journeys import day_commands, day_desk
from tests.journeys.day import Day, Deed
from tests.journeys.day_disturbances import Disturbance, in_peace
from tests.journeys.day_kept import Change
from tests.journeys.day_said import language_of
from tests.journeys.day_window import LOST, Window
from tests.reliability.struck import Point

CALLS = {"pwrite64": 12, "fdatasync": 3, "fsync": 2, "unlink": 1}
GONE = (404, 409)  # what one had seen is stored no more
NOT_LET_IN = 401
NOT_SAVED = (500, 503, 507)


def stale(day: Day) -> None:
    """Another window was faster: what this one saw is no longer stored."""
    wanted = day.chance.choice((day_desk.memo_again, day_desk.uncode))(day)
    if not wanted:
        day_desk.sent(day, day_desk.memo(day))
        wanted = day_desk.memo_again(day)
    assert wanted
    path, body, _ = wanted
    day_desk.sent(day, wanted)
    reply = day.post(path, body, Change(), refused=GONE)
    assert reply.status in GONE, reply
    day.disturbances["stale window"] += 1


def killed_idle(day: Day) -> None:
    """The workbench dies beside an open window; a new one is started, which does not know the old window."""
    window = day.open_window()
    path, body, change = wanted = day_desk.chosen(day)
    day.end_window(killed=True)
    day.disturbances["workbench killed"] += 1
    assert window.ask(path, {"command": "command-lost", **body}).status == LOST
    day.sound()
    new = day.open_window()
    old = Window(new.process, new.port, new.language, window.cookie.replace(str(window.port), str(new.port)))
    reply = old.ask(path, {"command": "command-lost", **body})
    assert reply.status == NOT_LET_IN, reply
    assert not day.settle(change)
    day.ears.refusal("old window", reply.said, language_of(reply.said))
    day_desk.sent(day, wanted)


@contextmanager
def struck(day: Day, what: str, *, on: bool = False) -> Iterator[day_desk.Sent]:
    """A change from the window while the workbench is struck; its command is fixed, so that it can be sent again."""
    window = day.open_window()
    path, body, change = fixed(day)
    call = day.chance.choice(sorted(CALLS))
    point = Point(call, 1 + day.chance.randrange(CALLS[call]), on)
    with window.struck(point, what, day.kept / "desk.log"):
        yield path, body, change


def fixed(day: Day) -> day_desk.Sent:
    """A change with the command under which it is sent each time; taking it back later is not tried."""
    path, body, change = day_desk.chosen(day)
    day.last = None
    return path, {"command": f"command-{day.next()}", **body}, change


def killed_storing(day: Day) -> None:
    """The workbench dies while it stores; after a restart the same command is sent again, and comes once."""
    with struck(day, "signal=KILL") as (path, body, change):
        window = day.open_window()
        reply = day.post(path, body, change)
        died = window.ask("/api/mark").status == LOST
    stored = reply.status == 200 or day.settle(change)
    day.tell(f"died {died}, stored {stored}")
    if died:
        day.end_window(killed=True)
        day.disturbances["workbench killed storing"] += 1
    again = day.post(path, body, Change() if stored else change)
    assert again.status == 200, again


def full(day: Day) -> None:
    """The disk is full or fails under the workbench; then there is room, and the same command is sent again."""
    with struck(day, f"error={day.chance.choice(('ENOSPC', 'EIO'))}", on=True) as (path, body, change):
        window = day.open_window()
        reply = window.ask(path, body)
    stored = day.settle(change)
    day.tell(f"POST [disk full] → {reply.status}, stored {stored}")
    if reply.status == 200:
        assert held_as(day, change)
        return
    day.disturbances["disk full, workbench"] += 1
    assert reply.status in NOT_SAVED, reply
    day.ears.refusal(f"POST, disk full, {reply.status}", reply.said, window.language)
    again = day.post(path, body, Change() if stored else change)
    assert again.status == 200, again


def held_as(day: Day, change: Change) -> bool:
    """Whether what the change was to leave is there."""
    return change.on(day.model.things) == day.model.things or all(day.model.things[one] for one in change.comes)


def browser_lost(day: Day) -> None:
    """The browser is gone before the answer comes; it is opened again and sends the same command."""
    path, body, change = fixed(day)
    day.post(path, body, change, leaves=True)
    day.disturbances["browser lost"] += 1
    reply = day.open_window().ask(path, body)
    day.tell(f"POST again → {reply.status}")
    assert reply.status == 200, reply
    day.settle(change)
    assert held_as(day, change)


def taken(day: Day) -> None:
    """A restore, or a second workbench, while one is open: refused, and it says where the first one runs."""
    window = day.open_window()
    arguments = ("serve", "--no-browser")
    if day.model.backups and day.chance.random() < 0.6:
        arguments = ("restore", sorted(day.model.backups)[-1], "--yes")
    day.disturbances["project taken"] += 1
    assert not day.do(Deed(arguments), disturbed="workbench open")
    assert str(window.port) in (day.kept / "err").read_text("utf-8")


def renamed(day: Day) -> None:
    """The project's folder is renamed, under an open workbench as well; it goes on in the new place."""
    new, window = day.project.with_name(f"project {day.next()}"), day.window
    wanted = fixed(day) if window else None
    day.project.rename(new)
    day.project, day.last = new, None
    day.disturbances["folder renamed"] += 1
    if window and wanted:
        path, body, change = wanted
        reply = window.ask(path, body)
        stored = day.settle(change)
        day.tell(f"POST {path} [folder renamed] → {reply.status}, stored {stored}")
        assert reply.status != 200 or held_as(day, change)
        if reply.status not in (LOST, 200):
            day.ears.refusal(f"POST, folder renamed, {reply.status}", reply.said, window.language)
        day.end_window(killed=False)
    in_peace(day)


def ended(day: Day) -> None:
    """The computer is shut down under the workbench: it ends in peace, and the window sends once more."""
    window = day.open_window()
    path, body, change = fixed(day)
    window.killed(signal.SIGTERM)
    assert window.ask(path, body).status == LOST
    day.window = None
    day.disturbances["workbench ended"] += 1
    assert not day.settle(change)
    if day.do(deed := day_commands.backup(day)):
        day_commands.noted(day, deed)


ALL: tuple[Disturbance, ...] = (
    *(stale, stale, killed_idle, killed_storing, killed_storing, full, browser_lost, taken, renamed, ended),
)
