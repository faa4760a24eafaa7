"""Wires that cross are drawn again: at no higher a price than one by one, and only where fewer then cross."""

import pytest

from diagram_anim.layout.lines.ends import End, Link
from diagram_anim.layout.lines.field import Field, rows
from diagram_anim.layout.lines.legs import crossed, crossings
from diagram_anim.layout.lines.paths import TRIES, priced
from diagram_anim.layout.lines.scan import scanned
from diagram_anim.layout.lines.seek import sought
from diagram_anim.layout.lines.untangle import untangled
from diagram_anim.model.geometry import Box

ROOM = Box(0, 0, 1600, 900)
BLOCKS = [Box(300 + 200 * at, 120 + 260 * (at % 3), 120, 160) for at in range(5)]
ONE, TWO = Box(40, 400, 100, 80), Box(1440, 420, 100, 80)


def _link(id, one, two, sides="ew"):
    return Link(id, End("a" + id, one, "rect", sides[0], one.cy), End("b" + id, two, "rect", sides[1], two.cy))


@pytest.mark.parametrize("laid", [[], [((x, 0.0), (x, 900.0)) for x in (460.0, 660.0, 900.0)]])
def test_all_lines_at_once_find_as_cheap_a_way_as_step_by_step(laid):
    field = Field([*BLOCKS, ONE, TWO], [("group", Box(500, 300, 300, 300))], ROOM, laid)
    link = _link("x", ONE, TWO)
    ways = [find(link, field, frozenset(), *TRIES[0]) for find in (scanned, sought)]
    legs = rows((*a, *b) for a, b in laid)
    scan, seek = (priced(way, field, legs, frozenset(), 0.0) for way in ways)
    assert scan == pytest.approx(seek)
    assert ways[0][0] == link.source.point
    assert ways[0][-1] == link.target.point


def test_where_a_thing_shuts_all_lines_there_is_no_way():
    wall = Box(700, -200, 100, 1400)
    assert scanned(_link("x", ONE, TWO), Field([wall, ONE, TWO], [], ROOM), frozenset(), *TRIES[0]) is None


def test_a_wire_that_needs_not_cross_is_drawn_again():
    """It leads over another, round to below and back, though both could run straight on."""
    boxes = [Box(0, 0, 100, 80), Box(1000, 0, 100, 80), Box(0, 300, 100, 80), Box(1000, 300, 100, 80)]
    links = [_link("1", boxes[0], boxes[1]), _link("2", boxes[2], boxes[3])]
    ways = {
        "1": ((100.0, 40.0), (300.0, 40.0), (300.0, 420.0), (600.0, 420.0), (600.0, 40.0), (1000.0, 40.0)),
        "2": ((100.0, 340.0), (1000.0, 340.0)),
    }
    assert crossed(ways) == {"1": 2, "2": 2}
    field = Field(boxes, [], ROOM)
    found = untangled(ways, links, field, dict.fromkeys("12", frozenset()), dict.fromkeys("12", 0.0), dict)
    assert crossings(found) == 0
    assert found == {"1": ((100.0, 40.0), (1000.0, 40.0)), "2": ways["2"]}


def test_what_would_cross_more_once_it_is_drawn_apart_stays():
    boxes = [Box(0, 0, 100, 80), Box(1000, 0, 100, 80), Box(0, 300, 100, 80), Box(1000, 300, 100, 80)]
    links = [_link("1", boxes[0], boxes[1]), _link("2", boxes[2], boxes[3])]
    ways = {
        "1": ((100.0, 40.0), (300.0, 40.0), (300.0, 420.0), (600.0, 420.0), (600.0, 40.0), (1000.0, 40.0)),
        "2": ((100.0, 340.0), (1000.0, 340.0)),
    }
    stays = untangled(
        ways,
        links,
        Field(boxes, [], ROOM),
        dict.fromkeys("12", frozenset()),
        dict.fromkeys("12", 0.0),
        lambda _: dict(ways),
    )
    assert stays == ways
