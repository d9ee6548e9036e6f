"""`spegla privacy`: every module of its name is one of its commands."""

from __future__ import annotations

import pkgutil

import pytest

import toolkit.cli
from toolkit.cli import privacy, reflect
from toolkit.cli.commands import Commands


@pytest.mark.parametrize(("group", "register"), [(privacy, "register_privacy"), (reflect, "register_reflect")])
def test_every_module_that_offers_itself_is_taken_in(group, register):
    own = f"toolkit.cli.{group.__name__.rpartition('.')[2]}_"
    offered = {f"toolkit.cli.{one.name}" for one in pkgutil.iter_modules(toolkit.cli.__path__)}
    assert {one.__name__ for one in group.MODULES} == {name for name in offered if name.startswith(own)}
    assert all(hasattr(one, register) for one in group.MODULES)


@pytest.mark.parametrize(
    ("group", "some"),
    [
        (
            "privacy",
            {"consent", "restrict", "due", "erase", "withdraw", "verify", "register", "footprint", "log", "key"},
        ),
        ("reflect", {"room"}),
    ],
)
def test_what_people_are_promised_by_law_has_a_command(group, some):
    assert some <= set(Commands()[group].commands)


@pytest.mark.parametrize("group", ["privacy", "reflect", "codings", "exchange", "export"])
def test_a_group_takes_the_language_before_its_commands_name(spegla, looked_at, group):
    answer = spegla(group, "--language", "sv", "nonsense", "-p", looked_at)
    assert answer.code == 2
    assert "Det finns inget kommando nonsense" in answer.err
    assert "--language" not in answer.err
