"""How round the bends of wires are."""

import math

import pytest

from diagram_anim import resources
from diagram_anim.layout import arrange
from diagram_anim.layout.lines.bends import BESIDE, radius
from diagram_anim.model.geometry import Box, flatten
from tests.layout.casts import cast_of
from tests.layout.charts import text

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


DENSE = [
    (
        "A0[Agent]",
        "A1[Session]",
        "A2[Hook system]",
        "A3[Cookie jar]",
        "A4[Message manager]",
        "A5[Action controller]",
        "A2 -- Gets state from --> A3",
        "A3 -- Raises errors --> A4",
        "A1 -- Reads from --> A5",
        "A0 -- Raises errors --> A5",
        "A0 -- Reads from --> A1",
        "A2 -- Writes to --> A4",
        "A1 -- Writes to --> A2",
        "A1 -- Uses --> A4",
        "A2 -- Reads from --> A1",
        "A1 -- Triggers --> A3",
    ),
    (
        "A0[Agent]",
        "A1[Session]",
        "A2[Hook system]",
        "A3[Cookie jar]",
        "A4[Message manager]",
        "A5[Action controller]",
        "A6[Log]",
        "A2 -- Provides messages to --> A5",
        "A1 -- Keeps --> A6",
        "A0 -- Sends results --> A3",
        "A2 -- Manages --> A3",
        "A5 -- Uses --> A6",
        "A1 -- Checks --> A4",
        "A2 -- Writes to --> A6",
        "A3 -- Keeps --> A6",
        "A0 -- Triggers --> A2",
        "A2 -- Formats data using --> A4",
        "A0 -- Writes to --> A4",
    ),
]


@pytest.mark.parametrize("rows", DENSE)
def test_bends_go_round_the_words_of_others(rows):
    wires = [one for one in arrange(cast_of(text("TD", *rows)), resources.theme("night"))[0].placed if one.corners]
    through = [
        (one.id, other.id)
        for one in wires
        for other in wires
        if one is not other and other.label
        if any(
            other.label.x < x < other.label.right and other.label.y < y < other.label.bottom
            for x, y in flatten(one.corners, one.radius, 40)
        )
    ]
    assert not through
