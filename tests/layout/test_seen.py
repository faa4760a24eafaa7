import itertools

import pytest

from diagram_anim import layout
from diagram_anim.model.geometry import Box
from diagram_anim.model.timeline import Action
from diagram_anim.timeline.framing import seen
from tests.film import planned
from tests.layout.charts import MAPS
from tests.layout.drawn import DRAWN_MAPS
from tests.layout.meter import near

LARGE = [*MAPS.items(), *(pytest.param(*one, marks=pytest.mark.slow) for one in DRAWN_MAPS.items())]
"""Charts that are read in parts."""

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


@pytest.mark.parametrize(("name", "text"), LARGE)
def test_the_camera_visits_every_thing_of_a_large_chart_and_all_its_words_can_be_read(shared, name, text):
    made = planned(f"```mermaid\n{text}```\n")
    views = [Box(*clip.value) for clip in made.timeline.clips if clip.action is Action.CAMERA and clip.value]
    cards = [one for one in made.layout.placed if one.kind == "card"]
    assert [one.id for one in cards if not any(view.holds(one.box, 1.0) for view in views)] == []
    parts = near(shared, made)
    assert len(parts) >= 8
    assert min(parts) >= 2.2


def test_the_camera_passes_along_what_is_too_large_to_be_read_from_one_place():
    row = "\n".join(f"n{n}[Part {n}<br>does what it is for]" for n in range(80))
    made = planned(f"```mermaid\ngraph LR\n subgraph G\n {row}\n end\n%% @step All\n%% @appear all\n"
                   "%% @step The row\n%% @focus G\n```\n")  # fmt: skip
    views = [clip for clip in made.timeline.clips if clip.action is Action.CAMERA and clip.value]
    small = min(line.type.size for one in made.layout.placed for line in one.lines)
    assert small < 20
    assert len(views) > 1
    assert all(small * 1920 / clip.value[2] >= 23.8 for clip in views)
    assert all(two.start - one.end >= 1.5 for one, two in itertools.pairwise(views))
    assert made.timeline.scenes[-1].end >= views[-1].end


def tree(law):
    """A law of the tree with what is under it."""
    topics = " & ".join(f"T{law}{leaf}[Topic {law}{leaf}]" for leaf in "abc")
    return f" R[Exchange] --> L{law}[Law {law}<br>of the market] --> {topics}\n"


def test_what_runs_to_a_part_that_the_camera_is_near_to_is_seen_to_come_from_somewhere():
    made = planned("```mermaid\ngraph TB\n" + "".join(map(tree, range(5))) + "```\n")
    boxes = {one.id: one.box for one in made.layout.placed if one.kind == "card"}
    ends = {wire.id: (wire.source, wire.target) for wire in made.cast.wires}
    cameras = [clip for clip in made.timeline.clips if clip.action is Action.CAMERA]
    flows = [clip for clip in made.timeline.clips if clip.action is Action.FLOW]
    near = 0
    for flow in flows:
        here = [clip for clip in cameras if clip.start <= flow.start][-1:]
        if not here or here[0].value is None:
            continue
        near += 1
        sight = seen(made.layout, here[0].value)
        assert [end for wire in flow.path for end in ends[wire] if not sight.overlaps(boxes[end])] == []
        small = min(line.type.size for one in made.layout.placed if one.kind == "card" for line in one.lines)
        assert small * made.layout.frame[0] / here[0].value[2] >= 23.8
    assert near > 10
