"""A4: the disk is full or broken wherever a deed writes: nothing lost, half or doubled; a repeat is harmless."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.reliability.stages import copied, held
from tests.reliability.struck import needs_strace, spread
from toolkit.storage.codings import codings
from toolkit.storage.projects.store import Store

pytestmark = pytest.mark.slow

SHORT = 1
FULL, BROKEN = "error=ENOSPC", "error=EIO"
ALL = tuple((error, on) for error in (FULL, BROKEN) for on in (False, True))  # at this place only, or from there on


def doubled(project):
    """Codings that stand there twice."""
    with Store.open(project / "project.db", now=datetime.now(UTC)) as store, store.reading() as connection:
        made = Counter((one.source, one.span, one.code, one.coder) for one in codings.each(connection))
    return [one for one, times in made.items() if times > 1]


@needs_strace
@pytest.mark.figure("A4")
@pytest.mark.parametrize("most", [SHORT, pytest.param(None, marks=pytest.mark.soak)], ids=["some", "every"])
@pytest.mark.parametrize("deed", ["code", "scheme"])
def test_a_fault_wherever_it_writes(nursery, small_coded, tmp_path, deed, most, figure):
    project = copied(small_coded, tmp_path / "project")
    nursery.warm(deed, copied(small_coded, tmp_path / "other"), "one")
    before = held(project)
    points = spread(nursery.points(deed, project, "one"), most)
    result = held(project)
    reported = saved_all_the_same = runs = 0
    for point in points:
        for error, on in ALL if most is None else [(FULL, True)]:
            copied(small_coded, project)
            code = nursery.struck(replace(point, on=on), error, deed, project, "one")
            after = held(project)
            runs += 1
            reported += code != 0
            saved_all_the_same += code != 0 and after == result
            assert code in (0, 1), (point, error, on)
            assert after in (before, result), (point, error, on)
            assert code != 0 or after == result, (point, error, on)
            assert nursery.run(deed, project, "one") == 0, (point, error, on)
            assert held(project) == result, (point, error, on)
            assert doubled(project) == []
    figure(faults_made=runs, reported=reported, reported_yet_saved=saved_all_the_same, lost=0, torn=0, doubled=0)
