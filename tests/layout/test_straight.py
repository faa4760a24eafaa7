"""Two cards that lie before each other, if only in part, are joined without a bend."""

import pytest

from diagram_anim.batch.settings import Settings
from diagram_anim.layout.lines.ends import CORNER, End, Link
from diagram_anim.layout.lines.straight import CLOSE, aligned
from diagram_anim.model.geometry import Box
from tests.film import scene

UPPER = Box(100, 0, 200, 80)
LOWER = Box(160, 200, 300, 80)


def link(id, one, two, at, to, shape="rect"):
    return Link(id, End("a" + str(one.x), one, "rect", "s", at), End("b" + str(two.x), two, shape, "n", to))


def places(links, solid=()):
    return [(one.source.at, one.target.at) for one in aligned(links, [UPPER, LOWER, *solid], {})]


def test_ports_slide_to_where_both_cards_are():
    ((start, end),) = places([link("L", UPPER, LOWER, 200, 370)])
    assert start == end
    assert LOWER.x < start < UPPER.right


def test_one_that_comes_to_a_side_alone_isnt_led_to_its_corner():
    assert places([link("L", UPPER, Box(240, 200, 300, 80), 200, 390)]) == [(200, 390)]


def test_ports_of_cards_that_lie_too_far_aside_stay():
    assert places([link("L", UPPER, Box(290, 200, 300, 80), 200, 440)]) == [(200, 440)]


def test_what_stands_between_is_not_run_through():
    assert places([link("L", UPPER, LOWER, 200, 370)], [Box(210, 120, 100, 40)]) == [(200, 370)]


def test_several_between_the_same_two_keep_apart_and_in_order():
    found = places([link("L", UPPER, LOWER, 180, 350), link("M", UPPER, LOWER, 220, 390)])
    assert all(start == end for start, end in found)
    assert found[1][0] - found[0][0] >= CLOSE - 0.1


def test_those_for_which_there_is_no_room_stay_bent_and_all_stay_in_order():
    wide = Box(100, 0, 420, 80)
    links = [
        link("L", wide, LOWER, 280, 370),
        *(link(f"M{n}", wide, Box(600, 200, 300, 80), 320 + 40 * n, 700 + 40 * n) for n in range(5)),
    ]
    found = places(links)
    assert found[0][0] == found[0][1]
    assert all(start != end for start, end in found[1:])
    assert [start for start, _ in found] == sorted(start for start, _ in found)


@pytest.mark.parametrize("shape", ["diam", "circle"])
def test_what_narrows_is_met_near_its_tip(shape):
    ((start, end),) = places([link("L", UPPER, Box(220, 200, 300, 80), 200, 370, shape)])
    assert (start, end) == (200, 370)


@pytest.mark.parametrize("aspect", ["16:9", "9:16"])
@pytest.mark.parametrize("name", ["self-healing", "server-failure", "platforms"])
def test_lines_leave_a_card_squarely_on_the_straight_of_its_side(name, aspect):
    made = scene(name, Settings(aspect=aspect))
    round_ = {card.id: made.layout.find("chart", card.id).box for card in made.cast.cards if card.shape == "rect"}
    ends = {wire.id: (wire.source, wire.target) for wire in made.cast.wires}
    for one in (one for one in made.layout.placed if one.kind == "wire"):
        for id, (x, y) in zip(ends[one.id], (one.corners[0], one.corners[-1]), strict=True):
            if box := round_.get(id):
                beside = min(abs(x - box.x), abs(x - box.right)), min(abs(y - box.y), abs(y - box.bottom))
                assert max(beside) >= CORNER - 0.1, (one.id, id)
