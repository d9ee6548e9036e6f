"""The packaged lists of partners to start from, one for each language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from toolkit.domain.networks.partners import Alias, Partner, PartnerKind

LANGUAGES = ("sv", "en")


@cache
def offered(language: str) -> tuple[Partner, ...]:
    """The partners that a project in this language (else in English) is offered; numbers count from 1."""
    name = f"partners.{language if language in LANGUAGES else 'en'}.toml"
    rows = tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))["partner"]
    return tuple(_partner(number, row) for number, row in enumerate(rows, 1))


def _partner(number: int, row: Mapping[str, Any]) -> Partner:
    names = tuple(_alias(one) for one in row.get("names", ()))
    return Partner(number, row["name"], PartnerKind(row["kind"]), names)


def _alias(row: str | Mapping[str, Any]) -> Alias:
    if isinstance(row, str):
        return Alias(row)
    return Alias(row["name"], row.get("since"), row.get("until"), bool(row.get("common")))
