"""What is written as an exchanged project is read back the same."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.exchange.projects import EMPTY, FULL, MINIMAL, TEXT, projects
from toolkit.domain.exchange.interchange import FORMS, Form, Peer, Unit
from toolkit.exchange.refi_reading import read
from toolkit.exchange.refi_writing import codebook, codebook_written, write, written

FAST = (Phase.explicit, Phase.generate, Phase.shrink)
EVERY_FORM = [
    Form(),
    Form(Unit.UTF16),
    Form(line_end="\r\n", mark=True),
    replace(FORMS[Peer.NVIVO], unique_names=False),
]


def same(form, project):
    back = read(written(project, form=form).data, "x.qdpx")
    assert back.losses == ()
    assert replace(back, units={}) == project


@settings(max_examples=40, deadline=None, phases=FAST, suppress_health_check=[HealthCheck.too_slow])
@given(projects())
@pytest.mark.parametrize("form", EVERY_FORM, ids=["plain", "utf16", "crlf", "nvivo"])
def test_any_project_comes_back_as_it_was(form, project):
    same(form, project)


@pytest.mark.parametrize("form", EVERY_FORM, ids=["plain", "utf16", "crlf", "nvivo"])
@pytest.mark.parametrize("project", [EMPTY, MINIMAL, FULL], ids=["empty", "minimal", "full"])
def test_known_projects_come_back(form, project):
    same(form, project)


@pytest.mark.parametrize("project", [EMPTY, MINIMAL, FULL], ids=["empty", "minimal", "full"])
def test_the_same_project_gives_the_same_bytes(project):
    assert write(project) == write(project)
    assert written(project).losses == ()


def test_the_unit_asked_for_is_written_and_found():
    for unit in Unit:
        back = read(write(FULL, unit=unit), "x.qdpx")
        assert back.units[FULL.sources[0].guid].unit is unit
        assert back.sources[0].selections[0].span.of(TEXT).startswith("Bra 😀, tack")


def test_a_codebook_comes_back_with_its_sets():
    back = read(codebook(FULL), "x.qdc")
    assert back.codes == FULL.codes
    assert [(each.name, each.codes) for each in back.sets] == [("Alla", FULL.sets[0].codes)]
    assert back.losses == ()
    assert {loss.kind: loss.n for loss in codebook_written(FULL).losses} == {"code_memo": 1, "not_codebook": 5}


def test_names_are_made_unique_for_programs_that_need_it():
    done = written(FULL, form=FORMS[Peer.QUALCODER])
    names = [code.name for code in read(done.data, "x.qdpx").codes]
    assert names == ["Område", "Samverkan", "Samverkan (Samverkan)", "a::b.c > d"]
    assert [(loss.kind, loss.n) for loss in done.losses] == [("code_renamed", 1)]


@pytest.mark.parametrize("peer", list(Peer))
def test_every_peer_gets_the_same_words(peer):
    back = read(written(FULL, form=FORMS[peer]).data, "x.qdpx")
    assert back.sources == FULL.sources
