"""Every command: one JSON document when asked for, its exit code, its options, its language."""

import io
import json
import os
import subprocess
import sys

import pytest

COMMANDS = {
    "init": ("init", "{new}", "--language", "en"),
    "status": ("status",),
    "add": ("add", "{folder}/interviews/p01.txt"),
    "sources": ("sources",),
    "sources remove": ("sources", "remove", "p03.txt", "--yes"),
    "scheme": ("scheme",),
    "codings import": ("codings", "import", "{folder}/codings.csv", "--coder", "KL"),
    "codings export": ("codings", "export", "{folder}/out.csv"),
    "codings list": ("codings", "list"),
    "codings matrix": ("codings", "matrix"),
    "saturation": ("saturation",),
    "scheme history": ("scheme", "--history"),
    "suggest": ("suggest",),
    "themes": ("themes",),
    "themes from suggestions": ("themes", "--from-suggestions"),
    "draft": ("draft", "--format", "md"),
}
WRONG = {
    "no such option": ("status", "--nonsense"),
    "no such command": ("nonsense",),
    "too much": ("status", "more"),
    "a missing argument": ("add",),
    "an unknown language": ("status", "--language", "no"),
    "a project that is a file": ("status", "-p", "{folder}/project.toml"),
}


def filled(arguments, folder):
    places = {"folder": str(folder), "new": str(folder.parent / "new")}
    return [argument.format(**places) for argument in arguments]


@pytest.mark.parametrize("command", COMMANDS)
def test_json_is_one_document_and_nothing_else(spegla, small, command):
    own = () if command == "init" else ("-p", small)
    answer = spegla(*filled(COMMANDS[command], small), *own, "--json")
    assert answer.code == 0
    assert isinstance(answer.json, (dict, list))
    assert answer.err == ""


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("option", ["-p", "--project"])
def test_the_project_is_named_and_an_error_is_one_document(spegla, tmp_path, command, option):
    own = () if command == "init" else (option, tmp_path / "nowhere")
    arguments = ["init", __file__] if command == "init" else filled(COMMANDS[command], tmp_path)
    answer = spegla(*arguments, *own, "--json")
    assert answer.code == 1
    assert set(answer.json) == {"error", "hint"}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_speaks_both_languages(spegla, tmp_path, command):
    def told(language):
        arguments = ["init", __file__] if command == "init" else filled(COMMANDS[command], tmp_path)
        own = () if command == "init" else ("-p", tmp_path / "nowhere")
        return spegla(*[part for part in arguments if part != "--language"][:4], *own, "--language", language).err

    swedish, english = told("sv"), told("en")
    assert swedish != english


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_call_is_told_with_two(spegla, small, wrong):
    answer = spegla(*filled(WRONG[wrong], small))
    assert answer.code == 2
    assert answer.err.strip()


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_call_with_json_is_one_document_too(spegla, small, wrong):
    answer = spegla(*filled(WRONG[wrong], small), "--json")
    assert answer.code == 2
    assert set(answer.json) == {"error", "hint"}


def test_the_projects_own_language_is_spoken(spegla, small):
    settings = small / "project.toml"
    settings.write_text(settings.read_text("utf-8").replace('language = "en"', 'language = "sv"'), "utf-8")
    assert "Kodningar" in spegla("status", "-p", small).out
    assert "Kodningar" in spegla("status", f"-p{small}").out
    assert "Codings" in spegla("status", "-p", small, "--language", "en").out


def test_here_is_the_project_when_none_is_named(spegla, small, monkeypatch):
    monkeypatch.chdir(small)
    assert spegla("status", "--json").json["sources"] == 11
    assert "spegla status" in spegla().out


def test_a_source_is_not_removed_without_a_yes(spegla, small, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    answer = spegla("sources", "remove", "p01.txt", "-p", small, "--json")
    assert answer.code == 1
    assert set(answer.json) == {"error", "hint"}
    assert len(spegla("sources", "-p", small, "--json").json["sources"]) == 11


def run(*arguments, **settings):
    return subprocess.run(
        [sys.executable, "-m", "toolkit.cli.main", *map(str, arguments)], capture_output=True, check=False, **settings
    )


def test_a_terminal_that_lacks_letters_ends_nothing(small):
    narrow = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = run("status", "-p", small, env=narrow)
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)
    done = run("codings", "list", "-p", small, "--json", env=narrow)
    assert json.loads(done.stdout.decode("utf-8"))


def test_a_reader_that_goes_away_ends_the_command_quietly(small):
    with subprocess.Popen(
        [sys.executable, "-m", "toolkit.cli.main", "codings", "list", "-p", str(small), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as listing:
        listing.stdout.close()
        said = listing.stderr.read()
    assert b"Traceback" not in said
