"""`spegla init` and `spegla status`: a folder is made, read back from its export, and told with its next step."""

from __future__ import annotations

import pytest

from tests.cli.unchanged import unchanged
from toolkit.cli.main import run
from toolkit.resources.project_files import read_project


def test_a_project_is_made_in_the_language_asked_for_with_its_next_steps(spegla, tmp_path):
    answer = spegla("init", tmp_path / "mitt projekt", "--language", "sv")
    assert answer.code == 0
    assert (tmp_path / "mitt projekt" / "interviews" / "respondents.csv").is_file()
    assert 'language = "sv"' in (tmp_path / "mitt projekt" / "project.toml").read_text("utf-8")
    assert "spegla add" in answer.out
    document = spegla("init", "-p", tmp_path / "ours", "--language", "en", "--json").json
    assert document == {"project": str(tmp_path / "ours"), "language": "en"}
    status = spegla("status", "-p", tmp_path / "ours", "--json").json
    assert (status["sources"], status["codings"], status["coders"]) == (0, 0, {})
    assert status["next"]


def test_a_folder_that_holds_a_project_is_left_as_it_is(spegla, looked_at):
    with unchanged(looked_at):
        answer = spegla("init", looked_at)
    assert answer.code == 1
    assert answer.err
    with unchanged(looked_at):
        assert spegla("init", looked_at, "--language", "de").code == 2


def test_a_project_is_read_back_from_what_was_exported(spegla, small, tmp_path):
    written = tmp_path / "plain"
    assert spegla("export", "project", written, "-p", small).code == 0
    answer = spegla("init", tmp_path / "again", "--from", written)
    assert answer.code == 0
    assert "spegla suggest" in answer.out  # suggestions do not travel
    rows = spegla("init", tmp_path / "thrice", "--from", written, "--json").json["rows"]
    assert (rows["source"], rows["coding"]) == (10, 54)  # P07 has withdrawn and does not leave
    status = spegla("status", "-p", tmp_path / "again", "--json").json
    assert (status["sources"], status["codings"]) == (10, 54)
    assert spegla("init", tmp_path / "third", "--from", tmp_path / "nowhere").code == 1
    assert not (tmp_path / "third").exists()


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """An English project without material, as plain files."""
    folder = tmp_path_factory.mktemp("exported")
    assert run(["init", str(folder / "ours"), "--language", "en"]) == 0
    assert run(["export", "project", str(folder / "plain"), "-p", str(folder / "ours")]) == 0
    return folder / "plain"


def test_a_project_read_back_keeps_its_language_and_is_told_of_in_it(spegla, exported, tmp_path, monkeypatch):
    monkeypatch.setenv("LANG", "sv_SE.UTF-8")
    answer = spegla("init", tmp_path / "again", "--from", exported)
    assert answer.out.startswith("The project is made: ")
    assert read_project(tmp_path / "again" / "project.toml").language == "en"


def test_a_project_read_back_in_another_language_has_its_interviews_in_the_old_one(spegla, exported, tmp_path):
    document = spegla("init", tmp_path / "svenskt", "--from", exported, "--language", "sv", "--json").json
    assert document["language"] == "sv"
    settings = read_project(tmp_path / "svenskt" / "project.toml")
    assert (settings.language, settings.spoken) == ("sv", "en")


def test_status_counts_what_there_is_and_says_what_is_next(spegla, looked_at):
    answer = spegla("status", "-p", looked_at)
    assert answer.code == 0
    lines = answer.out.splitlines()
    document = spegla("status", "-p", looked_at, "--json").json
    assert lines[0] == f"{document['project']}: 11 sources, 13 respondents, 638 words in their turns"
    assert lines[1:4] == ["Codings: 63 (KL 63)", "Sources with suggestions: 0", "Themes: 0"]
    assert ["Participants", "10", "10", "578", "9"] in [line.split() for line in lines]
    assert ["Team", "1", "3", "60", "1"] in [line.split() for line in lines]
    assert lines[-1] == "Next: let the machine propose codes: spegla suggest"
    assert "· P07: Consent is withdrawn, so nothing the person said is used." in answer.err
    assert document["coders"] == {"KL": 63}
    assert {one["where"] for one in document["problems"]} >= {"P05", "P06", "P07", "P08"}


@pytest.mark.parametrize("command", ["status", "sources", "scheme", "coders"])
def test_a_folder_without_a_project_says_how_to_begin(spegla, tmp_path, command):
    answer = spegla(command, "-p", tmp_path)
    assert (answer.code, answer.out) == (1, "")
    assert "spegla init" in answer.err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_a_space_in_its_name_is_quoted_in_the_next_step(spegla, tmp_path):
    made = spegla("init", tmp_path / "the bridge", "--language", "en")
    assert f'spegla add FILES --project "{tmp_path / "the bridge"}"' in made.out


def test_where_no_project_is_the_folder_is_named_in_full(spegla, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for command in ("status", "doctor"):
        assert f"{tmp_path} holds no Spegla project." in spegla(command).err


def test_with_transcripts_and_no_register_the_register_comes_next(spegla, tmp_path):
    (tmp_path / "p01.txt").write_text("Interviewer: How was it?\nP01: It was fine, thank you.\n", "utf-8")
    spegla("init", tmp_path / "p", "--language", "en")
    assert "then add the transcripts" in spegla("status", "-p", tmp_path / "p").out
    spegla("add", tmp_path / "p01.txt", "-p", tmp_path / "p")
    assert "who was interviewed, and what they allowed" in spegla("status", "-p", tmp_path / "p").out
