"""What docs/architecture.md says of the ways through the house is so."""

import re
import tomllib
from itertools import pairwise

import pytest

from scripts.structure import imports, modules
from tests.conftest import REPOSITORY

PAGE = (REPOSITORY / "docs" / "architecture.md").read_text("utf-8")
WAYS = [line for line in re.findall(r"```ways\n(.*?)```", PAGE, re.DOTALL)[0].splitlines() if "→" in line]


def test_each_room_of_a_way_leads_to_the_next():
    known = imports(modules(), inner=True)
    for way in WAYS:
        rooms = ["toolkit." + room.strip().replace("/", ".") for room in way.split("→")]
        assert all(there in known[here] for here, there in pairwise(rooms)), way


def test_every_file_that_the_page_names_is_there():
    """In a table a name without its folder is in one of the folders that its row names."""
    lacking = [
        (name, line[:60]) for line in PAGE.splitlines() for name in modules_named(line) if not stands(name, line)
    ]
    assert not lacking


def modules_named(line):
    found = re.findall(r"`((?:[a-z_0-9]+/)*[a-z_0-9]+\.py)", line)
    return [name for name in found if "/" in name or line.startswith("|")]


def stands(name, line):
    folders = [""] if "/" in name else ["", *re.findall(r"`((?:[a-z_0-9]+/)+)", line)]
    return any((REPOSITORY / top / folder / name).exists() for top in (".", "toolkit") for folder in folders)


@pytest.mark.parametrize("layer", ["services", "domain", "storage", "analysis", "reporting"])
def test_the_rooms_are_listed_in_the_order_in_which_they_may_know_each_other(layer):
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    contract = next(one for one in settings["contracts"] if one.get("containers") == [f"toolkit.{layer}"])
    table = PAGE.split(f"| `{layer}/` | what it holds |")[1].split("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == " | ".join(contract["layers"]).split(" | ")
