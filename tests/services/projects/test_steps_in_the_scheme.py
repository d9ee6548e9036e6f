"""What was done to the coding scheme is undone with its file, and never where a new code has been used."""

from __future__ import annotations

import pytest

from tests.services.stepped import NOW, coded
from toolkit.domain.codings.scheme_edits import Add
from toolkit.errors import ConflictError
from toolkit.services.coding import scheme_editing, schemes
from toolkit.services.projects.project import open_project
from toolkit.services.projects.steps import history, redo, stepping, undo
from toolkit.storage.suggesting.runs import SchemeVersion, record_scheme


@pytest.fixture
def scheme_step(project):
    """Takes a step that writes over the scheme's file."""

    def write():
        with project.store(write=True) as store:
            schemes.record(project, store, schemes.current(project, store))
            before = project.scheme_path.read_text("utf-8")
            after = before + "# edited\n"
            with stepping(store, "scheme", project, coder="KL") as step:
                record_scheme(step.connection, SchemeVersion(77, "s", after, NOW))
                step.file(path_kind="scheme", before=before, after=after)
        return before, after

    return write


def test_the_schemes_file_is_written_put_back_and_written_again(project, scheme_step):
    before, after = scheme_step()
    assert project.scheme_path.read_text("utf-8") == after
    undo(project, coder="KL")
    assert project.scheme_path.read_text("utf-8") == before
    redo(project, coder="KL")
    assert project.scheme_path.read_text("utf-8") == after


def test_a_scheme_changed_by_hand_is_left_alone(project, scheme_step):
    _, after = scheme_step()
    project.scheme_path.write_text(after + "# by hand\n", "utf-8")
    with pytest.raises(ConflictError):
        undo(project, coder="KL")
    assert project.scheme_path.read_text("utf-8") == after + "# by hand\n"
    assert [one.undone for one in history(project, "KL")] == [False]


def code_added(project):
    parent = next(code.path for code in project.scheme_file.active("area", top=True))
    return scheme_editing.edit(project, Add(parent, {"en": "New one"}), coder="KL", command="add").new[0]


@pytest.mark.parametrize("table", ["coding", "memo", "settlement"])
def test_a_new_code_that_somebody_has_used_is_not_undone(project, small, table):
    path = code_added(project)
    with project.store(write=True) as store, stepping(store, "use", project, coder="B") as step:
        place = coded(step, 60, 80, path, "B")
        del place["scheme_version"]
        rows = {
            "coding": {**place, "scheme_version": 2},
            "memo": {"code": path, "text": "Why", "author": "B", "time": NOW},
            "settlement": {**place, "applies": True, "reason": ""},
        }
        step.insert(table, rows[table])
    with pytest.raises(ConflictError, match="used since"):
        undo(project, coder="KL")
    assert path in open_project(small, now=NOW).scheme_file.codes
    undo(project, coder="B")
    undo(project, coder="KL")
    assert path not in open_project(small, now=NOW).scheme_file.codes


def test_nothing_is_given_a_code_that_has_gone_while_the_request_waited(project, coding, small):
    path = code_added(project)
    waiting = open_project(small, now=NOW)
    assert path in waiting.scheme_file.codes
    undo(project, coder="KL")
    with (
        pytest.raises(ConflictError, match="a code is gone"),
        waiting.store(write=True) as store,
        stepping(store, "code", waiting, coder="B") as step,
    ):
        step.insert("coding", coded(step, 60, 80, path, "B"))
    with project.store() as store:
        assert schemes.current(open_project(small, now=NOW), store).scheme.codes


def test_a_scheme_that_cannot_be_written_leaves_the_step_untaken(project, scheme_step):
    project.scheme_path.with_name(f".{project.scheme_path.name}.part").mkdir()
    before = project.scheme_path.read_text("utf-8")
    with pytest.raises(Exception, match="could not be written"):
        scheme_step()
    assert project.scheme_path.read_text("utf-8") == before
    assert history(project, "KL") == []
