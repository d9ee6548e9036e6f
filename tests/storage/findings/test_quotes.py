from datetime import UTC, datetime

import pytest

from toolkit.domain.quotes.quote_edits import Edit, EditKind
from toolkit.domain.quotes.quotes import Quote, Why
from toolkit.domain.texts.text import Span
from toolkit.errors import NotFound
from toolkit.services.projects.project import open_project
from toolkit.storage.findings import quotes
from toolkit.storage.sources import sources

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
MASK = Edit(EditKind.MASK, Span(116, 119), "ride")


@pytest.fixture
def project(small):
    return open_project(small, now=NOW)


def written(project, *new):
    with project.store(write=True) as store, store.writing("test", now=NOW) as change:
        return quotes.record(change.connection, new, now=NOW, coder="")


def read(project):
    with project.store() as store, store.reading() as connection:
        return quotes.each(connection), quotes.last_printed(connection)


def test_a_quote_is_kept_once_for_its_place_and_edits_and_read_with_its_words(project):
    one = Quote("p01.txt", Span(112, 150), (MASK,), "P01", ("c1",), Why.STRONG, theme="t1")
    plain = Quote("p01.txt", Span(112, 150), (), "P01", ("c1",))
    first = written(project, one, plain, one)
    assert first == [first[0], first[1], first[0]]
    assert written(project, plain) == [first[1]]
    rows, last = read(project)
    assert [row.id for row in rows] == sorted(set(first))
    assert rows[0].printed.startswith("The [ride] was")
    assert rows[0].words.startswith("The bus was")
    assert (rows[0].speaker, rows[0].edits, rows[0].why, rows[0].theme) == ("P01", (MASK,), Why.STRONG, "t1")
    assert last == (None, frozenset())


def test_a_quote_that_is_not_there_is_said_so(project):
    with project.store() as store, store.reading() as connection, pytest.raises(NotFound):
        quotes.one(connection, 7)


def test_quotes_go_with_their_source(project):
    written(project, Quote("p01.txt", Span(112, 150), (), "P01", ()))
    with project.store(write=True) as store, store.writing("test", now=NOW) as change:
        sources.remove(change.connection, "p01.txt")
    assert read(project)[0] == []
