"""A project is made with exactly what it needs, never over another one, and its material stays out of git."""

import shutil
import subprocess
import tomllib
from datetime import UTC, datetime

import pytest

from toolkit.errors import BadSetting
from toolkit.services.packs import pack_keeping
from toolkit.services.projects.project import open_project

NOW = datetime(2026, 5, 4, tzinfo=UTC)

GIT = shutil.which("git")
MADE = {
    ".gitignore",
    "coding_schemes",
    "coding_schemes/six_areas.schema.json",
    "coding_schemes/six_areas.yaml",
    "interviews",
    "interviews/guides",
    "interviews/respondents.csv",
    "project.db",
    "project.toml",
    "report.toml",
    "templates",
}
BESIDE = {"project.db-journal", "project.db.lock"}  # what SQLite and the lock leave


def content(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_init_makes_what_a_project_needs_and_nothing_else(spegla, tmp_path, language):
    answer = spegla("init", tmp_path / "new", "--language", language, "--json")
    assert (answer.code, answer.json["language"]) == (0, language)
    assert content(tmp_path / "new") - BESIDE == MADE
    settings = tomllib.loads((tmp_path / "new" / "project.toml").read_text("utf-8"))
    assert settings["language"] == language
    assert {"name", "evaluation_questions", "groups", "outline"} <= settings.keys()
    told = (tmp_path / "new" / "project.toml").read_text("utf-8")
    assert "[phases]" in told
    assert "[[quantities]]" in told
    header = (tmp_path / "new" / "interviews" / "respondents.csv").read_text("utf-8").strip()
    assert header.startswith("id;grupp;" if language == "sv" else "id,group,")


def test_what_init_makes_can_be_used_at_once(spegla, tmp_path):
    spegla("init", tmp_path, "--language", "en")
    for command in ("status", "sources", "scheme"):
        assert spegla(command, "-p", tmp_path).code == 0


def test_a_project_is_never_made_over_another(spegla, tmp_path):
    spegla("init", tmp_path, "--language", "sv")
    (tmp_path / "project.toml").write_text('name = "Mitt"\nlanguage = "sv"\n', "utf-8")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    answer = spegla("init", tmp_path, "--language", "en")
    assert answer.code == 1
    assert "already holds a project" in answer.err
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


def test_what_stands_in_the_folder_already_is_kept(spegla, tmp_path):
    (tmp_path / "interviews").mkdir()
    (tmp_path / "interviews" / "respondents.csv").write_text("id;group\nD01;participants\n", "utf-8")
    (tmp_path / ".gitignore").write_text("*.pyc", "utf-8")
    assert spegla("init", tmp_path).code == 0
    assert "D01" in (tmp_path / "interviews" / "respondents.csv").read_text("utf-8")
    ignored = (tmp_path / ".gitignore").read_text("utf-8").splitlines()
    assert ignored[0] == "*.pyc"
    assert "interviews/" in ignored


def test_a_half_made_project_is_made_whole(spegla, tmp_path):
    spegla("init", tmp_path)
    (tmp_path / "project.toml").unlink()
    assert spegla("init", tmp_path).code == 0
    assert spegla("status", "-p", tmp_path).code == 0
    assert "interviews/\n" in (tmp_path / ".gitignore").read_text("utf-8")
    assert (tmp_path / ".gitignore").read_text("utf-8").count("interviews/") == 1


@pytest.mark.skipif(GIT is None, reason="git is not installed")
def test_git_takes_settings_and_scheme_and_nothing_of_the_material(spegla, small, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / ".gitignore").write_text("*.pyc\n", "utf-8")
    spegla("init", own, "--language", "en")
    shutil.copytree(small / "interviews", own / "interviews", dirs_exist_ok=True)
    spegla("add", own / "interviews", "-p", own)
    spegla("codings", "import", small / "codings.csv", "--coder", "KL", "-p", own)
    spegla("codings", "export", own / "all.csv", "-p", own)
    spegla("codings", "export", own / "all.jsonl", "-p", own)
    assert spegla("draft", "--format", "html", "--format", "md", "-p", own).code == 0
    assert spegla("draft", "--format", "html", "--format", "md", "--out", own, "-p", own).code == 0
    for folder in pack_keeping.FOLDER.values():
        (own / folder).mkdir()
        (own / folder / "a.html").write_text("<q>words</q>", "utf-8")
    (own / "project.before-0001.20251020T100000.000000Z.db").write_bytes(b"a backup")
    assert spegla("backup", "-p", own).code == 0
    (own / "withdrawals.jsonl").write_text("{}", "utf-8")
    (own / "withdrawals.jsonl.head").write_text("1", "utf-8")
    assert (own / "access.jsonl.head").is_file()
    git = [GIT, "-C", str(own), "-c", "core.excludesFile="]
    subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run([*git, "add", "--all"], check=True)
    listed = subprocess.run([*git, "ls-files"], check=True, capture_output=True, text=True).stdout.split()
    assert set(listed) == {
        ".gitignore",
        "coding_schemes/six_areas.schema.json",
        "coding_schemes/six_areas.yaml",
        "project.toml",
        "report.toml",
    }


def test_a_guide_asks_of_areas_and_phases_that_the_scheme_has(spegla, tmp_path):
    spegla("init", tmp_path, "--language", "en")
    guide = tmp_path / "interviews" / "guides" / "team.yaml"
    asked = "group: team\nlanguage: en\nquestions:\n  - {{key: one, area: needs, phase: {phase}, text: What?}}\n"
    for path in guide.parent.glob("*.yaml"):
        path.unlink()
    guide.write_text(asked.format(phase="ending"), "utf-8")
    assert open_project(tmp_path, now=NOW).guides["team"].questions[0].phase == "ending"
    guide.write_text(asked.format(phase="endng"), "utf-8")
    with pytest.raises(BadSetting, match="the scheme has no phase “endng”"):
        _ = open_project(tmp_path, now=NOW).guides
