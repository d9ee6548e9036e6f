"""The coded passages in order, gathered anew only where codings have changed; the first of them at no more cost."""

from datetime import UTC, datetime

import pytest

from tests.material import SAID
from tests.services.registers_told import told
from tests.services.themes_found import code
from toolkit.domain.codings.codings import Coding
from toolkit.domain.texts.text import Span
from toolkit.services.coding import gathered, passages, schemes
from toolkit.services.projects.project import open_project
from toolkit.storage.sources import sources

NOW = datetime(2025, 10, 20, tzinfo=UTC)


@pytest.fixture
def project(small, monkeypatch):
    monkeypatch.setattr(gathered, "FEW", 1)
    return open_project(small, now=NOW)


@pytest.mark.parametrize("count", [1, 2, 5, 17, 18, 19, 100])
def test_it_is_the_beginning_of_all(project, count):
    everything = gathered.gathered(project)
    begun = gathered.beginning(project, count)
    assert begun.pieces == everything.pieces[: len(begun.pieces)]
    assert len(begun.pieces) >= min(count, len(everything.pieces))
    assert begun.codings == sum(everything.coders.values())


def test_no_more_sources_are_read_than_it_takes(project, monkeypatch):
    read = []
    get = sources.get
    monkeypatch.setattr(sources, "get", lambda connection, name: read.append(name) or get(connection, name))
    begun = gathered.beginning(project, 1)
    assert len(read) == 1 < begun.sources


def test_few_sources_are_gathered_at_once(small):
    assert gathered.beginning(open_project(small, now=NOW), 1) is None


BUS = SAID[0].words


@pytest.fixture(scope="module")
def coded(small_coded):
    return open_project(small_coded, now=NOW)


@pytest.fixture(scope="module")
def everything(coded):
    return gathered.gathered(coded)


def keys(pieces):
    return [piece.passage.key for piece in pieces]


def test_all_that_may_be_used_stands_in_order_of_source_and_place(everything):
    found = [(piece.passage.source, piece.passage.span.start) for piece in everything.pieces]
    assert found == sorted(found)
    assert len(found) == 18
    assert {piece.passage.respondent for piece in everything.pieces} >= {"P05", "T1"}
    assert "P07" not in {piece.passage.respondent for piece in everything.pieces}
    assert (everything.coders, len(everything.voices), len(everything.counted)) == ({"KL": 63}, 13, 18)
    first = everything.pieces[0]
    assert (first.source_id, first.passage.text, first.stretch.turn) == (1, BUS, 2)


def test_a_passage_holds_its_codes_and_those_above_them(everything):
    first = everything.pieces[0]
    assert first.held == {"needs", "needs/work", "valence", "valence/hinders", "phase", "phase/before"}
    assert first.touching == first.held


def test_codes_on_some_of_the_words_touch_a_passage_and_are_not_held(small):
    project = code(small, ("p01.txt", BUS[:70], "needs"), ("p01.txt", BUS[50:], "actors"), coder="B")
    found = gathered.gathered(project, coder="B").pieces
    assert [(piece.held, piece.touching) for piece in found] == [
        ({"needs"}, {"needs", "actors"}),
        ({"actors"}, {"needs", "actors"}),
    ]


def test_a_code_of_another_facet_alone_is_a_passage_that_no_matrix_counts(small):
    found = gathered.gathered(code(small, ("p10.txt", "Well, I do not really know", "phase/before")))
    (piece,) = (one for one in found.pieces if one.passage.source == "p10.txt")
    assert (piece.held, piece.passage.areas) == ({"phase", "phase/before"}, frozenset())
    assert (len(found.pieces), len(found.counted)) == (19, 18)


def test_with_a_coder_only_what_that_person_coded_is_there(small):
    project = code(small, ("p10.txt", "Well, I do not really know", "actors"), coder="B")
    (piece,) = gathered.gathered(project, coder="B").pieces
    assert (piece.passage.source, piece.held) == ("p10.txt", {"actors"})
    assert keys(gathered.gathered(project, coder="KL").pieces) != keys(gathered.gathered(project).pieces)
    assert len(gathered.gathered(project).pieces) == 19
    assert gathered.gathered(project, coder="Nobody").pieces == ()


def test_what_has_not_changed_is_kept_source_by_source(small, monkeypatch):
    project = open_project(small, now=NOW)
    before = gathered.gathered(project)
    assert gathered.gathered(project) is before
    read = []
    stretches = passages.stretches
    monkeypatch.setattr(
        passages, "stretches", lambda *args, **more: read.append(args[1].name) or stretches(*args, **more)
    )
    after = gathered.gathered(code(small, ("p10.txt", "Well, I do not really know", "actors"), coder="KL"))
    assert read == ["p10.txt"]
    assert len(after.pieces) == len(before.pieces) + 1
    kept = {id(piece) for piece in before.pieces}
    assert sum(id(piece) in kept for piece in after.pieces) == 18


def test_a_register_that_says_otherwise_has_everything_gathered_anew(small):
    before = gathered.gathered(open_project(small, now=NOW))
    after = gathered.gathered(told(small, NOW, P01={"consent": "withdrawn"}))
    assert len(after.pieces) == len(before.pieces) - 3
    assert "P01" not in {piece.passage.respondent for piece in after.pieces}


def test_it_is_known_whether_all_of_it_is_in_memory(small):
    project = open_project(small, now=NOW)
    gathered.gathered(project)
    with project.store() as store:
        scheme = schemes.current(project, store).scheme
        with store.reading() as connection:
            whose = (str(project.folder), "", store.eyes)
            assert gathered.is_kept(project, connection, (scheme, {"KL": 63}), whose)
            assert not gathered.is_kept(project, connection, (scheme, {"KL": 63}), (whose[0], "KL", store.eyes))
            assert not gathered.is_kept(project, connection, (scheme, {"B": 63}), whose)


def test_no_more_projects_and_coders_are_kept_than_fit(coded, everything, monkeypatch):
    monkeypatch.setattr(gathered, "KEPT", 2)
    before = gathered.gathered(coded)
    assert before is gathered.gathered(coded)
    for coder in ("KL", "B"):
        gathered.gathered(coded, coder=coder)
    again = gathered.gathered(coded)
    assert again is not before
    assert again == before


def test_one_source_alone_is_as_among_all(coded, everything):
    with coded.store() as store:
        scheme = schemes.current(coded, store).scheme
        with store.reading() as connection:
            own = list(gathered.of_one(coded, connection, 3, (scheme, {"KL": 63})))
            assert list(gathered.of_one(coded, connection, 3, (scheme, {"KL": 63}), coder="B")) == []
    assert own == [piece for piece in everything.pieces if piece.source_id == 3]
    assert len(own) == 2


def given(start, end, path="needs", coder="KL"):
    return Coding("p01.txt", Span(start, end), "x", path, coder, NOW)


def test_those_who_coded_most_set_the_stretches():
    made = [given(9, 12, coder="B"), given(5, 8, coder="A"), given(1, 4, coder="C"), given(0, 3, coder="B")]
    found = gathered._first_set(made, {"A": 2, "B": 2, "C": 7})
    assert [(one.coder, one.span.start) for one in found] == [("C", 1), ("A", 5), ("B", 0), ("B", 9)]


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [(0, 5, [0]), (5, 10, [0, 5]), (8, 9, [0, 5]), (20, 30, []), (18, 21, [0]), (10, 12, [0])],
    ids=["first", "both", "within both", "after all", "the end of the longest", "after the short one"],
)
def test_codings_are_found_by_any_word_they_share(start, end, found):
    places = gathered._Places([given(5, 10), given(0, 20)])
    assert [one.span.start for one in places.on(Span(start, end))] == found
