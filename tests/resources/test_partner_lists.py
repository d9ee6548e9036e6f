"""The partners that a project is offered: numbered, named once, with days that follow each other."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.domain.networks.partners import Alias, same
from toolkit.resources.partner_lists import LANGUAGES, offered


@pytest.mark.parametrize("language", LANGUAGES)
def test_partners_are_numbered_from_one_and_called_by_different_names(language: str) -> None:
    partners = offered(language)
    assert [one.id for one in partners] == list(range(1, len(partners) + 1))
    assert len({same(one.name) for one in partners}) == len(partners)
    assert {one.kind.value for one in partners} == {"person", "organisation", "measure"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_means_two_partners_on_one_day(language: str) -> None:
    for day in (date(2015, 6, 1), date(2020, 6, 1), date(2026, 3, 1)):
        names = [same(alias.name) for one in offered(language) for alias in one.on(day)]
        assert [name for name in set(names) if names.count(name) > 1] == []


def aliases(language: str) -> list[Alias]:
    return [alias for one in offered(language) for alias in one.names]


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_are_days_and_the_last_comes_after_the_first(language: str) -> None:
    for alias in aliases(language):
        for day in (alias.since, alias.until):
            assert day is None or type(day) is date
        assert alias.since is None or alias.until is None or alias.since < alias.until


def test_a_name_with_a_last_day_is_an_earlier_one() -> None:
    earlier = [alias.name for alias in aliases("sv") if alias.until is not None]
    assert any("landsting" in name.casefold() for name in earlier)


def test_another_language_is_offered_the_english_list() -> None:
    assert offered("de") == offered("en")
    assert offered("sv") != offered("en")
