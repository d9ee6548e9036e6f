"""What Typer says is said in the language of messages."""

import io
import subprocess
import sys

import pytest

from toolkit.cli import output
from toolkit.messages import use_language

COMMANDS = (
    "", "init", "add", "sources", "sources remove", "status", "scheme", "codings", "codings import", "codings export",
    "codings list", "suggest", "themes", "themes rename", "themes merge", "draft", "demo",
)  # fmt: skip
ENGLISH = (
    "Usage",
    "Options",
    "Arguments",
    "Commands:",
    "Show this",
    "default",
    "required",
    "the ",
    "The ",
    "...]\n\n  A",
)


def helped(language):
    script = (
        "from toolkit.cli.main import run\n"
        f"for command in {COMMANDS!r}:\n"
        f"    assert run([*command.split(), '--help', '--language', {language!r}]) == 0, command\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return done.stdout


def test_all_help_is_swedish_when_asked_for():
    said = helped("sv")
    assert said.count("Så här: spegla") == len(COMMANDS)
    assert [word for word in ENGLISH if word in said] == []


def test_help_names_what_to_write_as_the_messages_do():
    said = helped("en")
    assert said.count("Usage: spegla") == len(COMMANDS)
    assert "spegla add [OPTIONS] FILES..." in said
    assert "…" not in said


@pytest.mark.parametrize(
    ("call", "english", "swedish"),
    [
        (["nonsense"], "There is no command nonsense.", "Det finns inget kommando nonsense."),
        (["statsu"], "  → Possible: status", "  → Möjligt: status"),
        (["status", "--jsn"], "  → Possible: --json", "  → Möjligt: --json"),
        (["status", "--nix"], "There is no option --nix here.", "Här finns inget tillval --nix."),
        (["status", "more"], "This is more than the command takes: more", "Det här är mer än kommandot tar emot: more"),
        (["draft", "--out"], "--out needs a value after it.", "Efter --out måste det stå ett värde."),
        (["status", "--json=1"], "--json takes no value.", "--json ska inte ha något värde."),
        (["add"], " is missing.", " saknas."),
        (["init", "--language", "de"], "--language cannot be “de”.", "--language kan inte vara ”de”."),
        (["reflect", "session", "two"], "SESSION must be a whole number.", " måste vara ett heltal."),
        (["agreement", "--limit", "x"], "--limit must be a whole number.", "--limit måste vara ett heltal."),
        (["agreement", "--limit", "-1"], "--limit must be at least 0.", "--limit måste vara minst 0."),
        (["privacy", "scan", "--context", "10"], "--context must be at most 9.", "--context får vara högst 9."),
        (["status", "-p", __file__], "must be a folder; this is a file.", "ska vara en mapp; det här är en fil."),
    ],
)
def test_a_wrong_call_is_told_in_words(spegla, tmp_path, monkeypatch, call, english, swedish):
    monkeypatch.chdir(tmp_path)
    for language, words in (("en", english), ("sv", swedish)):
        monkeypatch.setenv("SPEGLA_LANGUAGE", language)
        answer = spegla(*call)
        assert answer.code == 2
        assert words in answer.err
        assert "Usage" not in answer.err


def test_a_wrong_call_with_json_is_one_document(spegla):
    answer = spegla("status", "--nonsense", "--json")
    assert answer.code == 2
    assert set(answer.json) == {"error", "hint"}


def test_a_group_without_a_command_shows_its_help(spegla):
    answer = spegla("codings")
    assert answer.code == 2
    assert "import" in answer.err


@pytest.mark.parametrize("answer", ["j", "ja", "J", "y", "Yes"])
def test_yes_is_yes_in_both_languages(answer, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{answer}\n"))
    use_language("sv")
    assert output.agreed("Ska det ske?")


@pytest.mark.parametrize("answer", ["n", "", "nej", "jaha"])
def test_anything_else_is_no(answer, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{answer}\n"))
    assert not output.agreed("Ska det ske?")
