"""What goes wrong with the computer in a day: processes killed, disks full, files held or broken, clocks, folders."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from tests.journeys import day_commands
from tests.journeys.day import Day, Deed, Strike
from tests.journeys.day_desk import reading_failed
from tests.journeys.day_window import LOST
from tests.reliability.struck import Point

Disturbance = Callable[[Day], None]
CALLS = {"pwrite64": 60, "write": 12, "fsync": 6, "fdatasync": 8, "unlink": 4, "ftruncate": 3, "rename": 3, "mkdir": 2}
DISK = {call: CALLS[call] for call in ("pwrite64", "write", "fsync", "fdatasync", "mkdir", "rename")}
SETTINGS = (
    *("project.toml", "interviews/respondents.csv", "coding_schemes/six_areas.yaml"),
    "interviews/guides/participants.yaml",
)
SPOILT = {
    "half saved": lambda sound: sound[: len(sound) * 2 // 3],
    "in UTF-16": lambda sound: sound.decode().encode("utf-16"),
    "all zeros": lambda sound: b"\0" * len(sound),
    "mistyped": lambda sound: b"\t: [\n" + sound,
}
FOREIGN = (
    *("Thumbs.db", ".DS_Store", "~$draft.docx", "project (conflicted copy 2026-03-02).db", "project.db.bak"),
    *("coding_schemes/six_areas (1).yaml.tmp", "drafts/~$notes.docx", "backups/readme.txt", "templates/old.txt"),
    "interviews/guides/participants.yaml~",
)
LEFT = b"left by another program"
A_BIT_OFF, YEARS_OFF = (-400.0, -1.0, -0.02, 0.02, 1.0, 200.0), (1200.0, -9000.0, 36000.0)  # days
MATERIAL_PAGES = ("/", "/read/1", "/claims", "/themes", "/people")


def strike_at(day: Day, what: str, calls: Mapping[str, int], *, on: bool = False) -> Strike:
    """Strike a command at one of these calls, early more often than late."""
    call = day.chance.choice(sorted(calls))
    point = Point(call, 1 + int(calls[call] * day.chance.random() ** 2), on)
    return lambda nursery, arguments: nursery.struck(point, what, "command", *arguments)


def hit(day: Day) -> bool:
    """Whether the strike came: the deed may have written less often."""
    said = (day.kept / "strace.log").read_text("utf-8", "replace")
    return any(sign in said for sign in ("INJECTED", "SIGKILL", "SIGINT"))


def struck(day: Day, name: str, strike: Strike) -> None:
    """Strike a deed; another goes on from where it was."""
    done = day.do(deed := day_commands.chosen(day, day_commands.WRITING), strike, disturbed=name)
    day.disturbances[name] += hit(day)
    if done:
        day_commands.noted(day, deed)
    day.sound()
    in_peace(day)


def in_peace(day: Day) -> None:
    """A deed that nothing disturbs."""
    if day.do(deed := day_commands.chosen(day, day_commands.WRITING)):
        day_commands.noted(day, deed)


def killed(day: Day) -> None:
    """A command is killed where it writes."""
    struck(day, "killed", strike_at(day, "signal=KILL", CALLS))


def interrupted(day: Day) -> None:
    """Ctrl-C where it writes."""
    struck(day, "interrupted", strike_at(day, "signal=INT", CALLS))


def full(day: Day) -> None:
    """The disk is full from one call on."""
    struck(day, "disk full", strike_at(day, "error=ENOSPC", DISK, on=True))


def broken_disk(day: Day) -> None:
    """The disk fails once."""
    struck(day, "disk broken", strike_at(day, "error=EIO", DISK))


def barred(day: Day) -> None:
    """One file of the project may not be opened, as when another program holds it."""
    path = day.project / day.chance.choice((*SETTINGS, "project.db"))
    struck(day, f"{path.name} barred", lambda nursery, arguments: nursery.barred(path, "command", *arguments))


def locked(day: Day) -> None:
    """Another program, one for backups perhaps, holds the database for a moment."""
    deed = day_commands.add(day)
    with closing(sqlite3.connect(day.project / "project.db", isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        language = day.chance.choice(("sv", "en"))
        code = day.nursery.run("command", *deed.arguments, "-p", day.project, "--language", language)
    said = (day.kept / "err").read_text("utf-8")
    day.tell(f"{deed.name} [locked] → {code} {said}")
    assert code == 1, said
    day.ears.refusal(f"{deed.name}, locked", said, language)
    day.disturbances["database locked"] += 1
    day.do(deed)


def spoilt(day: Day) -> None:
    """A settings file is half saved, in another encoding, gone or a folder; then it is put back."""
    path = day.project / day.chance.choice(SETTINGS)
    sound = path.read_bytes()
    how = day.chance.choice((*SPOILT, "gone", "a folder"))
    path.unlink()
    if how in SPOILT:
        path.write_bytes(SPOILT[how](sound))
    elif how == "a folder":
        path.mkdir()
    day.disturbances["settings spoilt"] += 1
    try:
        beside_spoilt(day, f"{path.name} {how}")
    finally:
        if path.is_dir():
            path.rmdir()
        path.write_bytes(sound)
    day.do(Deed(("status",)))


def beside_spoilt(day: Day, why: str) -> None:
    """Look and draft beside a spoilt file, in the window too where one is open."""
    plain = (day_commands.plain(name) for name in ("status", "scheme", "themes", "sources"))
    for maker in day.chance.sample((day_commands.draft, *plain), 2):
        if deed := maker(day):
            day.do(deed, disturbed=why)
    if day.window:
        reply = day.window.ask(day.chance.choice(MATERIAL_PAGES))
        assert reply.status != LOST
        day.tell(f"page [{why}] → {reply.status}")
        if reply.status not in (200, 303):
            day.ears.refusal(f"page, {why}", reading_failed(reply.said), day.window.language, step=False)


def broken_file(day: Day) -> None:
    """A file that is none, or half of one, is to be taken in."""
    path = broken(day)
    by = ("--coder", "B")
    ways = (("add",), ("codings", "import"), ("check",), ("exchange", "import"), ("merge",), ("draft", "--into"))
    way = day.chance.choice((ways[0], *ways, ("restore",)))
    more = by if way[-1] == "import" else ("--yes",) if way == ("restore",) else ()
    day.disturbances["broken file"] += 1
    done = day.do(Deed((*way, str(path), *more)), disturbed=f"broken {path.name}")
    assert not done, day.story[-1]


def broken(day: Day) -> Path:
    """A file that holds nothing that can be read."""
    noise = day.chance.randbytes(700)
    kinds = {
        "zeros.txt": b"\0" * 900,
        "empty.txt": b"",
        "gone.txt": None,
        "noise.docx": noise,
        "empty.csv": b"",
        "half.docx": half(day),
        "noise.pdf": b"%PDF-1.7\n" + noise,
        "noise.csv": noise,
        "page.rtf": b"{\\rtf1 ",
        "other.qdpx": b"PK\3\4" + noise,
        "film.mov": b"film",
        "empty.vtt": b"WEBVTT\n",
    }
    name = day.chance.choice(sorted(kinds))
    path = day.outside / name
    path.unlink(missing_ok=True)
    if (content := kinds[name]) is not None:
        path.write_bytes(content)
    return path


def half(day: Day) -> bytes:
    """The first half of a draft in Word."""
    path = day_commands.word_file(day)
    return Path(path).read_bytes()[:4000] if path else b"PK\3\4 half"


def foreign(day: Day) -> None:
    """Other programs leave their files in the folder; they stay as they are."""
    found = [day.project / name for name in day.chance.sample(FOREIGN, 3)]
    for path in found:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(LEFT)
    day.disturbances["foreign files"] += 1
    for maker in day.chance.sample((day_commands.add, day_commands.draft, day_commands.backup), 2):
        if day.do(deed := maker(day)):
            day_commands.noted(day, deed)
    day.doctor()
    for path in found:
        assert path.read_bytes() == LEFT, path
        path.unlink()


def clock(day: Day) -> None:
    """The computer's clock is set wrong, and right again at the next such disturbance."""
    day.set_clock(0.0 if day.clock else day.chance.choice(A_BIT_OFF))
    day.disturbances["clock set"] += 1
    in_peace(day)
    in_peace(day)


def years(day: Day) -> None:
    """For a while the clock is years off, so that everybody's consent has ended, or none had begun."""
    was = day.clock
    day.set_clock(day.chance.choice(YEARS_OFF))
    day.disturbances["clock set"] += 1
    for maker in day.chance.sample(day_commands.READING, 3):
        if deed := maker(day):
            day.do(deed)
    for path in MATERIAL_PAGES if day.window else ():
        reply = day.open_window().ask(path)
        day.tell(f"page [years off] → {reply.status}")
        assert reply.status in (200, 303, 422), reading_failed(reply.said)
    day.set_clock(was)


ALL: tuple[Disturbance, ...] = (
    *(killed, killed, interrupted, full, full, broken_disk, barred, locked),
    *(spoilt, broken_file, foreign, clock, years),
)
