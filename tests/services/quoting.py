"""Quotes of the small project, entered by the words that somebody said."""

from __future__ import annotations

from tests.material import SAID
from tests.services.reading_desk import hand as fresh
from toolkit.domain.quotes.quote_ledger import Entry
from toolkit.domain.texts.text import Span
from toolkit.services.projects.project import Project
from toolkit.services.quotes import quote_entering, quotes
from toolkit.services.quotes.quote_entering import Change, Entering

NEEDS = {one.person: one.words for one in SAID if one.area == "needs"}


def name_of(person: str) -> str:
    """The file in which somebody speaks."""
    return "team.txt" if person.startswith("T") else f"{person.lower()}.txt"


def placed(project: Project, words: str, person: str = "P01") -> tuple[int, Span]:
    """The number of a person's source and where words stand in it."""
    from toolkit.storage.sources import sources

    with project.store() as store, store.reading() as connection:
        text = sources.text(connection, name_of(person))
        start = text.index(words)
        return sources.id_of(connection, name_of(person)), Span(start, start + len(words))


def text_of(project: Project, person: str = "P01") -> str:
    """The whole text in which somebody speaks."""
    from toolkit.storage.sources import sources

    with project.store() as store, store.reading() as connection:
        return str(sources.text(connection, name_of(person)))


def entered(project: Project, words: str, *changes: Change, person: str = "P01", **more: object) -> int:
    """Enter words that somebody said as a quote; gives its number."""
    asked = Entering(name_of(person), placed(project, words, person)[1], changes, **more)
    return quote_entering.enter(project, asked, hand=fresh("KL"))


def entries(project: Project) -> dict[int, Entry]:
    """The ledger by number."""
    with project.store() as store:
        return dict(quotes.ledger(project, store).by_id)
