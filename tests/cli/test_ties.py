"""`spegla network mark`, `unmark`, `propose`: with whom, said of a passage by a person; the machine only proposes."""

from __future__ import annotations

import shutil

import pytest

from tests.cli.unchanged import unchanged
from tests.material import SAID
from tests.services.tied import BUSES, tie

KL = ("--coder", "KL")


@pytest.fixture(scope="module")
def tied_once(small_coded, tmp_path_factory):
    folder = shutil.copytree(small_coded, tmp_path_factory.mktemp("tied") / "small")
    tie(folder)
    return folder


@pytest.fixture
def tied(tied_once, tmp_path):
    return shutil.copytree(tied_once, tmp_path / "tied")


@pytest.fixture(scope="module")
def place(small_coded):
    """Where P05 speaks of the nights: nobody has said with whom yet."""
    words = next(one.words for one in SAID if (one.person, one.area) == ("P05", "needs"))
    start = (small_coded / "interviews" / "p05.txt").read_text("utf-8").index(words)
    return f"{start}-{start + len(words)}"


def test_a_passage_is_marked_and_the_mark_taken_back(spegla, tied, place):
    what = ("--need", "needs/health", "--effect", "hinders", "--time", "before")
    told = spegla("network", "mark", "p05.txt", place, BUSES, *what, *KL, "-p", tied)
    assert told.out.startswith(f"{place}  {BUSES} · hinders · before · needs/health")
    before = spegla("network", "-p", tied, "--json").json["people"]
    other = spegla("network", "unmark", "p05.txt", place, BUSES, "--coder", "B", "-p", tied)
    assert other.code == 1
    assert "You have not marked this partner there." in other.err
    done = spegla("network", "unmark", "p05.txt", place, BUSES, *KL, "-p", tied, "--json")
    assert done.json == {"removed": 1}
    assert spegla("network", "-p", tied, "--json").json["people"] == before - 1
    assert spegla("network", "unmark", "p05.txt", place, BUSES, *KL, "-p", tied).code == 1


def test_the_document_of_a_mark_says_who_where_and_what(spegla, tied, place):
    (one,) = spegla("network", "mark", "p05.txt", place, "the bus company", *KL, "-p", tied, "--json").json["ties"]
    start, _, end = place.partition("-")
    assert (one["source"], one["start"], one["end"]) == ("p05.txt", int(start), int(end))
    assert (one["partner"], one["respondent"], one["coder"], one["effect"]) == (BUSES, "P05", "KL", "unsaid")


@pytest.mark.parametrize(
    ("words", "code", "err"),
    [
        (("p05.txt", "120", BUSES), 2, "Write start and end as numbers: 120-164"),
        (("p05.txt", "164-120", BUSES), 2, "This is not a place in the text."),
        (("p05.txt", "120-120", BUSES), 2, "This is not a place in the text."),
        (("p05.txt", "a-b", BUSES), 2, "This is not a place in the text."),
        (("p05.txt", "1-9", "Nobody"), 1, "There is no such partner."),
        (("nope.txt", "112-130", BUSES), 1, "nope.txt"),
        (("p05.txt", "112-130", BUSES, "--need", "needs/nothing"), 1, ""),
        (("p05.txt", "112-130", BUSES, "--effect", "magic"), 2, "magic"),
        (("p07.txt", "112-130", BUSES), 1, ""),
        (("p05.txt", "1-999999", BUSES), 1, ""),
    ],
)
def test_what_is_no_place_partner_or_need_is_told_and_nothing_marked(spegla, tied_once, words, code, err):
    with unchanged(tied_once):
        answer = spegla("network", "mark", *words, *KL, "-p", tied_once)
    assert (answer.code, answer.out) == (code, "")
    assert err in answer.err
    assert "SECRET" not in answer.err


def test_somebody_must_decide(spegla, tied_once, place):
    answer = spegla("network", "mark", "p05.txt", place, BUSES, "-p", tied_once)
    assert answer.code == 2
    assert "--coder" in answer.err


def test_what_the_machine_proposes_is_told_with_its_reason_and_counted_nowhere(spegla, tied_once):
    people = spegla("network", "-p", tied_once, "--json").json["people"]
    with unchanged(tied_once):
        document = spegla("network", "propose", "p06.txt", "-p", tied_once, "--json").json
        told = spegla("network", "propose", "p06.txt", "-p", tied_once).out
    assert [one["partner"] for one in document["proposals"]] == ["The doctor"]
    assert all(one["because"] for one in document["proposals"])
    assert told.splitlines()[-1] == "1 proposal. Nothing is counted before a person says yes."
    assert spegla("network", "-p", tied_once, "--json").json["people"] == people
    assert spegla("network", "propose", "p10.txt", "-p", tied_once).out == "The machine proposes no partner here.\n"
