"""Which codes share words: counted in passages and in people, for codes in use, titled in the reader's language."""

from datetime import UTC, datetime

import pytest

from tests.services.met import NOW
from toolkit.domain.codings.segments import Passage
from toolkit.domain.texts.text import Span
from toolkit.messages import use_language
from toolkit.services.coding import gathered as gathering
from toolkit.services.coding.cooccurrence import TOP, Shared, shared, trivial
from toolkit.services.coding.gathered import Gathered, Piece
from toolkit.services.coding.passages import Stretch
from toolkit.services.projects.project import open_project

AT = datetime(2026, 3, 1, tzinfo=UTC)
WORK, HEALTH, PLAN = "needs/work", "needs/health", "solutions/plan_pace"
HINDERS, PROMOTES = "valence/hinders", "valence/promotes"


@pytest.fixture(scope="module")
def project(small_coded):
    return open_project(small_coded, now=NOW)


@pytest.mark.parametrize(
    ("row", "column", "by_name"),
    [
        (WORK, WORK, True),
        (WORK, "needs", True),
        ("needs", WORK, True),
        (WORK, HEALTH, False),
        ("needs", "needs_more/work", False),
        (WORK, "needs/work_place", False),
        ("", WORK, False),
    ],
)
def test_a_code_and_the_one_above_it_share_words_by_their_names_alone(row, column, by_name):
    assert trivial(row, column) is by_name


def piece(person, start, end, *codes, touching=(), source=1):
    held = frozenset(gathering.with_above(codes))
    span = Span(start, end)
    passage = Passage("p", span, "", person, "participants", frozenset(codes), frozenset(), ())
    return Piece(source, Stretch(passage, (), False, 1), held, held | frozenset(touching))


def made(project, *pieces):
    return Gathered(pieces, project.scheme_file, frozenset(), {})


def test_passages_and_people_are_counted_apart(project):
    material = made(
        project,
        piece("P1", 0, 10, WORK, HINDERS),
        piece("P1", 20, 30, WORK, HINDERS),
        piece("P2", 0, 10, WORK, PROMOTES, source=2),
        piece("P2", 20, 30, HEALTH, source=2),
        piece("", 0, 10, WORK, HINDERS, source=3),  # a record: a passage that nobody says
    )
    passages = shared(material, columns="valence")
    assert [passages.at(WORK, code) for code in (HINDERS, PROMOTES)] == [3, 1]
    assert passages.at(HEALTH, HINDERS) == 0
    assert passages.at("no such", HINDERS) == 0
    people = shared(material, columns="valence", people=True)
    assert [people.at(WORK, code) for code in (HINDERS, PROMOTES)] == [1, 1]


def test_only_codes_in_use_are_rows_and_columns_and_the_areas_themselves_only_when_asked_for(project):
    material = made(project, piece("P1", 0, 10, WORK, HINDERS), piece("P1", 20, 30, PLAN))
    found = shared(material, rows="area", columns="valence")
    assert [path for path, _ in found.rows] == [WORK, PLAN]
    assert [path for path, _ in found.columns] == [HINDERS]
    top = shared(material, rows=TOP, columns="area")
    assert [path for path, _ in top.rows] == ["needs", "solutions"]
    assert (top.at("needs", WORK), top.at("needs", PLAN)) == (1, 0)
    assert shared(made(project)).rows == ()


def test_the_titles_are_in_the_reader_s_language(project):
    material = made(project, piece("P1", 0, 10, "needs", WORK))
    english = shared(material, rows=TOP).rows[0][1]
    use_language("sv")
    swedish = shared(material, rows=TOP).rows[0][1]
    assert english == project.scheme_file.codes["needs"].title["en"]
    assert swedish == project.scheme_file.codes["needs"].title["sv"]
    assert english != swedish


def test_the_largest_number_leaves_out_what_goes_without_saying():
    pairs = {(WORK, WORK): 9, (WORK, "needs"): 8, (WORK, HEALTH): 2, (HEALTH, PLAN): 3}
    assert Shared((), (), pairs).most == 3
    assert Shared((), (), {(WORK, WORK): 9}).most == 0
    assert Shared((), (), {}).most == 0


def test_in_the_small_material_each_pair_is_as_often_as_it_was_coded(project):
    """P01, P02 and P04 say that work is hindered; P03 that it is promoted. P07 has withdrawn."""
    found = shared(gathering.gathered(project), columns="valence")
    assert (found.at(WORK, HINDERS), found.at(WORK, PROMOTES)) == (3, 1)
    assert (found.at(HEALTH, HINDERS), found.at(HEALTH, PROMOTES)) == (3, 1)
    assert (found.at(PLAN, PROMOTES), found.at(PLAN, HINDERS)) == (5, 1)
