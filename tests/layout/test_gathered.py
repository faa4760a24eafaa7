"""Parents and children find to each other where others stand in the way."""

import pytest

from diagram_anim import resources
from diagram_anim.layout import arrange
from diagram_anim.layout.boxes.gathered import gathered
from diagram_anim.layout.containers.structure import Container
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


def test_what_a_group_holds_comes_no_nearer_to_the_title_beside_it():
    inner = ("p", "g", "L_p_a_0"), ("p", "g", "L_p_b_0")
    root = Container("", "TB", (("p",), ("g",)), (("p", "g"),), (), wires=inner)
    held = {"": root, "g": Container("g", "TB", (("a", "b"),), (), ())}
    places = {
        "p": Box(0, 0, 200, 80),
        "g": Box(0, 150, 900, 200),
        "a": Box(300, 200, 100, 80),
        "b": Box(450, 200, 100, 80),
    }
    cast = cast_of("flowchart TB\n subgraph g\n a\n b\n end\n p --> a & b\n")
    assert gathered(places, held, cast, ROOM, 20)["a"].x < 100
    assert gathered(places, held, cast, ROOM, 20, {"g"})["a"].x == 300
