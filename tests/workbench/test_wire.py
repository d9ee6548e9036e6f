"""What lies on a source as JSON: places as the browser counts, and an opening that is cut where its turns end."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from toolkit import messages
from toolkit.domain.codings.codings import Coding
from toolkit.domain.codings.memos import Memo
from toolkit.domain.texts.text import Span
from toolkit.services.coding import schemes
from toolkit.services.material import reading
from toolkit.services.material.transcripts import Place
from toolkit.services.projects.project import open_project
from toolkit.services.suggesting import marks
from toolkit.services.suggesting.marks import Touched
from toolkit.workbench import wire

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CODING = Coding("p01.txt", Span(1, 4), "bus", "needs/work", "KL", NOW, id=7, revision=2)


@pytest.fixture(scope="module")
def project(small_coded):
    return open_project(small_coded, now=NOW)


@pytest.fixture(scope="module")
def whole(project):
    """P01's interview with all that lies on it."""
    return wire.reading(
        reading.reading(project, 1), wire.marks(marks.marks(project, 1, coder="KL"), me="KL"), texts=True
    )


def test_a_coding_is_told_with_where_it_begins_and_ends():
    told = wire.coding(CODING, (Place(2, 0), Place(3, 5)))
    assert told == {
        "id": 7, "revision": 2, "code": "needs/work", "coder": "KL", "at": "2026-03-02T09:00:00+00:00",
        "start": {"turn": 2, "offset": 0}, "end": {"turn": 3, "offset": 5},
    }  # fmt: skip
    lost = wire.coding(CODING, (None, None))
    assert (lost["start"], lost["end"]) == (None, None)
    assert "bus" not in json.dumps(told)  # the page holds the words already


def test_a_whole_source_is_told_with_its_turns_and_what_lies_on_them(whole):
    assert (whole["name"], whole["me"], len(whole["turns"]), len(whole["codings"])) == ("p01.txt", "KL", 9, 9)
    first, second = whole["turns"][:2]
    assert first["role"] == "interviewer"
    assert (second["respondent"], second["group"], second["withheld"]) == ("P01", "participants", False)
    assert second["text"].startswith("The bus was the worst of it")
    assert {one["start"]["turn"] for one in whole["codings"]} <= {one["number"] for one in whole["turns"]}


def test_without_texts_no_words_are_sent_twice(project, whole):
    bare = wire.reading(reading.reading(project, 1), {}, texts=False)
    assert "The bus" not in json.dumps(bare)
    assert [one["number"] for one in bare["turns"]] == [one["number"] for one in whole["turns"]]


def test_words_of_who_withdrew_are_in_no_document(project):
    for number in range(1, 12):
        told = wire.reading(reading.reading(project, number), {}, texts=True)
        assert "SEVENSECRET" not in json.dumps(told)
        assert any(one["withheld"] for one in told["turns"]) == (told["name"] == "p07.txt")


@pytest.mark.parametrize("turns", [0, 1, 2, 5, 9, 20])
def test_an_opening_has_what_begins_in_its_turns_and_nothing_beyond(whole, turns):
    cut = wire.opening(whole, turns)
    numbers = {one["number"] for one in cut["turns"]}
    assert len(cut["turns"]) == min(turns, 9)
    assert cut["unfinished"] == (turns < 9)
    assert {one["start"]["turn"] for one in cut["codings"]} <= numbers
    assert len(cut["codings"]) == sum(one["start"]["turn"] in numbers for one in whole["codings"])
    assert cut["coders"] == ["KL"]  # of the whole source


def test_what_goes_on_beyond_the_opening_is_cut_where_it_ends(whole):
    long = {"id": 1, "coder": "B", "start": {"turn": 2, "offset": 0}, "end": {"turn": 8, "offset": 3}}
    loose = {"id": 2, "coder": "B", "start": None, "end": None}
    cut = wire.opening({**whole, "codings": [long], "memos": [loose]}, 3)
    assert cut["codings"] == [{**long, "end": {"turn": cut["turns"][-1]["number"], "offset": wire.BEYOND}}]
    assert cut["memos"] == [loose]  # a memo on the source itself
    assert long["end"]["turn"] == 8  # what was given is as it was


def test_a_change_is_told_with_what_is_gone():
    left = Touched(source_id=3, mark=9, codings=((CODING, (Place(2, 0), Place(2, 3))),), removed=(4,), emptied=(5,),
                   memos=(), memos_removed=(6,), suggestions=())  # fmt: skip
    told = wire.touched(left, verb="code", repeated=True)
    assert (told["source"], told["mark"], told["verb"], told["repeated"]) == (3, 9, "code", True)
    assert (told["removed"], told["memos_removed"]) == ([4], [6])
    assert told["suggestions"] == [{"segment": 5, "start": None, "end": None, "skipped": False, "codes": []}]


def test_a_memo_on_a_code_names_it_and_one_on_a_source_does_not():
    on_source = wire.memo(Memo("think", "KL", NOW, source="p01.txt", id=1))
    assert "code" not in on_source
    assert (on_source["start"], on_source["text"], on_source["author"]) == (None, "think", "KL")
    assert wire.memo(Memo("think", "KL", NOW, code="needs", id=2))["code"] == "needs"


def test_codes_to_choose_from_are_in_the_readers_language_with_counts(project):
    used, counts = schemes.shown(project)
    english = {one["path"]: one for one in wire.scheme(used, counts)["codes"]}
    assert english["needs"]["title"] == "Definition of needs"
    assert (english["needs/work"]["count"], english["needs/work"]["area"]) == (4, "needs")
    assert english["needs"]["number"] == 2  # the second of six areas
    messages.use_language("sv")
    swedish = {one["path"]: one for one in wire.scheme(used, counts)["codes"]}
    assert swedish["needs"]["title"] == "Behovsdefinition"
    assert set(swedish) == set(english)
