"""Sorts cells of passages with BERTopic and Turftopic; run by themes_peers.py with the Python that has them.

Reads a JSON file of cells ({"texts", "vectors", "count"}) and writes for each way the labels of each cell; -1 is a
passage that the way leaves out. A way that fails on a cell (too few passages for it) says so by null.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

SEED = 1
DIMENSIONS = 50


class LocalEncoder:
    """Character n-grams reduced by singular values, learned from the texts themselves: nothing is downloaded."""

    def __init__(self, texts: list[str]) -> None:
        self.words = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit(texts)
        weights = self.words.transform(texts)
        self.svd = TruncatedSVD(min(DIMENSIONS, *(side - 1 for side in weights.shape)), random_state=SEED).fit(weights)

    def encode(self, texts: list[str], **_: object) -> Any:  # noqa: ANN401
        """One row of numbers for each text."""
        return self.svd.transform(self.words.transform(list(texts)))


def bertopic(cell: dict[str, Any], **options: object) -> Any:  # noqa: ANN401
    """BERTopic on our vectors."""
    from bertopic import BERTopic
    from umap import UMAP

    reducer = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=SEED)
    model = BERTopic(umap_model=reducer, embedding_model=None, **options)
    labels, _ = model.fit_transform(cell["texts"], np.asarray(cell["vectors"]))
    return labels


def bertopic_kmeans(cell: dict[str, Any]) -> Any:  # noqa: ANN401
    """BERTopic with k-means inside, which drops nothing and is told the number of themes."""
    return bertopic(cell, hdbscan_model=KMeans(cell["count"], n_init=10, random_state=SEED))


def turftopic(cell: dict[str, Any], name: str) -> Any:  # noqa: ANN401
    """A model of Turftopic told the number of themes; a passage belongs to its strongest topic."""
    import turftopic as peer

    texts = cell["texts"]
    model = getattr(peer, name)(
        cell["count"], encoder=LocalEncoder(texts), vectorizer=CountVectorizer(min_df=1), random_state=SEED
    )
    embeddings = np.asarray(cell["vectors"]) if name == "GMM" else None
    return np.asarray(model.fit_transform(texts, embeddings=embeddings)).argmax(axis=1)


WAYS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "BERTopic, defaults": bertopic,
    "BERTopic, smallest topic 3": lambda cell: bertopic(cell, min_topic_size=3),
    "BERTopic, k-means, count told": bertopic_kmeans,
    "Turftopic KeyNMF": lambda cell: turftopic(cell, "KeyNMF"),
    "Turftopic S³": lambda cell: turftopic(cell, "SemanticSignalSeparation"),
    "Turftopic GMM": lambda cell: turftopic(cell, "GMM"),
}

GIVEN = tuple(name for name in WAYS if name.startswith("BERTopic") or name.endswith("GMM"))  # take vectors from outside


def labelled(way: Callable[[dict[str, Any]], Any], cell: dict[str, Any]) -> list[int] | None:
    """The labels that a way gives a cell; None when the library fails on it, whatever it raises."""
    try:
        return [int(label) for label in way(cell)]
    except Exception as error:  # noqa: BLE001 (a stranger's library: a cell it cannot sort is one of its results)
        print(f"{type(error).__name__}: {str(error)[:120]}", file=sys.stderr)
        return None


def main(source: str, target: str) -> None:
    """Sort all cells in all ways, with vectors learned from the passages' own letters and with those that are given."""
    warnings.simplefilter("ignore")
    cells = json.loads(Path(source).read_text(encoding="utf-8"))
    encoder = LocalEncoder([text for cell in cells for text in cell["texts"]])
    lettered = [{**cell, "vectors": encoder.encode(cell["texts"]).tolist()} for cell in cells]
    found = {name: [labelled(way, cell) for cell in lettered] for name, way in WAYS.items()}
    for name in GIVEN:
        found[f"{name}, our vectors"] = [labelled(WAYS[name], cell) for cell in cells]
    Path(target).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
