"""No step stands still while its caption is read."""

from itertools import pairwise

import pytest

from diagram_anim.model.timeline import Action
from diagram_anim.timeline.alive import LASTS, REST
from tests.film import planned, scene

TOLD = """
```mermaid
graph LR
  subgraph G[Group]
    A[One]
    B[Two]
  end
  A --> C[Three]
  %% @step all
  %% @appear all
  %% @step two of them, of which there is much to be read while nothing else moves in the picture
  %% @highlight A B
  %% @step and where they stand, of which there is as much to be read for all who watch
  %% @highlight G
"""


def spans(film):
    """From when to when anything moves."""
    for clip in film.clips:
        if clip.target == "rest":
            continue
        if clip.series:
            yield from ((one[0], two[0]) for one, two in pairwise(clip.series) if two[0] - one[0] < 0.5)
        else:
            yield clip.start, clip.end


def longest(film, start, end):
    """The longest time in which nothing moves."""
    at, most = start, 0.0
    for begin, over in sorted(spans(film)):
        if start < over and begin < end and over > begin:
            most, at = max(most, begin - at), max(at, over)
    return max(most, end - at)


@pytest.mark.parametrize("name", ["platforms", "kubernetes", "kubernetes-apply", "managed-kubernetes", "pod"])
def test_something_of_what_is_spoken_of_moves(name):
    film = scene(name).timeline
    for step in film.scenes[1:]:
        assert longest(film, step.start, step.end) < REST + LASTS + 0.01, step.caption


def test_what_was_lit_pulses_in_its_order_and_of_a_group_what_stands_in_it():
    film = planned(TOLD + "```\n").timeline
    pulses = [one for one in film.clips if one.action is Action.PULSE]
    assert len(pulses) > 3
    second, third = film.scenes[1:]
    some = [one for one in pulses if second.start <= one.start < second.end]
    assert [one.target for one in some[:2]] == ["A", "B"] and some[0].start < some[1].start
    assert {one.target for one in pulses if one.start >= third.start} == {"A", "B"}
    assert all(one.end <= next(step.end for step in film.scenes if one.start < step.end) for one in pulses)


def test_where_requests_flow_nothing_pulses_for_being_lit():
    film = scene("bench-failover").timeline
    assert not [one for one in film.clips if one.action is Action.PULSE and one.value == "traffic"]


SAID = """
```mermaid
sequenceDiagram
  participant A as Shop
  participant B as Payment service
  participant C as Bank
  A->>B: Charge the card that the shopper gave when the order was placed, however long it takes
  Note over C: Both are asked at the same time, and the one that answers last decides how long the shopper waits
  B->>C: Authorise
```
"""


def test_who_is_spoken_of_in_a_sequence_pulses_while_its_words_are_read():
    film = planned(SAID).timeline
    pulses = [one for one in film.clips if one.action is Action.PULSE and one.view == "sequence"]
    for step in film.scenes[1:]:
        assert longest(film, step.start, step.end) < REST + LASTS + 0.01, step.caption
    told = [{one.target for one in pulses if step.start <= one.start < step.end} for step in film.scenes]
    assert {"A", "B"} in told and {"C"} in told
