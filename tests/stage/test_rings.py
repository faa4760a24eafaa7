"""What is lit is ringed, under the lines that lead to it; and what has no news has no colour."""

import boards
import pytest

from diagram_anim import resources
from diagram_anim.batch.ground import picture
from diagram_anim.batch.settings import Settings
from diagram_anim.model.timeline import Action
from diagram_anim.stage import cards, counts, wires
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.nodes import Mix, Sprite, Stack
from diagram_anim.stage.palette import Palette
from diagram_anim.stage.tableau import Tableau
from diagram_anim.timeline.segments import segments
from tests.film import scene


def sprites(node):
    match node:
        case Sprite():
            yield node
        case Stack():
            yield from (found for layer in node.layers for found in sprites(layer.node))
        case Mix():
            yield from (found for one, _ in node.shares for found in sprites(one))


def test_lines_lead_over_the_ring_of_what_is_lit():
    plan = scene("orchestrator")
    kit = Kit(picture(plan, Settings()))
    segment = segments(plan.timeline, "")[2]
    assert any(one.action is Action.LIGHT and one.value for one in segment.clips)
    frame = Tableau(segment, kit).frame(segment.seconds * 0.9)
    order = [one.draw for layer in frame.under for one in sprites(layer.node)]
    assert cards.halo in order and wires.line in order
    assert max(at for at, draw in enumerate(order) if draw is cards.halo) < order.index(wires.line)
    assert cards.halo not in [one.draw for layer in frame.over for one in sprites(layer.node)]


@pytest.mark.parametrize("theme", ["night", "day", "chalk", "paper", "mermaid", "print"])
def test_a_ring_is_the_themes_marker_or_a_breath_of_the_outline(theme):
    palette = Palette(resources.theme(theme))
    spoken, share = palette.ring("traffic")
    assert (spoken, share) == (("#FFDF70", 1.0) if theme == "paper" else (palette["lit"], palette.halo))
    assert palette.ring("failed") == (palette.fill("failed"), palette.halo)


def test_that_nothing_is_lost_bears_no_colour():
    _, board = boards.failover()
    kit = Kit(board)
    alarm = kit.palette.fill("failed").lower()

    def colors(none):
        return {str(one.get_fill_color()).lower() for one in counts.word(kit, "LB", "lost", "beside", 0.0, none)}

    assert alarm in colors(False) and alarm not in colors(True)


@pytest.mark.parametrize("theme", ["night", "day", "chalk", "paper", "mermaid", "print"])
def test_only_what_has_failed_has_a_surface_of_its_own(theme):
    """What starts is told by its dotted outline: a surface in its colour would be the loudest in the frame."""
    palette = Palette(resources.theme(theme))
    assert not [state for state in ("pending", "starting", "healthy", "busy", "draining") if palette.tint(state)]
