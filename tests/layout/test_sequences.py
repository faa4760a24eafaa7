"""Sequences in their frame: short ones are set larger, in its middle."""

from itertools import pairwise

import pytest

from diagram_anim import resources
from diagram_anim.batch.settings import Settings
from diagram_anim.layout import arrange
from diagram_anim.layout.sequences.columns import Need, columns
from diagram_anim.layout.sequences.sequence import LARGEST, ROLLING
from tests.film import planned
from tests.layout.casts import cast_of

THEME = resources.theme("night")
FRAMES = {"16:9": (1920, 1080), "9:16": (1080, 1920), "1:1": (1080, 1080), "4:3": (1440, 1080)}
PLAIN = THEME.px("type.label.size")

SHORT = """sequenceDiagram
  actor U as 사용자
  participant S as 인증 서버
  U->>S: 로그인 요청
  S->>S: 비밀번호 확인
  Note over U,S: 세션이 시작됨
  S-->>U: 토큰
"""

SHIFT = """
```mermaid
sequenceDiagram
  participant LB as Load balancer
  participant A as Version 1
  participant B as Version 2
  LB->>A: 100% of the traffic
  LB->>B: 100% of the traffic
```
"""


SCALED = """
```mermaid
sequenceDiagram
  participant U as Users
  participant LB as Load balancer
  participant W as Web server
  participant O as Orchestrator
  U->>LB: traffic x10
  LB->>W: requests
  W->>O: CPU 90%
  O->>W: scale from 3 to 6
  W-->>O: CPU 45%
```
"""


def made(text, frame="16:9"):
    return arrange(cast_of(text), THEME, FRAMES[frame])[0]


def of(layout, kind):
    return [one for one in layout.placed if one.view == "sequence" and one.kind == kind]


def size(layout):
    (found,) = {line.type.size for one in of(layout, "message") for line in one.lines}
    return found


@pytest.mark.parametrize("frame", FRAMES)
def test_a_short_sequence_is_set_larger_in_the_middle_of_the_stage(frame):
    layout = made(SHORT, frame)
    (panel,) = of(layout, "panel")
    assert size(layout) == pytest.approx(PLAIN * LARGEST)
    assert panel.box.cy == pytest.approx(layout.stage.cy, abs=1)
    assert layout.stage.holds(panel.box, -1)
    assert all(panel.box.holds(one.box, 1) for kind in ("head", "message", "note") for one in of(layout, kind))
    assert layout.roll == pytest.approx(layout.window.h, abs=0.2), "nothing of it rolls"


@pytest.mark.parametrize("frame", ["16:9", "4:3"])
def test_a_short_sequence_fills_a_level_frame(frame):
    layout = made(SHORT, frame)
    (panel,) = of(layout, "panel")
    assert panel.box.h > 0.85 * layout.stage.h


def said(count, between=("A", "B")):
    return "sequenceDiagram\n" + "\n".join([f"{between[0]}->>{between[1]}: x"] * count)


def test_the_more_is_said_the_smaller_it_is_down_to_a_size_in_which_it_rolls():
    sizes = [size(made(said(count))) for count in range(1, 30)]
    assert sizes[0] > sizes[-1] == pytest.approx(PLAIN * ROLLING)
    assert all(more <= less for less, more in pairwise(sizes))
    rolling = made(said(29))
    assert rolling.roll > 2 * rolling.window.h


@pytest.mark.parametrize("frame", FRAMES)
def test_of_what_rolls_at_least_seven_rows_are_seen_at_once(frame):
    layout = made(said(29), frame)
    ways = [one.corners[0][1] for one in of(layout, "message")]
    assert sum(way <= layout.window.bottom for way in ways) >= 7


def test_a_strip_with_room_for_few_rows_has_them_in_their_own_size():
    more = "\n".join(["  LB->>A: 50% of the traffic", "  A->>A: stops"] * 4)
    layout = planned(SHIFT.replace("  LB->>B: 100%", f"{more}\n  LB->>B: 100%")).layout
    assert size(layout) == PLAIN and layout.roll > layout.window.h


def test_icons_stand_over_names_where_that_makes_all_larger():
    text = (
        "sequenceDiagram\n"
        + "\n".join(f"actor {name} as 주문 서비스 {name}" for name in "ABCD")
        + "\nA->>B: x\nC->>D: y"
    )
    wide, narrow = made(text), made(text, "9:16")
    assert all(head.icon.right < head.lines[0].x - head.lines[0].width / 2 for head in of(wide, "head"))
    for head in of(narrow, "head"):
        line = head.lines[0]
        assert head.icon.bottom < line.baseline - line.type.size * 0.7 and head.box.holds(head.icon)
        assert head.icon.cx == pytest.approx(line.x, abs=0.5)
        assert line.x == pytest.approx(head.box.cx, abs=0.5)
    assert size(narrow) > PLAIN


def test_a_dial_and_copies_above_a_sequence_stand_side_by_side_and_all_is_read():
    layout = planned(SCALED).layout
    cards = {one.id: one for one in layout.placed if one.view == "chart" and one.kind == "card"}
    web = cards["W"].slots
    assert web["gauge:cpu"].box.right < web["tiles"].box.x
    assert web["gauge:cpu"].box.y == web["tiles"].box.y
    assert all(cards["W"].box.holds(slot.box, -2) for slot in web.values())
    assert min(line.type.size for one in cards.values() for line in one.lines) >= 24
    assert cards["LB"].box.x - cards["U"].box.right > 80, "what runs there is seen"


@pytest.mark.parametrize("aspect", FRAMES)
def test_a_chart_above_takes_what_a_short_sequence_leaves(aspect):
    layout = planned(SHIFT, settings=Settings(aspect=aspect)).layout
    chart = max(one.box.bottom for one in layout.placed if one.view == "chart")
    (panel,) = of(layout, "panel")
    assert 0 < panel.box.y - chart < 40
    assert layout.stage.bottom - panel.box.bottom < 20
    assert chart - layout.stage.y <= 0.5 * layout.stage.h + 1


def test_what_a_section_says_stands_beside_lifelines_in_as_many_lines_as_that_takes():
    told = "alt the row is found and it is fresh\n C-->>B: yes\n else no\n C-->>B: z\n end"
    layout = made(f"sequenceDiagram\n A->>B: x\n B->>C: y\n {told}", "9:16")
    (frame,), sections = of(layout, "fragment"), of(layout, "section")
    lines = [one.box.x for one in of(layout, "lifeline")]
    said = [*(line for line in frame.lines if line.role != "word"), *(line for one in sections for line in one.lines)]
    assert len(said) > 2
    assert not [(line.text, x) for line in said for x in lines if line.x - 8 < x < line.x + line.width + 8]
    first = min(one.corners[0][1] for one in of(layout, "message") if frame.box.holds(one.box))
    assert all(line.baseline < first for line in frame.lines)


@pytest.mark.parametrize("frame", ["16:9", "9:16"])
def test_heads_are_of_one_height(frame):
    text = (
        "sequenceDiagram\n actor A as A name that is so long that it is broken in a narrow frame\n participant B as B"
    )
    heads = of(made(f"{text}\n A->>B: x\n B-->>A: y", frame), "head")
    assert len({one.box.h for one in heads}) == len({one.box.y for one in heads}) == 1
    for head in heads:
        assert all(
            head.box.y < line.baseline - line.type.size * 0.6 < line.baseline < head.box.bottom for line in head.lines
        )


def test_the_outer_lifelines_stand_under_their_parts_above_them():
    """Where there is room for it; those between share what is left."""
    text = "\n".join(("sequenceDiagram", "LB->>V1: 50% of traffic", "LB->>V2: 50% of traffic", "V1->>V1: stops"))
    needs = [Need(index, index + 1, 200.0) for index in range(-1, 3)]
    found, least = columns(3, needs, 100.0, 1700.0, (350.0, 1500.0))
    assert (found, least) == ([350.0, 925.0, 1500.0], 800.0)
    assert columns(3, needs, 100.0, 1700.0, (250.0, 1500.0)) == columns(3, needs, 100.0, 1700.0)
    made = planned(f"```mermaid\n{text}\n```\n").layout
    middle = {(one.kind, one.id): one.box.cx for one in made.placed if one.kind in ("card", "head")}
    for id in ("LB", "V2"):
        assert abs(middle["card", id] - middle["head", id]) < 1.0
