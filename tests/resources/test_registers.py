from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.domain.sources.cases import GROUPS, Register
from toolkit.domain.sources.consents import Consent, ConsentStatus, Purpose
from toolkit.errors import BadFile, BadSetting, NotFound, Problem, SpeglaError
from toolkit.resources import places
from toolkit.resources.registers import is_personal_number, read_register, register_text


def register(tmp_path: Path, data: str | bytes) -> tuple[Register, tuple[Problem, ...]]:
    path = tmp_path / "respondents.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_register(path)


def refused(tmp_path: Path, data: str | bytes) -> str:
    with pytest.raises(BadSetting) as caught:
        register(tmp_path, data)
    return caught.value.sentence


def with_check_digit(nine: str) -> str:
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(nine))
    return nine + str(-total % 10)


def test_the_samples_register_holds_everyone_with_the_consents_that_the_sample_needs() -> None:
    people, problems = read_register(places.packaged("interviews") / "respondents.csv")
    counts = {"D": 10, "R": 4, "T": 4, "A": 5, "S": 3}
    assert list(people.respondents) == [
        f"{letter}{number:02d}" if letter == "D" else f"{letter}{number}"
        for letter, count in counts.items()
        for number in range(1, count + 1)
    ]
    assert problems == ()
    people = people.on(date(2026, 1, 1))
    assert [one.id for one in people.withheld] == ["D04"]
    assert [one for one in people.respondents if people.usable(one) and not people.quotable(one)] == ["D09", "A3"]
    for purpose in (Purpose.FEEDBACK, Purpose.ARCHIVE):
        assert [one for one in people.respondents if not people.allows(one, purpose)] == ["D04"]
    unrecorded = [one for one in people.respondents if people.get(one).consent == Consent()]
    assert unrecorded == ["R3", "S2"]
    found = people.find("mb")
    assert found is not None
    assert found.id == "D10"


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_separator_encoding_and_newline_give_the_same_register(
    tmp_path: Path, separator: str, encoding: str, newline: str
) -> None:
    lines = ["id;grupp;organisation;kön", 'D01;deltagare;"Å; ""ä"", ö";kvinna', "D02;;;"]
    text = newline.join(lines).replace(";", separator) + newline
    people, problems = register(tmp_path, text.encode(encoding))
    assert problems == ()
    first = people.get("D01")
    assert (first.group, first.organisation) == ("participants", 'Å; "ä", ö'.replace(";", separator))
    assert first.variables == {"kön": "kvinna"}
    assert people.get("D02").variables == {}


def test_headers_and_values_are_known_in_swedish_and_english(tmp_path: Path) -> None:
    swedish, _ = register(
        tmp_path,
        "Pseudonym;GRUPP;Organisation;Samtycke;Samtycke till;Citat;Etiketter\nA1;Styrgrupp;X;Ja;2025-3-1;NEJ;KL, MB\n",
    )
    english, _ = register(
        tmp_path,
        "ID;Group;organization;consent;consent until;quote;labels\n"
        "A1;steering group;X;given;2025-03-01 00:00;no;KL|MB\n",
    )
    assert swedish == english
    consent = Consent(ConsentStatus.GIVEN, date(2025, 3, 1), quote=False)
    assert (swedish.get("A1").group, swedish.get("A1").consent) == ("steering", consent)
    assert swedish.get("A1").labels == ("KL", "MB")


@pytest.mark.parametrize(
    ("said", "status"),
    [("", "not_recorded"), ("Lämnat", "given"), ("nekat", "refused"), ("avböjt", "refused"), ("no", "refused"),
     ("återkallat", "withdrawn"), ("tillbakataget", "withdrawn"), ("WITHDRAWN", "withdrawn")],
)  # fmt: skip
def test_consent_is_known_by_its_words(tmp_path: Path, said: str, status: str) -> None:
    people, _ = register(tmp_path, f"id;samtycke\nD01;{said}\n")
    assert people.get("D01").consent.status is ConsentStatus(status)


@pytest.mark.parametrize("group", GROUPS)
def test_groups_are_known_by_key_in_any_case(tmp_path: Path, group: str) -> None:
    people, problems = register(tmp_path, f"id,group\nX,{group.title()}\n")
    assert (people.get("X").group, problems) == (group, ())


def test_an_unknown_group_is_a_problem_and_the_person_is_kept_without_one(tmp_path: Path) -> None:
    people, problems = register(tmp_path, "id;group\nD01;grannar\nD02;team\n")
    assert people.get("D01").group is None
    assert people.get("D02").group == "team"
    assert [(one.where, one.serious, one.values["respondent"], one.values["line"]) for one in problems] == [
        ("respondents.csv", True, "D01", 2)
    ]
    assert "(line 2)" in problems[0].sentence
    assert problems[0].next_step.startswith("Correct the group in respondents.csv")


def test_a_projects_own_groups_and_titles_are_known(tmp_path: Path) -> None:
    path = tmp_path / "respondents.csv"
    path.write_text("id;group\nD01;Unga\nD02;volunteers\nD03;partners\n", encoding="utf-8")
    people, problems = read_register(path, groups={"participants": {"sv": "unga"}, "volunteers": {}})
    assert [people.get(one).group for one in ("D01", "D02", "D03")] == ["participants", "volunteers", None]
    assert len(problems) == 1


def test_what_excel_adds_is_overlooked(tmp_path: Path) -> None:
    people, _ = register(tmp_path, "sep=,\r\n\r\nid,group,,\r\nD01,team,,\r\n,,,\r\n D02 , team \r\n\r\n")
    assert [(one.id, one.group) for one in people.respondents.values()] == [("D01", "team"), ("D02", "team")]


@pytest.mark.parametrize(("language", "sign"), [("sv", ";"), ("en", ",")])
def test_a_new_projects_register_is_empty_and_lacks_nothing(tmp_path: Path, language: str, sign: str) -> None:
    text = register_text(language)
    assert register(tmp_path, text) == (Register(), ())
    filled = text + sign.join(["D01", "team", "X", "ja", "2027-12-31", "ja", "A\n"])
    one = register(tmp_path, filled)[0].get("D01")
    assert (one.consent, one.variables) == (Consent(ConsentStatus.GIVEN, date(2027, 12, 31), quote=True), {})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "respondents.csv:1: the first line must name the columns"),
        ("namn;group\nx;team\n", "respondents.csv:1: the first line must name the columns"),
        ("id;id\nD01;D01\n", "respondents.csv:1: two columns are called “id”."),
        ("id;group\n;team\n", "respondents.csv:2: the id is missing"),
        ("id;group\nD01;team;x\n", "respondents.csv:2: the line has more values"),
        ("id\nD01\n\nd01\n", "respondents.csv:4: “d01” already stands for somebody else, in line 2."),
        ("id;labels\nD01;MB\nD02;mb\n", "respondents.csv:3: “mb” already stands for somebody else, in line 2."),
        ("id;consent\nD01;kanske\n", "respondents.csv:2: consent must be given, refused or withdrawn"),
        ("id;quote\nD01;kanske\n", "respondents.csv:2: quote must be yes or no"),
        ("id;consent_until\nD01;2025-02-30\n", "respondents.csv:2: consent_until must be a date"),
        ("id;consent_until\nD01;31/12/2025\n", "respondents.csv:2: consent_until must be a date"),
        ('id;x\nD01;"a\nb"\nD02;"a"b\n', "respondents.csv:4: the line cannot be read"),
        ('id;x\nD01;"a\nD02;b\n', "respondents.csv:2: the line cannot be read"),
    ],
)
def test_errors_name_the_line_and_what_is_expected(tmp_path: Path, text: str, sentence: str) -> None:
    assert refused(tmp_path, text).startswith(sentence)


def test_values_after_a_cell_of_several_lines_keep_their_line_numbers(tmp_path: Path) -> None:
    assert refused(tmp_path, 'sep=;\nid;note;quote\nD01;"a\nb";\nD02;;?\n').startswith("respondents.csv:5:")


@pytest.mark.parametrize("column", ["id", "labels", "kommentar"])
def test_a_personal_identity_number_is_refused_without_being_repeated(tmp_path: Path, column: str) -> None:
    number = with_check_digit("991231001")
    cells = {"id": "D01", column: number}
    said = refused(tmp_path, ";".join(cells) + "\n" + ";".join(cells.values()) + "\n")
    assert said.startswith(f"respondents.csv:2: “{column}” holds what looks like a personal identity number")
    assert number not in said


@pytest.mark.parametrize(
    "form", ["{0}{1}", "{0}-{1}", "20{0}-{1}", "{0}+{1}", "20{0} {1}", "{0}\u2013{1}", "{0}\u00a0{1}"]
)
@pytest.mark.parametrize("nine", ["991231001", "990162123", "990191777"])
def test_personal_and_coordination_numbers_are_known_in_their_usual_forms(form: str, nine: str) -> None:
    ten = with_check_digit(nine)
    assert is_personal_number(form.format(ten[:6], ten[6:]))
    wrong = ten[:9] + str((int(ten[9]) + 1) % 10)
    assert not is_personal_number(form.format(wrong[:6], wrong[6:]))


@pytest.mark.parametrize("value", ["D01", "2025-03-01", "070-123 45 67", "2025-03-01 14:30", "", "1234567890123"])
def test_other_values_are_no_personal_numbers(value: str) -> None:
    assert not is_personal_number(value)


def test_organisation_numbers_are_no_personal_numbers() -> None:
    assert not is_personal_number(with_check_digit("559999001"))


@pytest.mark.parametrize("data", [b"PK\x03\x04xxxx", b"id;x\n\x00\x01\x02", b"\xff\xfei", b"\x81\x8d"])
def test_a_workbook_or_another_kind_of_file_is_told_in_words(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(BadFile) as caught:
        register(tmp_path, data)
    assert "CSV UTF-8" in caught.value.hint


def test_a_missing_register_is_not_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_register(tmp_path / "respondents.csv")


PIECES = (
    "id", "group", "quote", "D01", "D02", ";", ",", "\t", "\n", "\r\n", '"', "ja", "å", "sep=;", " ",
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_text_is_read_or_refused_in_words(tmp_path_factory: pytest.TempPathFactory, parts: list[str]) -> None:
    try:
        register(tmp_path_factory.getbasetemp(), "".join(parts))
        said = "respondents.csv"
    except SpeglaError as error:
        said = error.sentence
    assert said.startswith("respondents.csv")


@pytest.mark.parametrize("header", ["Citeras", "får citeras", "Citat ok", "Får citeras?", "quotable", "may be quoted"])
def test_other_usual_names_of_the_quote_column_are_known(tmp_path: Path, header: str) -> None:
    people, _ = register(tmp_path, f"id;{header};Samtycken;Giltigt till\nD01;nej;ja;2026-01-01\n")
    assert people.get("D01").consent == Consent(ConsentStatus.GIVEN, date(2026, 1, 1), quote=False)


@pytest.mark.parametrize(
    "header", ["samtyckesblankett", "nekat", "återkallat den", "Citat nej", "consent form", "quote me"]
)
def test_a_column_about_consent_that_is_not_known_is_refused_by_name(tmp_path: Path, header: str) -> None:
    assert header in refused(tmp_path, f"id;{header}\nD01;x\n")
