"""What was learned is kept as numbers, one row a name, and forgotten when anybody's words go or change."""

from __future__ import annotations

import pytest

from tests.storage.material import NOW, put_source
from toolkit.storage.database import learned
from toolkit.storage.database.engines import must_vanish
from toolkit.storage.database.learned import SEGMENTS, SUGGESTIONS, Kept
from toolkit.storage.sources import sources


def test_each_name_keeps_its_latest(connection):
    assert (learned.fingerprint(connection, SUGGESTIONS), learned.data(connection, SUGGESTIONS)) == ("", b"")
    learned.keep(connection, SUGGESTIONS, Kept("f1", b"\x00one"), now=NOW)
    learned.keep(connection, SEGMENTS, Kept("g", b""), now=NOW)
    learned.keep(connection, SUGGESTIONS, Kept("f2", b"\x00two"), now=NOW)
    assert (learned.fingerprint(connection, SUGGESTIONS), learned.data(connection, SUGGESTIONS)) == ("f2", b"\x00two")
    assert (learned.fingerprint(connection, SEGMENTS), learned.data(connection, SEGMENTS)) == ("g", b"")


def test_forgetting_forgets_all_and_sees_to_the_bytes_only_when_there_were_any(connection):
    learned.forget(connection)
    assert not must_vanish(connection)
    learned.keep(connection, SUGGESTIONS, Kept("f", b"one"), now=NOW)
    learned.keep(connection, SEGMENTS, Kept("f", b"one"), now=NOW)
    learned.forget(connection)
    assert must_vanish(connection)
    assert learned.data(connection, SUGGESTIONS) == learned.data(connection, SEGMENTS) == b""


@pytest.mark.parametrize("change", ["removed", "turns replaced"])
def test_it_goes_when_a_source_goes_or_speaks_otherwise(connection, change):
    first = put_source(connection, "a.txt")
    second = put_source(connection, "b.txt")
    assert learned.source_ids(connection) == {first, second}
    learned.keep(connection, SUGGESTIONS, Kept("f", b"one"), now=NOW)
    if change == "removed":
        sources.remove(connection, "a.txt")
        assert learned.source_ids(connection) == {second}
    else:
        sources.replace_turns(connection, "a.txt", sources.get(connection, "a.txt").turns[:2])
    assert learned.fingerprint(connection, SUGGESTIONS) == ""
