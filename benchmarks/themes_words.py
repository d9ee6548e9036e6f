"""How what words mean is best learned, for themes on text alone: the ways that were tried, on what they were chosen by.

    python -m benchmarks.themes_words [--json]

The ways were compared on what coder A's themes have no part in: the guide's question that was being answered (which
nobody judged), coder A's sub-codes in the areas and groups that coder A did not sort, and coder B's sub-codes. Coder
A's themes stand beside, to be read and not chosen by. Each figure is AMI as a mean over areas and groups, weighted by
passages, and over six draws of 80 % of the passages, as one passage more or less moves Ward's tree. Ways that learn
from answers with their questions have seen the questions' words: for them the first column is no test.

The last lines say what can be hoped for: how near the sub-codes of coder A, and of coder B, come to coder A's themes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_mutual_info_score

from benchmarks.themes import WAYS, Sample, Sorted, figures, sample, sorted_cells, steadiness
from toolkit.analysis.texts.language import Language
from toolkit.analysis.themes.clustering import Vectors
from toolkit.analysis.themes.theme_material import Material
from toolkit.analysis.themes.theme_reading import Reading
from toolkit.analysis.themes.theme_words import Meanings, unit_rows
from toolkit.analysis.themes.themes import Cell
from toolkit.domain.codings.segments import Passage

SEED = 1
DRAWS = 6
SHARE = 0.8
LEAST = 6  # passages with one label in an area and group
NEAR = 100  # code points over which a neighbour's weight falls to a third
LETTERS = 50  # dimensions
WARD = WAYS["text alone"]


def learned(made: Sample, texts: Sequence[str]) -> Vectors:
    """The passages' vectors when words are learned from these texts."""
    reading = Reading.of(sorted(set(texts)), Language("sv"))
    meanings = Meanings.learned(reading.counts(), reading.lemmas, seed=SEED)
    return replace(made, meanings=meanings).material().text


def letters(made: Sample) -> Vectors:
    """Character n-grams of the passages, reduced by singular values."""
    texts = [one.text for one in made.material().passages]
    weights = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit_transform(texts)
    return unit_rows(TruncatedSVD(LETTERS, random_state=SEED).fit_transform(weights))


def with_neighbours(material: Material) -> Vectors:
    """Each passage's vector with those of its neighbours in the interview, weaker the farther they stand."""
    found = material.text.copy()
    for at, own in enumerate(material.passages):
        for other, passage in enumerate(material.passages[max(0, at - 6) : at + 7], start=max(0, at - 6)):
            if other != at and passage.source == own.source:
                away = max(passage.span.start - own.span.end, own.span.start - passage.span.end, 0)
                found[at] += np.exp(-away / NEAR) * material.text[other]
    return unit_rows(found)


def without_voices(material: Material) -> Vectors:
    """Each passage's vector less half of its speaker's mean."""
    found = material.text.copy()
    for voice in np.unique(material.voice):
        found[material.voice == voice] -= 0.5 * material.text[material.voice == voice].mean(axis=0)
    return unit_rows(found)


def ways(made: Sample) -> dict[str, Vectors]:
    """The vectors of each way."""
    material = made.material()
    said = [text.partition("\n")[2] for text in made.answers]
    return {
        "character n-grams of passages": letters(made),
        "words, from passages": learned(made, [one.text for one in material.passages]),
        "words, from answers": learned(made, said),
        "words, from answers with questions": material.text,
        "the same, and neighbouring passages": with_neighbours(material),
        "the same, without the voice": without_voices(material),
        "the same, and character n-grams": unit_rows(np.hstack([material.text, letters(made)])),
    }


def labelled(material: Material, label: Callable[[Passage, str], str | None], *, apart: Sequence[Cell]) -> list[Sorted]:
    """The areas and groups not `apart`, sorted by a label; passages without one are left out."""
    cells = []
    for (area, group), rows in material.cells.items():
        named = {row: name for row in rows if (name := label(material.passages[row], area)) is not None}
        names = sorted(set(named.values()))
        if len(named) >= LEAST and len(names) > 1 and Cell(area, group) not in apart:
            truth = np.array([names.index(named[row]) for row in sorted(named)])
            cells.append(Sorted(material, Cell(area, group), tuple(sorted(named)), truth))
    return cells


def one_code(passage: Passage | None, area: str) -> str | None:
    """The only code under the area; None when there is none or more than one."""
    own = [code for code in (passage.codes if passage else ()) if code.startswith(f"{area}/")]
    return own[0] if len(own) == 1 else None


def truths(made: Sample, others: Sequence[Passage]) -> dict[str, list[Sorted]]:
    """What the ways are held against, by name."""
    material = made.material()
    themes = sorted_cells(material)
    return {
        "question": labelled(material, lambda passage, _: made.asked.get(passage.key), apart=()),
        "A elsewhere": labelled(material, one_code, apart=[cell.cell for cell in themes]),
        "B": labelled(material, lambda passage, area: one_code(_same(passage, others), area), apart=()),
        "A's themes": themes,
    }


def _same(passage: Passage, others: Sequence[Passage]) -> Passage | None:
    shared = [(passage.span.shared(one.span), one) for one in others if one.source == passage.source]
    most = max(shared, key=lambda each: each[0], default=(0, None))
    return most[1] if most[0] else None


def over(cells: Sequence[Sorted], text: Vectors) -> list[Sorted]:
    """The same cells, with other vectors."""
    material = replace(cells[0].material, text=text)
    return [replace(cell, material=material) for cell in cells]


def drawn(cells: Sequence[Sorted]) -> float:
    """AMI over draws of the passages."""
    rng = np.random.default_rng(SEED)
    found = []
    for _ in range(DRAWS):
        parts = [
            cell.part(
                np.sort(rng.choice(len(cell.rows), max(4, round(SHARE * len(cell.rows))), replace=False)).tolist()
            )
            for cell in cells
        ]
        found.append(figures(parts, [WARD(part, part.count) for part in parts])["ami"])
    return float(np.mean(found))


def ceiling(cells: Sequence[Sorted], label: Callable[[Passage, str], str | None]) -> tuple[float, int]:
    """AMI between coder A's themes and a coder's sub-codes on the passages that have one, and how many they are."""
    found, weights = [], []
    for cell in cells:
        names = [label(passage, cell.cell.area) for passage in cell.passages]
        both = [(theme, name) for theme, name in zip(cell.truth.tolist(), names, strict=True) if name is not None]
        if len({theme for theme, _ in both}) > 1:
            found.append(float(adjusted_mutual_info_score(*map(list, zip(*both, strict=True)))))
            weights.append(len(both))
    return float(np.average(found, weights=weights)), sum(weights)


def measured() -> dict[str, object]:
    """All figures."""
    made, others = sample(), sample("B").passages
    against = truths(made, others)
    rows: dict[str, Mapping[str, float]] = {}
    for name, text in ways(made).items():
        themes = over(against["A's themes"], text)
        rows[name] = {
            **{truth: drawn(over(cells, text)) for truth, cells in against.items()},
            **figures(themes, [WARD(cell, cell.count) for cell in themes]),
            "steady": steadiness(themes, WARD),
        }
    return {
        "passages": {name: sum(len(cell.rows) for cell in cells) for name, cells in against.items()},
        "ways": rows,
        "A's sub-codes": ceiling(against["A's themes"], one_code),
        "B's sub-codes": ceiling(against["A's themes"], lambda one, area: one_code(_same(one, others), area)),
    }


def main(arguments: Sequence[str]) -> int:
    """Print the figures as a table, or as JSON with --json."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args(arguments)
    found = measured()
    if wanted.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return 0
    passages, rows = found["passages"], found["ways"]
    assert isinstance(passages, dict)
    assert isinstance(rows, dict)
    print(f"{'':36}" + "".join(f"{name + ' ' + str(count):>17}" for name, count in passages.items()))
    for name, row in rows.items():
        told = "".join(f"{row[truth]:17.2f}" for truth in passages)
        print(f"{name:36}{told}   all: AMI {row['ami']:.2f} B³ {row['b_cubed']:.2f} steady {row['steady']:.2f}")
    for name in ("A's sub-codes", "B's sub-codes"):
        print(f"{name} and coder A's themes: AMI {found[name][0]:.2f} on {found[name][1]} passages")  # type: ignore[index]
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
