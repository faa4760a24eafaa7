"""Looping steps: what is seen at the end is what was seen where the loop began, and it is true of a pass."""

from functools import cache

import pytest

from diagram_anim import timeline
from diagram_anim.batch.ground import picture
from diagram_anim.batch.plan import plan
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.task import Task
from diagram_anim.model.document import Document
from diagram_anim.model.timeline import Action
from diagram_anim.source import blocks
from diagram_anim.stage import still
from diagram_anim.timeline.loops import Loop, means, rates, words
from diagram_anim.timeline.segments import TAIL
from tests.film import planned

CHART = """
```mermaid
graph LR
  U[사용자] --> LB[로드 밸런서]
  LB --> W1[웹 서버 1] & W2[웹 서버 2]
  %% @system LB check.period=2s check.failures=2
{}```
"""

STORY = CHART.format("""\
  %% @step 요청이 나뉩니다
  %% @appear all
  %% @traffic U rate=10/s
  %% @loop
  %% @step 웹 서버 1이 멈춥니다
  %% @fail W1
  %% @wait until detected W1
  %% @step 웹 서버 2가 모두 받습니다
  %% @loop
""")


@cache
def made():
    return planned(STORY)


def loops():
    return [segment for segment in timeline.segments(made().timeline, "") if segment.loops]


def test_a_looping_step_is_cut_where_its_loop_begins():
    cut = timeline.segments(made().timeline, "")
    assert [(segment.step, segment.loops) for segment in cut] == [
        (0, False),
        (0, True),
        (1, False),
        (2, False),
        (2, True),
    ]
    for segment in loops():
        scene = made().timeline.scenes[segment.step]
        assert segment.start == scene.loop
        assert segment.start + segment.seconds == pytest.approx(scene.end)
        assert segment.seconds >= 3


SHAPES = {
    "a deep chart with bursts": """graph TB
  U --> G[gw] --> LB[lb] --> A & B --> C[cache] --> D[(db)]
  %% @system U arrivals=poisson
  %% @step x
  %% @appear all
  %% @traffic U rate=30/s
  %% @loop""",
    "a sequence": """sequenceDiagram
  participant U as User
  participant LB as Load Balancer
  participant W as Server
  U->>LB: ask
  LB->>W: pass on
  %% @step x
  %% @appear all
  %% @traffic U rate=10/s
  %% @loop""",
    "readings and a rising load": """graph LR
  U --> LB[lb] --> A & B
  %% @step x
  %% @appear all
  %% @traffic U rate=10/s
  %% @gauge A cpu=70%
  %% @loop
  %% @step y
  %% @load U x3 over=3s
  %% @loop""",
    "what is told of single things": """graph LR
  U --> LB[lb] --> A & B
  %% @step x
  %% @appear all
  %% @traffic U rate=4/s
  %% @step y
  %% @send U -> LB -> A "GET /"
  %% @illustrate B idea=healing
  %% @focus A
  %% @loop""",
    "a short step that is given too little time": """graph LR
  U --> LB[lb] --> A & B
  %% @step x
  %% @appear all
  %% @traffic U rate=10/s
  %% @for 2s
  %% @loop""",
}


@pytest.mark.parametrize("chart", SHAPES.values(), ids=SHAPES)
def test_at_the_end_of_a_loop_all_is_where_it_was_at_its_start(chart):
    def seen(segment, at):
        dots = [clip for clip in segment.clips if clip.action is Action.FLOW and clip.start < at < clip.end + TAIL]
        dots.sort(key=lambda clip: (clip.start, clip.end))
        return [(dot.path, dot.slot) for dot in dots], [at - dot.start for dot in dots], [dot.end - at for dot in dots]

    found = planned(f"```mermaid\n{chart}\n```\n")
    cut = [segment for segment in timeline.segments(found.timeline, "") if segment.loops]
    assert len(cut) == chart.count("@loop")
    for segment in cut:
        first, last = seen(segment, 1e-5), seen(segment, segment.seconds - 1e-5)
        assert first[0] == last[0]
        for one, other in zip(first[1:], last[1:], strict=True):
            assert one == pytest.approx(other, abs=1e-4)
        changing = [clip for clip in segment.clips if clip.action not in (Action.FLOW, Action.LANE)]
        assert all(clip.end <= 1e-6 for clip in changing)


@pytest.mark.slow
def test_the_last_frame_of_a_loop_is_its_first_to_the_pixel():
    scene = picture(made(), Settings(quality="draft"))
    for segment in loops():
        first, later, last = (still(segment, scene, at) for at in (0.0, 1.1, segment.seconds))
        assert (first == last).all()
        assert (first != later).any()


def test_nothing_but_dots_and_their_lanes_changes_in_a_loop():
    for segment in loops():
        assert {clip.action for clip in segment.clips if clip.end > 1e-6} <= {Action.FLOW, Action.LANE}
        assert not [clip for clip in segment.clips if clip.action is Action.LANE and 0 < clip.start < segment.seconds]


def test_the_dots_of_a_pass_are_as_many_as_its_rate_says():
    for segment in loops():
        ends = [clip for clip in segment.clips if clip.action is Action.FLOW and 0 <= clip.end + TAIL < segment.seconds]
        requests = sum(clip.value["weight"] for clip in ends)
        rate = float(segment.state["chart", "LB", "count", "served"].removesuffix("/s"))
        assert requests / segment.seconds == pytest.approx(rate, rel=0.2)
        assert rate == pytest.approx(10, rel=0.15)


def test_a_loop_begins_when_the_first_answers_are_there_however_long_they_take():
    slow = STORY.replace(
        "%% @system LB check.period=2s check.failures=2", "%% @system W* latency=2500ms capacity=100/s"
    )
    found = planned(slow.replace("  %% @wait until detected W1\n", ""))
    first = next(one for one in timeline.segments(found.timeline, "") if one.loops)
    assert float(first.state["chart", "LB", "count", "served"].removesuffix("/s")) == pytest.approx(10, rel=0.05)


def test_all_counters_show_rates_in_a_loop_and_count_on_behind_it():
    log, film = made().log, made().timeline
    served = sum(event.kind == "served" for event in log.events[: log.cuts[1]])
    first, *_ = loops()
    counts = {key: value for key, value in first.state.items() if key[2] == "count"}
    told = {(target, slot): value for (_, target, _, slot), value in counts.items() if value}
    assert set(told) == {("LB", "served"), ("LB", "lost"), ("W1", "served"), ("W1", "lost"), ("W2", "served")}
    assert all(value.endswith("/s") for value in told.values())
    behind = next(
        clip for clip in film.clips if clip.action is Action.COUNT and clip.target == "LB" and clip.slot == "served"
    )
    at = film.scenes[0].end
    time, value = next(one for one in behind.series if one[0] > at)
    assert value == served
    assert time >= max(clip.end for clip in film.clips if clip.action is Action.FLOW and clip.start < at < clip.end)


def test_what_comes_behind_a_loop_waits_until_its_dots_have_arrived():
    film = made().timeline
    end = film.scenes[0].end
    failed = next(clip for clip in film.clips if clip.action is Action.STATE and clip.value == "failed")
    left = [clip for clip in film.clips if clip.action is Action.FLOW and clip.start < end < clip.end]
    assert left
    assert all(clip.end <= failed.start for clip in left)


@pytest.mark.parametrize(
    "lines, code, said",
    [
        ("appear all\ntraffic U rate=10/s\nfail W1\nloop", "loop-open", "`detected W1` comes at"),
        ("appear all\nloop", "loop-empty", "no request comes to its end"),
        ("appear all\ntraffic U rate=1/m\nloop", "loop-empty", "no request comes to its end"),
    ],
)
def test_what_cannot_loop_is_told_where_it_stands(lines, code, said):
    text = CHART.format("".join(f"  %% @{line}\n" for line in ["step 하나", *lines.split("\n")]))
    document = Document("lecture.md", text)
    found, problems = plan(Task(document, blocks(document)[0], "lecture"), Settings())
    assert found is None
    (problem,) = (one for one in problems if one.is_error)
    assert (problem.code, problem.span.line > 6, bool(problem.hint)) == (code, True, True)
    assert said in problem.message


def test_readings_stand_at_their_mean():
    loop = Loop(10, 14, 16, 4)
    shown = means([(0.0, 0.2), (11.0, 0.4), (12.0, 0.2), (14.0, 0.3), (17.0, 0.6)], [loop])
    assert shown == [(0.0, 0.2), (9.7, pytest.approx(0.25)), (16, 0.3), (17.0, 0.6)]


def test_a_counter_without_any_counts_nothing_a_second():
    assert rates([], [Loop(10, 14, 16, 4)])[0] == (10, "0/s")
    assert [words(rate) for rate in (0.0, 0.44, 3.0, 9.97, 1234.5)] == ["0/s", "0.4/s", "3/s", "10/s", "1,234/s"]
