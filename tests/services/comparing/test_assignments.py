from datetime import UTC, datetime

import pytest

from tests.test_docs import documented
from toolkit.errors import NotFound, Refused, UsageError
from toolkit.services.coding.codings import listed
from toolkit.services.comparing import assignments
from toolkit.services.comparing.assignments import Draw
from toolkit.services.projects import blinding
from toolkit.services.projects.project import open_project

NOW = datetime(2025, 10, 20, 9, tzinfo=UTC)


@pytest.fixture
def project(small):
    return open_project(small, now=NOW)


def left(project, coder="B"):
    return [each.source for one in assignments.coders(project) if one.name == coder for each in one.left]


def test_a_draw_is_told_with_its_seed_and_can_be_drawn_again(project):
    given = assignments.assign(project, "B", Draw(4))
    assert left(project) == list(given.new)
    again = assignments.assign(project, "C", Draw(4, seed=given.seed))
    assert again.new == given.new
    with project.store() as store, store.reading() as connection:
        from toolkit.storage.database import journal

        line = next(one for one in journal.entries(connection) if one.verb == "assign")
    assert line.detail == {"seed": given.seed, "sources": 4}


def test_a_draw_leaves_out_who_withdrew_and_what_is_coded_or_assigned(project):
    given = assignments.assign(project, "B", Draw(100))
    assert "p07.txt" not in given.new
    assert len(given.new) == 10
    with pytest.raises(Refused):
        assignments.assign(project, "B", Draw(1))
    assert set(assignments.assign(project, "KL", Draw(100)).new) == {"p10.txt"}  # all else KL has coded in


def test_a_draw_of_one_group(project):
    assert assignments.assign(project, "B", Draw(5, group="team")).new == ("team.txt",)
    with pytest.raises(NotFound):
        assignments.assign(project, "B", Draw(5, group="nobody"))


def test_named_sources(project):
    given = assignments.assign(project, " B ", ["p02.txt", "p01.txt"])
    assert (given.coder, given.new, given.known) == ("B", ("p01.txt", "p02.txt"), ())
    more = assignments.assign(project, "B", ["p01.txt", "p03.txt"])
    assert (more.new, more.known) == (("p03.txt",), ("p01.txt",))
    assert assignments.assign(project, "KL", ["p01.txt"]).begun == ("p01.txt",)
    with pytest.raises(NotFound):
        assignments.assign(project, "B", ["nowhere.txt"])
    with pytest.raises(Refused):
        assignments.assign(project, "B", ["p07.txt"])


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "a\x00b"])
def test_a_coder_is_a_line_of_letters(project, name):
    with pytest.raises(UsageError):
        assignments.assign(project, name, ["p01.txt"])


def test_who_is_through_sees_everything(project):
    assignments.assign(project, "B", ["p01.txt", "p02.txt"])
    eyes = blinding.for_eyes(project, "B")
    assert {one.source for one in listed(eyes)[0]}.isdisjoint({"p01.txt", "p02.txt"})
    assert assignments.done(project, "B", ["p01.txt"]) == ("p01.txt",)
    assert {one.source for one in listed(eyes)[0]} & {"p01.txt", "p02.txt"} == {"p01.txt"}
    assert assignments.done(project, "B") == ("p02.txt",)
    assert not blinding.blindness(eyes)
    blinding.refuse_blind(eyes)
    with pytest.raises(NotFound):
        assignments.done(project, "B")
    assert assignments.assign(project, "B", ["p01.txt"]).new == ()
    assert left(project) == []


def test_what_is_taken_back_was_never_given(project):
    assignments.assign(project, "B", ["p01.txt"])
    assert assignments.take_back(project, "B", ["p01.txt"]) == ("p01.txt",)
    assert [one.name for one in assignments.coders(project)] == ["KL"]


def test_blind_eyes_see_their_own_and_the_others_elsewhere(project):
    assignments.assign(project, "B'; DROP", ["p01.txt"])
    eyes = blinding.for_eyes(project, "B'; DROP")
    every, seen = listed(project)[0], listed(eyes)[0]
    assert seen == [one for one in every if one.source != "p01.txt"]
    with eyes.store() as store:
        assert store.eyes == "B'; DROP"
        with pytest.raises(RuntimeError), store.writing("test", now=NOW):
            pass
    with project.store() as store:
        assert store.eyes == ""
    assert listed(project)[0] == every


def test_the_eyes_of_the_project_file(small):
    settings = small / "project.toml"
    lines = [line for line in settings.read_text().splitlines() if not line.startswith("coder")]
    settings.write_text("\n".join(['coder = "B"', *lines]))
    project = open_project(small, now=NOW)
    assert blinding.for_eyes(project).viewer == "B"
    assert blinding.for_eyes(project, "C").viewer == "C"
    assert project.viewer == ""


def test_the_command_line(small, spegla):
    given = spegla("coders", "assign", "B", "--random", 2, "--seed", 5, "-p", small, "--json").json
    assert (given["coder"], len(given["new"]), given["seed"]) == ("B", 2, 5)
    documented("coders assign", given)
    documented("coders", spegla("coders", "-p", small, "--json").json)
    told = spegla("coders", "-p", small)
    assert "2 of 2 left" in told.out
    document = spegla("coders", "-p", small, "--json").json["coders"]
    assert [one["name"] for one in document] == ["B", "KL"]
    assert spegla("coders", "done", "B", "--sources", given["new"][0], "-p", small).code == 0
    assert spegla("coders", "take-back", "B", "-p", small, "--json").json["taken_back"] == [given["new"][1]]
    assert spegla("coders", "done", "B", "-p", small).code == 1
    assert spegla("coders", "assign", "B", "-p", small).code == 2
    assert spegla("coders", "assign", "B", "--random", 1, "--sources", "p01.txt", "-p", small).code == 2
    assert spegla("coders", "assign", "B", "--random", 0, "-p", small).code == 2
