"""Raw values: what was not said is empty, and no two of them share a list."""

from __future__ import annotations

from toolkit.exchange.refi_raw import RawNote, RawSelection, RawSource, RawText


def test_what_a_file_did_not_say_is_empty():
    assert (RawText("x").marked, RawText("x").original) == (False, b"")
    one = RawSelection("g", None, 3)
    assert (one.name, one.user, one.at, one.description, one.codings, one.notes) == ("", "", None, "", (), ())
    assert (RawNote("g", "n", "t").user, RawNote("g", "n", "t").at) == ("", None)


def test_sources_have_lists_of_their_own():
    first, second = (RawSource(name, name, RawText("")) for name in "ab")
    for held in (first.selections, first.codings, first.notes, first.values):
        held.append(None)
    assert not any((second.selections, second.codings, second.notes, second.values))
