"""What the program says when it cannot do something: a sentence and a next step, in the language asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.outputs import runs

RAW = ("Traceback", "toolkit/", ".py", "Errno", "sqlite3", "sqlalchemy", "OperationalError", "Error:", "None", "{", "}")
SWEDISH = re.compile(r"[åäö]|\b(och|att|inte|som|det|en|ett|av|till|den|igen|har|du|ska)\b", re.IGNORECASE)
ENGLISH = re.compile(r"\b(the|is|was|were|not|and|of|to|be|it|that|again|nothing|there|are|has|this)\b", re.IGNORECASE)
STEP = "→"


@dataclass
class Ears:
    """Hears every refusal; `spoken` are runs of words of the material, which no message may hold."""

    spoken: set[tuple[str, ...]] = field(default_factory=set)
    heard: list[str] = field(default_factory=list)

    def learn(self, texts: Iterable[str]) -> None:
        """These texts are the material's too."""
        for text in texts:
            self.spoken |= runs(text)

    def sound(self, said: str) -> None:
        """Fail on a message that shows the inside of the program, or somebody's words."""
        assert not (raw := [sign for sign in RAW if sign in said]), (raw, said)
        assert not runs(said) & self.spoken, said

    def refusal(self, when: str, said: str, language: str, *, step: bool = True) -> None:
        """A refusal: a sentence in that language and, where one may be expected, a next step."""
        self.heard.append(f"[{when}] {said.strip()}")
        self.sound(said)
        assert said.strip(), when
        assert not step or STEP in said, (when, said)
        ours, others = (SWEDISH, ENGLISH) if language == "sv" else (ENGLISH, SWEDISH)
        for line in filter(None, map(str.strip, said.splitlines())):
            if len(line.split()) > 3:
                assert len(ours.findall(line)) >= len(others.findall(line)), (when, language, line)


def language_of(said: str) -> str:
    """The language of a sentence, where nobody asked for one."""
    return "sv" if len(SWEDISH.findall(said)) > len(ENGLISH.findall(said)) else "en"
