"""`spegla reflect`: packs, sessions, the loop and the room stand in one group."""

from __future__ import annotations

from toolkit.cli import reflect
from toolkit.cli.commands import Commands


def test_each_module_of_the_group_brings_commands_and_none_covers_anothers():
    group = Commands()["reflect"]
    homes = {name: command.callback.__module__ for name, command in group.commands.items() if command.callback}
    assert {home.rpartition(".")[2] for home in homes.values()} == {
        one.__name__.rpartition(".")[2] for one in reflect.MODULES
    }
    assert homes["room"] == "toolkit.cli.reflect_room"


def test_the_group_alone_lists_its_commands(spegla):
    answer = spegla("reflect", "--help")
    assert answer.code == 0
    assert all(f"  {name}" in answer.out for name in Commands()["reflect"].commands)
