"""The search for the best GIF that keeps a budget, with sizes that are made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagram_anim.encode.budget import NEAR, TooLargeError, best


def found(sizes, guess, most):
    """The level taken of these sizes, and at which ones something was drawn."""
    drawn = []

    def draw(level):
        drawn.append(level)
        return bytes(sizes[level])

    return sizes.index(len(best(range(len(sizes)), guess, draw, most))), drawn


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=14, unique=True), st.integers(1, 5000))
def test_the_best_that_fits_is_found_by_true_guesses_with_few_drawings(sizes, most):
    sizes.sort(reverse=True)
    fitting = [level for level, size in enumerate(sizes) if size <= most]
    if not fitting:
        with pytest.raises(TooLargeError, match="at least"):
            found(sizes, sizes.__getitem__, most)
        return
    level, drawn = found(sizes, sizes.__getitem__, most)
    assert level == fitting[0]
    assert len(drawn) <= 1 + sum(most < size <= NEAR * most for size in sizes)


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=14, unique=True), st.integers(1, 5000), st.floats(0.2, 5))
def test_guesses_that_are_all_wrong_alike_are_set_right_by_a_drawing(sizes, most, wrong):
    sizes.sort(reverse=True)
    fitting = [level for level, size in enumerate(sizes) if size <= most]
    if fitting:
        assert found(sizes, lambda level: sizes[level] * wrong, most)[0] == fitting[0]


@given(
    st.lists(st.integers(1, 5000), min_size=1, max_size=14, unique=True),
    st.integers(1, 5000),
    st.lists(st.floats(0.5, 2), min_size=14, max_size=14),
)
def test_what_is_taken_fits_however_wrong_guesses_are(sizes, most, wrong):
    sizes.sort(reverse=True)
    if sizes[-1] <= most:
        level, drawn = found(sizes, lambda level: sizes[level] * wrong[level], most)
        assert sizes[level] <= most
        assert len(drawn) == len(set(drawn))


@pytest.mark.parametrize("size, said", [(900, "1KB"), (122_884, "123KB"), (1_000_000, "1MB"), (10_210_000, "10.3MB")])
def test_what_no_level_keeps_is_said_as_a_budget_that_would_do(size, said):
    with pytest.raises(TooLargeError, match=f"at least {said}$"):
        best([0], lambda _: size, lambda _: bytes(size), 100)
