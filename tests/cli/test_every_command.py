"""Whatever the command: where there is no project, or the call is wrong, that is said in words and as a document."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any

import pytest
import typer

from toolkit.cli.app import app

MAKES_A_FOLDER = {"init", "demo", "exchange import"}  # which do not ask for a project
KEY_OR_ROOM = {"serve", "reflect room"}  # which say first how they are to be reached


def commands(group: Any, before: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Each command that does something, with the words that call it."""
    for name, one in group.commands.items():
        if hasattr(one, "commands"):
            yield from commands(one, (*before, name))
        else:
            yield (*before, name), one


EVERY = dict(commands(typer.main.get_command(app)))
OF_PROJECTS = {
    words: one
    for words, one in EVERY.items()
    if any(param.name == "project" for param in one.params) and not {" ".join(words)} & (MAKES_A_FOLDER | KEY_OR_ROOM)
}


def required(command: Any) -> list[str]:
    """The least that the command must be told, as words of no meaning."""
    every = [param for param in command.params if param.required]
    options = [word for param in every if param.param_type_name == "option" for word in (param.opts[0], value(param))]
    return [*options, *(value(param) for param in every if param.param_type_name == "argument")]


def value(param: Any) -> str:
    kind = param.type_descriptor.annotation
    if isinstance(kind, type) and issubclass(kind, Enum):
        return str(next(iter(kind)).value)
    return "1" if kind is int else "x.csv"


@pytest.mark.parametrize("words", OF_PROJECTS, ids=" ".join)
def test_where_there_is_no_project_that_is_said_and_nothing_is_made(spegla, in_scratch, words):
    answer = spegla(*words, *required(OF_PROJECTS[words]), "--json", "--language", "en")
    assert answer.code in (1, 2)
    document = answer.json
    assert set(document) == {"error", "hint"}
    hint = [f"  → {document['hint']}"] if document["hint"] else []
    assert answer.err.splitlines() == [document["error"], *hint]
    assert list(in_scratch.iterdir()) == []


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_an_option_that_is_none_is_told_with_where_to_look(spegla, in_scratch, words):
    answer = spegla(*words, "--xyzzy", "--language", "en")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == f"There is no option --xyzzy here.\n  → For help: spegla {' '.join(words)} --help\n"
