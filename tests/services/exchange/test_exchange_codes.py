"""Codes of other programs in the scheme, and the scheme as a tree for them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from toolkit.domain.codings.schemes import Scheme
from toolkit.domain.exchange.interchange import ORIGIN, Exchanged, ExchangedCode
from toolkit.resources import scheme_writing
from toolkit.resources.scheme_files import read_scheme
from toolkit.services.exchange.exchange_codes import Fitted, fitted, tree
from toolkit.services.projects.project import init, scheme_of

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return init(tmp_path / "project", language="sv", now=NOW).scheme_path


@pytest.fixture
def scheme(path: Path) -> Scheme:
    return read_scheme(path)


def fit(scheme: Scheme, *codes: tuple[str, str | None], folders: str = "", origin: str = "X") -> Fitted:
    made = tuple(ExchangedCode(name, name.strip("'"), parent, codable=name not in folders) for name, parent in codes)
    return fitted(Exchanged("x", origin, codes=made), scheme, "sv")


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Behovsdefinition", "needs"),
        ("Definition of needs", "needs"),
        ("2. Behovsdefinition", "needs"),
        ("2 Behov", "needs"),
        ("DEFINITION OF  NEEDS", "needs"),
        ("Behov", "imported/behov"),
        ("5 år", "imported/code_5_ar"),
    ],
)
def test_areas_are_known_by_title_or_number(scheme: Scheme, name: str, place: str) -> None:
    assert fit(scheme, (name, None)).paths == {name: place}


def test_a_code_under_an_area_stays_there(scheme: Scheme) -> None:
    title = scheme.codes["needs/health"].title["sv"]
    found = fit(scheme, ("Behovsdefinition", None), (title, "Behovsdefinition"), ("Sömn", "Behovsdefinition"))
    assert list(found.paths.values()) == ["needs", "needs/health", "needs/somn"]
    assert found.new == ["needs/somn"]
    assert not found.facets


def test_a_tree_of_another_kind_gets_a_facet_of_its_own(scheme: Scheme) -> None:
    found = fit(scheme, ("Liv", None), ("Barn", "Liv"), ("Skola", "Barn"))
    assert found.new == ["imported/liv", "imported/liv/barn", "imported/liv/barn/skola"]
    assert [facet.key for facet in found.facets] == ["imported"]


def test_the_grown_file_says_what_was_fitted(path: Path, scheme: Scheme) -> None:
    found = fit(scheme, ('Liv: och "död" # 👪', None), ("Barn", 'Liv: och "död" # 👪'), ("Sömn", None))
    content = scheme_writing.grown(
        path.read_text(encoding="utf-8"), scheme, found.facets, found.adds, version=scheme.version + 1
    )
    grown = scheme_of(path.name, content)
    assert [path for path in grown.codes if path not in scheme.codes] == found.new
    assert grown.codes[found.new[0]].title == {"sv": 'Liv: och "död" # 👪'}
    assert content.startswith(path.read_text(encoding="utf-8")[:500].replace("version: 1", "version: 2"))
    again = fit(grown, ('Liv: och "död" # 👪', None), ("Barn", 'Liv: och "död" # 👪'), ("Sömn", None))
    assert again.new == []
    assert list(again.paths.values()) == list(found.paths.values())


def test_codes_of_one_name_are_kept_apart_at_every_import(path: Path, scheme: Scheme) -> None:
    codes = (("Arbete", None), ("arbete", None), ("ARBETE", None))
    found = fit(scheme, *codes)
    assert list(found.paths.values()) == ["imported/arbete", "imported/arbete_2", "imported/arbete_3"]
    content = scheme_writing.grown(path.read_text(encoding="utf-8"), scheme, found.facets, found.adds, version=2)
    assert fit(scheme_of(path.name, content), *codes).paths == found.paths


def test_folders_are_codes_here_and_told(scheme: Scheme) -> None:
    found = fit(scheme, ("Mapp", None), ("Kod", "Mapp"), folders="Mapp")
    assert found.new == ["imported/mapp", "imported/mapp/kod"]
    assert [(loss.kind, loss.n) for loss in found.losses] == [("code_folders", 1)]


def test_our_own_folders_are_facets(scheme: Scheme) -> None:
    found = fit(scheme, ("Mapp", None), ("Kod", "Mapp"), folders="Mapp", origin=ORIGIN)
    assert found.paths == {"Mapp": None, "Kod": "mapp/kod"}
    assert not found.losses


def test_a_very_deep_tree_is_flattened_and_told(scheme: Scheme) -> None:
    names = [f"Nivå {n}" for n in range(60)]
    found = fit(scheme, *zip(names, [None, *names], strict=False))
    assert len(found.new) == 60
    assert max(path.count("/") for path in found.new) == 12
    assert [loss.kind for loss in found.losses] == ["deep_codes"]


def test_every_name_of_the_tree_stands_once_and_comes_back(scheme: Scheme) -> None:
    made = tree(scheme, "sv", lambda *parts: "/".join(map(str, parts)))
    names = [code.name.casefold() for code in made.codes]
    assert len(set(names)) == len(names)
    back = fitted(Exchanged("x", ORIGIN, codes=made.codes), scheme, "en")
    assert back.new == []
    assert {made.guids[path]: path for path in scheme.codes} == {
        key: path for key, path in back.paths.items() if path is not None
    }
