"""Where on their lines dots are seen."""

from dataclasses import replace

import boards
import pytest

from diagram_anim.stage.channels import Channels
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.tails import RADIUS
from diagram_anim.stage.traffic import Traffic


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
