"""Theme proposals against coder A's own sorting of the sample: how alike, how steady, and beside simpler ways.

    python -m benchmarks.themes [--json]

Each cell (area × group) that coder A sorted is clustered into as many themes as coder A made, and once into as many as
the tool itself finds. Figures are means over cells, weighted by passages. The codes that the clustering is given are
coder A's own: what codes add here is the most that they can add. Text alone is the harder test; an informed analyst's
sorting reached AMI 0.27–0.44 with the headings of a published report.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_mutual_info_score

from benchmarks.themes_sorting import joining, shuffled, sorting
from toolkit.analysis.texts.language import Language
from toolkit.analysis.themes.clustering import Labels, Tree, Vectors
from toolkit.analysis.themes.theme_material import Material
from toolkit.analysis.themes.theme_stability import rand_index
from toolkit.analysis.themes.theme_vectors import side_vectors
from toolkit.analysis.themes.theme_words import Meanings
from toolkit.analysis.themes.themes import Cell, cell_vectors, propose
from toolkit.domain.codings.schemes import Scheme
from toolkit.domain.codings.segments import Passage
from toolkit.domain.themes.themes import Theme

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection

ROOT = Path(__file__).parents[1]
SORTED = ROOT / "interviews" / "themes" / "coder_a_themes.csv"
SEED = 1
RANDOM_DRAWS = 20
SAMPLES = 10
SHARE = 0.8

Way = Callable[["Sorted", int], Labels]


@dataclass(frozen=True, slots=True)
class Sorted:
    """A cell as coder A sorted it: the rows of its passages in the material, and the theme of each."""

    material: Material
    cell: Cell
    rows: tuple[int, ...]
    truth: Labels

    @property
    def passages(self) -> list[Passage]:
        """The passages, in the order of `rows`."""
        return [self.material.passages[row] for row in self.rows]

    @property
    def count(self) -> int:
        """How many themes coder A made."""
        return len(set(self.truth.tolist()))

    def part(self, chosen: Sequence[int]) -> Sorted:
        """Some of the passages."""
        return Sorted(self.material, self.cell, tuple(self.rows[each] for each in chosen), self.truth[list(chosen)])


@dataclass(frozen=True, slots=True)
class Sample:
    """The sample's passages with a coder's codings, what words mean in its talk, the answers that this is from, and by
    a passage's key the guide's question that was being answered."""

    passages: list[Passage]
    scheme: Scheme
    meanings: Meanings | None
    answers: list[str]
    asked: dict[str, str]

    def material(self) -> Material:
        """The passages with their words, as the tool reads them."""
        swedish = Language("sv")
        return Material.of(self.passages, language=swedish, scheme=self.scheme, seed=SEED, meanings=self.meanings)


def sample(coder: str = "A") -> Sample:
    """The sample as this coder coded it, made by the tool itself in a folder of its own."""
    from toolkit.resources.places import packaged
    from toolkit.services.coding import codings, passages, schemes
    from toolkit.services.material import adding
    from toolkit.services.projects import project
    from toolkit.services.themes import theme_talk

    with tempfile.TemporaryDirectory() as folder:
        made = project.init(Path(folder) / "sample", language="sv", now=datetime.now(UTC))
        _take_over(packaged("interviews"), made.folder)
        opened = project.open_project(made.folder, now=datetime.now(UTC))
        adding.add(opened, [opened.folder / "interviews"])
        file = opened.folder / "interviews" / "codings" / f"coder_{coder.lower()}.csv"
        codings.import_codings(opened, file, coder=coder)
        store = opened.store()
        try:
            scheme = schemes.current(opened, store).scheme
            with store.reading() as connection:
                found = passages.of_codings(opened, connection, scheme)
                asked = _asked(connection, found)
            meanings, answers = theme_talk.meanings(opened, store), theme_talk.answers(opened, store)
            return Sample(found, scheme, meanings, answers, asked)
        finally:
            store.close()


def _asked(connection: Connection, found: Sequence[Passage]) -> dict[str, str]:
    from toolkit.storage.sources import sources

    turns = {source.name: source.turns for source in sources.each(connection)}
    return {
        one.key: turn.question
        for one in found
        for turn in turns[one.source]
        if turn.question and turn.span.shared(one.span)
    }


def _take_over(interviews: Path, folder: Path) -> None:
    import shutil

    shutil.copytree(interviews, folder / "interviews", dirs_exist_ok=True)
    settings = interviews.parent / "project.toml"
    if settings.exists():
        shutil.copy(settings, folder / "project.toml")


def sorted_cells(material: Material) -> list[Sorted]:
    """The cells of coder A's file; a row of the file is the passage that shares most of its span."""
    by_cell: dict[Cell, dict[int, str]] = {}
    for row in csv.DictReader(SORTED.read_text(encoding="utf-8-sig").splitlines()):
        cell = Cell(row["area"], row["group"])
        place = _place(material, cell, row["source"], (int(row["start"]), int(row["end"])))
        if place is not None:
            by_cell.setdefault(cell, {})[place] = row["theme"]
    cells = []
    for cell, themes in by_cell.items():
        rows = tuple(sorted(themes))
        numbers = {name: number for number, name in enumerate(sorted(set(themes.values())))}
        cells.append(Sorted(material, cell, rows, np.array([numbers[themes[row]] for row in rows])))
    return cells


def _place(material: Material, cell: Cell, source: str, span: tuple[int, int]) -> int | None:
    shared = [
        (min(span[1], passage.span.end) - max(span[0], passage.span.start), -row)
        for row, passage in enumerate(material.passages)
        if passage.source == source and cell.holds(passage)
    ]
    most = max(shared, default=(0, 0))
    return -most[1] if most[0] > 0 else None


def b_cubed(truth: Labels, found: Labels) -> float:
    """B³ F1 (Bagga & Baldwin 1998): precision and recall of each item's companions, averaged over items."""
    same_truth, same_found = truth[:, None] == truth, found[:, None] == found
    both = (same_truth & same_found).sum(axis=1)
    precision, recall = (both / same_found.sum(axis=1)).mean(), (both / same_truth.sum(axis=1)).mean()
    return float(2 * precision * recall / (precision + recall))


def kmeans_of_words(cell: Sorted, count: int) -> Labels:
    """What most people would try first: k-means on word TF-IDF."""
    words = TfidfVectorizer(sublinear_tf=True).fit_transform([each.text for each in cell.passages])
    return np.asarray(KMeans(count, n_init=10, random_state=SEED).fit_predict(words))


def _ward(vectors: Callable[[Sorted], Vectors]) -> Way:
    return lambda cell, count: Tree.over(vectors(cell), seed=SEED).cut(count)


def _text(cell: Sorted) -> Vectors:
    return cell.material.text[list(cell.rows)]


def _with_codes(cell: Sorted) -> Vectors:
    return np.hstack([_text(cell), side_vectors(cell.passages, cell.cell.area, question=False)])


def _with_question(cell: Sorted) -> Vectors:
    return cell_vectors(cell.material, cell.rows, cell.cell.area)


WAYS: Mapping[str, Way] = {
    "k-means on words": kmeans_of_words,
    "text alone": _ward(_text),
    "text + codes": _ward(_with_codes),
    "text + codes + question": _ward(_with_question),
}


def own_count(cell: Sorted) -> Labels:
    """The tool's own themes of the whole cell, looked at where coder A sorted."""
    themes = propose(cell.material, cell.cell, seed=SEED)
    number = {key: place for place, theme in enumerate(themes) for key in theme.passages}
    return np.array([number[passage.key] for passage in cell.passages])


def figures(cells: Sequence[Sorted], found: Sequence[Labels]) -> dict[str, float]:
    """AMI and B³ (weighted means over cells), and the number of themes in all."""
    weights = [len(cell.rows) for cell in cells]
    pairs = list(zip(cells, found, strict=True))
    ami = [adjusted_mutual_info_score(cell.truth, labels) for cell, labels in pairs]
    cubed = [b_cubed(cell.truth, labels) for cell, labels in pairs]
    return {
        "ami": float(np.average(ami, weights=weights)),
        "b_cubed": float(np.average(cubed, weights=weights)),
        "themes": float(sum(len(set(labels.tolist())) for labels in found)),
    }


def random_figures(cells: Sequence[Sorted]) -> dict[str, float]:
    """Labels drawn at random with coder A's sizes, a mean over draws."""
    rng = np.random.default_rng(SEED)
    drawn = [figures(cells, [rng.permutation(cell.truth) for cell in cells]) for _ in range(RANDOM_DRAWS)]
    return {name: float(np.mean([each[name] for each in drawn])) for name in drawn[0]}


def steadiness(cells: Sequence[Sorted], way: Way) -> float:
    """Mean adjusted Rand index between a cell's clusters and those of 80 % of its passages."""
    rng = np.random.default_rng(SEED)
    found, weights = [], []
    for cell in cells:
        whole = way(cell, cell.count)
        for _ in range(SAMPLES):
            chosen = np.sort(rng.choice(len(cell.rows), round(SHARE * len(cell.rows)), replace=False))
            part = way(cell.part(chosen.tolist()), cell.count)
            found.append(rand_index(np.asarray(whole)[chosen], np.asarray(part)))
            weights.append(len(cell.rows))
    return float(np.average(found, weights=weights))


def deterministic(made: Sample) -> bool:
    """Whether passages in another order, read by a fresh Language, give the same themes to the last character."""
    mixed = list(made.passages)
    random.Random(SEED).shuffle(mixed)
    return _proposed(made, made.passages) == _proposed(made, mixed)


def _proposed(made: Sample, passages: Sequence[Passage]) -> list[Theme]:
    language = Language("sv")
    material = Material.of(passages, language=language, scheme=made.scheme, seed=SEED, meanings=made.meanings)
    return [theme for cell in sorted(material.cells) for theme in propose(material, Cell(*cell), seed=SEED)]


def measured() -> dict[str, object]:
    """All figures."""
    made = sample()
    cells = sorted_cells(made.material())
    ways: dict[str, dict[str, float]] = {"random, true sizes": random_figures(cells)}
    for name, way in WAYS.items():
        ways[name] = figures(cells, [way(cell, cell.count) for cell in cells]) | {"steady": steadiness(cells, way)}
    ways["the tool, its own number"] = figures(cells, [own_count(cell) for cell in cells])
    return {
        "cells": len(cells),
        "passages": sum(len(cell.rows) for cell in cells),
        "themes_of_coder_a": sum(cell.count for cell in cells),
        "ways": ways,
        "deterministic": deterministic(made),
        "sorting": {name: sorting(cells, way) for name, way in (("all", _with_question), ("text", _text))},
        "joining": joining(cells, _with_question),
        "chance": shuffled(cells, _with_question),
    }


def _print_rest(found: Mapping[str, object]) -> None:
    for name, row in found["sorting"].items():  # type: ignore[attr-defined]
        print(
            f"sorting held-out people's passages, {name}: first {row['first']:.2f}"
            f" [{row['low']:.2f}, {row['high']:.2f}],"
            f" among three {row['three']:.2f} of {row['passages']}; the largest theme always {row['largest']:.2f}"
        )
    for row in found["joining"]:  # type: ignore[attr-defined]
        print(
            f"joining at {row['outside']:.2f}: {row['joined']:.2f} join, {row['right']:.2f} of them right;"
            f" of a theme not there yet {row['strangers']:.2f} join"
        )
    chance = found["chance"]
    assert isinstance(chance, dict)
    for name in ("real", "shuffled"):
        row = chance[name]
        print(f"{name}: {row['themes']} themes, stable {row['stable']:.3f}, no more than chance {row['chance']:.3f}")


def main(arguments: Sequence[str]) -> int:
    """Print the figures as a table, or as JSON with --json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args(arguments)
    found = measured()
    if wanted.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return 0
    print(f"{found['passages']} passages in {found['cells']} cells, {found['themes_of_coder_a']} themes by coder A")
    print(f"{'':28}{'AMI':>7}{'B³':>7}{'themes':>8}{'steady':>8}")
    ways = found["ways"]
    assert isinstance(ways, dict)
    for name, row in ways.items():
        steady = f"{row['steady']:8.2f}" if "steady" in row else ""
        print(f"{name:28}{row['ami']:7.2f}{row['b_cubed']:7.2f}{row['themes']:8.0f}{steady}")
    _print_rest(found)
    print(f"the same themes whatever the order of the passages: {'yes' if found['deterministic'] else 'NO'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
