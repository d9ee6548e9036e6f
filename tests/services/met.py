"""Sessions held on the small project: opened, spoken at, closed."""

from datetime import UTC, datetime

from toolkit.domain.codings.codings import Coding
from toolkit.domain.reflection.reflection import Agreed
from toolkit.domain.texts.text import Span
from toolkit.services.material.hands import Hand
from toolkit.services.projects.project import open_project
from toolkit.services.sessions import responses, sessions
from toolkit.services.sessions.responses import Said
from toolkit.storage.codings import codings

NOW = datetime(2025, 10, 20, 9, 30, tzinfo=UTC)
HAND = Hand("KL", "")
RECOGNISED = "Yes, the buses are just like that for those whom we meet in the mornings."
OBJECTED = "The nights are worse than the buses, we see that every single week with them."
ADDED = "Nobody has written down that the school holidays change all of this."


def at(folder, now=NOW):
    return open_project(folder, now=now)


def hand(command=""):
    return Hand("KL", command)


def held(folder, *said, title="Team day", now=NOW, close=True, **wish):
    """A session with these responses (step, text, and what else is said of each); gives it as it stands."""
    project = at(folder, now)
    asked = {"format": "recognise", "audience": "team", "anonymous": False, "agreed": Agreed(), **wish}
    opened = sessions.open_session(project, sessions.Wish(title=title, **asked), hand=hand("open" + title))
    for number, (step, text, *more) in enumerate(said):
        one = Said(step, text, command=f"{title} {number}", **(more[0] if more else {}))
        responses.respond(project, opened.id, one, hand=hand(f"{title} {number}"))
    return sessions.close(project, opened.id, hand=hand("close" + title)) if close else opened


def coded(folder, source, words, *codes):
    """Let KL code these words of a source."""
    project = at(folder)
    with project.store(write=True) as store, store.writing("code", now=NOW) as change:
        from toolkit.storage.sources import sources

        name = sources.name_of(change.connection, source)
        start = sources.text(change.connection, name).index(words)
        span = Span(start, start + len(words))
        codings.add(change.connection, [Coding(name, span, words, code, "KL", NOW) for code in codes])
