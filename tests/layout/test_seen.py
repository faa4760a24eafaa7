import pytest

from diagram_anim import layout
from diagram_anim.model.geometry import Box
from diagram_anim.model.timeline import Action
from tests.film import planned
from tests.layout.charts import MAPS
from tests.layout.drawn import DRAWN_MAPS
from tests.layout.meter import near

LARGE = {**MAPS, **{name: DRAWN_MAPS[name] for name in ("groups of 60", "regions of 97")}}
"""Charts with groups that are read in parts."""

CHART = """
```mermaid
graph LR
  A[one] --> B[two] --> C[three]
```
"""


def test_what_a_camera_shows_is_the_part_in_px_of_the_frame():
    plan = planned(CHART)
    whole = layout.measures(plan.layout, plan.cast)
    first = next(one for one in whole["nodes"] if one["id"] == "A")
    view = (first["x"] - 10, first["y"] - 10, 960.0, 540.0)
    part = layout.seen(whole, view)
    assert "C" not in {one["id"] for one in part["nodes"]}
    near = next(one for one in part["nodes"] if one["id"] == "A")
    assert (near["x"], near["y"]) == (20.0, 20.0)
    assert near["w"] == 2 * first["w"]
    sizes = {one["size"] for one in part["text"] if one["owner"] == "A"}
    assert sizes == {2 * one["size"] for one in whole["text"] if one["owner"] == "A"}


@pytest.mark.parametrize("name", LARGE)
def test_every_part_of_a_large_chart_can_be_read_where_the_camera_visits_it(shared, name):
    made = planned(f"```mermaid\n{LARGE[name]}```\n")
    parts = near(shared, made)
    assert len(parts) >= 8
    assert min(parts) >= 2.2


@pytest.mark.parametrize("name", MAPS)
def test_every_thing_of_a_large_chart_is_visited(name):
    made = planned(f"```mermaid\n{MAPS[name]}```\n")
    views = [Box(*clip.value) for clip in made.timeline.clips if clip.action is Action.CAMERA and clip.value]
    cards = [one for one in made.layout.placed if one.kind == "card"]
    assert [one.id for one in cards if not any(view.holds(one.box, 1.0) for view in views)] == []
