"""Options that commands share: what a group was given holds for its command; languages and times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import typer

from toolkit.cli import options
from toolkit.messages import LANGUAGES


@pytest.fixture
def heard():
    """What the command of a small group was called with, for words typed after the program's name."""
    app, group, found = typer.Typer(), typer.Typer(), []
    app.add_typer(group, name="things")

    @app.callback()
    def program() -> None:
        """A program."""

    @group.callback(invoke_without_command=True)
    def things(context: typer.Context, project: options.ProjectFolder = options.HERE, yes: options.Yes = False) -> None:
        found.append(options.handed_down(context))

    @group.command()
    def rename(name: str, project: options.ProjectFolder = options.HERE, yes: options.Yes = False) -> None:
        found.append((name, str(project), yes))

    def call(*words):
        found.clear()
        app(list(words), standalone_mode=False)
        return list(found)

    return call


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("things",), [False]),
        (("things", "-p", "a"), [False]),
        (("things", "rename", "x"), [True, ("x", ".", False)]),
        (("things", "-p", "a", "rename", "x"), [True, ("x", "a", False)]),
        (("things", "-p", "a", "--yes", "rename", "x", "-p", "b"), [True, ("x", "b", True)]),
        (("things", "rename", "x", "--project", "ö/a"), [True, ("x", "ö/a", False)]),
    ],
)
def test_what_stands_before_a_commands_name_holds_unless_said_again_after_it(heard, words, told):
    assert heard(*words) == told


def test_messages_are_spoken_in_every_language_and_written_in_those_of_projects():
    assert {one.value for one in options.Spoken} == set(LANGUAGES)
    assert {one.value for one in options.LanguageName} == {"sv", "en"}
    assert {one.value for one in options.LanguageName} <= set(LANGUAGES)


def test_now_is_told_in_universal_time_and_whole_seconds():
    now = options.right_now()
    assert now.tzinfo is UTC
    assert now.microsecond == 0
    assert abs(datetime.now(UTC) - now) < timedelta(minutes=1)
