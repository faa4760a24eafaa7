"""What the camera shows of a chart: what it goes to, and as little as may be of what its edges would cut."""

import pytest

from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import Layout, Placed, TextLine, Type
from diagram_anim.model.timeline import Action
from diagram_anim.timeline.framing import BESIDE, framed, seen
from tests.film import planned

STAGE = Box(80, 160, 1760, 760)


def chart(*boxes, size=14.0):
    cards = (
        Placed(str(number), "chart", "card", box, (TextLine("word", box.x, box.cy, Type(size, 700), 60.0),))
        for number, box in enumerate(boxes)
    )
    return Layout((1920.0, 1080.0), STAGE, "LR", tuple(cards))


def cut(layout, view):
    x, _, w, _ = view
    return [one.id for one in layout.placed for end in (x, x + w) if one.box.x < end < one.box.right]


def test_the_camera_moves_aside_or_away_so_that_it_cuts_no_card():
    row = [Box(100 + 290 * at, 500, 250, 120) for at in range(6)]
    layout = chart(*row)
    for ids in (["0", "1"], ["1", "2"], ["2", "3", "4"][:2], ["4", "5"]):
        view = framed(layout, ids, calm=True)
        assert view is not None and not cut(layout, view)
        assert all(view[0] < layout.placed[int(id)].box.x for id in ids)
        assert all(layout.placed[int(id)].box.right < view[0] + view[2] for id in ids)


def test_where_nothing_is_cut_it_has_them_in_its_middle_no_nearer_than_they_can_be_read():
    layout = chart(Box(800, 480, 250, 120), Box(80, 160, 40, 40), size=20.0)
    view = framed(layout, ["0"], calm=True)
    assert view is not None and abs(view[2] / 1920 - 20 / 30) < 0.01
    assert abs((view[0] + STAGE.cx * view[2] / 1920) - 925) < 1


def test_it_leaves_what_stands_beside_clear_of_the_frames_sides():
    """Nothing is cut where a card nearly touches the frame's edge either; it is moved away from it."""
    layout = chart(Box(80, 160, 160, 760), Box(500, 160, 300, 700), Box(1000, 300, 300, 120), Box(1640, 300, 200, 500))
    view = framed(layout, ["1"])
    assert view is not None and view[2] > 0.9 * 1920
    sides = [(one.box.x - view[0], view[0] + view[2] - one.box.right) for one in layout.placed]
    assert all(min(pair) >= BESIDE - 1 for pair in sides)


def test_a_focus_has_the_source_of_the_arrow_to_it_if_it_is_near_even_so():
    made = planned(
        """
```mermaid
graph LR
  A[User] --> B[Gateway] --> C[Orders] --> D[(Orders DB)]
  B --> E[Payment]
  %% @step all
  %% @appear all
  %% @step the database
  %% @focus D
```
"""
    )
    (view,) = [clip.value for clip in made.timeline.clips if clip.action is Action.CAMERA and clip.value]
    boxes = {one.id: one.box for one in made.layout.placed}
    assert view[2] < 1920 / 1.3
    assert all(seen(made.layout, view).holds(boxes[id]) for id in "CD") and not seen(made.layout, view).holds(
        boxes["A"]
    )


def halved(layout, view):
    """The cards that a view shows only a part of, but such as are larger than it."""
    sight = seen(layout, view)
    wide, left, right = view[2], view[0], view[0] + view[2]
    cards = [one for one in layout.placed if one.kind == "card" and one.box.w < wide and one.box.h < sight.h]
    there = [
        one
        for one in cards
        if one.box.right > left + 1 and one.box.x < right - 1
        if one.box.bottom > sight.y + 1 and one.box.y < sight.bottom - 1
    ]
    return [
        one.id
        for one in there
        if one.box.x < left - 1
        or one.box.right > right + 1
        or one.box.y < sight.y - 1
        or one.box.bottom > sight.bottom + 1
    ]


@pytest.mark.parametrize("calm", [True, False])
def test_it_cuts_no_card_on_any_of_its_four_sides(calm):
    """Rows that stand aside of each other leave narrow ways from top to bottom: the view has to be moved both
    ways at once, grow, or reach beyond the frame."""
    rows = [Box(90 + 340 * at + 70 * (row % 2), 170 + 190 * row, 230, 110) for row in range(4) for at in range(5)]
    layout = chart(*rows, size=15.0 if calm else 26.0)
    pairs = [(str(at), str(at + step)) for step in (1, 5) for at in range(15) if at % 5 < 4]
    views = {pair: framed(layout, pair, calm=calm) for pair in pairs}
    assert all(seen(layout, view).holds(layout.placed[int(id)].box) for pair, view in views.items() for id in pair)
    assert not {pair: cut for pair, view in views.items() if (cut := halved(layout, view))}
