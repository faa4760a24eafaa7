"""What the meters of servers show."""

import math

import pytest

from diagram_anim.model.timeline import Action
from tests.film import planned, scene

STORE = """
```mermaid
graph LR
  U[User] --> A[API] --> DB[(Database)]
  %% @step It runs
  %% @appear all
  %% @traffic U rate=10/s
  %% @step The store fails
  %% @fail DB
  %% @wait 4s
```
"""


def test_what_starts_fills_its_bar_until_it_is_ready():
    made = scene("self-healing")
    states = [clip for clip in made.timeline.clips if clip.action is Action.STATE and clip.target == "W1"]
    (shown,) = [clip.start for clip in states if clip.value == "starting"]
    starting = next(clip.start for clip in made.timeline.clips if clip.action is Action.SHOW and not clip.value)
    ready = next(clip.start for clip in states if clip.value == "healthy" and clip.start > shown)
    found = {
        clip.slot: clip.series for clip in made.timeline.clips if clip.target == "W1" and clip.action is Action.LEVEL
    }
    assert shown == starting + 0.5, "it starts to be seen when the old one has gone"
    coming, load = found["coming"], found["meter:load"]
    assert len(coming) > 20 and coming[-1] == (pytest.approx(ready, abs=0.01), 1.0)
    for at, share in coming:
        assert share == pytest.approx((at - starting) / (ready - starting), abs=0.01)
    assert [share for at, share in load if starting <= at <= ready] == [0.0], "its load begins when it is ready"
    assert [at for at, _ in load] == sorted(at for at, _ in load)


def test_who_comes_in_anothers_place_begins_at_nothing():
    """Its balancer counts on."""
    made = scene("self-healing")
    counted = {(clip.target, clip.slot): clip.series for clip in made.timeline.clips if clip.action is Action.COUNT}
    back = [clip.start for clip in made.timeline.clips if clip.target == "W1" and clip.action is Action.SHOW][-1]
    for slot in ("served", "lost"):
        before = [value for at, value in counted["W1", slot] if at < back]
        assert before[-2] > 5 and before[-1] == 0
        assert [value for _, value in counted["LB", slot]] == sorted(value for _, value in counted["LB", slot])
    assert counted["W1", "lost"][-1][1] == 0 < counted["W1", "served"][-1][1] < counted["W2", "served"][-1][1] / 2


def test_what_is_refused_is_called_so_and_what_a_store_loses_is_counted():
    made = scene("black-friday")
    counted = {(clip.target, clip.slot): clip.series for clip in made.timeline.clips if clip.action is Action.COUNT}
    assert counted["W", "refused"][-1][1] == made.log.totals["refused"] > 0
    assert ("W", "lost") not in counted and not made.log.totals["lost"]
    assert {curve.name for plot in made.cast.plots for curve in plot.curves} >= {"refused"}
    made = planned(STORE)
    counted = {(clip.target, clip.slot): clip.series for clip in made.timeline.clips if clip.action is Action.COUNT}
    assert counted["DB", "lost"][-1][1] == made.log.totals["lost"] > 0


def test_who_never_starts_shows_its_load_alone():
    made = scene("self-healing")
    (load,) = [clip for clip in made.timeline.clips if (clip.target, clip.slot) == ("W2", "meter:load")]
    assert max(share for _, share in load.series) < 0.9


def test_what_starts_tells_in_how_many_of_the_systems_seconds_it_will_be_there():
    made = scene("self-healing")
    (left,) = [clip for clip in made.timeline.clips if clip.target == "W1" and clip.slot == "left"]
    events = [event for event in made.log.events if event.of == "W1" and event.kind == "state"]
    begins = next(one for one in events if one.data["state"] == "starting" and one.t > 0)
    ready = next(one for one in events if one.data["state"] == "ready" and one.t > begins.t)
    told = [value for _, value in left.series]
    assert told == sorted(told, reverse=True) and told[0] == math.ceil(ready.t - begins.t) and told[-1] == 1


@pytest.mark.parametrize("to", [40, 95])
def test_a_dial_reads_nothing_before_its_first_reading(to):
    film = planned(
        "# Load\n\n```mermaid\ngraph LR\n  A[CPU] --> B[Servers]\n"
        f"  %% @step Calm\n  %% @appear all\n  %% @step Load\n  %% @gauge A cpu={to}%\n```\n"
    ).timeline
    (dial,) = (one for one in film.clips if one.action is Action.LEVEL and one.slot == "gauge:cpu")
    assert dial.start >= film.scenes[1].start and dial.series[-1][1] == to / 100
