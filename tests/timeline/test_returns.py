"""What a worker held when it died goes back to its queue, and is seen to."""

import pytest

from tests.film import planned, scene

POOL = """
```mermaid
graph LR
  U[user] --> Q[[message queue]] --> W1[worker 1] & W2[worker 2]
  %% @system W1 latency=500ms capacity=4/s
  %% @system W2 latency=500ms capacity=4/s
  %% @step a
  %% @appear all
  %% @traffic U rate={rate}/s
  %% @wait 4s
  %% @step b
  %% @fail W1
  %% @wait 3s
```
"""


def backs(made):
    flows = [clip for clip in made.timeline.clips if clip.action == "flow" and clip.slot == "signal"]
    return [clip for clip in flows if clip.target == "Q"]


def held(made, worker):
    """The requests that a queue had given to a worker and that weren't done when it died."""
    (died,) = [e.t for e in made.log.events if e.kind == "state" and (e.of, e.data["state"]) == (worker, "failed")]
    last = {}
    for event in made.log.events:
        if event.request is not None and event.t <= died:
            last[event.request] = (event.kind, event.to)
    return sum(one == ("routed", worker) for one in last.values())


@pytest.mark.parametrize("rate", [8, 20])
def test_what_a_dead_worker_held_runs_back_with_its_number(rate):
    made = planned(POOL.format(rate=rate))
    (back,) = backs(made)
    assert held(made, "W1") > 0
    assert back.value["label"] == f"{held(made, 'W1')} go back"
    failed = next(c for c in made.timeline.clips if c.action == "state" and (c.target, c.value) == ("W1", "failed"))
    assert failed.end <= back.start < back.end < made.timeline.seconds
    assert [
        clip for clip in made.timeline.clips if clip.action == "pulse" and (clip.target, clip.start) == ("Q", back.end)
    ]


def test_without_a_queue_nothing_goes_back():
    assert not backs(planned(POOL.format(rate=8).replace("Q[[message queue]]", "Q[load balancer]")))


def test_the_scene_of_the_queue_shows_it_on_its_way():
    made = scene("message-queue")
    (back,) = backs(made)
    assert back.start <= made.timeline.scenes[2].telling <= back.end


def test_so_does_what_it_had_asked_a_store_for():
    text = POOL.format(rate=8).replace("worker 2]\n", "worker 2] --> D[(database)]\n").replace("W1 lat", "D lat")
    made = planned(text.replace("latency=500ms capacity=4/s", "latency=1s", 1))
    (back,) = backs(made)
    sent = [event.request for event in made.log.events if event.kind == "routed" and event.at == "Q"]
    again = {request for request in sent if sent.count(request) > 1}
    assert len(again) > 2
    assert back.value["label"] == f"{len(again)} go back"
