import numpy as np
import pytest

from bongsu.systems.tariffs.spreads import _distinct


@pytest.mark.parametrize("size", [4, 67, 10_000])
def test_kinds_are_told_apart_however_large_the_product_of_their_sizes_is(size):
    rng = np.random.default_rng(size)
    columns = rng.integers(0, size, (9, 500))[:, rng.integers(0, 500, 4_000)]
    stands, where = _distinct(columns[0], [(column, size) for column in columns[1:]])
    rows = columns.T
    np.testing.assert_array_equal(rows[stands][where], rows)
    assert len(stands) == len(np.unique(rows, axis=0))
