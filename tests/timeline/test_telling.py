"""The moment of a step that a poster or a contact sheet shows, and what stands back in it."""

from itertools import pairwise
from statistics import median

import pytest

from diagram_anim.model.timeline import WAY, Action
from diagram_anim.story.spoken import told_last
from diagram_anim.timeline.dotted import FALLING, ROUND
from tests.film import planned, scene


def test_a_release_is_shown_while_both_versions_run():
    clips, step = scene("zero-downtime-deploy").timeline.clips, scene("zero-downtime-deploy").timeline.scenes[1]
    tiles = [one for one in clips if one.action is Action.TILES and one.end <= step.telling][-1].value
    assert {said.partition(" ")[2] for said in tiles if said} == {"v1", "v2"}


@pytest.mark.parametrize("name", ["rolling-update", "canary", "blue-green"])
def test_shares_have_come_to_rest_where_a_film_is_told_by_one_picture(name):
    film = scene(name).timeline
    assert not any(one.action is Action.SPLIT and one.start < film.poster < one.end for one in film.clips)
    dots = [one for one in film.clips if one.action is Action.FLOW and one.start < film.poster < one.end]
    assert dots, "and traffic is seen"


def test_a_message_is_shown_under_way():
    film = scene("kubernetes-apply").timeline
    for step in (film.scenes[number] for number in (1, 3, 5)):
        sent = [one for one in film.clips if one.slot == "signal" and one.start < step.telling < one.end]
        assert sent, step.caption
    made = film.scenes[2]
    come = [one for one in film.clips if one.target == "P" and one.action is Action.SHOW and one.start > made.start]
    assert made.start < come[0].start < made.telling < made.end, "what the messages have brought is there"


def test_what_has_just_failed_does_not_stand_back():
    film = scene("orchestrator").timeline
    step = film.scenes[3]
    failed = {one.target for one in film.clips if one.action is Action.STATE and one.value == "failed"}
    dims = {one.target for one in film.clips if one.action is Action.DIM and step.start <= one.start < step.end}
    assert len(failed) == 1 and dims and not failed & dims


def test_where_time_runs_faster_a_dot_stands_for_more_and_all_together_for_the_requests_that_ended():
    plan = scene("server-failure")
    film, weights = plan.timeline, []
    dots = [one for one in film.clips if one.action is Action.FLOW and one.slot in ("served", "lost")]
    for step in film.scenes:
        here = [one for one in dots if step.start <= one.end < step.end]
        assert len(here) > 3, step.caption
        assert len({one.value["weight"] for one in here}) == 1
        weights.append(here[0].value["weight"])
    assert weights == [1, 1, 2, 10, 1]
    ended = sum(plan.log.totals[kind] for kind in ("served", "lost", "timeout"))
    told = sum(one.value["weight"] for one in dots if one.end <= film.seconds)
    # Of each of four ways and fates less than a dot may be left over.
    assert abs(told - ended) <= 4 * max(weights)
    legend = [one.value for one in film.clips if one.target == "legend"]
    assert [said.partition("|")[0] for said in legend] == ["● = 1", "● = 2", "● = 10", "● = 1"]


@pytest.mark.parametrize(
    "name, sign", [("self-healing", "● = 3"), ("blue-green", "● = 2"), ("stateful-set", "●plain = 4")]
)
def test_the_legend_has_the_colour_of_the_dots_where_they_have_one(name, sign):
    assert next(one.value for one in scene(name).timeline.clips if one.target == "legend").startswith(sign)


def test_a_dial_is_shown_where_it_has_come_to():
    text = """
```mermaid
graph LR
  A[CPU] --> B[Scaler]
  %% @step it is calm
  %% @appear all
  %% @step it climbs to 80 %
  %% @gauge A cpu=80% over=3s
```
"""
    film = planned(text).timeline
    (series,) = [one.series for one in film.clips if one.action is Action.LEVEL]
    step = film.scenes[1]
    reached = [value for at, value in series if at <= step.telling + 0.05][-1]
    assert step.start < step.telling < step.end
    assert reached == pytest.approx(0.8)


@pytest.mark.parametrize("name", ["single-point-of-failure", "self-healing", "blue-green"])
def test_requests_are_seen_where_they_flow(name):
    film = scene(name).timeline
    dots = [one for one in film.clips if one.action is Action.FLOW and one.view == "chart"]
    for step in film.scenes:
        assert [one for one in dots if one.start < step.telling < one.end], step.caption


def lit(film, at, quiet=True):
    """What is lit at a second; all but the quiet ways that requests have taken."""
    last = {one.target: one for one in film.clips if one.action is Action.LIGHT and one.start <= at}
    return {one.target for one in last.values() if one.value and (quiet or one.value != WAY)}


def test_a_request_lights_its_way_until_the_step_ends():
    text = """
```mermaid
graph LR
  A[Shop] -->|known| B[Basket] --> C[Till]
  A -->|new| D[Form]
  %% @step all
  %% @appear all
  %% @step who is known pays
  %% @send A -> B -> C
  %% @step who is new fills in a form
  %% @send A -> D fail
```
"""
    film = planned(text).timeline
    sent, _ = (one for one in film.clips if one.action is Action.FLOW)
    assert lit(film, sent.start + 0.6 * (sent.end - sent.start)) == {"A", "B", *sent.path[:2]}, (
        "only as far as it has come"
    )
    assert lit(film, film.scenes[1].end - 0.05) == {"A", "B", "C", *sent.path}
    assert lit(film, film.scenes[2].end - 0.05) == {"A"}, "what is lost lights nothing"


def test_where_several_run_different_ways_their_light_goes_along():
    text = """
```mermaid
graph LR
  A[Shop] --> B[Basket] --> C[Till] --> D[Bank]
  B --> E[Stock] --> F[Store]
  %% @step all
  %% @appear all
  %% @step everything
  %% @send A -> B -> C -> D
  %% @send A -> B -> E -> F
```
"""
    film = planned(text).timeline
    cards = set("ABCDEF")
    sent = [one for one in film.clips if one.action is Action.FLOW]
    for at in range(int(sent[0].start * 10) + 4, int(film.scenes[1].end * 10) - 1):
        spoken = lit(film, at / 10, quiet=False) & cards
        assert len(spoken) <= 2 * len(sent), "those that they leave and those to which they come"
    assert lit(film, film.scenes[1].end - 0.05, quiet=False) == {"D", "F"}
    assert lit(film, film.scenes[1].end - 0.05) == {*cards, *sent[0].path, *sent[1].path}, "the way stays to be seen"


def test_what_led_to_something_stays_lit_and_what_has_nothing_to_do_with_it_goes_dark():
    text = """
```mermaid
graph LR
  A[Scheduler] --> B[Agent] --> C[Task server]
  D[Log]
  %% @step all
  %% @appear all
  %% @step a task starts
  %% @send A -> B -> C then start C
  %% @step two things, one after the other
  %% @highlight A then wait 2s then highlight D then wait 2s
```
"""
    film = planned(text).timeline
    ways = {wire for one in film.clips if one.action is Action.FLOW for wire in one.path}
    assert lit(film, film.scenes[1].end - 0.05) == {"A", "B", "C", *ways}
    assert lit(film, film.scenes[2].end - 0.05) == {"D"}


def test_a_long_way_is_shown_lit_with_the_message_on_its_last_line():
    names = "ABCDEFG"
    text = f"""
```mermaid
graph LR
  {" --> ".join(names)}
  %% @step all
  %% @appear all
  %% @step the whole way
  %% @send {" -> ".join(names)}
```
"""
    film = planned(text).timeline
    assert lit(film, film.scenes[1].telling) >= set(names[:-1])
    assert "G" not in lit(film, film.scenes[1].telling), "it is still under way"


def test_a_dial_that_is_set_among_requests_is_shown_near_where_it_ends():
    text = """
```mermaid
graph LR
  U[user] --> W[web server]
  %% @step requests
  %% @appear all
  %% @traffic U rate=20/s
  %% @step it climbs to 80 %
  %% @gauge W cpu=80% over=2s
  %% @wait 3s
```
"""
    film = planned(text).timeline
    (series,) = [one.series for one in film.clips if one.action is Action.LEVEL and one.slot == "gauge:cpu"]
    step = film.scenes[1]
    last = [value for at, value in series if at <= step.end][-1]
    shown = [value for at, value in series if at <= step.telling][-1]
    assert shown == pytest.approx(last, abs=0.03) and last > 0.7


def test_a_rush_is_felt_on_the_wires():
    """Dots on one wire at once, in the middle of a calm step and of the rush that follows it: where most is sent there
    are several, though the clock runs slower there."""
    film = scene("black-friday").timeline

    def most(step):
        dots = [one for one in film.clips if one.action is Action.FLOW and step.start <= one.end < step.end]
        rate = len(dots) / (step.end - max(step.start, min(one.end for one in dots)))
        return rate / min(len(one.path) for one in dots) * sum(one.end - one.start for one in dots) / len(dots)

    calm, rush = (most(film.scenes[number]) for number in (0, 1))
    assert rush > 3 and rush > 2.5 * calm


def test_what_a_dot_stands_for_is_never_twice_what_it_must():
    assert all(after <= 2 * before for before, after in pairwise(ROUND))
    assert {1, 2, 5, 10, 50, 100, 500, 1000, 10_000} <= set(ROUND)


@pytest.mark.parametrize("name", ["self-healing", "rolling-update", "service", "server-failure", "black-friday"])
def test_a_picture_shows_enough_dots_and_no_flood(name):
    film = scene(name).timeline
    dots = [one for one in film.clips if one.action is Action.FLOW and one.slot != "signal"]
    seen = [sum(one.start <= at / 10 < one.end for one in dots) for at in range(round(film.seconds * 10))]
    assert 8 <= median(filter(None, seen)) <= 16
    assert max(seen) <= 20


@pytest.mark.parametrize("name", ["self-healing", "rolling-update"])
def test_dots_that_stand_for_several_do_not_run_into_each_other(name):
    """Of different ways on the wire by which they all leave."""
    film = scene(name).timeline
    dots = [one for one in film.clips if one.action is Action.FLOW and len(one.path) > 1]
    starts = sorted(one.start for one in dots)
    usual = (starts[-1] - starts[0]) / len(starts)
    near = sum(later - at < usual / 2 for at, later in pairwise(starts))
    assert near <= 0.06 * len(starts)


def test_losses_at_one_place_are_seen_one_by_one():
    film = scene("single-point-of-failure").timeline
    lost = sorted(one.end for one in film.clips if one.action is Action.FLOW and one.slot == "lost")
    assert len(lost) > 10
    assert all(sum(1 for other in lost if at <= other < at + 2.0) <= 2.0 / FALLING + 1 for at in lost)


ANSWERED = """
```mermaid
graph LR
  U[User] --> A[API] --> D[(DB)]
  A -.-> U
  %% @step asked
  %% @send U -> A "find"
  %% @step answered
  %% @send A -> U "found"
  %% @step lost
  %% @send U -> A -> D "order" fail
  %% @step again
  %% @send U -> A
```
"""


def test_where_a_message_got_lost_is_marked_to_its_step_s_end_and_explained():
    film = planned(ANSWERED).timeline
    (lost,) = (one for one in film.clips if one.action is Action.FLOW and one.slot == "lost")
    scene = film.scenes[2]
    assert lost.end + lost.value["marked"] == pytest.approx(scene.end, abs=1e-3)
    assert lost.value["marked"] >= 1.0, "no time to see it"
    assert lost.end < scene.telling < scene.end, "the sheet shows it on its way, or after its mark"
    legend = [one for one in film.clips if one.target == "legend"]
    assert [(one.value, one.start) for one in legend] == [("lost", lost.end)]


def test_what_goes_back_to_who_asked_last_is_an_answer():
    sent = [one for one in planned(ANSWERED).timeline.clips if one.action is Action.FLOW]
    assert [bool(one.value.get("answers")) for one in sent] == [False, True, False, False]


DECIDED = """
```mermaid
flowchart LR
  A[Cart] --> Q{In stock?}
  subgraph S[Shop]
    Y[Ship]
  end
  Q -->|yes| Y
  Q -->|no| N[Refund]
  N --> M[Mail]
```
"""


def test_of_several_answers_only_the_way_of_the_one_that_is_given_stands_out():
    film = planned(DECIDED).timeline
    wires = {wire for one in film.clips if one.action is Action.FLOW for wire in one.path}
    everything = {"A", "Q", "Y", "N", "M", *wires}
    for step in film.scenes[1:]:
        dims = {}
        for clip in film.clips:
            if clip.action is Action.DIM and clip.start <= step.end - 0.1:
                dims[clip.target] = clip.value
        passed = lit(film, step.end - 0.05)
        back = {target for target, dim in dims.items() if dim}
        assert back & everything == everything - passed, step.caption
        assert not passed & back
        assert ("S" in back) == ("Y" not in passed), "the group stands as what is in it"


def test_a_badge_that_comes_late_is_there_in_the_moment_that_is_shown():
    film = scene("docker-swarm").timeline
    step = film.scenes[2]
    badges = [one for one in film.clips if one.action is Action.TEXT and one.slot == "badge" and one.value]
    stands = max((one for one in badges if step.start < one.start < step.end), key=lambda one: one.start)
    assert stands.end <= step.telling


def test_what_was_counted_before_a_step_is_true_in_any_moment_of_it():
    assert told_last(["{lost}"]) and told_last(["{before.lost}", "{W.ready}"])
    assert not told_last(["{before.lost}", "{before.W.ready}"])


@pytest.mark.parametrize("name, index", [("message-queue", 3), ("autoscaling", 3), ("server-failure", 4)])
def test_where_a_caption_speaks_of_the_end_the_step_is_seen_there(name, index):
    made = scene(name)
    step = made.timeline.scenes[index]
    assert step.telling == pytest.approx(step.end - 0.04)


def test_a_film_is_told_by_copies_while_they_start_and_by_shares_while_several_bear_them():
    film = scene("kubernetes").timeline
    states = [one for one in film.clips if one.action is Action.STATE and one.start <= film.poster]
    assert [{one.target: one.value for one in states}[pod] for pod in ("P1", "P2", "P3", "P4")] == ["starting"] * 4
    tiles = [one for one in scene("black-friday").timeline.clips if one.action is Action.TILES]
    shown = [one for one in tiles if one.start <= scene("black-friday").timeline.poster][-1].value
    assert sum(said.startswith("starting") for said in shown) == 14
    for name in ("rolling-update", "canary"):
        film = scene(name).timeline
        shares = [one for one in film.clips if one.action is Action.SPLIT and one.start <= film.poster][-1].value
        assert sum(share > 0 for _, share in shares) == 2, name
