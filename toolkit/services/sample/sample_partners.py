"""The sample's partners and the passages that tell of them, marked as a person would mark them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.domain.networks.partners import Alias, Effect, Partner, PartnerKind, Time
from toolkit.domain.texts.text import Span
from toolkit.services.material.hands import Hand
from toolkit.services.network import partners, ties
from toolkit.services.projects.project import Project
from toolkit.services.sample import sample_claims

if TYPE_CHECKING:
    from toolkit.services.sample.sample_claims import Row

PARTNERS = Path("reflection") / "partners.csv"
TIES = Path("reflection") / "ties.csv"


def mark(project: Project, folder: Path, *, coder: str) -> int:
    """Take in the sample's partners, called as in the report's language, and mark who tells of them; give how often."""
    rows = sample_claims.rows(folder / PARTNERS)
    partners.take(project, list(_listed(project, rows)), hand=Hand(coder, "sample-partners"))
    called = {one.name: one.id for one in partners.partners(project)}
    ids = {row["name_sv"]: called[row[f"name_{project.language}"]] for row in rows}
    told = sorted(sample_claims.rows(folder / TIES), key=lambda row: row["source"])
    sources = _sources(project)
    for name, own in groupby(told, key=lambda row: row["source"]):
        key, text = sources[name]
        every = [((key, _span(text, row["words"])), _told(row, ids)) for row in own]
        ties.mark_all(project, key, every, hand=Hand(coder, f"sample-ties-{key}"))
    return len(told)


def _listed(project: Project, rows: list[Row]) -> Iterator[Partner]:
    """The partners with the names by which the interviews call them: those of the list to start from, and more."""
    offered = {one.name: one.names for one in partners.offered(project.spoken)}
    for row in rows:
        name, own = row[f"name_{project.language}"], row["name_sv"]
        spoken = () if name == own else (Alias(own),)
        more = (Alias(alias) for alias in row["names"].split(" | ") if alias)
        yield Partner(0, name, PartnerKind(row["kind"]), (*spoken, *offered.get(own, ()), *more))


def _told(row: Row, ids: Mapping[str, int]) -> ties.Told:
    return ties.Told(ids[row["partner"]], row["need"], Effect(row["effect"]), Time(row["time"]))


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _sources(project: Project) -> dict[str, tuple[int, str]]:
    from toolkit.storage.sources import sources

    with project.store() as store, store.reading() as connection:
        return {name: (key, sources.text_of(connection, key)) for name, key in sources.ids(connection).items()}
