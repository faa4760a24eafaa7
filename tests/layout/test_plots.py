"""Charts of figures along the foot of the stage: side by side, in rows where a frame is narrow and high."""

import pytest

from diagram_anim.batch.settings import Settings
from diagram_anim.layout.cards.feet import tiling
from tests.film import scene


@pytest.mark.parametrize(("aspect", "rows"), [("16:9", 1), ("4:3", 1), ("1:1", 1), ("9:16", 2)])
def test_plots_stand_in_rows_where_they_would_be_slim(aspect, rows):
    made = scene("black-friday", Settings(aspect=aspect))
    boxes = [one.box for one in made.layout.placed if one.view == "plot"]
    assert len(boxes) == 2
    assert len({box.y for box in boxes}) == rows
    assert not any(one.overlaps(other) for place, one in enumerate(boxes) for other in boxes[:place])
    stage = made.layout.stage
    assert max(box.bottom for box in boxes) > stage.bottom + 100, "below the chart's own stage"
    assert min(box.y for box in boxes) >= stage.bottom
    if rows == 1:
        assert 1.1 * boxes[1].w < boxes[0].w < 1.3 * boxes[1].w, "wider by the name of another run"


@pytest.mark.parametrize(("name", "least"), [("autoscaling", 300), ("message-queue", 340), ("stateful-set", 340)])
def test_plots_are_as_high_as_the_chart_over_them_lets_them(name, least):
    made = scene(name)
    assert all(one.box.h > least for one in made.layout.placed if one.view == "plot")
    assert not any("small" in note for note in made.layout.notes)


@pytest.mark.parametrize("aspect", ["4:3", "1:1", "9:16"])
def test_a_dial_over_many_copies_is_a_bar_and_the_copies_have_the_cards_width(aspect):
    made = scene("black-friday", Settings(aspect=aspect))
    placed = next(one for one in made.layout.placed if one.id == "W" and one.kind == "card")
    dial, tiles = placed.slots["gauge:cpu"].box, placed.slots["tiles"].box
    assert dial.bottom <= tiles.y and dial.w == tiles.w > 0.9 * placed.box.w
    assert dial.h < placed.box.h / 4


def test_a_dial_stands_in_the_head_over_very_many_copies_in_a_low_room_and_these_stand_by_tens():
    made = scene("black-friday")
    placed = next(one for one in made.layout.placed if one.id == "W" and one.kind == "card")
    dial, tiles, counts = (placed.slots[one].box for one in ("gauge:cpu", "tiles", "counts"))
    assert counts.right < dial.x < dial.right < placed.slots["refused"].box.x
    assert dial.bottom < tiles.y and tiles.w > 0.9 * placed.box.w
    size, columns = tiling(tiles.w, tiles.h, 30, 1000.0)
    assert columns == 10, "three rows, as they are counted"
    assert size >= 80, "as large as the look's"
    assert min(one.box.h for one in made.layout.placed if one.view == "plot") > 340, "the room goes to the plots"


def test_a_dial_beside_few_copies_keeps_its_form():
    made = scene("autoscaling")
    placed = next(one for one in made.layout.placed if one.id == "W" and one.kind == "card")
    assert placed.slots["gauge:cpu"].box.h > 120


@pytest.mark.parametrize("aspect", ["16:9", "9:16"])
def test_few_copies_leave_more_of_the_width_to_the_dial_and_stay_as_large(aspect):
    made = scene("autoscaling", Settings(aspect=aspect))
    placed = next(one for one in made.layout.placed if one.id == "W" and one.kind == "card")
    dial, tiles = placed.slots["gauge:cpu"].box, placed.slots["tiles"].box
    assert dial.right < tiles.x
    assert dial.w > 0.33 * (dial.w + tiles.w), "more than where tiles are many"
    assert tiles.w >= 2 * 152 + 0.2 * 152, "two of the largest have room"
