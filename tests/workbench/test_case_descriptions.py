"""A case description is covered on every screen while others look, and not otherwise."""

import sqlite3
from contextlib import closing

import pytest

from tests.services.recorded import DESCRIBED, with_records

SIGN = "the coach rang"


@pytest.fixture
def described(small, spegla):
    """A project with a coded case description on the board; its source's number and place."""
    with_records(small, spegla)
    table = small.parent / "more.csv"
    table.write_text(f'source,quote,code\ncase.txt,"{DESCRIBED}",needs/health\n', "utf-8")
    assert spegla("codings", "import", table, "--coder", "B", "-p", small).code == 0
    assert spegla("themes", "-p", small).code == 0
    with closing(sqlite3.connect(small / "project.db")) as database:
        query = "SELECT s.id, t.start, t.end FROM source s JOIN turn t ON t.source_id = s.id WHERE s.name = 'case.txt'"
        return small, database.execute(query).fetchone()


def shown(client, case, start, end):
    """The pages on which the words stand."""
    got = {
        path: client.get(path).text for path in (f"/find/sentence/{case}/{start}/{end}", "/passages", f"/read/{case}")
    }
    got |= {path: client.get(path).text for path in (f"/themes/area/{n}" for n in range(1, 7))}
    sought = {"words": "doctor", "hit": f"{case}:{start}:{end}", "all": "true"}
    got |= {
        path: client.post(path, data=sought).text for path in ("/find", "/find/hits", "/find/look", "/passages/list")
    }
    return {path for path, text in got.items() if SIGN in text}


def test_its_words_are_on_no_screen_while_others_look(described, desk_on):
    folder, (case, start, end) = described
    assert len(shown(desk_on(folder), case, start, end)) >= 7
    bad = shown(desk_on(folder, presentation=True), case, start, end)
    assert sorted(bad) == []
