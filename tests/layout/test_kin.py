"""Parents over the middle of their children, in whatever groups these stand."""

import pytest

from diagram_anim import resources
from diagram_anim.layout import arrange
from diagram_anim.layout.across.along import facing
from diagram_anim.layout.across.settled import Span, settle
from tests.layout.casts import cast_of
from tests.layout.charts import text

THEME = resources.theme("night")

KEYS = text(
    "TB",
    "subgraph Keys",
    "hsm[Hardware module]",
    "kms[Key service]",
    "end",
    "subgraph Rest",
    *(f"r{n}[Encrypted at rest {n}]" for n in range(4)),
    "end",
    "subgraph Use",
    *(f"u{n}[Encrypted in use {n}]" for n in range(2)),
    "end",
    *(f"hsm --> r{n}" for n in range(4)),
    *(f"kms --> u{n}" for n in range(2)),
)


def middles(layout, axis):
    boxes = {one.id: one.box for one in layout.placed if one.kind == "card"}
    return {id: box.cx if axis == "x" else box.cy for id, box in boxes.items()}


@pytest.mark.parametrize("direction, axis", [("TB", "x"), ("LR", "y"), ("BT", "x")])
def test_parents_stand_over_the_middle_of_children_in_other_groups(direction, axis):
    layout, _ = arrange(cast_of(KEYS.replace("TB", direction)), THEME)
    assert layout.direction == direction
    at = middles(layout, axis)
    assert at["hsm"] == pytest.approx(sum(at[f"r{n}"] for n in range(4)) / 4, abs=2)
    assert at["kms"] == pytest.approx(sum(at[f"u{n}"] for n in range(2)) / 2, abs=2)


def test_parents_stand_over_the_middle_of_children_of_several_groups():
    both = KEYS.replace("kms --> u0", "hsm --> u0").replace("kms --> u1", "")
    at = middles(arrange(cast_of(both), THEME)[0], "x")
    assert at["hsm"] == pytest.approx((sum(at[f"r{n}"] for n in range(4)) + at["u0"]) / 5, abs=2)


def test_what_is_wanted_more_moves_less_and_all_stay_within_limits():
    spans, gaps = [Span(5, 5)] * 3, [10.0, 10.0]
    assert settle([0, 0, 0], spans, gaps) == [-20, 0, 20]
    assert settle([0, 0, 0], spans, gaps, [1, 1, 0.0]) == pytest.approx([-10, 10, 30])
    assert settle([0, 0, 0], spans, gaps, limits=(0, 100)) == [5, 25, 45]
    assert settle([90, 100, 110], spans, gaps, limits=(0, 100)) == [55, 75, 95]


def test_what_has_no_children_makes_way_for_parents_beside_it():
    rows = ["root --> leaf & one & two", *(f"one --> o{n}" for n in range(4)), *(f"two --> t{n}" for n in range(2))]
    at = middles(arrange(cast_of(text("LR", *rows)), THEME)[0], "y")
    assert at["one"] == pytest.approx(sum(at[f"o{n}"] for n in range(4)) / 4, abs=2)
    assert at["two"] == pytest.approx(sum(at[f"t{n}"] for n in range(2)) / 2, abs=2)
    assert at["root"] == pytest.approx((at["leaf"] + at["one"] + at["two"]) / 3, abs=2)


STEPS = text(
    "TB",
    "subgraph Plan",
    *(f"p{n}[Step {n} of the plan] --> p{n + 1}[Step {n + 1} of the plan]" for n in range(4)),
    "end",
    "subgraph Work",
    *(f"w{n}[Step {n} of the work] --> w{n + 1}[Step {n + 1} of the work]" for n in range(3)),
    "end",
    "subgraph Gains",
    *(f"g{n}[What is gained {n}]" for n in range(4)),
    "end",
    "p4 --> w0",
    *(f"w3 --> g{n}" for n in range(4)),
)

HIGH = "<br>".join(f"line {n}" for n in range(7))
CHAINED = text(
    "TB",
    "subgraph One",
    *(f"{id}[{id} of long names<br>{HIGH}]" for id in "abc"),
    "a --> b --> c",
    "end",
    "subgraph Two",
    *(f"{id}[{id} of long names<br>{HIGH}]" for id in "defgh"),
    "end",
    "c --> d & e & f & g & h",
)


def test_a_parent_in_a_group_that_was_turned_begins_a_row_over_the_middle_of_its_children():
    cast = cast_of(STEPS)
    layout, problems = arrange(cast, THEME)
    assert [one.code for one in problems] == ["turned"]
    xs, ys = middles(layout, "x"), middles(layout, "y")
    assert xs["w3"] == pytest.approx(sum(xs[f"g{n}"] for n in range(4)) / 4, abs=2)
    assert ys["w0"] == ys["w1"] == ys["w2"] < ys["w3"] < ys["g0"]
    wire = next(wire.id for wire in cast.wires if wire.target == "w3")
    way = next(one.corners for one in layout.placed if one.id == wire)
    assert way[0] == (pytest.approx(xs["w2"], abs=2), pytest.approx(ys["w2"], abs=60))
    assert way[0][1] < way[-1][1] < ys["w3"]


@pytest.mark.parametrize("direction", ["TB", "BT"])
def test_where_there_is_no_room_for_a_row_more_the_group_stands_nearer_to_the_children(direction):
    layout, _ = arrange(cast_of(CHAINED.replace("TB", direction)), THEME, (1440, 1080))
    xs, ys = middles(layout, "x"), middles(layout, "y")
    assert ys["a"] == ys["b"] == ys["c"]
    assert xs["c"] == pytest.approx(sum(xs[id] for id in "defgh") / 5, abs=100)


def test_ranks_move_and_shrink_so_that_a_thing_faces_its_children():
    ranks = (("a",), ("b",))
    wide, close = [(0.0, 40.0), (60.0, 40.0)], [(20.0, 25.0), (55.0, 25.0)]
    assert facing((0.0, 100.0), ranks, [(1.0, wide), (0.0, close)], {}) == wide
    assert facing((0.0, 100.0), ranks, [(1.0, wide), (0.0, close)], {"b": 80.0}) == wide
    assert facing((0.0, 100.0), ranks, [(1.0, wide), (0.0, close)], {"b": 50.0}) == [(2.5, 25.0), (37.5, 25.0)]
