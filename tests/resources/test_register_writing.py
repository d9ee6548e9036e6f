"""respondents.csv added to: what stands stays, in the form in which it was saved."""

from __future__ import annotations

import pytest

from toolkit.resources.register_writing import extended
from toolkit.resources.registers import parsed

NEW = {"D2": {"group": "deltagare", "ålder": "41"}}


def grown(data: bytes, people: dict[str, dict[str, str]] | None = None, language: str = "sv") -> bytes:
    return extended(data, people if people is not None else NEW, file="respondents.csv", language=language)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("id;grupp\nD1;team\n", "id;grupp;ålder\nD1;team\nD2;deltagare;41\n"),
        ("id,group\nD1,team", "id,group,ålder\nD1,team\nD2,deltagare,41\n"),
        ("sep=,\nid,Ålder\n", "sep=,\nid,Ålder,grupp\nD2,41,deltagare\n"),
        ('"sep=;"\n;;\nid;Ålder\n', '"sep=;"\n;;\nid;Ålder;grupp\nD2;41;deltagare\n'),
        ("\n id ; grupp \n\nd2;;\n", "\n id ; grupp ;ålder\n\nd2;deltagare;41\n"),
        ('id;not\nD1;"två\nrader; här"\n', 'id;not;grupp;ålder\nD1;"två\nrader; här"\nD2;;deltagare;41\n'),
    ],
)
def test_values_come_where_nothing_stands(before: str, after: str) -> None:
    assert grown(before.encode()).decode() == after


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_the_file_stays_as_it_was_saved(encoding: str) -> None:
    after = grown("id;ö\r\nD1;å\r\n".encode(encoding))
    assert after.decode(encoding) == "id;ö;grupp;ålder\r\nD1;å\r\nD2;;deltagare;41\r\n"


def test_what_the_old_encoding_cannot_hold_makes_it_utf_8() -> None:
    after = grown("id;ö\nD1;å\n".encode("cp1252"), {"D2": {"ö": "👪"}})
    assert after.decode("utf-8-sig") == "id;ö\nD1;å\nD2;👪\n"


def test_no_cell_is_written_over() -> None:
    before = "id;grupp;ålder\nD2;team;40\n".encode()
    assert grown(before) == before


@pytest.mark.parametrize("value", ["=1+1", "@SUM(A1)", "+46 70 123", "-x", "- Ja, precis"])
def test_no_spreadsheet_takes_a_value_for_a_formula(value: str) -> None:
    after = grown(b"id\n", {"D1": {"note": value}})
    assert f" {value}" in after.decode().splitlines()[1]
    register, _ = parsed(after, "respondents.csv")
    assert register.get("D1").variables == {"note": value}


def test_numbers_stay_numbers() -> None:
    assert grown(b"id;x\n", {"D1": {"x": "-3,5"}}) == b"id;x\nD1;-3,5\n"
