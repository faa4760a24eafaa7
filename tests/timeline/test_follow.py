"""A chart whose words are too small to be read: the camera goes near what is told of."""

from itertools import pairwise

import pytest

from diagram_anim.batch.plan import plan
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.tasks import gather
from diagram_anim.model.geometry import Box
from diagram_anim.model.timeline import Action
from diagram_anim.timeline.follow import TOLD
from diagram_anim.timeline.framing import SMALL, framed, joint, read, seen
from tests.film import planned

STEPS = """
  %% @step All
  %% @appear all
  %% @step Near one end
  %% @send n0 -> n1
  %% @step Next to it
  %% @highlight n1
  %% @step Far away
  %% @send n22 -> n23
  %% @step Everywhere
  %% @highlight n*
"""


def chart(steps=STEPS, count=24, more=""):
    """So many cards in one line, with words that can't be broken."""
    cards = [f'  n{n}["{"card" * 5}{n}<br/>{"line" * 5}<br/>{"more" * 5}"]' for n in range(count)]
    ways = [f"  n{n} -->|{'word' * 4}| n{n + 1}" for n in range(count - 1)]
    return "```mermaid\n" + "\n".join(["graph TD", *cards, *ways, steps, more]) + "```\n"


def moves(made):
    return [clip for clip in made.timeline.clips if clip.action is Action.CAMERA]


def test_it_goes_near_stays_where_it_can_and_sees_the_whole_again():
    made = planned(chart())
    starts = [scene.start for scene in made.timeline.scenes]
    found = moves(made)
    assert [clip.start for clip in found[:3]] == [starts[1], starts[3], starts[4]]
    assert found[-1].value is None


def test_what_is_told_of_is_seen_and_can_be_read():
    made = planned(chart())
    small = min(line.type.size for one in made.layout.placed for line in one.lines)
    boxes = {one.id: one.box for one in made.layout.placed}
    near, far = moves(made)[:2]
    for clip, ends in ((near, ("n0", "n1")), (far, ("n22", "n23"))):
        view = Box(*clip.value)
        assert all(view.holds(boxes[end]) for end in ends)
        assert small * made.layout.frame[0] / view.w >= 23.8


def test_what_runs_is_seen_from_its_start_to_its_end_where_several_views_are_passed():
    made = planned(chart(count=28))
    layout, ids = made.layout, [f"n{n}" for n in range(28)]
    hops = [*pairwise(ids)]
    boxes = {one.id: one.box for one in layout.placed}
    small = min(line.type.size for one in layout.placed if one.id in ids for line in one.lines)

    def cut(views):
        sights = [seen(layout, view) for view in views]
        return [hop for hop in hops if not any(all(sight.holds(boxes[end]) for end in hop) for sight in sights)]

    whole = joint(layout, hops, ids)
    assert cut(whole) == []
    assert all(small * layout.frame[0] / view[2] >= 23.8 for view in whole)
    assert cut(read(layout, framed(layout, ids), ids)), "as near as it goes it would cut some"


def test_where_all_can_be_read_it_stays():
    steps = STEPS.replace("n22 -> n23", "n2 -> n3")
    assert not moves(planned(chart(steps, 4)))


def test_an_author_who_leads_it_leads_alone():
    made = planned(chart(more="  %% @focus all\n"))
    assert [clip.value for clip in moves(made)] == [None]


LONG = "It takes a while to read what is said of all of this here, so that there is time to look at it from near"


def test_it_passes_along_what_can_not_be_read_from_one_place_where_there_is_time():
    steps = f"  %% @step All\n  %% @appear all\n  %% @step {LONG}\n  %% @highlight n0 n1 n22 n23\n"
    made = planned(chart(f"{steps}  %% @step In the end\n  %% @highlight n0\n"))
    small = min(line.type.size for one in made.layout.placed for line in one.lines)
    boxes = {one.id: one.box for one in made.layout.placed}
    views = [Box(*clip.value) for clip in moves(made)[:2]]
    assert all(small * made.layout.frame[0] / view.w >= 23.8 for view in views)
    assert views[0].holds(boxes["n0"]) and views[0].holds(boxes["n1"])
    assert views[1].holds(boxes["n22"]) and views[1].holds(boxes["n23"])


def test_it_passes_along_no_nearer_than_words_can_be_read_with_what_stands_around():
    made = planned(chart(f"  %% @step All\n  %% @appear all\n  %% @step {LONG}\n  %% @highlight n0 n22\n"))
    small = min(line.type.size for one in made.layout.placed for line in one.lines)
    views = [Box(*clip.value) for clip in moves(made)[:-1]]
    assert len(views) > 1
    assert all(23.8 <= small * made.layout.frame[0] / view.w <= 30.1 for view in views)


def test_it_goes_with_a_request_along_a_way_that_is_too_long_for_one_place():
    way = " -> ".join(f"n{n}" for n in range(6))
    made = planned(chart(f"  %% @step All\n  %% @appear all\n  %% @step {LONG}\n  %% @send {way}\n  %% @step End\n"))
    boxes = {one.id: one.box for one in made.layout.placed if one.kind == "card"}
    scene, moved = made.timeline.scenes[1], [clip for clip in moves(made) if clip.start < made.timeline.scenes[1].end]
    lights = [clip for clip in made.timeline.clips if clip.action is Action.LIGHT and clip.value]
    lit = [clip for clip in lights if clip.target in boxes and clip.start < scene.end]
    assert len(moved) > 1 and len(lit) == 6
    for clip in lit:
        there = [move for move in moved if move.start <= clip.start][-1]
        assert there.value is None or seen(made.layout, there.value).holds(boxes[clip.target], 1.0), clip.target


def test_what_would_stand_behind_the_caption_is_not_seen():
    layout = planned(chart()).layout
    stage, part = layout.stage, seen(layout, (100.0, 50.0, layout.frame[0] / 2, layout.frame[1] / 2))
    assert (part.x, part.y, part.w, part.h) == (100 + stage.x / 2, 50 + stage.y / 2, stage.w / 2, stage.h / 2)


def near_all(made):
    """Whether the camera has been near each card, and has stayed long enough wherever it went in the last step."""
    found = moves(made)
    cards = [one for one in made.layout.placed if one.kind == "card"]
    views = [seen(made.layout, clip.value) for clip in found if clip.value]
    last = [clip for clip in found if clip.start >= made.timeline.scenes[-1].start]
    return all(any(view.holds(one.box, 1.0) for view in views) for one in cards) and all(
        two.start - one.end >= 1.2 - 1e-6 for one, two in pairwise(last)
    )


def test_at_last_it_passes_what_no_step_has_told_of_and_draws_back():
    made = planned(chart(f"  %% @step All\n  %% @appear all\n  %% @step {'. '.join([LONG] * 6)}\n  %% @highlight n0\n"))
    assert moves(made)[-1].value is None
    assert near_all(made)


SHORT = "  %% @step All\n  %% @appear all\n  %% @step Near\n  %% @highlight n0\n"


def test_the_last_step_is_as_long_as_that_takes():
    made = planned(chart(SHORT))
    places = len([clip for clip in moves(made) if clip.value])
    last = made.timeline.scenes[-1]
    assert last.end - last.start == pytest.approx((places + 1) * 2.9 + TOLD, abs=1.0)
    assert moves(made)[-1].value is None
    assert near_all(made)


COMPARED = """
diagram: |
  graph LR
    U[Users] --> LB[Load balancer]
    LB --> W1[Server 1] & W2[Server 2] & W3[Server 3] & W4[Server 4] & W5[Server 5]
    W1 & W2 & W3 & W4 & W5 --> Q[Order queue] --> P[Payment worker] --> DB[(Orders database)]
    W1 & W2 --> C[(Cache)]
compare:
  Five servers: {}
  Four servers: {without: W5}
  Three servers: {without: W4 W5}
steps:
  - say: The same requests everywhere
    do: |
      appear all
      traffic U rate=12/s
      wait 4s
  - say: They go on
    do: |
      wait %ss
"""


@pytest.mark.parametrize("seconds", [5, 20, 24, 30, 40])
def test_after_a_round_it_draws_back_however_long_the_last_step_is(seconds, tmp_path):
    """Else the last that is seen of several runs would be one or two of them."""
    path = tmp_path / "compared.yaml"
    path.write_text(COMPARED % seconds, encoding="utf-8")
    (task,) = gather([str(path)]).tasks
    made, problems = plan(task, Settings())
    assert made, problems
    found = [clip for clip in made.timeline.clips if clip.action is Action.CAMERA]
    assert len(found) > 2 and found[-1].value is None
    assert found[-1].end <= made.timeline.seconds


def test_a_length_that_its_author_gave_it_stays():
    made = planned(chart(f"{SHORT}  %% @for 4s\n"))
    last = made.timeline.scenes[-1]
    assert last.end - last.start == pytest.approx(4.0, abs=0.1)


def test_where_a_loop_ends_the_film_it_comes_to_rest_before_that():
    made = planned(chart(f"{SHORT}  %% @traffic n0 rate=2/s\n  %% @loop\n"))
    last = made.timeline.scenes[-1]
    assert last.loop is not None
    assert near_all(made)
    assert moves(made)[-1].end <= last.loop


def test_what_the_last_step_tells_is_seen_first_and_for_long_enough():
    made = planned(chart("  %% @step All\n  %% @appear all\n  %% @step Far away\n  %% @send n22 -> n23\n"))
    boxes = {one.id: one.box for one in made.layout.placed}
    first, second = [clip for clip in moves(made) if clip.start >= made.timeline.scenes[-1].start][:2]
    assert all(Box(*first.value).holds(boxes[end]) for end in ("n22", "n23"))
    assert second.start - first.end >= TOLD
    assert near_all(made)


SCALED = """```mermaid
graph LR
    U[Customers] -->|requests surge| ING[Ingress]
    ING --> SVC[Order service]
    SVC --> P1[Pod 1<br/>CPU 90%]
    SVC --> P2[Pod 2<br/>CPU 85%]
    MS[Metrics server] -->|CPU usage| HPA[HPA<br/>target 50%, min 2, max 6]
    P1 -.->|metrics| MS
    P2 -.->|metrics| MS
    HPA -->|replicas 2 → 4| DEP[Deployment]
    DEP -->|scale out| P3[Pod 3]
    DEP -->|scale out| P4[Pod 4]
```
"""


@pytest.mark.parametrize("frame", ["16:9", "1:1", "4:3"])
def test_who_orders_copies_is_seen_together_with_those_that_come(frame):
    made = planned(SCALED, settings=Settings(aspect=frame))
    last = made.timeline.scenes[-1].start
    views = [clip.value for clip in moves(made) if clip.start >= last][:1]
    boxes = {one.id: one.box for one in made.layout.placed}
    whole = min(line.type.size for one in made.layout.placed for line in one.lines) >= SMALL
    assert whole or all(seen(made.layout, view).holds(boxes[id]) for view in views for id in ("HPA", "P3", "P4"))
    assert whole or views
