"""What of a sequence is seen before it is told."""

from functools import cache

import pytest

from diagram_anim.batch.ground import picture
from diagram_anim.batch.settings import Settings
from diagram_anim.stage import awaited, lifelines, sequence
from diagram_anim.stage.channels import Channels
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.moment import Moment
from diagram_anim.timeline import overview, segments
from tests.film import planned

TEXT = """
```mermaid
sequenceDiagram
  A->>B: first
  B-->>A: second
  create participant C
  B->>C: third
```
"""


LONG = "A sentence before the diagram takes so long to be read that all of it can be looked over.\n"


@cache
def made(text=TEXT):
    plan = planned(text)
    shown = picture(plan, Settings())
    return plan, Kit(shown), shown.theme


def seen(second, text=TEXT):
    """Of each line of a message its strength, and which messages have words."""
    plan, kit, theme = made(text)
    segment = next(one for one in segments(plan.timeline, "") if one.start <= second < one.start + one.seconds)
    moment = Moment(kit, Channels(segment, theme), second - segment.start, 0.0)
    under, over = sequence.under(moment), sequence.over(moment)
    lines = {}
    for layer in under:
        for one in getattr(layer.node, "layers", ()):
            sprite = getattr(one.node, "shares", ((one.node, 1.0),))[0][0]
            if getattr(sprite, "draw", None) is lifelines.message:
                lines[sprite.args[0]] = max(layer.alpha, lines.get(sprite.args[0], 0.0))
    return lines, {sprite.args[0] for layer in over for sprite in told(layer.node)}


def told(node):
    sprites = [one for one, _ in getattr(node, "shares", ((node, 1.0),))]
    return [one for one in sprites if getattr(one, "draw", None) is lifelines.message_label]


def test_messages_to_come_are_traced_without_their_words():
    lines, words = seen(0.0)
    assert lines["msg:2"] == pytest.approx(awaited.TRACE) and "msg:2" not in words
    assert "msg:3" not in lines, "nothing leads to who isn't there yet"


def test_what_has_been_told_is_traced_no_more():
    plan, _, _ = made()
    lines, words = seen(plan.timeline.seconds - 0.05)
    assert lines == {"msg:1": 1.0, "msg:2": 1.0, "msg:3": 1.0} and words == lines.keys()


def test_all_is_looked_over_before_it_is_told_from_top_to_bottom():
    plan, _, _ = made(LONG + TEXT)
    told = plan.timeline.scenes[1].start
    lines, words = seen(told - 0.1, LONG + TEXT)
    assert lines == {"msg:1": 1.0, "msg:2": 1.0} and words == lines.keys(), "C isn't there yet"
    coming, _ = seen(0.3, LONG + TEXT)
    assert awaited.TRACE <= coming["msg:2"] < coming["msg:1"] <= 1.0
    lines, words = seen(told + overview.GO, LONG + TEXT)
    assert lines["msg:2"] == pytest.approx(awaited.TRACE) and words == {"msg:1"}, "then it is as it would be without"


def test_half_words_at_the_windows_foot_are_not_looked_over():
    many = LONG + TEXT.replace("A->>B: first", "\n  ".join(["A->>B: first", *(f"A->>B: word {n}" for n in range(30))]))
    plan, kit, _ = made(many)
    _, words = seen(plan.timeline.scenes[1].start - 0.1, many)
    foot = plan.layout.window.bottom
    feet = {one.id: max(line.baseline for line in one.lines) for one in kit.all("sequence", "message") if one.lines}
    assert 5 < len(words) < 25 and all(feet[id] < foot for id in words)


def test_the_cross_of_a_message_that_ends_a_lifeline_is_drawn_once():
    text = TEXT.replace("B->>C: third", "B->>C: third\n  destroy C\n  B-xC: stop\n  A-xB: nobody hears")
    shown = picture(planned(text), Settings())
    kit = Kit(shown)
    heads = {id: len(lifelines.message_heads(kit, id, "now", "traffic")) for id in ("msg:4", "msg:5")}
    assert heads == {"msg:4": 0, "msg:5": 1}
    assert kit.placed("sequence", "lifeline", "C").corners[-1] == kit.placed("sequence", "message", "msg:4").corners[-1]
