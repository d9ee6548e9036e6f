"""Average precision in samples is that of scikit-learn, equal scores included."""

from __future__ import annotations

import numpy as np
import pytest

from toolkit.analysis.suggesting.precision import average_precisions, mean_over_codes


def test_it_is_that_of_scikit_learn_in_every_sample() -> None:
    from sklearn.metrics import average_precision_score

    draw = np.random.default_rng(1)
    truth = draw.random(80) < 0.3
    scores = draw.integers(0, 9, size=80) / 9
    samples = draw.integers(0, 3, size=(6, 80)).astype(float)
    found = average_precisions(truth, scores, samples)
    for sample, one in zip(samples, found, strict=True):
        assert one == pytest.approx(average_precision_score(truth, scores, sample_weight=sample))


def test_what_a_sample_lacks_does_not_count() -> None:
    none = average_precisions(np.zeros(4, bool), np.arange(4.0), np.ones((2, 4)))
    assert np.isnan(none).all()
    each = np.asarray([[0.5, np.nan], [1.0, np.nan]])
    assert mean_over_codes(each)[0] == 0.75
    assert np.isnan(mean_over_codes(each)[1])
