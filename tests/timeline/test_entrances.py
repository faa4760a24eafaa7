"""What a step brings onto the stage stands before anything is sent to it, and comes with its edges."""

from functools import cache

import pytest

from diagram_anim.model.timeline import Action
from tests.film import planned, scene

TEXT = """
```mermaid
graph LR
  A[one] --> B[two] --> C[three]
  %% @step a
  %% @appear A B
  %% @send A -> B "go"
  %% @step b
  %% @start C
```
"""

LOADED = """
```mermaid
graph LR
  U[user] --> W[web]
  %% @system W replicas=2 autoscale.max=4 autoscale.target=60%
  %% @step a
  %% @appear all
  %% @traffic U rate=4/s
  %% @step b
  %% @load U x10
```
"""


@cache
def made(text=TEXT):
    return planned(text)


def clips(action, *targets):
    return [one for one in made().timeline.clips if one.action is action and one.target in targets]


def test_a_message_waits_until_both_ends_of_its_edge_have_come():
    wire = made().cast.wires[0].id
    (flow,) = clips(Action.FLOW, "B")
    assert flow.start >= max(one.end for one in clips(Action.SHOW, "A", "B", wire) if one.value)


def test_what_starts_comes_with_the_edges_that_lead_to_it():
    assert [one.value for one in clips(Action.SHOW, made().cast.wires[1].id)] == [1.0]


def test_a_source_under_load_bears_its_factor_and_a_dial_its_target():
    found = made(LOADED)
    (said,) = [one for one in found.timeline.clips if one.slot == "badge"]
    assert (said.target, said.value) == ("U", "×10")
    cards = {card.id: card for card in found.cast.cards}
    assert cards["W"].marks == {"gauge:cpu": 0.6, "tiles": 4.0} and "badge" in cards["U"].slots


DRAINED = """
```mermaid
graph LR
  U[user] --> A[one] & B[two]
  %% @step a
  %% @appear all
  %% @traffic U rate=4/s
  %% @step b
  %% @drain A then stop A then wait 3s
```
"""


def test_what_has_ended_is_no_longer_lit_as_draining():
    lights = [one for one in made(DRAINED).timeline.clips if one.action is Action.LIGHT and one.target == "A"]
    ended = [one for one in made(DRAINED).timeline.clips if one.action is Action.STATE and one.value == "ended"]
    assert [one.value for one in lights] == ["draining", ""]
    assert lights[-1].start == ended[0].start


GROUPED = """
```mermaid
graph LR
  subgraph G[group]
    A[one]
    B[two]
  end
  A --> C[three]
  %% @step a
  %% @appear A C
```
"""


def test_nothing_stands_in_a_group_whose_frame_has_not_come():
    shown = {one.target: one for one in made(GROUPED).timeline.clips if one.action is Action.SHOW}
    assert shown["G"].end <= shown["A"].end and "B" not in shown


TOLD = """
```mermaid
graph LR
  A[one] --> B[two] --> C[three]
  %% @step a
  %% @appear all
  %% @step b
  %% @highlight A
  %% @step c
  %% @highlight B
  %% @step d
  %% @wait 2s
  %% @step e
  %% @traffic A rate=2/s
  %% @highlight B
```
"""


def test_the_rest_stands_back_from_what_is_told_and_comes_forth_once_and_without_a_blink():
    film = made(TOLD).timeline
    starts = [scene.start for scene in film.scenes]
    every = [clip for clip in film.clips if clip.action is Action.DIM]
    first, second = (wire.id for wire in made(TOLD).cast.wires)
    dims = {
        name: [(starts.index(clip.start), clip.value > 0) for clip in every if clip.target == name]
        for name in ("A", "B", "C", first, second)
    }
    assert dims == {
        "A": [(2, True), (3, False)],
        "B": [(1, True), (2, False)],
        "C": [(1, True), (3, False)],
        first: [],
        second: [(1, True), (2, False)],
    }


FAILING = """
```mermaid
graph LR
  U[user] --> A[one]
  %% @step a
  %% @appear all
  %% @traffic U rate=4/s
  %% @step b
  %% @fail A
```
"""


def test_the_eye_is_led_to_what_fails_before_it_does():
    film = made(FAILING).timeline
    (ring,) = [clip for clip in film.clips if clip.action is Action.PULSE]
    failed = [clip for clip in film.clips if clip.action is Action.STATE and clip.value == "failed"]
    assert ring.target == "A" and film.scenes[1].start <= ring.start <= failed[0].start - 0.5


REFUSING = """
```mermaid
graph LR
  U[user] --> A[one]
  %% @system A capacity=2/s queue=1
  %% @step a
  %% @appear all
  %% @traffic U rate=2/s
  %% @step b
  %% @load U x10
```
"""


def test_a_sign_is_explained_from_when_it_comes_up():
    film = made(REFUSING).timeline
    refused = min(clip.end for clip in film.clips if clip.slot == "refused" and clip.action is Action.FLOW)
    said = [clip for clip in film.clips if clip.target == "legend"]
    assert said[-1].value.endswith("refused") and said[-1].start == refused > 0


RISING = """
```mermaid
graph LR
  U[user] --> A[one]
  %% @step a
  %% @appear all
  %% @traffic U rate=2/s
  %% @step b
  %% @load U x10 over=1s
  %% @step c
  %% @load U x0.5 over=1s
  %% @step d
  %% @traffic U rate=3/s
```
"""


def test_a_source_bears_its_load_over_its_usual_rate_and_none_once_that_is_set_anew():
    said = [clip.value for clip in made(RISING).timeline.clips if clip.slot == "badge"]
    assert said == ["×10", "×5", ""]


@pytest.mark.parametrize("text", [LOADED, LOADED.replace("  U[user] -->", "  subgraph G\n  U[user]\n  end\n  U -->")])
def test_what_a_film_begins_with_is_there_from_its_first_frame(text):
    shown = {
        one.target: one for one in made(LOADED).timeline.clips if one.action is Action.SHOW and one.view == "chart"
    }
    assert (shown["U"].start, shown["U"].end, shown["U"].value) == (0.0, 0.0, 1.0)
    assert 0 < shown["W"].start < shown["W"].end


def test_nothing_stands_alone_for_long_and_requests_set_out_when_all_is_there():
    """Also where an answer takes seconds: a dot ends with it."""
    film = scene("rolling-update").timeline
    shown = [clip for clip in film.clips if clip.action is Action.SHOW and clip.view == "chart"]
    first = [clip for clip in shown if clip.start < film.scenes[1].start]
    assert 0 < min(clip.start for clip in first if clip.end > 0) < 0.11
    flowing = min(clip.start for clip in film.clips if clip.action is Action.FLOW)
    assert 0 <= flowing - max(clip.end for clip in first) < 0.3


def test_the_word_to_start_runs_along_the_line_from_the_node():
    film = scene("kubernetes").timeline
    sent = {clip.target: clip for clip in film.clips if clip.action is Action.FLOW and clip.target.startswith("P")}
    lit = {
        clip.target: clip for clip in reversed(film.clips) if clip.value == "starting" and clip.action is Action.LIGHT
    }
    assert [*sent] == ["P1", "P3", "P2", "P4"] and sent["P2"].start > sent["P1"].start
    assert all(sent[one].end == lit[one].start for one in sent)


@pytest.mark.parametrize(
    "words, rest",
    [("short", (0.0, 2.5)), ("so much to be read of it that all would long have come by then", (1.9, 2.5))],
)
def test_a_reveal_takes_its_time_where_its_caption_does(words, rest):
    text = f"""
```mermaid
graph TB
  A[One] --> B[Two] & C[Three] & D[Four]
  B --> E[Five]
  %% @step {words}
  %% @appear all
  %% @step on
  %% @highlight E
```
"""
    film = planned(text).timeline
    step = film.scenes[0]
    shown = [one for one in film.clips if one.action is Action.SHOW and one.view == "chart" and one.start < step.end]
    least, most = rest
    assert least <= step.end - max(one.end for one in shown) <= most
    assert max(one.end - one.start for one in shown) < 0.8, "each comes as fast as ever"


WATCHED = """
```mermaid
flowchart LR
  U[Users] --> LB[Balancer]
  LB --> A[Web 1]
  M[Monitoring] -.-> LB
  %% @step Users order
  %% @traffic U rate=20/s
  %% @step The balancer shares them out
  %% @highlight LB
```
"""


def test_what_requests_pass_does_not_stand_back_while_the_rest_does():
    film = planned(WATCHED).timeline
    back = {clip.target for clip in film.clips if clip.action is Action.DIM and clip.value}
    assert "M" in back
    assert back.isdisjoint({"U", "LB", "A", "L_U_LB_0", "L_LB_A_0"})
