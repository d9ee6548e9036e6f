"""The coding scheme: what a code is called, what lies above it, and what an old path means today."""

from __future__ import annotations

import pytest

from toolkit.domain.codings.schemes import AREA, AREAS, PHASE, PHASES, VALENCES, Code, Facet, Scheme


def code(path: str, facet: str = AREA, **more: object) -> Code:
    return Code(path, facet, {"sv": f"sv {path}", "en": f"en {path}"}, **more)  # type: ignore[arg-type]


CODES = (
    code("needs"),
    code("needs/health"),
    code("needs/old", retired=True, merged_into="needs/health"),
    code("needs/older", retired=True, merged_into="needs/old"),
    code("needs/gone", retired=True),
    code("needs/one", retired=True, merged_into="needs/other"),
    code("needs/other", retired=True, merged_into="needs/one"),
    code("needs/lost", retired=True, merged_into="nowhere"),
    code("phase/before", PHASE),
)
SCHEME = Scheme("six", 1, {}, (Facet(AREA, {}), Facet(PHASE, {})), {one.path: one for one in CODES})


@pytest.mark.parametrize(
    ("path", "facet", "parent"),
    [
        ("needs", AREA, None),
        ("needs/health", AREA, "needs"),
        ("needs/health/body", AREA, "needs/health"),
        ("phase/before", PHASE, None),
        ("phase/before/early", PHASE, "phase/before"),
    ],
)
def test_what_lies_above_a_code(path: str, facet: str, parent: str | None) -> None:
    assert code(path, facet).parent == parent


def test_a_code_is_called_in_the_language_asked_for_else_in_any_else_by_its_path() -> None:
    assert code("needs").titled("sv") == "sv needs"
    assert code("needs").titled("de") == "sv needs"
    assert Code("needs", AREA, {"sv": "", "en": "Needs"}).titled("en") == "Needs"
    assert Code("needs", AREA, {}).titled("sv") == "needs"


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("needs", "needs"),
        ("needs/old", "needs/health"),
        ("needs/older", "needs/health"),
        ("needs/gone", None),
        ("needs/one", None),
        ("needs/lost", None),
        ("unknown", None),
    ],
)
def test_an_old_path_means_the_code_it_was_merged_into(path: str, meant: str | None) -> None:
    found = SCHEME.resolve(path)
    assert (found.path if found else None) == meant


def test_only_codes_in_use_are_active() -> None:
    assert [one.path for one in SCHEME.active()] == ["needs", "needs/health", "phase/before"]
    assert [one.path for one in SCHEME.active(AREA)] == ["needs", "needs/health"]
    assert [one.path for one in SCHEME.active(AREA, top=True)] == ["needs"]
    assert [one.path for one in SCHEME.active(top=True)] == ["needs", "phase/before"]
    assert list(SCHEME.active("valence")) == []


@pytest.mark.parametrize(
    ("path", "area"),
    [("needs", "needs"), ("needs/health", "needs"), ("needs/gone", "needs"), ("phase/before", None), ("x/y", None)],
)
def test_the_area_that_a_code_lies_under(path: str, area: str | None) -> None:
    assert SCHEME.area_of(path) == area


def test_the_method_has_six_areas_four_phases_and_three_valences() -> None:
    assert (len(set(AREAS)), len(set(PHASES)), len(set(VALENCES))) == (6, 4, 3)
