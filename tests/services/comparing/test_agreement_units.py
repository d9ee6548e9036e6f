"""The units of agreement: whose words they are, what each coder gave there, and none of who withdrew."""

import pytest

from tests.services.met import NOW
from tests.services.two_sides import coding, in_database, words_of
from toolkit.services.comparing import agreement
from toolkit.services.comparing.agreement_units import Pieces, Unit, end_to_end, judged, pieces_of
from toolkit.services.projects.project import open_project
from toolkit.services.suggesting import suggestions
from toolkit.storage.codings import codings
from toolkit.storage.sources import sources


@pytest.fixture
def folder(small):
    given = [("P01", "needs/work"), ("P02", "needs/income"), ("P07", "needs/health")]
    project = open_project(small, now=NOW)
    with project.store(write=True) as store, store.writing("code", now=NOW) as change:
        codings.add(change.connection, [coding(small, who, code) for who, code in given])
    return small


def looked(folder, unit, coders=("KL", "MS")):
    project = open_project(folder, now=NOW)
    found = agreement.compared(project, coders)
    pieces, turns = pieces_of(project, found, unit)
    with project.store() as store, store.reading() as connection:
        texts = {number: sources.text(connection, name) for name, number in sources.ids(connection).items()}
    return found, pieces, turns, texts


def words(one, text):
    return [text[start:end] for start, end in zip(one.starts, one.ends, strict=True)]


@pytest.mark.parametrize("unit", Unit)
def test_the_units_are_words_of_respondents_in_order_and_apart(folder, unit):
    found, pieces, turns, texts = looked(folder, unit)
    assert set(pieces) == {one.id for one in found.read} == set(turns)
    for number, one in pieces.items():
        assert len(one.starts) == len(one.ends) == len(one.voices)
        edges = [edge for pair in zip(one.starts, one.ends, strict=True) for edge in pair]
        assert edges == sorted(edges)
        assert all(start < end for start, end in zip(one.starts, one.ends, strict=True))
        assert not any("Interview" in said or "What did you need" in said for said in words(one, texts[number]))


@pytest.mark.parametrize("unit", Unit)
def test_nobody_who_withdrew_has_units(folder, unit):
    found, pieces, turns, _ = looked(folder, unit)
    assert {one.name for one in found.read} == {"p01.txt", "p02.txt", "p07.txt"}
    assert "P07" not in {voice for each in (pieces, turns) for one in each.values() for voice in one.voices}


def test_a_turn_is_one_unit_of_who_says_it(folder):
    found, pieces, turns, texts = looked(folder, Unit.TURN)
    assert pieces == turns
    number = next(one.id for one in found.read if one.name == "p01.txt")
    assert set(pieces[number].voices) == {"P01"}
    assert words(pieces[number], texts[number])[0] == words_of("P01")


@pytest.mark.slow
def test_segments_are_cut_now_where_those_stored_are_of_other_turns(folder):
    _, now, _, _ = looked(folder, Unit.SEGMENT)
    suggestions.suggest(open_project(folder, now=NOW))
    _, stored, _, _ = looked(folder, Unit.SEGMENT)
    assert stored == now
    in_database(folder, "DELETE FROM segment WHERE source_id IN (SELECT id FROM source WHERE name = 'p01.txt')")
    _, again, _, _ = looked(folder, Unit.SEGMENT)
    assert again == now


def test_each_unit_has_the_codes_each_coder_gave(folder):
    """Turns: P01 is given work by both, P02 work by the one and income by the other."""
    found, pieces, _, _ = looked(folder, Unit.TURN)
    rated, numbered = judged(pieces, found, Unit.TURN)
    assert numbered.codes == list(found.scheme.codes)
    assert set(numbered.voices) == {"P01", "P02"}
    assert numbered.theres == [(0, 1)]
    given = {
        (numbered.codes[code], found.coders[coder], int(unit))
        for code, coder, unit in zip(rated.code, rated.coder, rated.unit, strict=True)
    }
    first, second = (next(unit for path, who, unit in given if path == one) for one in ("phase/after", "needs/income"))
    assert {(path, who) for path, who, unit in given if unit == second and path.startswith("needs")} == {
        ("needs/work", "KL"),
        ("needs/income", "MS"),
    }
    assert {path for path, who, unit in given if who == "MS"} == {"needs/work", "needs/income"}
    assert len({unit for path, who, unit in given if path == "needs/work"}) == 2
    assert first != second
    assert rated.size.tolist() == [1] * sum(len(one.starts) for one in pieces.values())


def test_characters_and_whole_units_come_from_the_same_pieces(folder):
    found, pieces, _, _ = looked(folder, Unit.CHARACTER)
    _, by_characters = judged(pieces, found, Unit.CHARACTER)
    _, whole = judged(pieces, found, Unit.TURN)
    assert by_characters == whole


def test_end_to_end_the_text_is_as_long_as_its_pieces_where_all_have_coded(folder):
    found, _, turns, _ = looked(folder, Unit.TURN)
    _, length = end_to_end(turns, found)
    said = sum(end - start for one in turns.values() for start, end in zip(one.starts, one.ends, strict=True))
    assert length == said
    three = agreement.compared(open_project(folder, now=NOW), ("KL", "MS"))
    assert end_to_end({}, three)[1] == 0


def test_no_pieces_are_none():
    assert (Pieces().starts, Pieces().ends, Pieces().voices) == ((), (), ())
