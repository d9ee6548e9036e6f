"""What docs/architecture.md says of the ways through the house is so."""

import re
from itertools import pairwise

import pytest

from scripts.structure import imports, modules
from tests.conftest import REPOSITORY

PAGE = (REPOSITORY / "docs" / "architecture.md").read_text("utf-8")
WAYS = [line for line in re.findall(r"```ways\n(.*?)```", PAGE, re.DOTALL)[0].splitlines() if "→" in line]


@pytest.fixture(scope="module")
def known():
    return imports(modules(), inner=True)


@pytest.mark.parametrize("way", WAYS)
def test_each_room_of_a_way_leads_to_the_next(known, way):
    rooms = ["toolkit." + room.strip().replace("/", ".") for room in way.split("→")]
    for here, there in pairwise(rooms):
        assert there in known[here]


def test_every_file_that_the_page_names_is_there():
    named = set(re.findall(r"`((?:[a-z_]+/)+[a-z_0-9]+\.py)", PAGE))
    lacking = {name for name in named if not any((REPOSITORY / top / name).exists() for top in (".", "toolkit"))}
    assert not lacking
