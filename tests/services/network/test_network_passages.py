"""The passages behind a line of the map: the words where they stand, once a partner, and nobody's who withdrew."""

from __future__ import annotations

import shutil

import pytest

from tests.services.networked import networked_once, number_of, opened  # noqa: F401
from tests.services.tied import BUSES, TOLD
from tests.services.two_sides import in_database, words_of
from toolkit.errors import Refused
from toolkit.services.comparing import assignments
from toolkit.services.network import network_passages
from toolkit.services.network.network_passages import told


@pytest.fixture
def own(networked_once, tmp_path):  # noqa: F811
    return shutil.copytree(networked_once, tmp_path / "own")


def every(project):
    return range(1, 100)


def test_each_passage_is_told_with_its_words_source_and_turn(networked_once):  # noqa: F811
    project = opened(networked_once)
    found = told(project, every(project))
    assert len(found) == len(TOLD)
    first = found[0]
    assert (first.source, first.words, first.turn, first.quotable) == ("p01.txt", words_of("P01"), 2, True)
    assert [one.source for one in found] == [
        "p01.txt",
        "p02.txt",
        "p02.txt",
        "p03.txt",
        "p04.txt",
        "p08.txt",
        "p09.txt",
        "team.txt",
    ]


def test_only_the_ties_asked_for_are_told(networked_once):  # noqa: F811
    project = opened(networked_once)
    one = told(project, every(project))[2]
    assert told(project, [one.tie.id]) == (one,)
    assert told(project, []) == told(project, [12345]) == ()


def test_of_two_coders_marks_of_one_partner_on_the_same_words_the_first_is_told(own):
    before = told(opened(own), range(1, 100))
    in_database(
        own,
        "INSERT INTO tie (source_id, start, end, partner_id, coder, respondent, need, phase, effect, time, at) "
        "SELECT source_id, start, end, partner_id, 'EA', respondent, need, phase, effect, time, at FROM tie",
    )
    assert told(opened(own), range(1, 100)) == before
    other = number_of(opened(own), BUSES)
    in_database(own, f"UPDATE tie SET partner_id = {other} WHERE coder = 'EA' AND partner_id != {other}")
    assert len(told(opened(own), range(1, 100))) > len(before)


def test_at_most_so_many_are_told(networked_once, monkeypatch):  # noqa: F811
    project = opened(networked_once)
    whole = told(project, every(project))
    monkeypatch.setattr(network_passages, "MOST", 2)
    assert told(project, every(project)) == whole[:2]


def test_words_of_who_withdrew_are_not_told_and_who_may_not_be_quoted_is_said(own):
    register = own / "interviews" / "respondents.csv"
    text = register.read_text("utf-8").replace("P01,participants,,given", "P01,participants,,withdrawn")
    register.write_text(text.replace("P03,participants,,given,2027-12-31,yes", "P03,participants,,given,2027-12-31,no"))
    found = told(opened(own), range(1, 100))
    assert "p01.txt" not in [one.source for one in found]
    assert {one.source for one in found if not one.quotable} == {"p03.txt"}


def test_who_codes_blind_is_refused(own):
    project = opened(own)
    assignments.assign(project, "MS", ["p01.txt"])
    with pytest.raises(Refused):
        told(project.again(project.now, viewer="MS"), [1])
