"""A2: the power fails at any moment: with the settings that are shipped nothing acknowledged is lost."""

from __future__ import annotations

import random
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.reliability.power import image, recorded
from tests.reliability.stages import copied
from tests.reliability.struck import needs_strace
from toolkit.errors import SpeglaError
from toolkit.storage.codings import codings
from toolkit.storage.projects.store import Store

pytestmark = pytest.mark.slow

WRITER = Path(__file__).with_name("power_writer.py")
SHORT, CUTS, CHANGES = 15, 500, 50


def after_a_cut(folder, files):
    """Codes and how often each is there, and what is wrong, when the project is next opened."""
    for path in folder.iterdir():
        path.unlink()
    for path, data in files.items():
        (folder / Path(path).name).write_bytes(data)
    try:
        with Store.open(folder / "project.db", now=datetime.now(UTC), write=True) as store:
            faults = store.check()
            with store.reading() as connection:
                return Counter(one.code for one in codings.each(connection, coder="W")), faults
    except SpeglaError as error:
        return Counter(), [str(error)]


@needs_strace
@pytest.mark.figure("A2")
@pytest.mark.parametrize("cuts", [SHORT, pytest.param(CUTS, marks=pytest.mark.soak)])
@pytest.mark.parametrize("way", ["alone", "standing"])
def test_the_power_fails(small_coded, tmp_path, way, cuts, figure):
    """Two ways of writing, each cut 500 times: the 1,000 cuts."""
    project = copied(small_coded, tmp_path / "project")
    path = project / "project.db"
    base = {str(path): path.read_bytes()}
    command = [sys.executable, str(WRITER), str(path), way, str(CHANGES)]
    log = recorded(command, project, tmp_path / "strace.log")
    told = [int(one.data) if one.kind == "told" else None for one in log]
    assert [one for one in told if one is not None] == list(range(CHANGES))
    assert any(one.kind == "sync" and one.path.startswith(str(path)) for one in log)
    chance, after = random.Random(2), tmp_path / "after"
    after.mkdir()
    lost = corrupt = 0
    for _ in range(cuts):
        cut = chance.randrange(1, len(log) + 1)
        acknowledged = {one for one in told[:cut] if one is not None}
        found, faults = after_a_cut(after, image(base, log, cut, chance))
        corrupt += bool(faults)
        lost += len(acknowledged - {int(code.removeprefix("code")) for code in found})
        assert all(times == 1 + int(code.removeprefix("code")) % 4 for code, times in found.items())
    figure(cuts=cuts, lost=lost, corrupt=corrupt)
    assert (lost, corrupt) == (0, 0)


@needs_strace
@pytest.mark.figure("A2")
def test_the_simulator_sees_what_is_not_synced(small_coded, tmp_path):
    """The same record without its syncs loses acknowledged work: the test would notice."""
    project = copied(small_coded, tmp_path / "project")
    path = project / "project.db"
    base = {str(path): path.read_bytes()}
    log = recorded([sys.executable, str(WRITER), str(path), "alone", "10"], project, tmp_path / "strace.log")
    unsafe = [one for one in log if one.kind != "sync"]
    after = tmp_path / "after"
    after.mkdir()
    chance = random.Random(3)
    seen = [after_a_cut(after, image(base, unsafe, len(unsafe), chance)) for _ in range(8)]
    assert any(faults or len(found) < 10 for found, faults in seen)
