"""The table of commands and the modules they stand in tell the same."""

import importlib
import inspect
import pkgutil

import typer

import toolkit.cli
from toolkit.cli.commands import HOMES, Commands


def registered(module):
    part = typer.Typer()
    module.register(part)
    commands = [each.name for each in part.registered_commands]
    return commands + [each.name for each in part.registered_groups]


def test_every_command_of_every_module_is_in_the_table():
    found = {}
    for each in pkgutil.iter_modules(toolkit.cli.__path__):
        module = importlib.import_module(f"toolkit.cli.{each.name}")
        if list(inspect.signature(getattr(module, "register", print)).parameters) == ["app"]:
            found.update(dict.fromkeys(registered(module), each.name))
    assert found == HOMES


def test_each_command_is_made_when_it_is_asked_for():
    commands = Commands()
    assert len(commands) == len(HOMES)
    assert list(commands) == list(HOMES)
    assert commands["restore"] is commands["restore"]
    assert commands["restore"].name == "restore"
    assert commands.get("nonsense") is None


def test_a_misspelt_command_is_guessed(spegla):
    answer = spegla("theme")
    assert answer.code == 2
    assert "themes" in answer.err


def test_a_command_is_made_once_however_often_it_is_called():
    assert Commands()["privacy"] is Commands()["privacy"]
