"""Blind coding: whose eyes a project is read with, what they may not see meanwhile, and how that is said."""

import pytest

from tests.services.met import NOW
from toolkit import messages
from toolkit.errors import Refused, StillBlind
from toolkit.services.projects import blinding
from toolkit.services.projects.blinding import Blindness
from toolkit.services.projects.project import open_project
from toolkit.storage.codings import assignments
from toolkit.storage.sources import sources


def given(folder, coder, *names, done=()):
    """Give a coder these sources to code blind; `done` are those that the coder is through with."""
    project = open_project(folder, now=NOW)
    with project.store(write=True) as store, store.writing("assign", now=NOW) as change:
        ids = sources.ids(change.connection)
        assignments.assign(change.connection, [ids[name] for name in names], coder, now=NOW)
        assignments.finish(change.connection, [ids[name] for name in done], coder, now=NOW)
    return project, ids


def with_own_coder(folder, coder):
    """Let project.toml name a coder."""
    settings = folder / "project.toml"
    text = "\n".join(line for line in settings.read_text("utf-8").splitlines() if not line.startswith("coder"))
    settings.write_text(f'coder = "{coder}"\n{text}\n', "utf-8")


def test_blindness_is_true_only_where_there_is_something_left():
    assert not Blindness()
    some = Blindness(frozenset({3, 5}))
    assert some
    assert some.count == 2
    assert 3 in some
    assert 4 not in some


def test_who_has_sources_left_is_blind_in_exactly_those(small):
    project, ids = given(small, "MS", "p01.txt", "p02.txt", "p03.txt", done=["p02.txt"])
    seen = blinding.for_eyes(project, "MS")
    assert blinding.blindness(seen).sources == {ids["p01.txt"], ids["p03.txt"]}
    assert not blinding.blindness(blinding.for_eyes(project, "KL"))
    assert not blinding.blindness(project)


def test_others_codings_are_not_there_for_blind_eyes_and_stay_for_the_others(small):
    from toolkit.storage.codings import codings

    project, ids = given(small, "MS", "p01.txt")
    held = {}
    for coder in ("MS", "KL"):
        with blinding.for_eyes(project, coder).store() as store, store.reading() as connection:
            held[coder] = [len(codings.of_source(connection, ids[name])) for name in ("p01.txt", "p02.txt")]
    assert held == {"MS": [0, 9], "KL": [9, 9]}


def test_the_coder_of_the_settings_stays_blind_when_another_s_work_is_asked_for(small):
    with_own_coder(small, "MS")
    project, _ = given(small, "MS", "p01.txt")
    assert blinding.for_eyes(project, "KL").viewer == "MS"
    assert blinding.for_eyes(project).viewer == "MS"
    done, _ = given(small, "MS", "p01.txt", done=["p01.txt"])
    assert blinding.for_eyes(done, "KL").viewer == "KL"


def test_eyes_are_those_asked_for_else_those_of_the_settings_else_nobody_s(small):
    project = open_project(small, now=NOW)
    assert blinding.for_eyes(project) is project
    assert blinding.for_eyes(project, "MS").viewer == "MS"
    assert project.viewer == ""
    seen = blinding.for_eyes(project, "MS")
    assert blinding.for_eyes(seen, "MS") is seen


@pytest.mark.parametrize(
    ("language", "names", "said"),
    [
        ("en", ("p01.txt",), "made of 1 interview is left out here, until you are through with it."),
        ("en", ("p01.txt", "p02.txt"), "made of 2 interviews is left out here, until you are through with them."),
        ("sv", ("p01.txt",), "1 intervju"),
        ("sv", ("p01.txt", "p02.txt"), "2 intervjuer"),
    ],
)
def test_what_is_left_out_is_said(small, language, names, said):
    project, _ = given(small, "MS", *names)
    messages.use_language(language)
    [sentence] = blinding.told(blinding.for_eyes(project, "MS"))
    assert said in sentence
    assert blinding.told(project) == []


def test_what_shows_everything_is_refused_to_blind_eyes_but_not_their_own_work(small):
    project, ids = given(small, "MS", "p01.txt")
    seen = blinding.for_eyes(project, "MS")
    for but in ("", "KL"):
        with pytest.raises(StillBlind) as refused:
            blinding.refuse_blind(seen, but=but)
        assert "Coders" in refused.value.hint
    blinding.refuse_blind(seen, but="MS")
    blinding.refuse_blind(project)
    with project.store() as store, store.reading() as connection:
        with pytest.raises(Refused):
            blinding.refuse_blind_in(connection, ids["p01.txt"], "MS")
        blinding.refuse_blind_in(connection, ids["p02.txt"], "MS")
        blinding.refuse_blind_in(connection, ids["p01.txt"], "KL")
