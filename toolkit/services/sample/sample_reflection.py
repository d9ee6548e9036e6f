"""The sample's reflection sessions with what came of them, and its obstacles, as a person would write them down."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.domain.claims.claims import Stance
from toolkit.domain.codings.segments import place_of
from toolkit.domain.reflection import packs as feedback
from toolkit.domain.reflection.learning import Loop, Outcome, Status
from toolkit.domain.reflection.obstacles import Done, Level, Obstacle
from toolkit.domain.reflection.obstacles import Status as Became
from toolkit.domain.reflection.reflection import Response, Session
from toolkit.domain.texts.text import Span
from toolkit.services.claims import claims
from toolkit.services.claims.claims import Ground
from toolkit.services.coding import coding
from toolkit.services.coding.coding import Marked
from toolkit.services.material import transcripts as texts
from toolkit.services.material.hands import Hand
from toolkit.services.material.transcripts import Place
from toolkit.services.obstacles import obstacle_deeds
from toolkit.services.packs import packs
from toolkit.services.projects.project import Project
from toolkit.services.sessions import commitments, objections, responses, sessions
from toolkit.services.themes import theme_deeds, themes

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Store

SESSIONS = Path("reflection") / "sessions.toml"
OBSTACLES = Path("reflection") / "obstacles.toml"
Row = Mapping[str, Any]


def hold(project: Project, folder: Path, *, coder: str) -> int:
    """Hold the sample's sessions, each on its pack where it has one; give the number of responses.

    They are held one after the other and after the material was read in: it is not told as new since.
    """
    told = 0
    for number, row in enumerate(_rows(folder / SESSIONS, "session"), 1):
        told += _hold(project.again(project.now + timedelta(seconds=number)), row, coder)
    return told


def meet(project: Project, folder: Path, *, coder: str) -> int:
    """Take in the sample's obstacles with their evidence; give their number."""
    with project.store() as store:
        ground = claims.ground_of(project, store)
        every = [_obstacle(project, store, ground, row) for row in _rows(folder / OBSTACLES, "obstacle")]
    obstacle_deeds.write_all(project, every, Hand(coder, "sample-obstacles"))
    return len(every)


def _rows(path: Path, name: str) -> list[dict[str, Any]]:
    return list(tomllib.loads(path.read_text(encoding="utf-8"))[name])


def _in(project: Project, words: Mapping[str, str]) -> str:
    """Words in the report's language."""
    return words[project.language]


def _hold(project: Project, row: Row, coder: str) -> int:
    hand = Hand(coder, f"sample-{row['key']}")
    wish = sessions.Wish(
        row["format"],
        row["audience"],
        _in(project, row["title"]),
        str(row["day"]),
        _pack(project, row, hand),
        row["anonymous"],
        tuple(row["present"]),
    )
    opened = sessions.open_session(project, wish, hand=hand)
    said = [_respond(project, opened, one, hand) for one in row["response"]]
    closed = sessions.close(project, opened.id, hand=hand)
    for one, response in zip(row["response"], said, strict=True):
        _answer(project, closed, one, response.id, hand)
    known = {one["key"]: response.id for one, response in zip(row["response"], said, strict=True) if "key" in one}
    for number, one in enumerate(row["agreed"]):
        _agree(project, opened.id, one, known, Hand(coder, f"{hand.command}-agreed-{number}"))
    return len(said)


def _pack(project: Project, row: Row, hand: Hand) -> int | None:
    """The pack that the session looks at, let out and kept as shown there."""
    if "pack" not in row:
        return None
    title = _in(project, row["pack"]["title"])
    wish = feedback.Wish(row["audience"], claims=tuple(row["pack"]["claims"]), title=title)
    made = packs.write(project, wish, ("docx",), hand=hand)
    packs.shown(project, made.id, row["day"], _in(project, row["title"]), hand=hand)
    return made.id


def _respond(project: Project, opened: Session, row: Row, hand: Hand) -> Response:
    command = f"{hand.command}-{row['step']}-{row['text']}"
    said = responses.Said(row["step"], row["text"], row.get("who", ""), row.get("claim"), command=command)
    made = responses.respond(project, opened.id, said, hand=hand)
    return responses.count_dots(project, made.id, row["dots"], hand=hand) if "dots" in row else made


def _answer(project: Project, closed: Session, row: Row, response: int, hand: Hand) -> None:
    """Code what was said and put it to its theme, where it is coded, and say what came of an objection."""
    if "codes" in row:
        marked = _marked(project, closed, response)
        done = coding.code(project, marked, row["codes"], hand=replace(hand, command=f"{hand.command}-code-{response}"))
        _sort(project, closed, done.spans[0], row["theme"], hand)
    if "answer" in row:
        told = row["answer"]
        stance = Stance(told["stance"]) if "stance" in told else None
        reply = objections.Reply(Outcome(told["outcome"]), _in(project, told["reason"]), stance=stance)
        own = replace(hand, command=f"{hand.command}-answer-{response}")
        objections.answer(project, response, reply, hand=own)


def _sort(project: Project, closed: Session, span: Span, name: str, hand: Hand) -> None:
    """Put a passage of the session to the theme of this name, in that theme's area and group."""
    from toolkit.storage.sources import sources

    themes.themes(project)  # those kept go on with what is new
    with project.store() as store:
        kept = claims.ground_of(project, store).themes.values()
        with store.reading() as connection:
            key = f"{sources.name_of(connection, closed.source or 0)}:{span.start}-{span.end}"
    to = next(theme for theme in kept if theme.name == name)
    seen = theme_deeds.Seen(to.area, to.group, {})
    hand = Hand(hand.coder, f"{hand.command}-theme-{span.start}")
    theme_deeds.move(project, seen, keys=[key], to=to.id, hand=hand)


def _marked(project: Project, closed: Session, response: int) -> Marked:
    """A response as marked words of the session's source."""
    source = closed.source or 0
    said = next(one for one in sessions.view(project, closed.id).responses if one.id == response)
    with project.store() as store, store.reading() as connection:
        whole = texts.transcript(project, connection, source)
    (turn,) = whole.touched(Span(said.start or 0, said.end or 0))
    return Marked(source, Place(turn.number, 0), Place(turn.number, turn.span.end - turn.span.start))


def _agree(project: Project, session_id: int, row: Row, known: Mapping[str, int], hand: Hand) -> None:
    wanted = commitments.Wanted(
        _in(project, row["text"]),
        _in(project, row["owner"]),
        str(row["due"]),
        Loop(row["loop"]),
        row.get("claim"),
        response=known.get(row.get("response", "")),
    )
    made = commitments.agree(project, session_id, wanted, hand=hand)
    if "status" in row:
        own = replace(hand, command=f"{hand.command}-followed")
        commitments.follow(project, made.id, Status(row["status"]), _in(project, row["outcome"]), hand=own)


def _obstacle(project: Project, store: Store, ground: Ground, row: Row) -> Obstacle:
    """An obstacle as it stands after all that was done with it."""
    names = {theme.name: theme.id for theme in ground.themes.values()}
    one = Obstacle(
        _in(project, row["text"]),
        Level(row["level"]),
        owner=_in(project, row["owner"]),
        claims=tuple(row.get("claims", ())),
        themes=tuple(names[name] for name in row.get("themes", ())),
        passages=tuple(_keys(store, ground, (*row["passages"], *row.get("changed", ())))),
    )
    if "forum" in row:
        one = one.lifted_to(_in(project, row["forum"]), str(row["lifted"]))
    for done in row.get("steps", ()):
        one = one.told(Done(str(done["day"]), _in(project, done["text"]), done.get("answer", False)))
    if "change" in row:
        one = replace(one, change=_in(project, row["change"]), status=Became.CHANGED)
    return one


def _keys(store: Store, ground: Ground, wanted: Iterable[tuple[str, str]]) -> Iterable[str]:
    """The coded passages in which these words stand, the shortest for each."""
    from toolkit.storage.sources import sources

    with store.reading() as connection:
        for name, words in wanted:
            start = sources.text(connection, name).index(words)
            places = ((key, place_of(key)) for key in ground.findings.passages)
            holding = [(at[1], key) for key, at in places if at[0] == name and at[1].start <= start < at[1].end]
            yield min(holding, key=lambda each: each[0].end - each[0].start)[1]
