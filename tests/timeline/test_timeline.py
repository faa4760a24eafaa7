"""Beats and events on the film's time: what is seen follows from the log, and each piece from its content alone."""

from dataclasses import replace
from functools import cache

import pytest

from diagram_anim import timeline
from diagram_anim.batch.plan import plan
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.task import Task
from diagram_anim.model.document import Document
from diagram_anim.model.timeline import Action
from diagram_anim.story import write_scene
from diagram_anim.timeline.requests import HURRY
from tests import film
from tests.film import FAILOVER, ROLLING, planned


@cache
def failover():
    return planned(FAILOVER)


@cache
def rolling():
    return planned(ROLLING)


@pytest.fixture(params=[failover, rolling], ids=["failover", "rolling"])
def made(request):
    return request.param()


def cut(made, ground="ground"):
    return timeline.segments(made.timeline, ground)


def test_scenes_follow_one_another_without_gaps_on_the_frame_grid(made):
    at = 0.0
    for scene in made.timeline.scenes:
        assert scene.start == pytest.approx(at)
        assert (scene.end * 5) == pytest.approx(round(scene.end * 5))
        at = scene.end
    assert at == pytest.approx(made.timeline.seconds)


def test_every_caption_can_be_read(made):
    for scene in made.timeline.scenes:
        assert scene.end - scene.start >= len(scene.caption) / 12


def test_a_dot_ends_when_its_request_does(made):
    ends = {
        round(made.clock.film(event.t, flowing=True), 2)
        for event in made.log.events
        if event.kind in ("served", "lost")
    }
    dots = [clip for clip in made.timeline.clips if clip.action is Action.FLOW and clip.slot in ("served", "lost")]
    dots = [clip for clip in dots if clip.end < made.timeline.seconds - 0.5]
    assert dots
    near = sum(any(abs(clip.end - end) < 0.05 for end in ends) for clip in dots)
    assert near == len(dots)


def test_no_dot_runs_before_what_it_runs_through_stands(made):
    shown = {clip.target: clip.start for clip in made.timeline.clips if clip.action is Action.SHOW and clip.value}
    for clip in made.timeline.clips:
        if clip.action is Action.FLOW:
            assert all(shown[wire] <= clip.start for wire in clip.path)


def test_dots_stand_for_the_requests_of_the_log_in_their_shares():
    made = failover()
    dots = [clip for clip in made.timeline.clips if clip.action is Action.FLOW and clip.end < made.timeline.seconds]
    every = dots[0].value["weight"]
    lost = sum(clip.slot == "lost" for clip in dots) * every
    assert abs(lost - made.log.totals["lost"]) <= 2 * every


def test_counters_end_at_the_log_s_totals():
    made = failover()
    counts = [clip for clip in made.timeline.clips if clip.action is Action.COUNT]
    served = next(clip for clip in counts if clip.target == "LB" and clip.slot == "served")
    lost = next(clip for clip in counts if clip.target == "LB" and clip.slot == "lost")
    assert served.series[-1][1] == made.log.totals["served"]
    assert lost.series[-1][1] == made.log.totals["lost"]


def test_what_is_lit_goes_dark_with_its_step():
    made = failover()
    second = made.timeline.scenes[2]
    lights = [clip for clip in made.timeline.clips if clip.action is Action.LIGHT and clip.target == "W1"]
    assert any(clip.value == "failed" for clip in lights)
    assert any(clip.value == "" and clip.start == pytest.approx(second.start) for clip in lights)


def test_a_sequence_with_traffic_stands_in_two_views():
    made = rolling()
    views = {clip.view for clip in made.timeline.clips if clip.target == "V2" and clip.action is Action.SHOW}
    assert views == {"chart", "sequence"}


def test_a_piece_is_a_function_of_its_content(made):
    first, again = cut(made), cut(made)
    assert [one.digest for one in first] == [one.digest for one in again]
    assert len({one.digest for one in first}) == len(first)
    assert all(one.digest != other.digest for one, other in zip(first, cut(made, "other ground"), strict=True))


def test_a_longer_caption_changes_no_later_piece():
    made = failover()
    more = "요청이 두 서버로 고르게 나뉘어 들어옵니다. 어느 서버도 혼자 바쁘지 않습니다. " * 2
    longer = planned(FAILOVER.replace("요청이 두 서버로 나뉩니다", more))
    assert longer.timeline.seconds > made.timeline.seconds
    assert list(longer.log.events) == list(made.log.events)
    assert cut(longer)[0].digest != cut(made)[0].digest
    assert cut(longer)[2].digest == cut(made)[2].digest


def test_words_and_pace_never_change_the_log():
    made = failover()
    slow = planned(
        FAILOVER.replace("  %% @step 웹 서버 1이 멈춥니다", "  %% @pace 1.5\n  %% @step 이제 웹 서버 1이 멈춥니다")
    )
    assert slow.log == replace(made.log, moments=slow.log.moments)


@pytest.mark.parametrize("markdown", [FAILOVER, ROLLING], ids=["failover", "rolling"])
def test_the_written_scene_gives_the_same_pieces_as_the_diagram(markdown):
    made = planned(markdown)
    text = write_scene(made.board)
    again, problems = plan(Task(Document("scene.yaml", text), None, "scene"), Settings())
    assert again is not None, problems
    assert [one.digest for one in cut(again)] == [one.digest for one in cut(made)]


def test_no_dot_takes_its_last_wire_before_it_is_shared_there():
    made = rolling()
    shared = next(
        made.clock.film(event.t)
        for event in made.log.events
        if event.kind == "split" and event.t > 0 and event.data["to"]["V2"] > 0
    )
    dots = [clip for clip in made.timeline.clips if clip.action is Action.FLOW and clip.target == "V2"]
    assert dots and min(clip.start for clip in dots) >= shared - HURRY


def test_what_starts_is_seen_to_be_ready_before_its_step_ends():
    made = rolling()
    (starting,) = (
        clip
        for clip in made.timeline.clips
        if clip.action is Action.LIGHT and clip.value == "starting" and clip.view == "chart"
    )
    healthy = next(clip for clip in made.timeline.clips if clip.channel == starting.channel and clip.value == "healthy")
    step = next(scene for scene in made.timeline.scenes if scene.start <= starting.start < scene.end)
    assert starting.start < healthy.end < step.end


def test_each_balancer_counts_the_requests_that_went_through_it():
    made = film.scene("load-balancing")
    counted = {clip.target: clip.value for clip in made.timeline.clips if clip.channel[2:] == ("count", "served")}
    for balancer, servers in (("L1", ("A1", "A2")), ("L2", ("B1", "B2")), ("L3", ("C1", "C2"))):
        assert counted[balancer] == sum(counted[server] for server in servers) > 0


def test_copies_and_dots_bear_the_colour_of_their_version():
    made = film.scene("deployment")
    tones = {
        (clip.slot, clip.value)
        for clip in made.timeline.clips
        if clip.action is Action.TONE and clip.target == "W" and clip.slot
    }
    assert tones == {("v1", "old"), ("v2", "new"), ("v3", "next")}, "each keeps its own to the end"
    tiles = [clip.value for clip in made.timeline.clips if clip.action is Action.TILES]
    assert any("healthy v1" in value and "healthy v2" in value for value in tiles)
    dots = {clip.value["tone"] for clip in made.timeline.clips if clip.action is Action.FLOW}
    assert dots == {"old", "new"}


def test_each_copy_bears_its_own_load_and_their_mean_is_what_the_dial_reads():
    found = film.scene("black-friday")
    clips = found.timeline.clips
    loads = {one.start: one.value for one in clips if one.action is Action.LEVEL and one.slot == "tiles"}
    (dial,) = [one for one in clips if one.action is Action.LEVEL and one.slot == "gauge:cpu"]
    readings = dict(dial.series)
    assert loads and loads.keys() <= readings.keys()
    for at, shares in loads.items():
        busy = [share for share in shares if share]
        # A copy that has just become ready has fewer readings than the others.
        assert len(shares) == 30 and min(busy) - 0.01 <= readings[at] <= max(busy) + 0.01, at
    steady = loads[max(at for at in loads if at < 10)]
    assert sum(steady) / 3 == pytest.approx(readings[max(at for at in loads if at < 10)], abs=0.02)


CALLED = """
```mermaid
graph LR
  U[users] --> R[router]
  R -->|90%| A[{}]
  R -->|10%| B[{}]
```
"""


@pytest.mark.parametrize(
    "one, two, tones",
    [
        ("stable pods", "canary pods", ("old", "canary")),
        ("blue", "green", ("blue", "green")),
        ("블루 환경", "그린 환경", ("blue", "green")),
        ("v1", "v2", ("old", "new")),
        ("stable v1.4", "canary v1.5", ("old", "new")),
    ],
)
def test_versions_called_by_a_colour_have_it_and_their_dots_too(one, two, tones):
    clips = planned(CALLED.format(one, two)).timeline.clips
    told = {clip.target: clip.value for clip in clips if clip.action is Action.TONE and not clip.slot}
    assert (told["A"], told["B"]) == tones
    dots = {(clip.target, clip.value["tone"]) for clip in clips if clip.action is Action.FLOW}
    assert dots == {("A", tones[0]), ("B", tones[1])}


def test_the_load_of_servers_is_what_they_have_served_of_what_they_can_and_moves_to_those_that_are_left():
    plan = film.scene("self-healing")
    clips = plan.timeline.clips
    loads = {one.target: one.series for one in clips if one.action is Action.LEVEL and one.slot == "meter:load"}
    assert loads.keys() == {"W1", "W2", "W3"}
    served = {one.target: one.series for one in clips if one.action is Action.COUNT and one.slot == "served"}

    def at(series, second):
        return [value for time, value in series if time <= second][-1]

    # While all three serve and time runs as it is: a rate over three seconds, beside 30 a second.
    fails, replaced = (plan.timeline.scenes[number].start for number in (1, 3))
    for id, series in loads.items():
        gone = at(served[id], fails + 0.3) - at(served[id], fails - 2.7)
        assert at(series, fails + 0.3) == pytest.approx(gone / 3 / 30, abs=0.06), id
    before, after = (sum(at(loads[id], second) for id in ("W2", "W3")) for second in (fails + 0.8, replaced + 0.2))
    assert after > 1.3 * before
