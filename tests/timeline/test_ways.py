"""Dots of requests for which several parts are asked: one that goes apart where the ways do."""

from collections import defaultdict

import pytest

from diagram_anim.model.timeline import Action
from tests.film import planned

SHOP = """
```mermaid
flowchart LR
  U[Users] --> A[App server]
  A --> C[(Redis cache)]
  A --> D[(Database)]
  A --> Q[[Queue]]
  %% @step all are asked
  %% @traffic U rate=2/s
  %% @wait 3s
  %% @step without its cache
  %% @fail C
  %% @wait 5s
```
"""


@pytest.fixture(scope="module")
def flows():
    found = defaultdict(dict)
    for clip in planned(SHOP).timeline.clips:
        if clip.action is Action.FLOW:
            found[clip.start][clip.target] = clip
    return found


def test_each_request_has_a_dot_to_all_that_are_asked(flows):
    assert len(flows) > 5
    assert all(dots.keys() == {"C", "D", "Q"} for dots in flows.values())


def test_they_are_one_as_far_as_they_go_together(flows):
    for dots in flows.values():
        assert len({clip.path[0] for clip in dots.values()}) == 1
        paces = {round((clip.end - clip.start) / len(clip.path), 3) for clip in dots.values() if len(clip.path) == 2}
        assert max(paces) <= 2 * min(paces), "each takes its lines' own time"


def test_who_gave_no_answer_loses_its_dot_alone(flows):
    fates = [{id: clip.slot for id, clip in dots.items()} for dots in flows.values()]
    assert {"C": "served", "D": "served", "Q": "served"} in fates
    assert {"C": "lost", "D": "served", "Q": "served"} in fates
    assert all(fate["D"] == fate["Q"] == "served" for fate in fates)


WATCHED = """
```mermaid
flowchart LR
  U[Users] --> A[App server] --> D[(Database)]
  M[Error monitor] -.-> A
  %% @step who watches asks
  %% @send M -> A -> D x2
  %% @step requests come
  %% @traffic U rate=5/s
  %% @wait 4s
```
"""


def test_counters_count_requests_and_not_what_a_step_sends_one_by_one():
    made = planned(WATCHED)
    (count,) = [
        clip for clip in made.timeline.clips if clip.action is Action.COUNT and clip.target == "A" and clip.series
    ]
    flows = [clip for clip in made.timeline.clips if clip.action is Action.FLOW and clip.value.get("weight")]
    assert min(at for at, _ in count.series) > made.timeline.scenes[1].start
    assert count.series[-1][1] <= sum(clip.value["weight"] for clip in flows)


def test_what_is_lost_with_who_waited_for_it_ends_there():
    made = planned("""
```mermaid
flowchart LR
  U[Users] --> A[App server] --> D[(Database)]
  %% @system D latency=2s capacity=500/s
  %% @step requests come
  %% @traffic U rate=5/s
  %% @wait 4s
  %% @step it dies
  %% @fail A
  %% @wait 1s
```
""")
    died = next(event.t for event in made.log.events if event.data.get("state") == "failed")
    lost = [event for event in made.log.events if event.kind == "lost" and event.t == died]
    assert len(lost) > 5 and {event.at for event in lost} == {"A"}
    ends = [clip for clip in made.timeline.clips if clip.action is Action.FLOW and clip.slot == "lost"]
    assert ends and {(clip.target, len(clip.path)) for clip in ends} == {("A", 1)}
    (count,) = [
        clip
        for clip in made.timeline.clips
        if clip.action is Action.COUNT and (clip.target, clip.slot) == ("A", "lost") and clip.series
    ]
    assert count.series[-1][1] == sum(event.kind == "lost" for event in made.log.events)
