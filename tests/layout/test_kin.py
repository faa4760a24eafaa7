"""Parents over the middle of their children, in whatever groups these stand."""

import pytest

from diagram_anim import resources
from diagram_anim.layout import arrange
from diagram_anim.layout.spread import Span, settle
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
