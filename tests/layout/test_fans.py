"""Wide fans: rows are read as they are written, and no wire crosses another."""

import pytest

from diagram_anim import resources
from diagram_anim.layout import arrange
from tests.layout.casts import cast_of
from tests.layout.charts import fan
from tests.layout.meter import score

THEME = resources.theme("night")

FRAMES = ((1920, 1080), (1080, 1920), (1080, 1080), (1440, 1080))


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("count", [10, 14])
@pytest.mark.parametrize("way", ["TB", "LR"])
def test_many_of_one_stand_as_written_in_at_most_two_rows(shared, frame, count, way):
    cast = cast_of(fan(count, way))
    found = score(shared, {"fan": cast}, frame)
    assert not found.found
    assert found.crossed == 0
    assert found.text >= 2.2
    layout, _ = arrange(cast, THEME, frame)
    boxes = {one.id: one.box for one in layout.placed if one.kind == "card" and one.id != "root"}
    down = layout.direction == "TB"

    def row(box):
        return round(box.cy if down else box.cx)

    rows = sorted({row(box) for box in boxes.values()})
    assert len(rows) <= 2
    read = sorted(boxes, key=lambda id: (rows.index(row(boxes[id])), boxes[id].cx, boxes[id].cy))
    assert read == [f"b{one}" for one in range(count)]
