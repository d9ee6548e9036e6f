"""What was learned, packed as plain arrays without a word in them, and back: the same scores without learning anew."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from toolkit.analysis.suggesting.calibration import Calibration
from toolkit.analysis.suggesting.encoders import Encoder
from toolkit.analysis.suggesting.features import Features
from toolkit.analysis.suggesting.learning import Learned, Weights
from toolkit.analysis.suggesting.rules import Rules

VERSION = 1
_NAMES = ("version", "fingerprint", "encoder", "targets", "each", "constants", "slopes", "shifts")
_FEATURES = (
    *("salt", "groups", "words.hashes", "words.rarity", "grams.hashes", "grams.rarity"),
    *("pairs.keys", "pairs.columns"),
)


def packed(learned: Learned) -> bytes:
    """What was learned as bytes, arrays of numbers one after the other; nothing when there is nothing."""
    own = learned.weights
    if own is None:
        return b""
    encoder = own.features.encoder
    arrays: dict[str, NDArray[np.generic]] = {
        "version": np.asarray([VERSION], np.int32),
        "fingerprint": _coded(learned.fingerprint),
        "encoder": _coded(encoder.fingerprint if encoder else ""),
        "targets": np.asarray(sorted(learned.targets), np.int32),
        "each": own.each,
        "constants": own.constants,
        "slopes": own.calibration.slopes,
        "shifts": own.calibration.constants,
        **own.features.arrays(),
    }
    file = io.BytesIO()
    for name in (*_NAMES, *_FEATURES):
        np.save(file, arrays[name], allow_pickle=False)
    return file.getvalue()


def unpacked(data: bytes, rules: Rules, encoders: Sequence[Encoder] = ()) -> Learned | None:
    """What was packed under the same scheme and language; None where it cannot be read, or an encoder is missing."""
    try:
        file = io.BytesIO(data)
        arrays = {name: np.load(file, allow_pickle=False) for name in (*_NAMES, *_FEATURES)}
        return _made(arrays, rules, {one.fingerprint: one for one in encoders})
    except (ValueError, EOFError, OSError, KeyError):
        return None


def _made(arrays: dict[str, NDArray[np.generic]], rules: Rules, encoders: dict[str, Encoder]) -> Learned | None:
    wanted = _text(arrays["encoder"])
    if arrays["version"].tolist() != [VERSION] or (wanted and wanted not in encoders):
        return None
    line = Calibration(np.asarray(arrays["slopes"], np.float64), np.asarray(arrays["shifts"], np.float64))
    features = Features.of(rules, arrays, encoders.get(wanted))
    constants = np.asarray(arrays["constants"], np.float64)
    weights = Weights(features, np.asarray(arrays["each"], np.float16), constants, line)
    if not _fits(weights, len(rules.codes)):
        return None
    return Learned(rules, weights, frozenset(arrays["targets"].tolist()), _text(arrays["fingerprint"]))


def _fits(weights: Weights, codes: int) -> bool:
    """Whether all arrays are of one size with the scheme's codes."""
    rows = (weights.constants, weights.calibration.slopes, weights.calibration.constants)
    return weights.each.shape[1:] == (codes,) and all(row.shape == (codes,) for row in rows)


def _coded(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode(), np.uint8)


def _text(array: NDArray[np.generic]) -> str:
    return array.tobytes().decode()
