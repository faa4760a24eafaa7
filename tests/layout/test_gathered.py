"""Parents and children find to each other where others stand in the way."""

import pytest

from diagram_anim import resources
from diagram_anim.layout import arrange
from diagram_anim.layout.gathered import gathered
from diagram_anim.layout.structure import Container
from diagram_anim.layout.titles import title_box
from diagram_anim.model.geometry import Box
from tests.layout.casts import cast_of

RETRIED = """flowchart TD
  begin((Start)) --> queued[Queued]
  queued --> making[Making]
  making --> running[Running]
  making -->|cannot pull| waiting[Waiting for its image]
  waiting --> making
  running -->|ends well| done[Done]
  running -->|ends badly| failed[Failed]
  done --> over((End))
  failed --> over
"""


def chart(kids, *others):
    ranks = (("p",), (*kids, *others))
    wires = tuple(("p", kid, f"L_p_{kid}_0") for kid in kids)
    return {"": Container("", "TB", ranks, tuple(("p", kid) for kid in kids), (), wires=wires)}


CAST = cast_of("flowchart TB\n p --> a & b\n c\n")
ROOM = Box(0, 0, 1000, 600)
PLACES = {"p": Box(100, 0, 200, 80), "a": Box(300, 200, 100, 80), "b": Box(450, 200, 100, 80)}


def test_children_move_under_their_parent():
    found = gathered(PLACES, chart("ab"), CAST, ROOM, 20)
    assert (found["a"].cx + found["b"].cx) / 2 == found["p"].cx == 200
    assert found["b"].x - found["a"].x == 150


def test_they_move_no_farther_than_others_let_them():
    found = gathered({**PLACES, "c": Box(100, 200, 100, 80)}, chart("ab", "c"), CAST, ROOM, 20)
    assert found["a"].x == 220
    assert found["c"].x == 100


@pytest.mark.parametrize("frame", [(1080, 1920), (1080, 1080)])
def test_a_parent_beside_a_card_that_leads_back_stands_over_its_children(frame):
    layout, _ = arrange(cast_of(RETRIED), resources.theme("night"), frame)
    boxes = {one.id: one.box for one in layout.placed if one.kind == "card"}
    middle = (boxes["done"].cx + boxes["failed"].cx) / 2
    assert abs(boxes["running"].cx - middle) <= 0.03 * frame[0]


NODES = """flowchart TB
  U[사용자] --> SVC[주문 서비스]
  SVC --> P1
  SVC --> P2
  subgraph N1[worker-1]
    P1[주문 파드 A]
  end
  subgraph N2[worker-2]
    P2[주문 파드 B]
  end
  CP[컨트롤 플레인] -. 하트비트 .-> N1
  CP -. 하트비트 .-> N2
"""


@pytest.mark.parametrize("frame", [(1920, 1080), (1080, 1920), (1080, 1080), (1440, 1080)])
def test_what_a_group_holds_leaves_its_title_free(frame):
    layout, _ = arrange(cast_of(NODES), resources.theme("night"), frame)
    cards = [one.box for one in layout.placed if one.kind == "card"]
    titles = [title_box(one) for one in layout.placed if one.kind == "group"]
    assert len(titles) == 2
    assert not [title for title in titles for card in cards if title and title.overlaps(card)]
