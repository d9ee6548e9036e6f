"""The network as files: the table counted by hand, a picture with its words, dashes for small numbers, all logged."""

from __future__ import annotations

import csv
import io
import shutil

import pytest

from tests.services.networked import networked_once, opened  # noqa: F401
from tests.services.tied import BUSES, DOCTOR, SUPERVISOR
from toolkit.domain.networks.network_maps import View
from toolkit.domain.networks.networks import Narrowed
from toolkit.errors import Refused, UsageError
from toolkit.messages import use_language
from toolkit.services.network.network import seen
from toolkit.services.network.network_maps import drawing
from toolkit.services.projects import access_log
from toolkit.services.reports.network_files import LEFT_OUT, in_words, let_out, table, write_figure, write_table


@pytest.fixture
def project(networked_once, tmp_path):  # noqa: F811
    return opened(shutil.copytree(networked_once, tmp_path / "project"))


@pytest.fixture
def looked(networked_once):  # noqa: F811
    return opened(networked_once)


def logged(project):
    return [line["verb"] for line in access_log.lines(project)]


def test_the_table_has_a_row_for_each_partner_and_a_column_for_each_count(looked):
    made = table(seen(looked))
    assert made.columns == (
        "partner",
        "kind",
        "people",
        "people_in_participants",
        "people_in_team",
        "people_helps",
        "people_both",
        "people_hinders",
        "people_unsaid",
        "people_before",
        "people_now",
        "needs",
    )
    rows = {row[0]: dict(zip(made.columns, row, strict=True)) for row in made.rows}
    assert set(rows) == {BUSES, DOCTOR, SUPERVISOR}
    buses = rows[BUSES]
    assert (buses["kind"], buses["people"], buses["people_in_participants"], buses["people_in_team"]) == (
        "organisation",
        4,
        3,
        1,
    )
    assert (buses["people_helps"], buses["people_hinders"], buses["people_unsaid"]) == (1, 2, 1)
    assert (buses["people_before"], buses["people_now"], tuple(buses["needs"])) == (1, 2, ("needs/work",))
    assert (rows[DOCTOR]["people"], rows[SUPERVISOR]["people"]) == (2, 2)


def test_for_an_audience_small_numbers_are_dashes_and_partners_few_tell_of_have_no_name(looked):
    made = table(seen(looked, audience="external"))
    text = repr(made.rows)
    assert LEFT_OUT in text
    assert DOCTOR not in text
    assert SUPERVISOR not in text
    for row in made.rows:
        assert not [cell for cell in row if isinstance(cell, int) and cell in (1, 2)]


@pytest.mark.parametrize("suffix", [".csv", ".XLSX"])
def test_the_table_is_written_and_that_it_was_is_logged(project, tmp_path, suffix):
    path = tmp_path / f"network{suffix}"
    write_table(seen(project), path)
    assert logged(project) == ["export"]
    if suffix == ".csv":
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
        assert rows[0][:3] == ["partner", "kind", "people"]
        assert sorted(row[0] for row in rows[1:]) == sorted([BUSES, DOCTOR, SUPERVISOR])
    with pytest.raises(Refused, match="there already"):
        write_table(seen(project), path)
    write_table(seen(project), path, force=True)
    assert logged(project) == ["export", "export"]


def test_what_goes_to_an_audience_is_logged_as_let_out(project, tmp_path):
    write_table(seen(project, audience="external"), tmp_path / "network.csv")
    assert logged(project) == ["disclose"]
    assert DOCTOR not in (tmp_path / "network.csv").read_text("utf-8-sig")


@pytest.mark.parametrize("name", ["network.docx", "network", "network.png"])
def test_another_kind_of_table_is_refused_and_nothing_is_written_or_logged(project, tmp_path, name):
    with pytest.raises(UsageError):
        write_table(seen(project), tmp_path / name)
    assert not (tmp_path / name).exists()
    assert logged(project) == []


@pytest.mark.parametrize(("name", "begins"), [("map.svg", b"<?xml"), ("map.png", b"\x89PNG")])
def test_the_map_is_drawn_and_its_words_are_given(project, tmp_path, name, begins):
    words = write_figure(seen(project), tmp_path / name, View.PEOPLE)
    assert (tmp_path / name).read_bytes().startswith(begins)
    assert words.startswith("Map of the network: ")
    assert f"P01 – {BUSES} (hinders)" in words
    assert logged(project) == ["export"]


def test_a_map_without_lines_is_not_drawn(project, tmp_path):
    with pytest.raises(Refused, match="nothing to draw"):
        write_figure(seen(project, Narrowed(group="team", effect="helps")), tmp_path / "map.svg", View.PEOPLE)
    with pytest.raises(UsageError):
        write_figure(seen(project), tmp_path / "map.pdf", View.PEOPLE)
    assert [path.name for path in tmp_path.iterdir()] == ["project"]
    assert logged(project) == []


def test_a_map_in_words_tells_the_lines_of_most_people_first_and_what_its_view_shows(looked):
    partners = in_words(drawing(seen(looked), View.PARTNERS))
    assert partners == f"Map of the network: {BUSES} – {SUPERVISOR} (1 person)."
    needs = in_words(drawing(seen(looked), View.NEEDS))
    assert needs.index("4 people") < needs.index("2 people") < needs.index("1 person")
    people = in_words(drawing(seen(looked), View.PEOPLE))
    assert "person" not in people
    use_language("sv")
    assert in_words(drawing(seen(looked), View.PEOPLE)) != people


def test_the_evaluators_own_view_is_let_out_as_it_is(looked):
    found = seen(looked)
    assert let_out(found) is found


def test_a_partner_whose_name_tells_too_much_stops_the_file(project, tmp_path):
    from tests.services.two_sides import in_database

    in_database(
        project.folder,
        f"UPDATE partner SET name = 'Ring 070-123 45 67' WHERE name = '{BUSES}'",
        "UPDATE tie SET partner_id = (SELECT id FROM partner WHERE name LIKE 'Ring%')",
    )
    again = opened(project.folder)
    with pytest.raises(Refused):
        write_table(seen(again, audience="external"), tmp_path / "network.csv")
    assert not (tmp_path / "network.csv").exists()
    assert logged(again) == []
    write_table(seen(again), tmp_path / "own.csv")
