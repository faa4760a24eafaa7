from diagram_anim import layout
from tests.film import planned

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
