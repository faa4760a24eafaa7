"""While most of a chart is still to come, the camera has what is there in its middle."""

import pytest

from diagram_anim.model.geometry import Box, union
from diagram_anim.model.timeline import Action
from tests.film import planned, scene

CHART = """
```mermaid
graph LR
  A[one] --> B[two] --> C[three] --> D[four] --> E[five]
{steps}
```
"""


def filmed(*steps, more=""):
    lines = [f"  %% @step {number}\n  %% @{step}" for number, step in enumerate(steps)]
    return planned(CHART.format(steps="\n".join([*lines, more])))


def moves(made):
    return [clip for clip in made.timeline.clips if clip.action is Action.CAMERA]


def around(made, *ids):
    return union([one.box for one in made.layout.placed if one.id in ids])


def test_what_is_there_stands_in_the_middle_until_more_comes():
    made = filmed("appear A", "appear B", "appear C D E", "highlight A")
    near, whole = moves(made)
    view, stage, frame = Box(*near.value), made.layout.stage, made.layout.frame
    seen = around(made, "A", "B")
    zoom = frame[0] / view.w
    assert (near.start, near.end) == (0, 0)
    assert ((seen.cx - view.x) * zoom, (seen.cy - view.y) * zoom) == pytest.approx((stage.cx, stage.cy))
    assert 1.2 < zoom <= 1.35
    assert (whole.start, whole.value) == (made.timeline.scenes[2].start, None)


def test_all_that_comes_before_it_draws_back_is_within_the_stage():
    made = filmed("appear A", "appear B", "appear C", "appear D E")
    near, _ = moves(made)
    view, stage = Box(*near.value), made.layout.stage
    zoom = made.layout.frame[0] / view.w
    seen = Box(view.x + stage.x / zoom, view.y + stage.y / zoom, stage.w / zoom, stage.h / zoom)
    assert seen.holds(around(made, "A", "B", "C"))


@pytest.mark.parametrize(
    "steps, more",
    [
        (["appear all", "highlight A"], ""),
        (["appear A C D E", "appear B"], ""),
        (["appear A", "appear all"], "  %% @focus all"),
        (["appear A"], ""),
    ],
)
def test_it_stands_still_where_little_is_to_come_or_its_author_leads_it(steps, more):
    assert [clip.value for clip in moves(filmed(*steps, more=more)) if clip.value] == []


def test_the_parts_of_a_cluster_are_seen_in_the_middle_while_nothing_stands_beside_them():
    made = scene("managed-kubernetes")
    near, whole = moves(made)
    assert near.value[0] + near.value[2] > made.layout.frame[0] + 100, "beyond the frame's edge"
    assert whole.start == made.timeline.scenes[1].start


def test_a_small_chart_that_is_there_at_once_is_seen_as_it_stands():
    made = planned("""
```mermaid
graph LR
  A["one<br/>alone<br/>and small"] --> B[two]
  %% @step first
  %% @appear all
  %% @step then
  %% @highlight A
  %% @step at last
  %% @highlight B
```
""")
    assert moves(made) == []
