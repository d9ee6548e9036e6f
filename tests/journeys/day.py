"""One day of an evaluator on one project: every deed is held against the model as soon as it was answered."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.journeys.day_kept import Change, Model, Things, difference, held, whole
from tests.journeys.day_said import Ears
from tests.journeys.day_window import LOST, Reply, Window
from tests.reliability.struck import Nursery

LANGUAGES = ("sv", "en")
MUTE = ("disk full", "disk broken")  # then what is said may not leave the program either
Strike = Callable[[Nursery, Sequence[str]], int]


@dataclass(frozen=True)
class Deed:
    """A command, what it should leave, and what its answer holds."""

    arguments: tuple[str, ...]
    change: Change = field(default_factory=Change)
    writes: bool = False  # files, which its JSON names
    finds: bool = False  # exit code 1 says that something was found

    @property
    def name(self) -> str:
        """The command's name."""
        return self.arguments[0]

    @property
    def answers(self) -> bool:
        """Whether what it says as JSON is needed."""
        return self.writes or self.finds or self.name == "backup"


@dataclass
class Day:
    """The project, its model, what is open, and what went wrong with the computer until now."""

    nursery: Nursery
    project: Path
    kept: Path  # where the nursery keeps what was said
    model: Model
    chance: random.Random
    ears: Ears
    window: Window | None = None
    clock: float = 0.0
    last: Change | None = None  # what undoing in the window takes back
    number: int = 0
    deeds: Counter[str] = field(default_factory=Counter)
    disturbances: Counter[str] = field(default_factory=Counter)
    story: list[str] = field(default_factory=list)

    def next(self) -> int:
        """A number that was not there today."""
        self.number += 1
        return self.number

    def tell(self, what: str) -> None:
        """Keep what happened, for whoever reads why the test failed."""
        self.story.append(what)

    @property
    def outside(self) -> Path:
        """A folder beside the project."""
        return self.kept.parent / "outside"

    def set_clock(self, days: float) -> None:
        """Put the computer's clock so many days off."""
        self.clock = days
        (self.kept / "clock").write_text(str(days * 24 * 3600), "ascii")

    # The command line

    def do(self, deed: Deed, strike: Strike | None = None, *, disturbed: str = "") -> bool:
        """Do it, struck or not; say whether it was acknowledged. `disturbed` is why it may be refused."""
        language = self.chance.choice(LANGUAGES)
        form = ("--json",) if deed.answers or self.chance.random() < 0.3 else ()
        arguments = [*deed.arguments, "-p", str(self.project), "--language", language, *form]
        code = strike(self.nursery, arguments) if strike else self.nursery.run("command", *arguments)
        said, told = ((self.kept / name).read_text("utf-8", "replace") for name in ("err", "out"))
        self.tell(f"{' '.join(deed.arguments)} [{disturbed or '-'}] → {code} {said.strip()}")
        self.deeds[deed.name] += 1
        done = code == 0 or (code == 1 and deed.finds and '"findings"' in told)
        self.ears.sound(said)
        if code > 0 and not done:
            assert code in (1, 2), code
            assert disturbed or self.clock, said
            when = f"{' '.join(deed.arguments[:2])}, {disturbed or self.clock}"
            if said.strip() or disturbed not in MUTE:
                self.ears.refusal(when, said if said.strip() or not form else problems(told), language)
        self._held_against(deed.change, done=done, either=strike is not None)
        if done:
            self._files(deed, told)
        return done

    def _held_against(self, change: Change, *, done: bool, either: bool) -> None:
        """What is stored is what it was, with the change when it was acknowledged; struck, one or the other."""
        found, before = held(self.project), self.model.things
        after = change.on(before)
        if done:
            self.model.acknowledged += 1
        assert found == (after if done else before) or (either and found == after), (
            difference(found, after if done else before)
        )  # fmt: skip
        self.model.things = found

    def _files(self, deed: Deed, told: str) -> None:
        if not deed.writes:
            return
        for name in json.loads(told)["files"]:
            path = Path(name)
            assert whole(path), path
            self.model.files.add(str(path.relative_to(self.project)))

    def said(self) -> Any:
        """The JSON of the last command."""
        return json.loads((self.kept / "out").read_text("utf-8"))

    def ask(self, *arguments: str) -> Any:
        """The JSON of a command that must go well."""
        code = self.nursery.run("command", *arguments, "-p", self.project, "--json", "--language", "en")
        assert code == 0, (arguments, (self.kept / "err").read_text("utf-8"))
        return self.said()

    # The workbench

    def open_window(self) -> Window:
        """The window that is open, or a new one."""
        if self.window is None:
            self.window = Window.opened(self.nursery, self.kept, self.project, self.chance.choice(LANGUAGES))
            self.tell(f"workbench opened, {self.window.language}")
        return self.window

    def post(
        self, path: str, body: dict[str, Any], change: Change, *, refused: Sequence[int] = (), **how: Any
    ) -> Reply:
        """Send a change from the window; `refused`: the statuses with which it may be refused."""
        window = self.open_window()
        reply = window.ask(path, {"command": f"command-{self.next()}", **body}, **how)
        self.tell(f"POST {re.sub(r'[0-9]+', '1', path)} → {reply.status} {'' if reply.status == 200 else reply.said}")
        self.deeds["POST"] += 1
        done = reply.status == 200
        if not done and reply.status != LOST:
            assert reply.status in refused or self.clock, (path, reply)
            self.ears.refusal(f"{path.strip('/').split('/')[1]} {reply.status}", reply.said, window.language)
        if reply.status != LOST:  # an answer that was not waited for may still be under way
            self._held_against(change, done=done, either=False)
        return reply

    def settle(self, change: Change) -> bool:
        """After a lost answer: it was stored or it was not; say which."""
        found, before = held(self.project), self.model.things
        after = change.on(before)
        assert found in (before, after), difference(found, before)
        self.model.things = found
        return found == after != before

    def end_window(self, *, killed: bool) -> None:
        """End the workbench in peace or not; what it wrote to the terminal holds no mistake."""
        if self.window:
            self.window.killed(*(() if killed else (2,)))
            self.window = None
        err = self.kept / "err.beside"
        if err.exists():
            said = err.read_text("utf-8")
            self.ears.sound(said)
            assert "spegla:" not in said, said

    # What holds whatever was done

    def sound(self) -> None:
        """All files that were acknowledged are there and whole, and so are all backups."""
        for name in self.model.files:
            assert whole(self.project / name), name
        assert held(self.project) == self.model.things

    def doctor(self) -> None:
        """The project's own examination finds nothing broken."""
        found = self.ask_doctor()
        assert not (wrong := [one for one in found if one["level"] not in ("well", "doubtful")]), wrong

    def ask_doctor(self) -> list[dict[str, str]]:
        """What the doctor says."""
        self.nursery.run("command", "doctor", "-p", self.project, "--json", "--language", "en")
        return list(self.said()["findings"])


def everything(things: Things, kinds: Sequence[str]) -> tuple[tuple[Any, ...], ...]:
    """The things of these kinds, in an order that is the same each time."""
    return tuple(sorted(one for one in things.elements() if one[0] in kinds))


def problems(told: str) -> str:
    """The problems of a batch, as its document tells them."""
    found = json.loads(told)["problems"]
    return "\n".join(f"{one['message']}\n  → {one['hint']}" for one in found if one["serious"])
