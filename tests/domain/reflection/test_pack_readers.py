"""Who among the readers may be spoken of as several."""

import pytest

from toolkit.domain.reflection.pack_readers import Readers
from toolkit.domain.sources.audiences import USUAL


@pytest.mark.parametrize(
    ("people", "k", "told"),
    [(3, 3, False), (4, 3, False), (4, 4, False), (5, 2, False), (5, 3, True), (5, 4, False), (5, 5, False)],
)
def test_several_points_out_nobody_who_said_it_or_did_not(people, k, told):
    readers = Readers(USUAL["team"], {"team": [f"T{number}" for number in range(people)]})
    assert readers.several("team", k) is told
