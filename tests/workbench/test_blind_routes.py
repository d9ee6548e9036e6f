"""A coder who codes blind is answered the same whatever the others made of those interviews, on every route."""

import re
import shutil
from datetime import UTC, datetime

import pytest

from tests.workbench.routes import READING, routes
from toolkit.cli.main import run
from toolkit.domain.networks.partners import PartnerKind
from toolkit.domain.texts.text import Span
from toolkit.services.coding import coding, memos
from toolkit.services.coding.coding import Marked
from toolkit.services.coding.scheme_views import key
from toolkit.services.comparing import assignments, settling
from toolkit.services.comparing.settling import Judgement
from toolkit.services.material.hands import Hand
from toolkit.services.material.transcripts import Place
from toolkit.services.network import partners, ties
from toolkit.services.privacy import identifier_salt
from toolkit.services.projects.project import open_project
from toolkit.storage.tables.schema import coding as coding_table

NOW = datetime(2025, 10, 20, 9, tzinfo=UTC)
HIDDEN = ("p01.txt", "p02.txt")
FORMS = (
    {},
    {"words": "bus"},
    {"words": "bus", "code": "needs"},
    {"words": "bus", "coder": "KL"},
    {"words": "bus", "all": "true", "codes": "needs/work"},
    {"code": "needs"},
    {"code": "needs", "also": "valence"},
    {"coder": "KL"},
    {"group": "participants"},
    {"rows": "code", "columns": "respondent", "count": "passages"},
)
CHANGING = re.compile(rb'"?mark"?:?\s*=?"?\d+|"at": ?"[^"]*"')


def hand(coder):
    return Hand(coder, f"test-{coder}-{hand.number.__next__()}")


hand.number = iter(range(10_000))


@pytest.fixture(scope="module")
def both(small_coded, tmp_path_factory):
    """Two projects, in which B is to code some interviews blind: KL coded these in one, nothing in the other."""
    first = tmp_path_factory.mktemp("full") / "small"
    shutil.copytree(small_coded, first)
    for command in ("suggest", "themes"):
        assert run([command, "-p", str(first)]) == 0
    full = open_project(first, now=NOW)
    assignments.assign(full, "B", HIDDEN)
    ids = numbers(full)
    for name in (*HIDDEN, "p03.txt"):
        coding.code(full, answer(ids[name]), ["needs/work"], hand=hand("B"))
    partners.add(full, "Bus", PartnerKind.ORGANISATION, hand=hand("B"))
    identifier_salt.digests(full)  # both name what is decided of a word alike
    second = tmp_path_factory.mktemp("bare") / "small"
    shutil.copytree(first, second)
    busy(full, ids)
    told_with_whom(full, ids)
    bare(open_project(second, now=NOW))
    return first, second


def numbers(project):
    from toolkit.storage.sources import sources

    with project.store() as store, store.reading() as connection:
        return sources.ids(connection)


def answer(source_id, turn=2):
    return Marked(source_id, Place(turn, 0), Place(turn, 30))


def busy(project, ids):
    """KL codes on, writes and settles in the interviews that B shall see nothing of."""
    for name in HIDDEN:
        coding.code(project, answer(ids[name]), ["needs/health", "valence/promotes"], hand=hand("KL"))
        memos.add(project, "MEMOSECRET", answer(ids[name]), hand=hand("KL"))
        memos.add(project, "MEMOSECRET", ids[name], hand=hand("KL"))
    with project.store() as store, store.reading() as connection:
        from toolkit.storage.codings import codings

        one = next(each for each in codings.of_source(connection, ids["p01.txt"], coder="KL"))
    judgement = Judgement(ids["p01.txt"], one.span, one.code, applies=False, reason="REASONSECRET")
    settling.settle(project, judgement, coder="KL", command=hand("KL").command)


def told_with_whom(project, ids):
    """KL marks with whom, and says no to what is proposed there."""
    whom = partners.partners(project)[0].id
    ties.mark(project, answer(ids["p01.txt"]), ties.Told(whom), hand=hand("KL"))
    ties.decline(project, ids["p01.txt"], Span(112, 133), whom, hand=hand("KL"))


def bare(project):
    """What KL coded in those interviews is not there."""
    ids = numbers(project)
    with project.store(write=True) as store, store.writing("test", now=NOW) as change:
        gone = (coding_table.c.coder == "KL", coding_table.c.source_id.in_([ids[name] for name in HIDDEN]))
        assert change.connection.execute(coding_table.delete().where(*gone)).rowcount


def asked(client, hidden_id):
    """Every answer that changes nothing, by route and what was sent."""
    place = f"source={hidden_id}&start=100&end=250&code={key('needs/work')}"
    queries = ("", "?coders=1-2", f"?source={hidden_id}", f"?coders=1-2&{place}")
    for method, path in routes():
        for address in sorted({path, path.replace("/1", f"/{hidden_id}", 1)}):
            if method == "GET" and not re.search(r"stop|jobs", address):
                yield from ((address + query, client.get(address + query)) for query in queries)
        if path in READING:
            for number, form in enumerate(FORMS):
                yield f"POST {path} {number}", client.post(path, data=form)


def plain(answer):
    return answer.status_code, CHANGING.sub(b"", answer.content)


def warm(client):
    """Let somebody who sees everything look first: what is kept in memory of that is not for blind eyes."""
    for method, path in routes():
        if method == "GET" and not re.search(r"stop|jobs", path):
            client.get(path)
            client.get(f"{path}?coders=1-2")
    for path in READING:
        for form in FORMS[1:3]:
            client.post(path, data=form)


def test_nothing_that_others_made_there_shows(both, desk_on):
    warm(desk_on(both[0], coder="KL", clock=lambda: NOW))
    full, other = (desk_on(folder, coder="B", clock=lambda: NOW) for folder in both)
    source = numbers(open_project(both[0], now=NOW))["p01.txt"]
    seen = 0
    for (name, one), (_, two) in zip(asked(full, source), asked(other, source), strict=True):
        assert plain(one) == plain(two), name
        assert not re.search(rb"MEMOSECRET|REASONSECRET", one.content), name
        seen += one.status_code == 200
    assert seen > 60


def test_the_test_can_fail(both, desk_on):
    """KL, who codes nothing blind, is answered otherwise."""
    full, other = (desk_on(folder, coder="KL", clock=lambda: NOW) for folder in both)
    source = numbers(open_project(both[0], now=NOW))["p01.txt"]
    pages = (f"/read/{source}", f"/api/sources/{source}/codings", "/read", "/", "/scheme", "/passages", "/coders")
    assert all(plain(full.get(page)) != plain(other.get(page)) for page in pages)
    forms = ("/find/hits", "/passages/list", "/passages/matrix", "/passages/together")
    form = {"words": "bus", "columns": "area", "count": "passages"}
    assert [page for page in forms if plain(full.post(page, data=form)) == plain(other.post(page, data=form))] == []


def test_what_cannot_be_shown_in_part_is_refused(both, desk_on):
    client = desk_on(both[0], coder="B")
    assert client.get("/draft").status_code == 422
    waits = client.get("/draft").text
    assert "left to code blind" in waits
    assert "2 interviews are left" in waits
    assert f'href="/read/{numbers(open_project(both[0], now=NOW))["p01.txt"]}"' in waits
    assert client.get("/saturation").status_code == 422
    assert b"bus was the worst" not in client.get("/themes").content
    free = desk_on(both[0], coder="KL")
    assert free.get("/draft").status_code == 200


def test_the_reading_page_says_it(both, desk_on):
    source = numbers(open_project(both[0], now=NOW))
    client = desk_on(both[0], coder="B")
    assert "Blind: you do not see" in client.get(f"/read/{source['p01.txt']}").text
    page = client.get(f"/read/{source['p03.txt']}").text
    assert "Blind: you do not see" not in page
    assert "2 interviews is left out" in page
    assert "Blind:" not in desk_on(both[0], coder="KL").get("/read").text
