"""Small charts stand where the story is about numbers, unless its author says otherwise."""

import pytest

from diagram_anim.story import write_scene
from tests.film import planned, scene

TEXT = """
```mermaid
graph LR
  U[user] --> W[web]
  {charts}
  %% @step a
  %% @appear all
  %% @traffic U rate=4/s
  %% @step b
  %% @{verb}
```
"""


@pytest.mark.parametrize(
    "charts, verb, kinds",
    [
        ("", "wait 2s", []),
        ("", "load U x2", ["rate"]),
        ("%% @charts off", "load U x2", []),
        ("%% @charts on", "wait 2s", ["rate"]),
    ],
)
def test_charts_stand_where_they_tell_or_are_asked_for(charts, verb, kinds):
    made = planned(TEXT.format(charts=charts, verb=verb))
    assert [plot.kind for plot in made.cast.plots] == kinds
    assert ("charts: " in write_scene(made.board)) == bool(charts)


@pytest.mark.parametrize(
    "system, verb, names",
    [
        ("%% @system W start=2s", "scale W to=3 then wait 4s", ["target", "ready"]),
        ("", "wait 2s", []),
    ],
)
def test_copies_are_drawn_with_how_many_are_wanted(system, verb, names):
    made = planned(TEXT.format(charts=f"%% @charts on\n  {system}" if system else "", verb=verb))
    (plot,) = [plot for plot in made.cast.plots if plot.kind == "replicas"] or [None]
    assert [curve.name for curve in plot.curves] == names if plot else not names
    if plot:
        target, ready = plot.curves
        assert [value for _, value in target.points] == [1.0, 3.0, 3.0]
        assert next(at for at, value in ready.points if value == 3.0) == pytest.approx(target.points[1][0] + 2.0)


def test_the_copies_of_the_films_own_run_stand_beside_the_requests():
    rate, copies = scene("black-friday").cast.plots
    assert (rate.kind, copies.kind) == ("rate", "replicas")
    target, ready = copies.curves
    assert [value for _, value in target.points[:5]] == [3.0, 7.0, 14.0, 28.0, 30.0]
    assert ready.points[-1][1] == 30.0


def test_what_tells_most_of_another_run_is_a_line_among_the_films_own():
    made = scene("black-friday")
    rate, _ = made.cast.plots
    assert [(curve.name, curve.run) for curve in rate.curves] == [
        ("arriving", ""), ("served", ""), ("refused", ""), ("refused", "하나뿐이라면")
    ]  # fmt: skip
    other = rate.curves[-1].points
    refused = sum(event.count for event in made.others[0].log.events if event.kind == "refused")
    mean = sum(value for _, value in other) / len(other)
    assert mean * rate.seconds == pytest.approx(refused, rel=0.03)


def test_a_plot_is_hardly_higher_than_its_highest_value():
    for plot in [*scene("black-friday").cast.plots, *scene("message-queue").cast.plots]:
        assert plot.top == pytest.approx(1.1 * max(value for curve in plot.curves for _, value in curve.points))


def test_what_arrives_stands_beside_what_is_handled_and_both_are_the_logs():
    made = planned(QUEUE.format(capacity=10))
    rate = next(plot for plot in made.cast.plots if plot.kind == "rate")
    assert [curve.name for curve in rate.curves] == ["arriving", "served"], "nothing is lost, so nothing is told of it"
    arriving, served = (dict(curve.points) for curve in rate.curves)
    moment = min(arriving, key=lambda at: abs(at - 4.0))
    for curve, kind in ((arriving, "sent"), (served, "served")):
        told = sum(event.count for event in made.log.events if event.kind == kind and moment - 2 <= event.t <= moment)
        assert curve[moment] == pytest.approx(told / 2, abs=0.01)
    assert arriving[moment] > 1.5 * served[moment] > 0, "the queue takes what the worker can't"


QUEUE = """
```mermaid
graph LR
  U[user] --> Q[[message queue]] --> W[worker]
  %% @system W latency=500ms capacity={capacity}/s
  %% @charts on
  %% @step a
  %% @appear all
  %% @traffic U rate=20/s
  %% @wait 4s
  %% @step b
  %% @traffic U off
  %% @wait 12s
```
"""


def test_what_waits_in_a_queue_is_drawn_as_it_grows_and_shrinks():
    made = planned(QUEUE.format(capacity=10))
    (plot,) = [plot for plot in made.cast.plots if plot.kind == "waiting"]
    told = [(event.t, event.data["count"]) for event in made.log.events if event.kind == "waiting"]
    points = dict(plot.curves[0].points)
    assert max(points.values()) == max(count for _, count in told) > 30
    assert all(value == [0, *(count for t, count in told if t <= at)][-1] for at, value in points.items())
    assert all(points[t] == count for t, count in told), "the same figure as on the queue's card, at any moment"
    assert plot.curves[0].stepped and plot.curves[0].points[-1][1] == 0


def test_a_queue_in_which_hardly_anything_waits_has_no_chart():
    assert [plot.kind for plot in planned(QUEUE.format(capacity=40)).cast.plots] == ["rate"]
