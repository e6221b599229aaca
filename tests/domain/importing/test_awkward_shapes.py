"""Large pages of awkward shapes take time in step with their size. The full figures: benchmarks/importing.py."""

import time

import pytest

from app.domain.importing.areas import AreaNames
from app.domain.importing.pages import imported
from tests.domain.importing.shapes import SHAPES, page_of

SMALL, TIMES = 8_000, 5


def seconds(shape: str, size: int) -> float:
    text = page_of(shape, size)
    began = time.process_time()
    imported(text, page="page.md", areas=AreaNames.empty())
    return time.process_time() - began


@pytest.mark.parametrize("shape", SHAPES)
def test_a_page_five_times_as_long_takes_not_much_more_than_five_times_as_long(shape):
    small = min(seconds(shape, SMALL) for _ in range(2))

    assert seconds(shape, SMALL * TIMES) < small * TIMES * 2.5 + 0.15
