"""The columns about consent in respondents.csv, in Swedish and English, and what contradicts itself."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.domain.sources.consents import ALWAYS, Basis, Consent, ConsentStatus, How, Purpose
from toolkit.errors import BadSetting
from toolkit.resources.register_consents import meant, written
from toolkit.resources.register_writing import put
from toolkit.resources.registers import parsed

WHOLE = Consent(
    ConsentStatus.GIVEN,
    quote=True,
    since=date(2026, 2, 1),
    text="2",
    how=(How.ORAL, How.INTERPRETER),
    scope=frozenset((Purpose.INTERVIEW, Purpose.QUOTE, Purpose.CONTACT)),
    basis=Basis.ETHICAL,
    while_enrolled=True,
    enrolled_until=date(2027, 1, 31),
    restricted=date(2026, 5, 1),
    withdrawn=date(2026, 6, 1),
)
SWEDISH = """id;samtycke;samtyckesdatum;samtyckestext;samtycke hur;samtycke omfattning;samtycke till;inskriven till;samtycke grund;begränsad;återkallat
D01;lämnat;2026-02-01;2;muntligt, tolk;Intervju, citat, kontakt;medan inskriven;2027-01-31;etiskt deltagande;2026-05-01;2026-06-01
"""  # noqa: E501


def consent(text: str) -> Consent:
    return parsed(text.encode(), "respondents.csv")[0].get("D01").consent


def test_swedish_columns_say_all_of_it():
    assert consent(SWEDISH) == WHOLE


def test_english_columns_say_what_was_written():
    columns = {"id": "D01", **written(WHOLE)}
    assert consent(";".join(columns) + "\n" + ";".join(columns.values()) + "\n") == WHOLE


def test_each_written_value_means_itself():
    for column, value in written(WHOLE).items():
        assert meant(column, value) == value
    assert set(written(Consent()).values()) == {""}


@pytest.mark.parametrize(
    ("header", "value", "wanted"),
    [
        ("scope_of_consent", "allt", Consent(scope=frozenset(Purpose), quote=True)),
        ("consent_scope", "inget", Consent(scope=frozenset(), quote=False)),
        ("consent_until", "While enrolled", Consent(while_enrolled=True)),
        ("enrolled_until", "before midsummer", Consent()),  # a variable like any other where nothing hangs on it
        ("restricted", "ja", Consent(restricted=ALWAYS)),
        ("withdrawn", "no", Consent()),
    ],
)
def test_single_values(header, value, wanted):
    assert consent(f"id;{header}\nD01;{value}\n") == wanted


@pytest.mark.parametrize(
    "written", ["2026-04-03", "3 april 2026", "den 3 april 2026", "3/4 2026", "April 3, 2026", "2026-04-03 10:15"]
)
def test_a_day_may_be_written_as_people_write_it(written):
    assert consent(f"id;consent_date\nD01;{written}\n").since == date(2026, 4, 3)


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("3.4.2026", "With dots day and month cannot be told apart."),
        ("2026.04.03", "With dots day and month cannot be told apart."),
        ("3 april", "The year is missing."),
        ("3/4", "The year is missing."),
        ("i våras", "Write it as 2026-04-03"),
        ("2026-04-03 perhaps", "Write it as 2026-04-03"),
        ("2026-13-03", "Write it as 2026-04-03"),
    ],
)
def test_a_day_that_is_none_is_told_how_it_is_to_be_written(written, remedy):
    with pytest.raises(BadSetting) as caught:
        consent(f"id;consent_date\nD01;{written}\n")
    assert caught.value.hint.startswith(remedy)


def test_all_wrong_lines_are_told_at_once_with_each_remedy_once():
    with pytest.raises(BadSetting) as caught:
        consent("id;consent_date;quote\nD01;3.4.2026;\nD02;2026-04-03;\nD03;4.4.2026;\nD04;;maybe\n")
    told = caught.value.sentence.splitlines()
    assert [line.split()[0] for line in told[1:]] == [f"respondents.csv:{line}:" for line in (2, 4, 5)]
    assert "(3)" in told[0]
    assert caught.value.hint.count("With dots") == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("id;quote;consent_scope\nD01;yes;interview\n", "respondents.csv:2: quote and consent_scope contradict"),
        ("id;quote;consent_scope\nD01;no;quote, interview\n", "respondents.csv:2: quote and consent_scope contradict"),
        ("id;consent_scope\nD01;interview, tv\n", "respondents.csv:2: consent_scope holds a word that is none of"),
        ("id;consent_how\nD01;by pigeon\n", "respondents.csv:2: consent_how holds a word"),
        ("id;consent_basis\nD01;because\n", "respondents.csv:2: consent_basis must be"),
        ("id;consent_date\nD01;yesterday\n", "respondents.csv:2: consent_date must be a date"),
        ("id;restricted\nD01;perhaps\n", "respondents.csv:2: restricted must be a date such as 2026-12-31, yes or no"),
        ("id;consent_until;enrolled_until\nD01;while enrolled;soon\n", "respondents.csv:2: enrolled_until must be"),
        ("id;consent;withdrawn\nD01;withdrawn;no\n", "respondents.csv:2: consent is withdrawn, but"),
        ("id;samtyckesgrej\nD01;x\n", "respondents.csv:1: the column “samtyckesgrej” seems to be about consent"),
    ],
)
def test_what_cannot_be_understood_is_told_with_its_line(text, sentence):
    with pytest.raises(BadSetting) as caught:
        consent(text)
    assert caught.value.sentence.startswith(sentence)


def test_a_cell_of_one_person_is_changed_and_all_else_stays():
    before = 'id;grupp;not\nD01;team;"två\nrader"\nd02;deltagare;\n'.encode("cp1252")
    after = put(before, "D02", {"restricted": "2026-11-22"}, file="respondents.csv", language="sv")
    assert after.decode("cp1252") == 'id;grupp;not;begränsad\nD01;team;"två\nrader"\nd02;deltagare;;2026-11-22\n'
    assert (
        put(after, "D02", {"restricted": ""}, file="respondents.csv", language="sv").decode("cp1252").endswith(";;\n")
    )
