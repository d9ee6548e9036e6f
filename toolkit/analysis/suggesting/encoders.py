"""Models that a person has installed and named, as further features of a passage: from the disk, never downloaded."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from toolkit.errors import BadSetting
from toolkit.messages import N_

PART = 1 << 20
AT_ONCE = 32
Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Turns texts into vectors. `fingerprint` names the model and its content, and goes into every saved result."""

    @property
    def name(self) -> str:
        """What the model is called in the settings."""

    @property
    def fingerprint(self) -> str:
        """Changes when the model gives other vectors."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of the texts, each of length 1 (0 for a text without a known word)."""


def opened(*, spacy_model: str, sentence_model: str, folder: Path) -> list[Encoder]:
    """The models that a project's settings name; paths count from `folder`. BadSetting for one that is not there."""
    found: list[Encoder] = []
    if spacy_model:
        found.append(SpacyVectors(spacy_model, folder))
    if sentence_model:
        found.append(SentenceVectors(sentence_model, folder))
    return found


class SpacyVectors:
    """The mean of the word vectors of an installed spaCy model, over words that are no stop words."""

    def __init__(self, name: str, folder: Path) -> None:
        import spacy

        self.name = name
        place = folder / name
        try:
            self._speech: Any = spacy.load(place if place.is_dir() else name)
        except (OSError, ValueError) as error:
            raise BadSetting(
                N_("The spaCy model {name} named in project.toml is not installed."),
                hint=N_("Install it, or take the line spacy_model out. Spegla downloads nothing itself."),
                name=name,
            ) from error
        data = np.ascontiguousarray(self._speech.vocab.vectors.data, np.float32)
        if not data.size:
            raise BadSetting(
                N_("The spaCy model {name} has no word vectors."),
                hint=N_("Choose one with vectors (names that end in md or lg), or take the line spacy_model out."),
                name=name,
            )
        self._width = data.shape[1]
        self.fingerprint = f"spacy {name} {hashlib.sha256(data.tobytes()).hexdigest()[:16]}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of the texts."""
        return _of_length_one(np.stack([self._mean(text) for text in texts]) if texts else np.zeros((0, self._width)))

    def _mean(self, text: str) -> NDArray[Any]:
        words = [word.vector for word in self._speech.make_doc(text) if word.is_alpha and not word.is_stop]
        return np.mean(words, axis=0) if words else np.zeros(self._width, np.float32)


class SentenceVectors:
    """The vectors of a sentence-transformers model in a folder on this computer."""

    def __init__(self, name: str, folder: Path) -> None:
        place = folder / name
        if not place.is_dir():
            raise BadSetting(
                N_("There is no folder with the sentence model that project.toml names."),
                hint=N_("Give the folder that the model lies in, or take the line sentence_model out."),
            )
        self.name = place.name
        self._model = _sentence_model(place)
        self.fingerprint = f"sentence {place.name} {_content(place)}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of the texts."""
        return _of_length_one(self._model.encode(list(texts), batch_size=AT_ONCE, show_progress_bar=False))


class _Sentences(Protocol):
    def encode(self, texts: list[str], *, batch_size: int, show_progress_bar: bool) -> NDArray[np.float32]: ...


def _sentence_model(place: Path) -> _Sentences:
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        os.environ[name] = "1"
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise BadSetting(
            N_("Sentence models need a library that is not installed."),
            hint=N_("Install it with: pip install 'spegla[embeddings]'. Or take the line sentence_model out."),
        ) from error
    try:
        model: _Sentences = SentenceTransformer(str(place), device="cpu", local_files_only=True)
    except (OSError, ValueError) as error:
        raise BadSetting(
            N_("The folder named by sentence_model in project.toml holds no sentence model that can be read."),
            hint=N_("Give the folder that the model lies in, or take the line sentence_model out."),
        ) from error
    return model


def _content(place: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(one for one in place.rglob("*") if one.is_file()):
        digest.update(path.relative_to(place).as_posix().encode())
        with path.open("rb") as file:
            while part := file.read(PART):
                digest.update(part)
    return digest.hexdigest()[:16]


def _of_length_one(vectors: NDArray[Any]) -> Vectors:
    found = np.asarray(vectors, np.float32)
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    result: Vectors = (found / np.where(lengths > 0, lengths, 1.0)).astype(np.float32)
    return result
