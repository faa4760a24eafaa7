"""How round the bends of wires are."""

import math

import pytest

from diagram_anim.layout.bends import BESIDE, radius
from diagram_anim.model.geometry import Box, flatten

ROUND_A_CORNER = [(0.0, 0.0), (0.0, 300.0), (300.0, 300.0)]


@pytest.mark.parametrize("away", [5.0, 10.0, 24.0])
@pytest.mark.parametrize("turn", [(1, 1), (1, -1), (-1, 1), (-1, -1)])
def test_a_bend_comes_not_too_near_to_a_thing_that_it_goes_round(away, turn):
    way = [(x * turn[0], y * turn[1]) for x, y in ROUND_A_CORNER]
    x, y = sorted((turn[0] * away, turn[0] * 200.0)), sorted((turn[1] * 100.0, turn[1] * (300.0 - away)))
    thing = Box(x[0], y[0], x[1] - x[0], y[1] - y[0])
    found = radius(way, 400.0, [thing])
    corner = (turn[0] * away, turn[1] * (300.0 - away))
    assert found < 150.0
    assert min(math.dist(corner, point) for point in flatten(way, found, 200)) >= min(BESIDE, away) - 0.1


def test_a_bend_with_nothing_inside_is_as_round_as_wanted():
    outside = Box(-100.0, 320.0, 80.0, 80.0)
    assert radius(ROUND_A_CORNER, 40.0, [outside]) == 40.0
    assert radius(ROUND_A_CORNER, 40.0, [Box(100.0, 100.0, 80.0, 80.0)]) == 40.0
