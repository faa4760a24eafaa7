"""Groups in frames that are higher than wide: cards stand, keep a distance, and signs on them leave titles alone."""

import pytest

from diagram_anim import resources
from diagram_anim.layout import arrange
from diagram_anim.layout.cards.titles import title_box
from tests.layout.casts import cast_of

ROW = """flowchart LR
 U[Users] --> LB[Balancer]
 subgraph S [Web servers]
  {cards}
 end
 LB --> {joined}
 {joined} --> DB[(Database)]
"""

SHOWN = ("state", "served", "lost", "meter:load")

SIGN = 40.0
"""How far a sign on a card's corner reaches beyond its border, px."""


def upright(many, frame=(1080, 1920)):
    ids = [f"W{number}" for number in range(many)]
    text = ROW.format(cards="\n  ".join(f"{id}[Server {id}]" for id in ids), joined=" & ".join(ids))
    layout, problems = arrange(cast_of(text, dict.fromkeys(ids, SHOWN)), resources.theme("night"), frame)
    assert not [one for one in problems if one.code != "turned"]
    return layout, ids


def test_cards_that_show_much_stand_side_by_side_with_room_between():
    layout, ids = upright(3)
    boxes = {one.id: one.box for one in layout.placed if one.kind == "card"}
    row = [boxes[id] for id in ids]
    assert len({box.y for box in row}) == 1
    assert min(two.x - one.right for one, two in zip(row, row[1:], strict=False)) >= 20
    assert all(one.box.h > one.box.w for one in layout.placed if one.id in ids), "their icon over their name"
    assert min(line.type.size for one in layout.placed if one.kind == "card" for line in one.lines) >= 28


@pytest.mark.parametrize("many", [2, 3])
def test_signs_on_cards_lie_under_the_title_over_them(many):
    layout, ids = upright(many)
    (group,) = (one for one in layout.placed if one.kind == "group")
    top = min(one.box.y for one in layout.placed if one.id in ids)
    assert title_box(group).bottom <= top - SIGN
