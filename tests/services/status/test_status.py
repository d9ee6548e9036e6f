"""Status counts what is there, says what comes next, and tells when what was made no longer fits the codings."""

import shutil

import pytest

from tests.material import SAID, codings_table
from tests.services.projects.test_blinding import given
from tests.services.registers_told import NOW
from tests.services.registers_told import told as registered
from toolkit.services.material import sources
from toolkit.services.projects import blinding
from toolkit.services.projects.project import init, open_project
from toolkit.services.reports import drafts
from toolkit.services.status import status


@pytest.fixture
def told(spegla):
    """What status says of themes and drafts: each message with whether it is serious."""

    def call(folder):
        problems = spegla("status", "-p", folder, "--json").json["problems"]
        marks = ("older than", "rests on")
        return {one["message"]: one["serious"] for one in problems if any(mark in one["message"] for mark in marks)}

    return call


@pytest.fixture
def drafted(spegla, small):
    """The small project with themes and a draft; with the draft's name."""
    answer = spegla("draft", "--format", "md", "-p", small, "--json")
    return small, answer.json["files"][0].rpartition("/")[2]


def coded_anew(spegla, folder):
    path = folder / "new.csv"
    path.write_text(codings_table(SAID[1:3]).replace("needs/work", "preconditions"), "utf-8")
    assert spegla("codings", "import", path, "--coder", "B", "-p", folder).code == 0


def test_nothing_is_told_of_what_fits(told, drafted):
    assert told(drafted[0]) == {}


def test_new_codings_make_themes_and_draft_old(spegla, told, drafted):
    folder, name = drafted
    coded_anew(spegla, folder)
    assert told(folder) == {
        f"{name} is older than the last codings.": False,
        "The themes are older than the last codings.": False,
    }
    spegla("themes", "-p", folder)
    assert set(told(folder)) == {f"{name} is older than the last codings."}
    spegla("draft", "--format", "md", "-p", folder)
    assert told(folder) == {}


def test_codings_that_are_known_already_make_nothing_old(spegla, told, drafted):
    folder, _ = drafted
    spegla("codings", "import", folder / "codings.csv", "--coder", "KL", "-p", folder)
    assert told(folder) == {}


def test_codings_that_change_no_theme_do_not_make_themes_old(spegla, told, small):
    spegla("themes", "-p", small)
    (small / "k.csv").write_text("source,quote,code\np01.txt,What did you need most help with,needs\n", "utf-8")
    spegla("codings", "import", small / "k.csv", "--coder", "B", "-p", small)
    assert told(small) == {}


@pytest.mark.parametrize("consent", ["withdrawn", "refused"])
def test_a_draft_with_words_that_may_no_longer_be_used_is_named(spegla, told, drafted, consent):
    folder, name = drafted
    register = folder / "interviews" / "respondents.csv"
    register.write_text(register.read_text("utf-8").replace("P01,participants,,given", f"P01,participants,,{consent}"))
    assert told(folder) == {f"{name} rests on words of somebody whose words may not be used.": True}
    assert name in spegla("status", "-p", folder).err
    spegla("draft", "--format", "md", "-p", folder)
    assert told(folder) == {}


def test_a_draft_from_suggestions_is_named_too(spegla, told, suggested):
    draft = spegla("draft", "--format", "md", "--from-suggestions", "-p", suggested, "--json").json["files"][0]
    assert told(suggested) == {}
    register = suggested / "interviews" / "respondents.csv"
    register.write_text(register.read_text("utf-8").replace("P01,participants,,given", "P01,participants,,withdrawn"))
    (message,) = told(suggested)
    assert message.startswith(draft.rpartition("/")[2])


def test_a_draft_on_codings_of_a_removed_source_is_named(spegla, told, drafted):
    folder, name = drafted
    spegla("sources", "remove", "p01.txt", "--yes", "-p", folder)
    assert f"{name} rests on codings or suggestions that are no longer there." in told(folder)


def test_everything_that_is_there_is_counted_by_hand(small_coded):
    found = status.status(open_project(small_coded, now=NOW))
    assert (found.name, found.sources, found.respondents, found.words) == ("project", 11, 13, 638)
    assert (found.codings, found.coders, found.suggested_sources, found.themes) == (63, {"KL": 63}, 0, 0)


def test_groups_are_counted_with_what_is_coded_of_each(small_coded):
    groups = status.status(open_project(small_coded, now=NOW)).groups
    assert [(one.key, one.title, one.sources, one.respondents, one.words, one.coded_sources) for one in groups] == [
        ("participants", "Participants", 10, 10, 578, 9),  # all but P10's is coded
        ("team", "Team", 1, 3, 60, 1),
    ]


def test_people_without_a_group_are_counted_last(small):
    project = registered(small, T3={"group": ""}, P10=None)
    groups = status.status(project).groups
    assert [(one.title, one.sources, one.respondents) for one in groups] == [
        ("Participants", 9, 9),
        ("Team", 1, 2),
        ("No group", 2, 2),
    ]


def test_suggestions_and_themes_are_counted(suggested_once):
    found = status.status(open_project(suggested_once, now=NOW))
    assert (found.suggested_sources, found.codings, found.coders) == (11, 0, {})


def test_whoever_speaks_and_is_not_in_the_register_is_named(small):
    project = registered(small, P03=None, T1=None)
    message = "The respondent is not in respondents.csv."
    found = [one for one in status.status(project).problems if one.message == message]
    assert [one.where for one in found] == ["P03", "T1"]
    assert not any(one.serious for one in found)


@pytest.mark.parametrize(("fixture", "there"), [("small_coded", True), ("suggested_once", False)])
def test_what_a_report_lacks_is_told_when_something_is_coded(request, fixture, there):
    project = open_project(request.getfixturevalue(fixture), now=NOW)
    assert any("facts for a full report" in one.message for one in status.status(project).problems) is there


def test_a_report_file_that_cannot_be_read_is_told_at_once(suggested):
    (suggested / "report.toml").write_text("= wrong", "utf-8")
    (found,) = (one for one in status.status(open_project(suggested, now=NOW)).problems if one.where == "report.toml")
    assert found.serious


@pytest.fixture(scope="module")
def views(small_coded):
    return sources.overview(open_project(small_coded, now=NOW))


@pytest.mark.parametrize(
    ("given_so_far", "step"),
    [
        ({"suggested": 10}, "spegla suggest"),
        ({"suggested": 11}, "spegla draft --from-suggestions"),
        ({"suggested": 11, "coders": {"KL": 3}}, "spegla themes, then spegla draft"),
        ({"suggested": 11, "coders": {"KL": 3}, "drafted": True}, "spegla themes rename"),
        ({"suggested": 10, "coders": {"KL": 3}, "drafted": True}, "spegla suggest"),
    ],
    ids=["one source without suggestions", "nothing coded", "coded", "drafted", "a new source after the draft"],
)
def test_the_next_step_follows_from_what_there_is(small_coded, views, given_so_far, step):
    so_far = {"coders": {}, "suggested": 0, "drafted": False, **given_so_far}
    told = status._next_step(
        open_project(small_coded, now=NOW),
        views,
        so_far["coders"],
        suggested=so_far["suggested"],
        drafted=so_far["drafted"],
    )
    assert step in told


def test_a_new_project_is_told_to_begin_with_people_then_with_transcripts(tmp_path):
    project = init(tmp_path / "p", language="en", now=NOW)
    assert status.status(project).next_step.startswith("fill in interviews/respondents.csv")
    again = registered(project.folder, P01={"group": "participants", "consent": "given"})
    found = status.status(again)
    assert found.next_step == "add the transcripts: spegla add FILES"
    assert (found.groups, found.sources, found.words) == ((), 0, 0)


@pytest.fixture(scope="module")
def drafted_once(small_coded, tmp_path_factory):
    """The small project with themes and a draft, in which each test writes lines of the journal."""
    folder = shutil.copytree(small_coded, tmp_path_factory.mktemp("status") / "small")
    drafts.draft(open_project(folder, now=NOW), drafts.Wanted(formats=("md",)))
    return folder


def done(folder, verb, **detail):
    """A line of the journal."""
    with open_project(folder, now=NOW).store(write=True) as store, store.writing(verb, now=NOW, **detail):
        pass


def stale(project):
    with project.store() as store:
        return [one.message for one in status._stale(project, store)]


OLD = "{file} is older than the last codings."


@pytest.mark.parametrize(
    ("verb", "detail", "old"),
    [
        *((verb, {}, True) for verb in status.CODING if verb not in ("codings import", "sources remove")),
        ("codings import", {"added": 2}, True),
        ("codings import", {"added": 0}, False),
        ("sources remove", {"codings": 1}, True),
        ("sources remove", {"codings": 0}, False),
        ("add", {}, False),
        ("memo", {}, False),
    ],
)
def test_a_draft_is_old_after_every_deed_that_changes_codings_and_after_no_other(drafted_once, verb, detail, old):
    done(drafted_once, "draft")
    project = open_project(drafted_once, now=NOW)
    assert stale(project) == []
    done(drafted_once, verb, **detail)
    assert stale(project) == ([OLD] if old else [])


def test_who_codes_blind_does_not_learn_whether_others_codings_were_new(drafted_once, tmp_path):
    folder = shutil.copytree(drafted_once, tmp_path / "p")
    done(folder, "draft")
    given(folder, "MS", "p01.txt")
    done(folder, "codings import", added=0)
    project = open_project(folder, now=NOW)
    assert stale(project) == []
    assert stale(blinding.for_eyes(project, "MS")) == [OLD]


def test_who_codes_blind_is_not_told_that_codings_are_gone_which_others_have_made(drafted_once, tmp_path):
    folder = shutil.copytree(drafted_once, tmp_path / "p")
    done(folder, "draft")
    given(folder, "MS", "p01.txt")
    assert stale(blinding.for_eyes(open_project(folder, now=NOW), "MS")) == []
