"""How many codings count as each code: those of merged codes count as their heir."""

from __future__ import annotations

from toolkit.domain.codings.schemes import Code, Facet, Scheme
from toolkit.services.coding.schemes import as_counted


def _code(key: str, **how: object) -> Code:
    return Code(f"valence/{key}", "valence", {"en": key}, **how)


def test_merged_codes_count_as_their_heir() -> None:
    codes = (
        _code("new"),
        _code("old", retired=True, merged_into="valence/new"),
        _code("older", retired=True, merged_into="valence/old"),
        _code("gone", retired=True),
    )
    scheme = Scheme("s", 1, {"en": "S"}, (Facet("valence", {"en": "Valence"}),), {one.path: one for one in codes})
    stored = {"valence/new": 3, "valence/old": 2, "valence/older": 4, "valence/gone": 5}
    assert as_counted(scheme, stored) == {**stored, "valence/new": 9}
