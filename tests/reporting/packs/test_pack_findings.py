"""Findings of a pack under one name: they stand together, and the second says that it goes on with the first."""

from types import SimpleNamespace

from toolkit.reporting.packs.pack_findings import PackWriter, Told, _together


def told(*names):
    return [Told(0, name) for name in names]


def test_findings_of_one_name_stand_beside_each_other_and_no_heading_comes_twice():
    ordered = _together(told("Bus", "", "Money", "Bus", "Sleep", "Money", ""))
    assert [each.name for each in ordered] == ["Bus", "Bus", "", "Money", "Money", "Sleep", ""]
    writer = SimpleNamespace(_say=lambda path, name: f"{name}: {path}")
    numbered = list(PackWriter._numbered(writer, ordered))
    assert [each.name for each in numbered] == ["Bus", "Bus: again", "", "Money", "Money: again", "Sleep", ""]
    assert [each.number for each in numbered] == [1, 2, 3, 4, 5, 6, 7]
