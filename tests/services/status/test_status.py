"""Status tells when what was made no longer fits the codings and the consents."""

import pytest

from tests.material import SAID, codings_table


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
