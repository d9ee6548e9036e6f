"""The text that a session's responses become: a question for each step, and under it every response a turn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.domain.reflection.reflection import Response, Session
from toolkit.domain.sources.sources import ASKING, RawTurn, Role
from toolkit.domain.sources.speakers import printed_role
from toolkit.domain.texts.text import Span, normalise, trimmed

NOBODY = "–"  # stands before what is said at an anonymous session
Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Written:
    """The text, its turns, and where each response stands in it, by number."""

    text: str
    turns: tuple[RawTurn, ...]
    places: Mapping[int, tuple[int, int]]


@dataclass(slots=True)
class _Page:
    text: str
    turns: list[RawTurn] = field(default_factory=list)
    places: dict[int, tuple[int, int]] = field(default_factory=dict)

    def say(self, printed: str, label: str | None, words: str) -> Span | None:
        """Add a turn after its printed label; None for one without words."""
        said = normalise(words)
        inside = trimmed(said, 0, len(said))
        if inside is None:
            return None
        start = len(self.text) + len(printed)
        span = Span(start, start + len(inside))
        self.text += f"{printed}{inside.of(said)}\n"
        self.turns.append(RawTurn(span, label))
        return span


def written(session: Session, responses: Sequence[Response], translate: Translate) -> Written:
    """The session as a text, each step that was answered with its responses in the order in which they came."""
    page = _Page(normalise(f"{session.title}\n{session.day} · {session.id}\n"))
    for step in session.form.steps:
        own = [one for one in responses if one.step == step.key]
        if own:
            page.text += "\n"
            page.say(f"{ASKING}: ", ASKING, f"{translate(step.title)}. {translate(step.prompt)}")
            _answers(page, own)
    return Written(page.text, tuple(page.turns), page.places)


def _answers(page: _Page, responses: Iterable[Response]) -> None:
    for one in responses:
        who = " ".join(normalise(one.who).split())
        named = who if who and printed_role(who) in (None, Role.RESPONDENT) else None
        span = page.say(f"{who}: " if who else f"{NOBODY} ", named, one.text)
        if span is not None:
            page.places[one.id] = (span.start, span.end)
