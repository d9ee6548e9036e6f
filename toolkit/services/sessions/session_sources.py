"""A closed session as a source: what was said becomes material, under the rules that those present agreed to."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.domain.reflection.reflection import Response, Session
from toolkit.domain.reflection.session_texts import Written, written
from toolkit.domain.sources.records import recast
from toolkit.domain.sources.source_kinds import KIND, QUOTABLE, Kind
from toolkit.domain.sources.sources import SESSION, Source, Transcript
from toolkit.domain.sources.speakers import placed
from toolkit.domain.texts.text import words
from toolkit.messages import catalogue
from toolkit.services.material import sources, word_index
from toolkit.services.material.adding import shown_name
from toolkit.services.material.hands import Hand
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection


def make(project: Project, session: Session, responses: Sequence[Response], *, hand: Hand) -> int | None:
    """Make a source of what was said; give its number. None where nothing was said, or those present did not agree.

    Every response is a turn under its step's question, and knows its place. Doing it again gives the same source.
    """
    from toolkit.storage.sessions import learning
    from toolkit.storage.sessions import sessions as stored

    hand.check()
    if not session.agreed.report:
        return None
    text = written(session, responses, catalogue(project.spoken).gettext)
    if not text.places:
        return None
    with project.store(write=True) as store, store.writing("session source", now=project.now) as change:
        known = stored.one(change.connection, session.id).source
        if known is not None:
            change.idle = True
            return known
        source_id = _kept(project, change.connection, session, text)
        stored.placed(change.connection, text.places)
        learning.sourced(change.connection, session, source_id)
        change.note(session=session.id, turns=len(text.places))
    return source_id


def _kept(project: Project, connection: Connection, session: Session, text: Written) -> int:
    """Keep the session's source with its kind and the words for searching; give its number."""
    from toolkit.storage.sources import sources as stored

    source = _source(project, session, text, _free_name(connection, session))
    spoken = {turn.number: words(turn.span.of(source.text)) for turn in source.turns}
    data = source.text.encode("utf-8", "surrogatepass")
    key = stored.add(connection, source, original=data, words=sum(spoken.values()), spoken=spoken)
    stored.keep_kind(connection, key, source)
    word_index.keep(connection, key, project, source)
    return key


def _source(project: Project, session: Session, text: Written, name: str) -> Source:
    facts = {
        KIND: Kind.REFLECTION.value,
        SESSION: str(session.id),
        "title": session.title,
        "date": session.day,
        QUOTABLE: "yes" if session.agreed.quote else "no",
    }
    turns, _ = placed(Transcript(text.text, text.turns, facts), name=name, register=project.register)
    sha = hashlib.sha256(text.text.encode("utf-8", "surrogatepass")).hexdigest()
    source = Source(name, sha, text.text, turns, facts, project.now)
    source = replace(source, turns=recast(source, project.register))
    return replace(source, turns=sources.matched(project, source))


def _free_name(connection: Connection, session: Session) -> str:
    """The session's day and title as a name that no source has."""
    from toolkit.storage.sources import sources as stored

    stem = Path(shown_name(f"{session.day} {session.title.replace('/', '-')}.txt")).stem
    taken = {name.casefold() for name in stored.names(connection)}
    tries = (f"{stem} ({number}).txt" if number > 1 else f"{stem}.txt" for number in count(1))
    return next(name for name in tries if name.casefold() not in taken)
