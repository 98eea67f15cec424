from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pipeline.encoder.graph import quantised

weights = st.floats(-2, 2, width=32)
matrices = arrays(np.float32, (3, 8), elements=weights).filter(
    lambda matrix: np.abs(matrix).max(axis=1).min() > 0.01
)


@given(matrices)
def test_no_two_neighbouring_products_leave_16_bits(matrix: np.ndarray) -> None:
    steps, _ = quantised(matrix)
    pairs = np.abs(steps.astype(int)).reshape(3, -1, 2).sum(axis=2)
    assert 255 * pairs.max() < 2**15


@given(matrices)
def test_a_weight_is_off_by_half_a_step_at_most(matrix: np.ndarray) -> None:
    steps, scales = quantised(matrix)
    assert (np.abs(steps * scales[:, None] - matrix) <= 0.501 * scales[:, None]).all()
