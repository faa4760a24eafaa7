"""Where on their lines dots are seen."""

import math
from dataclasses import replace
from itertools import combinations

import boards
import pytest

from diagram_anim.batch.ground import picture
from diagram_anim.batch.settings import Settings
from diagram_anim.model.geometry import Box
from diagram_anim.stage.channels import Channels
from diagram_anim.stage.endings import SHORT, STEPS, Clearing, lost_cross, lost_ring
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.tags import HIGH, Tags, tag, tag_width
from diagram_anim.stage.tails import RADIUS
from diagram_anim.stage.traffic import Traffic
from diagram_anim.timeline import segments
from tests.film import planned, scene


@pytest.mark.parametrize("slot", ["served", "reply"])
def test_no_dot_lies_over_an_arrowhead(slot):
    segment, picture = boards.failover(size=(640, 360))
    kit = Kit(picture)
    dot = boards.flow(0.0, 1.0, "U->LB", "LB->W2", slot=slot)
    traffic = Traffic(kit, Channels(replace(segment, clips=(dot,)), picture.theme))
    arrow = kit.theme["edge.arrow"]
    seen = 0
    for step in range(120):
        for comet in traffic.under_way(step / 100):
            seen += 1
            left = comet.track.length - comet.way - arrow["gap"] - arrow["length"]
            assert left + RADIUS * (1 - comet.size) >= 0, (step, comet.way)
            assert comet.size == pytest.approx(min(1.0, comet.way / 14, left / 14) * (0.85 if slot == "reply" else 1.0))
    assert seen > 60, "a dot is seen for most of its way"


DOWN = "# Down\n\n```mermaid\ngraph TB\n  A[One] --> B[Two]\n```\n"

TIGHT = """
```mermaid
graph LR
  A -->|many words| B
  A --> C
```
"""


def test_what_marks_a_loss_keeps_off_the_words_on_its_line():
    plan = planned(TIGHT)
    shown = picture(plan, Settings())
    kit = Kit(shown)
    (box,) = [one.label for one in kit.all("chart", "wire") if one.label]
    wire = next(one.id for one in kit.all("chart", "wire") if one.label)
    dot = boards.flow(0.0, 1.0, wire, slot="lost")
    (segment, *_) = segments(plan.timeline, "")
    traffic = Traffic(kit, Channels(replace(segment, clips=(dot,)), shown.theme))
    token = shown.theme["comet.lost"]
    marks = 0
    for step in range(1, 20):
        for layer in traffic.endings(1.0 + step * 0.05):
            assert layer.node.draw in (lost_ring, lost_cross)
            x, y, size = *layer.node.args[:2], layer.node.args[2 if layer.node.draw is lost_ring else 3]
            r = token["ring"] * size if layer.node.draw is lost_ring else token["size"] / 2 * size / STEPS
            x, y = x + layer.dx, y + layer.dy
            marks += 1
            beside = max(box.x - x, 0.0, x - box.right), max(box.y - y, 0.0, y - box.bottom)
            assert math.hypot(*beside) >= r, step
    assert marks > 10


def test_a_loss_goes_to_where_its_line_is_clear_of_words():
    """A short line with words along its middle: nearer to the thing, where the whole mark has room."""
    kit = Kit(picture(planned(TIGHT), Settings()))
    free, told = sorted(kit.all("chart", "wire"), key=lambda one: one.label is not None)
    clearing = Clearing(kit)
    track = kit.track("chart", "wire", free.id)
    assert track.length - clearing.stop(track) == pytest.approx(SHORT)
    track = kit.track("chart", "wire", told.id)
    usual, chosen = (clearing.room(track.at(way))[0] for way in (track.length - SHORT, clearing.stop(track)))
    assert chosen >= usual


def losses(text):
    """The marks of what falls at each moment while six a second get lost, of which every third is seen to fall; the
    place of their ring; and all that is known of the picture."""
    plan = planned(text)
    shown = picture(plan, Settings())
    kit = Kit(shown)
    wire = next(one for one in kit.all("chart", "wire") if one.label is None)
    dots = [boards.flow(at / 6, 1.0 + at / 6 + at * at % 7 / 100, wire.id, slot="lost") for at in range(12)]
    dots = [replace(dot, value=dot.value | ({} if at % 3 else {"lane": at // 3 % 3})) for at, dot in enumerate(dots)]
    (segment, *_) = segments(plan.timeline, "")
    traffic = Traffic(kit, Channels(replace(segment, clips=tuple(dots)), shown.theme))
    clearing = Clearing(kit)
    spot = kit.track("chart", "wire", wire.id).at(clearing.stop(kit.track("chart", "wire", wire.id)))
    marks = [
        [
            (one.node.args[0] + one.dx, one.node.args[1] + one.dy)
            for one in traffic.endings(1.5 + at / 20)
            if one.node.draw is lost_cross and (one.dx or one.dy)
        ]
        for at in range(40)
    ]
    return marks, spot, kit, wire, shown.theme["comet.lost"]


@pytest.mark.parametrize("text", [TIGHT, DOWN])
def test_what_falls_of_losses_is_clear_of_their_mark_and_of_one_another(text):
    marks, spot, _, _, token = losses(text)
    assert max(map(len, marks)) >= 2 and all(len(some) <= 3 for some in marks)
    assert all(math.dist(spot, one) >= token["ring"] + token["size"] / 2 for some in marks for one in some)
    assert all(math.dist(*two) >= token["size"] for some in marks for two in combinations(some, 2))


def test_none_falls_over_the_border_of_what_it_was_going_to():
    marks, _, kit, wire, token = losses(TIGHT)
    end = kit.track("chart", "wire", wire.id).at(1e9)[0]
    assert all(x + token["size"] / 2 < end for some in marks for x, _ in some)


def test_losses_that_come_from_above_glance_off_beside_their_line():
    """None falls on the thing below."""
    marks, spot, kit, _, token = losses(DOWN)
    asides = [x - spot[0] for some in marks for x, _ in some]
    assert min(asides) < -token["size"] and max(asides) > token["size"]
    below = kit.placed("chart", "card", "B").box.y
    assert all(y + token["size"] / 2 < below for some in marks for _, y in some)


def test_words_come_and_go_and_are_read_for_a_while_where_they_have_come():
    segment, picture = boards.failover(size=(640, 360))
    said = replace(boards.flow(0.5, 1.1, "LB->W2"), value={"tone": "traffic", "label": "GET"})
    answer = replace(boards.flow(1.4, 2.0, "LB->W2"), value={"tone": "traffic", "label": "OK"})

    def read(at, *clips):
        traffic = Traffic(Kit(picture), Channels(replace(segment, clips=clips), picture.theme))
        return {one.node.args[0]: round(one.alpha, 2) for one in traffic.endings(at) if one.node.draw is tag}

    assert read(0.6, said) == {"GET": 0.5}
    assert read(1.0, said) == read(1.5, said) == {"GET": 1.0}
    assert read(1.9, said) == {"GET": 0.5} and read(2.1, said) == {}
    assert read(1.7, said, answer) == {"OK": 1.0}, "one is read on a line at a time"


FAN = """
```mermaid
graph LR
  A[Developer] & B[Controller] & C[Scheduler] --- S[API server]
  %% @step all
  %% @appear all
  %% @step told
  %% @send {way} "{said}"
```
"""


def drawn(way, said=""):
    """What is seen of a message's dot, and where its words stand, as it goes; and all that is known of the picture."""
    plan = planned(FAN.format(way=way, said=said))
    shown = picture(plan, Settings())
    segment = segments(plan.timeline, "")[-1]
    traffic, kit = Traffic(Kit(shown), Channels(segment, shown.theme)), Kit(shown)
    moments = [step / 20 for step in range(int(segment.seconds * 20))]
    return kit, [dot for at in moments for dot in traffic.under_way(at)], [traffic.endings(at) for at in moments]


def test_a_message_against_a_line_runs_to_whom_it_is_sent():
    kit, dots, _ = drawn("S -> B")
    start, end = kit.placed("chart", "card", "S").box, kit.placed("chart", "card", "B").box
    across = [dot.at[0] for dot in dots]
    assert len(across) > 8 and across == sorted(across, reverse=True)
    assert across[0] > end.right + 0.8 * (start.x - end.right) and across[-1] < end.right + 0.2 * (start.x - end.right)
    assert all(dot.far > 0 and dot.at[0] > dot.track.at(dot.track.length)[0] for dot in dots), "its tail is behind it"


@pytest.mark.parametrize("way", ["A -> S", "B -> S", "C -> S", "S -> B"])
def test_the_words_of_a_message_cover_no_other_line_where_they_are_read(way):
    kit, _, endings = drawn(way, "Pod")
    last = [one for one in endings if any(layer.node.draw is tag for layer in one)][-1]
    (said,) = (layer for layer in last if layer.node.draw is tag)
    box = Box(said.dx, said.dy, tag_width("Pod"), HIGH)
    ends = set(way.split(" -> "))
    for wire in kit.picture.cast.wires:
        if {wire.source, wire.target} != ends:
            track = kit.track("chart", "wire", wire.id)
            covered = [track.at(step) for step in range(int(track.length)) if _in(box, track.at(step))]
            assert not covered, wire.id


def _in(box, point):
    return box.x < point[0] < box.right and box.y < point[1] < box.bottom


SENT = """
```mermaid
graph LR
  U[User] --> A[API] --> D[(DB)]
  A -.->|answer| U
  D --> U
  %% @step asked
  %% @send U -> A "find"
  %% @step answered
  %% @send A -> U "found"
  %% @step lost
  %% @send U -> A -> D "order" fail
  %% @step back along an arrow of its own
  %% @send D -> U
```
"""


def _steps(text):
    plan = planned(text)
    shown = picture(plan, Settings())
    return [(one, Traffic(Kit(shown), Channels(one, shown.theme))) for one in segments(plan.timeline, "")]


def test_an_answer_is_told_from_a_request_by_its_form():
    cores = []
    for segment, traffic in _steps(SENT):
        seen = [comet for at in range(int(segment.seconds * 20)) for comet in traffic.under_way(at / 20)]
        cores.append({comet.core for comet in seen})
    asked, answered, lost, back = cores
    assert asked == lost == back, "an arrow of its own brings something new"
    assert asked.isdisjoint(answered)


def test_a_ring_and_a_cross_mark_where_a_message_got_lost_and_stay_there():
    segment, traffic = _steps(SENT)[2]
    (lost,) = (one for one in segment.clips if one.slot == "lost")
    marks = []
    for at in (lost.end + 0.4, segment.seconds - 0.3):
        layers = [one for one in traffic.endings(at) if one.node.draw in (lost_ring, lost_cross)]
        assert [one.alpha for one in layers] == [1.0, 1.0]
        assert all((one.dx, one.dy) == (0, 0) for one in layers), "it falls"
        marks.append([one.node.args[:2] for one in layers])
    assert marks[0] == marks[1] and marks[0][0] == marks[0][1], "the cross isn't in its ring"


def test_words_that_are_carried_keep_off_those_of_lines():
    plan = planned(SENT)
    shown = picture(plan, Settings())
    kit = Kit(shown)
    (label,) = [one.label for one in kit.all("chart", "wire") if one.label]
    segment, traffic = _steps(SENT)[1]
    over = 0
    for step in range(int(segment.seconds * 20)):
        for layer in traffic.endings(step / 20):
            if layer.node.draw is tag:
                box = Box(layer.dx, layer.dy, tag_width("found"), HIGH)
                over += box.x < label.right and label.x < box.right and box.y < label.bottom and label.y < box.bottom
    assert over == 0


def test_words_wider_than_their_line_lie_on_no_card():
    whole = scene("message-queue")
    kit = Kit(picture(whole, Settings()))
    (back,) = [clip for clip in whole.timeline.clips if clip.slot == "signal"]
    track = kit.track("chart", "wire", back.path[0])
    held = Tags(kit).held(back.value["label"], [(back.path[0], track, 0.0, track.length)])
    assert held.box.w > track.length
    tag = held.at(track, track.length / 2, kit.frame)
    assert not [one.id for one in kit.all("chart", "card") if one.box.overlaps(tag)]
