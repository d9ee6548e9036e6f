"""Which files hold whose words, and what was let out: what a breach is reported with."""

import pytest

from tests.services.withdrawn import opened
from toolkit.errors import NotFound
from toolkit.services.privacy import footprint


def files(found):
    return {one.file: set(one.people) for one in found.files}


def test_each_file_is_told_with_those_whose_words_stand_in_it(small, spegla):
    assert spegla("export", "codings", small / "out.xlsx", "-p", small).code == 0
    assert spegla("backup", "-p", small).code == 0
    found = footprint.footprint(opened(small))
    lying = files(found)
    assert {"P01", "P07", "T1"} <= lying["project.db"]
    assert "P07" not in lying["out.xlsx"]
    assert any(name.startswith("backups/") and "P01" in who for name, who in lying.items())
    assert lying.get("interviews/respondents.csv") is None
    assert [one.verb for one in found.gone] == ["export", "backup"]
    assert found.backed_up is not None
    assert sum(found.groups.values()) == len(found.people)


def test_one_person_alone(small):
    found = footprint.footprint(opened(small), "p01")
    assert found.people == ("P01",)
    assert all(who == {"P01"} for who in files(found).values())
    with pytest.raises(NotFound):
        footprint.footprint(opened(small), "Nobody")


def test_the_command_says_it_in_lines_and_json(small, spegla):
    assert "project.db" in spegla("privacy", "footprint", "P01", "-p", small).out
    told = spegla("privacy", "footprint", "P01", "-p", small, "--json").json
    assert told["people"] == ["P01"]
    assert {"file": "project.db", "people": {"P01": pytest.approx(told["files"][-1]["people"]["P01"])}} in told["files"]
