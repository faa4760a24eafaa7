"""In a wide frame a chart is read as its author wrote it as long as its words can be; else a note says how it isn't."""

import pytest

from diagram_anim import resources
from diagram_anim.layout import arrange
from tests.film import planned
from tests.layout.casts import cast_of
from tests.layout.charts import fan, text
from tests.layout.meter import score

THEME = resources.theme("night")

STATES = text(
    "TB",
    "idle((Idle)) -- coin --> ready((Ready))",
    "ready -- push --> idle",
    "ready -- coin --> ready",
    "idle -- push --> idle",
    "ready -- fault --> broken(((Broken)))",
    "idle -- fault --> broken",
    "broken -- repair --> idle",
)


@pytest.mark.parametrize("frame", [(1920, 1080), (1440, 1080)])
def test_what_can_be_read_runs_as_it_was_written_though_it_leaves_a_wide_frame_empty(shared, frame):
    found = score(shared, {"states": cast_of(STATES)}, frame)
    assert not found.found
    assert found.text >= 2.2
    assert found.crossed <= 1
    layout, problems = arrange(cast_of(STATES), THEME, frame)
    assert (layout.direction, problems) == ("TB", [])


def test_it_is_turned_where_its_words_would_be_too_small_and_a_note_says_so():
    steps = " --> ".join(f"s{at}[Step {at}]" for at in range(12))
    layout, problems = arrange(cast_of(text("TB", steps)), THEME)
    assert layout.direction == "LR"
    assert min(line.type.size for one in layout.placed if one.kind == "card" for line in one.lines) >= 24
    assert any("turned from TB to LR" in problem.message for problem in problems)


def test_what_fills_the_frame_runs_as_its_author_wrote_it():
    layout, problems = arrange(cast_of(fan(5, "TB")), THEME)
    assert layout.direction == "TB"
    assert not problems


STEPS = "Announce it", "Stop the first", "Switch to the second", "Try some loans", "Switch back", "Review it all"


@pytest.mark.parametrize("many", [5, 6])
def test_a_level_chain_in_a_wide_frame_stands_in_rows_that_begin_at_its_left(many):
    """One line of them would leave most of the frame empty, and its words small."""
    chain = [f"s{at}[{step}]" for at, step in enumerate(STEPS[:many])]
    layout, problems = arrange(cast_of(text("LR", " --> ".join(chain))), THEME)
    boxes = [next(one.box for one in layout.placed if one.kind == "card" and one.id == f"s{at}") for at in range(many)]
    assert boxes[0].cx < boxes[1].cx < boxes[2].cx
    assert boxes[3].y > boxes[2].bottom and boxes[4].right < boxes[3].x
    assert abs(boxes[3].cx - boxes[2].cx) < 1.0
    assert {problem.code for problem in problems} == {"turned"}


@pytest.mark.parametrize("frame", [(1080, 1920), (1920, 1080)])
def test_an_upright_chain_runs_down_as_it_was_written(frame):
    layout, problems = arrange(cast_of(text("TB", " --> ".join(f"s{at}[{one}]" for at, one in enumerate(STEPS)))),
                               THEME, frame)  # fmt: skip
    assert (layout.direction, problems) == ("TB", [])


@pytest.mark.parametrize(
    "lines, folded",
    [
        (
            ("user[User] --> lb[Load balancer] --> main[Main server] --> down[Main fails]", "down --> spare[Spare]"),
            True,
        ),
        (("a[One] --> b[Two] --> c[Three]", "c --> a"), False),
        (("subgraph G", "a[One]", "end", "subgraph H", "b[Two]", "end", "a --> b --> a"), False),
    ],
)
def test_a_note_says_where_a_chain_runs_to_and_fro(lines, folded):
    _, problems = arrange(cast_of(text("LR", *lines, *(["lb -.-> spare"] if folded else []))), THEME)
    assert any("run against LR" in problem.message for problem in problems) is folded


SCALED = """
```mermaid
sequenceDiagram
    participant LB as Load balancer
    participant E1 as Instance 1
    participant E2 as Instance 2
    participant CW as Monitoring
    participant AS as Autoscaling
    LB->>E1: requests
    Note over E1: CPU usage 90%
    E1->>CW: metrics
    CW->>AS: alarm
    AS->>E2: start instance
    E2-->>AS: started
    AS->>LB: register instance 2
    LB->>E1: 50% of requests
    LB->>E2: 50% of requests
```
"""


def test_the_parts_above_a_sequence_have_no_direction_that_could_be_missed():
    """Nobody wrote which way they stand, so that nothing is said where they stand otherwise than parts do at first."""
    cast = planned(SCALED).cast
    layout, problems = arrange(cast, THEME, (1080, 1920))
    assert cast.cards and layout.direction != cast.direction
    assert not [problem for problem in problems if problem.code == "turned"]
