"""The octagon on the corner of a card that has failed."""

import pytest

from diagram_anim.batch.ground import picture
from diagram_anim.batch.plan import plan
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.tasks import gather
from diagram_anim.stage import cards
from diagram_anim.stage.cards import _ring, corner
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.tableau import Tableau
from diagram_anim.timeline import segments
from tests.film import scene

LOW = """
diagram: |
  graph LR
    U[Users] --> LB[Load balancer]
    LB --> W1[Server 1] & W2[Server 2] & W3[Server 3] & W4[Server 4]
    W1 & W2 & W3 & W4 --> DB[(Orders database)]
    W1 & W2 --> C[(Cache)]
compare:
  Four servers: {}
  Two servers: {without: W3 W4}
  One server: {without: W2 W3 W4}
steps:
  - say: Server 1 stops
    do: |
      appear all
      traffic U rate=12/s
      wait 4s
      fail W1 then wait 2s
"""


def test_it_covers_no_figure_of_a_low_card(tmp_path):
    path = tmp_path / "low.yaml"
    path.write_text(LOW, encoding="utf-8")
    made, problems = plan(gather([str(path)]).tasks[0], Settings())
    assert made, problems
    kit = Kit(picture(made, Settings()))
    moved = 0
    for id in ("W1", "W1_2", "W1_3"):
        placed = kit.placed("chart", "card", id)
        x, y, r = corner(kit, id)
        reach = _ring(kit, placed.scale, r)
        high = [slot.box for slot in placed.slots.values() if slot.box.y < y + reach - 0.01]
        assert all(box.right <= x - reach + 0.01 for box in high)
        moved += (x, y) != (placed.box.right - 26 * placed.scale, placed.box.y)
    assert moved


@pytest.mark.parametrize("name, part", [("before-and-after", "W1"), ("before-and-after", "W1_2"), ("service", "P1")])
def test_it_stays_in_what_its_card_stands_in_and_clear_of_the_steps(name, part):
    kit = Kit(picture(scene(name), Settings()))
    x, y, r = corner(kit, part)
    group = kit.card(part).group
    assert x + r < (kit.placed("chart", "group", group).box.right if group else 1840.1)
    assert y - r > 80 + 7 + 15


def test_where_nothing_is_covered_it_stands_within_the_cards_side():
    kit = Kit(picture(scene("self-healing"), Settings()))
    placed = kit.placed("chart", "card", "W1")
    assert corner(kit, "W1")[0] == placed.box.right - 26 * placed.scale


def test_no_other_card_lies_on_it():
    made = scene("self-healing")
    kit = Kit(picture(made, Settings()))
    for segment in segments(made.timeline, ""):
        over = [_drawers(one) for one in Tableau(segment, kit).frame(segment.seconds - 0.1).over]
        failed = [at for at, some in enumerate(over) if cards.failure in some]
        bases = [at for at, some in enumerate(over) if cards.base in some]
        if failed:
            assert min(failed) > max(bases)
            return
    pytest.fail("no card fails in this film")


def _drawers(layer):
    """What draws the parts of a layer."""
    return _within(layer.node)


def _within(node):
    inner = [one for part in getattr(node, "layers", ()) for one in _drawers(part)]
    shares = [one for part, _ in getattr(node, "shares", ()) for one in _within(part)]
    return [*inner, *shares, *([node.draw] if hasattr(node, "draw") else [])]
