"""The reading list holds what is coded so and not so, counted by hand, and agrees with matrix and co-occurrence."""

import csv
import io
import json
from datetime import UTC, datetime
from itertools import product

import pytest

from tests.material import SAID
from toolkit.domain.codings.matrices import Count, Dimension
from toolkit.services.coding import cooccurrence, gathered, matrices, retrieval
from toolkit.services.coding.retrieval import Cell, Wanted
from toolkit.services.projects.project import open_project

NOW = datetime(2025, 10, 20, tzinfo=UTC)
BUS = next(one.words for one in SAID if (one.person, one.area) == ("P01", "needs"))
PLAN = next(one.words for one in SAID if (one.person, one.area) == ("P01", "solutions"))


def chosen(folder, coder="", **wanted):
    project = open_project(folder, now=NOW)
    return retrieval.chosen(project, gathered.gathered(project, coder=coder), Wanted(**wanted))


def read(folder, coder="", **wanted):
    return retrieval.shown(open_project(folder, now=NOW), chosen(folder, coder, **wanted))


@pytest.fixture
def coded(spegla, suggested):
    """Import rows (coder, quote, code) on P01's interview into the small project without codings."""

    def call(*rows):
        for number, (coder, quote, code) in enumerate(rows):
            file = suggested / f"{number}.jsonl"
            file.write_text(json.dumps({"source": "p01.txt", "quote": quote, "code": code}), "utf-8")
            assert spegla("codings", "import", file, "--coder", coder, "-p", suggested).code == 0
        return suggested

    return call


@pytest.mark.parametrize(
    ("wanted", "passages", "people"),
    [
        ({}, 18, 10),
        ({"codes": ("needs",)}, 10, 10),
        ({"codes": ("needs/work",)}, 4, 4),
        ({"codes": ("needs", "valence/hinders")}, 7, 7),
        ({"codes": ("needs",), "without": ("valence/hinders",)}, 3, 3),
        ({"codes": ("valence/hinders",)}, 8, 7),
        ({"codes": ("needs", "solutions")}, 0, 0),
        ({"without": ("needs",)}, 8, 6),
        ({"group": "team"}, 2, 2),
        ({"phase": "before"}, 10, 10),
        ({"respondent": "P01"}, 3, 1),
        ({"variable": ("age", "31")}, 3, 1),
        ({"variable": ("organisation", "Office")}, 2, 2),
        ({"variable": ("age", "99")}, 0, 0),
        ({"source_id": 1}, 3, 1),
        ({"cell": Cell((Dimension.AREA, Dimension.GROUP), ("needs", "participants"))}, 8, 8),
    ],
)
def test_passages_by_codes_and_people(small, wanted, passages, people):
    items = chosen(small, **wanted)
    assert (len(items), retrieval.people(items)) == (passages, people)


def test_a_passage_as_it_is_read(small):
    (one,) = read(small, codes=("needs",), respondent="P05")
    assert one.text.startswith("FIVESECRET")
    assert (one.respondent, one.group, one.source) == ("P05", "participants", "p05.txt")
    assert one.codes == (("needs/health", ("KL",)), ("phase/before", ("KL",)), ("valence/hinders", ("KL",)))
    assert (one.quotable, one.memos, len(one.codings), one.turn) == (False, 0, 3, 2)
    assert read(small, codes=("needs",), respondent="P01")[0].quotable


def test_nobody_who_withdrew_is_read(small):
    assert "SEVENSECRET" not in repr(read(small))
    register = small / "interviews" / "respondents.csv"
    register.write_text(register.read_text("utf-8").replace("P01,participants,,given", "P01,participants,,withdrawn"))
    assert len(chosen(small)) == 15
    assert BUS not in repr(read(small))


def test_in_order_of_groups(small):
    project = open_project(small, now=NOW)
    items = retrieval.by_group(project, list(reversed(chosen(small))))
    assert [item[0].passage.group for item in items] == ["participants"] * 16 + ["team"] * 2


def test_words_that_overlap_are_read_as_one_passage_of_both_codes(coded):
    folder = coded(("A", BUS[:70], "needs"), ("B", BUS[50:], "solutions/plan_pace"))
    both = read(folder, codes=("needs", "solutions"))
    assert [one.text for one in both] == [BUS]
    assert both == read(folder, codes=("solutions", "needs"))
    assert [one.text for one in read(folder, codes=("needs",))] == [BUS[:70]]
    assert read(folder, codes=("needs",), without=("solutions",)) == []


def test_a_code_of_another_facet_alone_is_read_and_not_counted(coded):
    folder = coded(("A", BUS, "valence/hinders"), ("B", BUS, "phase/before"), ("A", PLAN, "solutions"))
    assert [one.text for one in read(folder, codes=("valence/hinders",))] == [BUS]
    assert [one.text for one in read(folder, codes=("valence/hinders", "phase/before"))] == [BUS]
    project = open_project(folder, now=NOW)
    assert [passage.text for passage in gathered.gathered(project).counted] == [PLAN]


def test_what_a_second_coder_says_is_found_too_and_alone_on_request(coded):
    folder = coded(
        ("A", BUS, "needs"), ("A", BUS, "valence/hinders"), ("B", BUS, "needs"), ("B", BUS, "valence/promotes")
    )
    assert [one.codings for one in read(folder, codes=("valence/promotes",))] == [(1, 2, 3, 4)]
    (one,) = read(folder, coder="A")
    assert one.codes == (("needs", ("A",)), ("valence/hinders", ("A",)))
    assert not chosen(folder, coder="A", codes=("valence/promotes",))


def test_only_what_changed_is_gathered_anew_and_nothing_old_is_kept(spegla, coded):
    folder = coded(("A", BUS, "needs"))
    assert len(chosen(folder)) == 1
    folder = coded(("A", BUS, "needs"), ("A", PLAN, "solutions"))
    assert len(chosen(folder)) == 2
    assert spegla("sources", "remove", "p01.txt", "--yes", "-p", folder).code == 0
    assert chosen(folder) == []


@pytest.mark.parametrize(
    ("rows", "columns"), [*product(["area", "code", "phase", "valence"], ["group", "phase", "respondent"])]
)
def test_each_cell_of_a_matrix_opens_just_its_passages(small, rows, columns):
    project = open_project(small, now=NOW)
    material = gathered.gathered(project)
    by = Dimension(rows), Dimension(columns)
    counting = matrices.Counting(project, material.scheme, material.counted, material.voices)
    for count in Count:
        table = counting.table(*by, count).matrix
        for row, column in product(table.rows, table.columns):
            items = retrieval.chosen(project, material, Wanted(cell=Cell(by, (row, column))))
            number = len(items) if count is Count.PASSAGES else retrieval.people(items)
            assert number == table.at(row, column)


@pytest.mark.parametrize(
    ("rows", "columns"), [("top", "valence"), ("area", "phase"), ("valence", "area"), ("area", "area")]
)
def test_each_pair_of_codes_opens_just_its_passages(small, rows, columns):
    project = open_project(small, now=NOW)
    material = gathered.gathered(project)
    tables = [cooccurrence.shared(material, rows=rows, columns=columns, people=people) for people in (False, True)]
    for (row, _), (column, _) in product(tables[0].rows, tables[0].columns):
        items = retrieval.chosen(project, material, Wanted(codes=tuple(dict.fromkeys((row, column)))))
        assert [table.at(row, column) for table in tables] == [len(items), retrieval.people(items)]
    assert tables[0].rows


def test_codes_in_use_only_and_areas_as_wholes(small):
    material = gathered.gathered(open_project(small, now=NOW))
    table = cooccurrence.shared(material, rows="top", columns="valence")
    assert [path for path, _ in table.rows] == ["needs", "solutions", "learning"]
    assert table.at("needs", "valence/hinders") == 7
    assert table.most == 7


def test_the_list_as_a_table(spegla, small):
    project = open_project(small, now=NOW)
    data = retrieval.as_csv(project, chosen(small, codes=("needs",)))
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(rows) == 10
    assert rows[0]["quote"] == BUS
    assert rows[0]["codes"] == "needs/work | phase/before | valence/hinders"
    assert {row["quotable"] for row in rows if row["respondent"] == "P05"} == {"no"}
    assert b"SEVENSECRET" not in data


def test_what_did_not_change_is_not_gathered_again(spegla, small):
    project = open_project(small, now=NOW)
    before = gathered.gathered(project)
    assert gathered.gathered(project) is before
    file = small / "more.jsonl"
    file.write_text(json.dumps({"source": "p01.txt", "quote": BUS, "code": "solutions"}), "utf-8")
    assert spegla("codings", "import", file, "--coder", "KL", "-p", small).code == 0
    after = gathered.gathered(project)
    same = {id(piece) for piece in before.pieces} & {id(piece) for piece in after.pieces}
    assert len(same) == len([piece for piece in before.pieces if piece.passage.source != "p01.txt"])
