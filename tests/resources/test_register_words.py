"""The words of respondents.csv: no word means two things, and Swedish and English say the same."""

from __future__ import annotations

import pytest

from toolkit.domain.sources.cases import GROUPS
from toolkit.domain.sources.consents import Basis, ConsentStatus, How, Purpose
from toolkit.domain.texts.text import folded
from toolkit.resources import register_words as words
from toolkit.resources.register_rows import column

LANGUAGES = ["sv", "en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_header_that_is_written_is_known_when_it_is_read(language: str) -> None:
    for ours, title in words.TITLES[language].items():
        assert column(title) == ours
        assert column(title.upper().replace("_", " ")) == ours


def test_both_languages_have_the_same_columns_each_once() -> None:
    for table in (words.HEADERS, words.MORE):
        assert len(table["sv"]) == len(table["en"]) == len(set(table["sv"])) == len(set(table["en"]))
    assert set(words.COLUMNS.values()) == {*words.HEADERS["en"], *words.MORE["en"]}


def test_every_header_is_written_as_headers_are_compared() -> None:
    for header in words.COLUMNS:
        assert header == header.casefold()
        assert column(header) == words.COLUMNS[header]


@pytest.mark.parametrize(
    "header",
    [
        "samtycke",
        "Samtycket gäller",
        "får citeras",
        "consented",
        "quotable",
        "återkallad dag",
        "refused",
        "withdrew",
        "har nekat",
        "citering ok",
    ],
)
def test_a_header_about_consent_is_known_as_such(header: str) -> None:
    assert words.ABOUT_CONSENT.search(header)


@pytest.mark.parametrize("header", ["ålder", "kön", "organisation", "grupp", "antal samtal", "kommentar", "situation"])
def test_a_header_about_something_else_is_not(header: str) -> None:
    assert not words.ABOUT_CONSENT.search(header)


def test_no_word_is_both_yes_and_no() -> None:
    assert not words.YES & words.NO
    assert not words.NOTHING & words.EVERYTHING


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("ja", ConsentStatus.GIVEN),
        ("lämnat", ConsentStatus.GIVEN),
        ("nej", ConsentStatus.REFUSED),
        ("avböjt", ConsentStatus.REFUSED),
        ("återkallat", ConsentStatus.WITHDRAWN),
        ("revoked", ConsentStatus.WITHDRAWN),
        ("declined", ConsentStatus.REFUSED),
    ],
)
def test_what_a_word_says_of_consent(word: str, status: ConsentStatus) -> None:
    assert words.STATUSES[word] is status


def test_every_status_but_the_empty_one_has_words_and_none_is_said_by_two() -> None:
    assert set(words.STATUSES.values()) == set(ConsentStatus) - {ConsentStatus.NOT_RECORDED}
    assert sum(map(len, words._STATUS_WORDS.values())) == len(words.STATUSES)


@pytest.mark.parametrize(("table", "kinds"), [(words.SCOPES, Purpose), (words.HOWS, How), (words.BASES, Basis)])
def test_every_purpose_way_and_basis_is_known_by_its_own_name_and_in_swedish(
    table: dict[str, object], kinds: type
) -> None:
    assert set(table.values()) == set(kinds)
    assert all(table[one.value] is one for one in kinds)
    swedish = {meant for word, meant in table.items() if word not in {one.value for one in kinds}}
    assert swedish == set(kinds)


def test_all_words_are_written_as_words_are_compared() -> None:
    tables = (
        words.YES,
        words.NO,
        words.STATUSES,
        words.SCOPES,
        words.NOTHING,
        words.EVERYTHING,
        words.HOWS,
        words.WHILE_ENROLLED,
        [word for own in words.GROUP_WORDS.values() for word in own],
    )
    for table in tables:
        assert [word for word in table if word != folded(word)] == []


def test_every_group_has_words_and_no_word_means_two_groups() -> None:
    assert set(words.GROUP_WORDS) == set(GROUPS)
    said = [word for own in words.GROUP_WORDS.values() for word in own]
    assert len(said) == len(set(said))
    assert not set(said) & set(GROUPS)


def test_the_columns_about_consent_are_told_in_the_language_asked_for() -> None:
    assert words.about_consent("sv")[:3] == ("samtycke", "samtycke_till", "citat")
    assert words.about_consent("en")[:3] == ("consent", "consent_until", "quote")
    assert words.about_consent("de") == words.about_consent("en")
    assert len(words.about_consent("sv")) == 3 + len(words.MORE["sv"])
