"""The scheme is edited in steps: told first, undone to the letter, and nothing coded is lost."""

from datetime import UTC, datetime

import pytest

from tests.material import SAID
from toolkit.domain.codings.scheme_edits import Add, Merge, Move, Rename, Retire, Split
from toolkit.errors import ConflictError, Refused
from toolkit.services.coding import passages, recoding, scheme_editing, scheme_views, schemes
from toolkit.services.projects import steps
from toolkit.services.projects.project import open_project

NOW = datetime(2025, 10, 20, 12, tzinfo=UTC)
COMMAND = "0123-4567"


@pytest.fixture
def project(small):
    return open_project(small, now=NOW)


def scheme_text(project):
    return (project.folder / "coding_schemes" / "six_areas.yaml").read_text("utf-8")


def counted(project):
    with project.store() as store:
        scheme = schemes.current(project, store).scheme
        with store.reading() as connection:
            return [one.codes for one in passages.of_codings(project, connection, scheme)]


def test_a_code_is_added_once_for_a_command(project):
    made = scheme_editing.edit(project, Add("needs", {"en": "Sleep\n at  night"}), coder="KL", command=COMMAND)
    assert made.new == ("needs/sleep_at_night",)
    again = scheme_editing.edit(project, Add("needs", {"en": "Sleep at night"}), coder="KL", command=COMMAND)
    assert again.new == made.new
    assert project.scheme_file.version == 2
    assert scheme_views.tree(project).version == 2


def test_merging_counts_as_told_and_is_undone_to_the_letter(project):
    before = scheme_text(project)
    said = sum("needs/health" in one.codes for one in SAID)
    told = scheme_editing.effects(project, Merge("needs/health", "needs/work"))
    assert told[0] == f"{said} codings by 1 coder will count as “Work and occupation”."
    scheme_editing.edit(project, Merge("needs/health", "needs/work"), coder="KL", command=COMMAND)
    assert not any("needs/health" in codes for codes in counted(project))
    steps.undo(project, coder="KL")
    project.forget_scheme()
    assert scheme_text(project) == before
    assert any("needs/health" in codes for codes in counted(project))
    steps.redo(project, coder="KL")
    project.forget_scheme()
    assert not any("needs/health" in codes for codes in counted(project))


def test_a_moved_code_keeps_its_codings(project):
    done = scheme_editing.edit(project, Move("needs/work", "actors"), coder="KL", command=COMMAND)
    assert done.new == ("actors/work",)
    assert sum("actors/work" in codes for codes in counted(project)) == 4


def test_a_scheme_changed_by_another_hand_is_not_written_over(project):
    tree = scheme_views.tree(project)
    path = project.folder / "coding_schemes" / "six_areas.yaml"
    by_hand = scheme_text(project).replace("version: 1", "version: 7") + "# mine\n"
    path.write_text(by_hand, "utf-8")
    with pytest.raises(ConflictError):
        scheme_editing.edit(project, Retire("needs/work"), coder="KL", command=COMMAND, seen=tree.sha256)
    assert scheme_text(project) == by_hand
    scheme_editing.edit(project, Retire("needs/work"), coder="KL", command=COMMAND)
    assert project.scheme_file.version == 8
    assert scheme_text(project).endswith("# mine\n")


def test_a_project_without_a_scheme_of_its_own_gets_one(project):
    own = project.folder / "coding_schemes" / "six_areas.yaml"
    own.unlink()
    scheme_editing.edit(project, Rename("needs/work", "en", "Jobs"), coder="KL", command=COMMAND)
    assert own.is_file()
    assert project.scheme_path == own
    assert project.scheme_file.codes["needs/work"].titled("en") == "Jobs"


def test_what_cannot_be_leaves_everything_as_it_is(project):
    before = scheme_text(project)
    with pytest.raises(Refused):
        scheme_editing.edit(project, Retire("needs"), coder="KL", command=COMMAND)
    with pytest.raises(Refused):
        scheme_editing.edit(project, Split("needs/work", ({"en": "\x07 "},)), coder="KL", command=COMMAND)
    assert scheme_text(project) == before
    assert not steps.history(project, "KL")


def test_undoing_after_a_later_edit_of_another_is_refused(project):
    scheme_editing.edit(project, Add("needs", {"en": "One"}), coder="KL", command="command-1")
    scheme_editing.edit(project, Add("needs", {"en": "Two"}), coder="B", command="command-2")
    after = scheme_text(project)
    with pytest.raises(ConflictError):
        steps.undo(project, coder="KL")
    assert scheme_text(project) == after


def test_codings_are_sorted_to_other_codes_in_one_step(project):
    mine, others = scheme_views.sortable(project, "needs/work", "KL")
    assert (len(mine), others) == (4, 0)
    seen = [(one.id, one.revision) for one in mine[:2]]
    assert recoding.recode(project, seen, "needs/housing", coder="KL", command=COMMAND) == 2
    assert len(scheme_views.sortable(project, "needs/housing", "KL")[0]) == 2
    with pytest.raises(ConflictError):
        recoding.recode(project, seen, "needs/income", coder="KL", command="command-3")
    with pytest.raises(Refused):
        recoding.recode(project, [(mine[2].id, 1)], "needs/income", coder="B", command="command-4")
    steps.undo(project, coder="KL")
    assert len(scheme_views.sortable(project, "needs/work", "KL")[0]) == 4


def test_a_coding_that_is_there_already_takes_the_other_in(project):
    (first, *_), _ = scheme_views.sortable(project, "needs/work", "KL")
    recoding.recode(project, [(first.id, first.revision)], "valence/hinders", coder="KL", command=COMMAND)
    assert len(scheme_views.sortable(project, "needs/work", "KL")[0]) == 3


def test_words_of_those_who_withdrew_are_no_examples(project):
    detail = scheme_views.detail(project, "needs/health")
    assert detail.withheld == 1
    assert not any("SEVENSECRET" in one.text for one in detail.examples)
