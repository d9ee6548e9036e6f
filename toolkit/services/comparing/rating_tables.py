"""Agreement in any table of ratings, whatever program it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from toolkit.domain.comparing.agreement import TWO, Measure, Tally, tally
from toolkit.domain.comparing.alphas import Level
from toolkit.domain.comparing.measures import MEASURES
from toolkit.errors import NotFound
from toolkit.exchange.rating_tables import read
from toolkit.messages import N_


@dataclass(frozen=True, slots=True)
class Rated:
    """Every measure by its name."""

    coders: tuple[str, ...]
    measures: dict[str, Measure]


@dataclass(frozen=True, slots=True)
class TableAgreement:
    """Agreement in a table: its units, those that two or more rated, all coders together and each pair."""

    level: Level
    units: int
    shared: int
    together: Rated
    pairs: tuple[Rated, ...]


def agreement(file: Path, level: Level) -> TableAgreement:
    """Every measure of the table in this file; only alpha minds the level, the others take ratings as names."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise NotFound(N_("{file} cannot be read."), hint=N_("Check the name of the file."), file=file) from error
    table = read(data, file.name, level)
    units = tally(table.ratings)
    many = len(table.coders)
    pairs = [(first, second) for first, second in combinations(range(many), TWO)] if many > TWO else []
    return TableAgreement(
        level,
        len(table.units),
        sum(sum(one is not None for one in ratings) >= TWO for ratings in table.ratings),
        Rated(table.coders, measured(units, level)),
        tuple(
            Rated(
                (table.coders[first], table.coders[second]),
                measured(tally((one[first], one[second]) for one in table.ratings), level),
            )
            for first, second in pairs
        ),
    )


def measured(units: Tally, level: Level) -> dict[str, Measure]:
    """Every measure of these ratings."""
    return {name: told.reckoned(units, level) for name, told in MEASURES.items()}
