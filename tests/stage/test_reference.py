"""The stage beside plain Manim: the same moments, every thing as a mobject in one list, drawn by Manim's own camera."""

from dataclasses import replace

import boards
import numpy as np
import pytest
from manim import Camera, tempconfig

from diagram_anim.model.timeline import Action
from diagram_anim.stage import film
from diagram_anim.stage.color import rgb
from diagram_anim.stage.nodes import Mix, Sprite
from diagram_anim.stage.pen import circle, polygon
from diagram_anim.stage.shapes import Shape, shape
from diagram_anim.stage.studio import Studio
from diagram_anim.stage.tableau import Tableau
from diagram_anim.stage.tails import CORE, RADIUS, STRONG, WIDTH, ribbon

SIZE = (1280, 720)

pytestmark = pytest.mark.slow


def frames(segment, picture, times):
    found = []
    film.play(segment, picture, times, lambda frame, repeat=1: found.extend([frame] * repeat))
    return found


def mobjects(kit, layers):
    """All that the layers hold, from back to front; None where they fade as one, for which Manim has no word."""
    found = []
    for layer in layers:
        if layer.alpha <= 0 or layer.node == Mix(()):
            continue
        if layer.alpha < 1 or layer.clip or isinstance(layer.node, Mix):
            return None
        inner = layer.node.draw(kit, *layer.node.args) if isinstance(layer.node, Sprite) else None
        inner = mobjects(kit, layer.node.layers) if inner is None else inner
        if inner is None:
            return None
        found += [one.shift((layer.dx, -layer.dy, 0)) for one in inner]
    return found


class Tail(Shape):
    """Fades along the chord of its line, however that is bent."""

    def get_gradient_start_and_end_points(self):
        return self.ends


def comet(one):
    """A dot with its tail, just where it is."""
    line = one.track.between(one.way - one.far, one.way)
    tail = Tail(sheen_direction=(1, 0, 0), background_stroke_color=None)
    tail.points = shape(polygon(ribbon(line, WIDTH * one.size))).points if len(line) > 1 else tail.points
    tail.fill_rgbas = np.array([[*rgb(one.color), 0.0], [*rgb(one.color), STRONG]])
    tail.ends = [np.array((x, -y, 0.0)) for x, y in (line[0], line[-1])] if line else []
    tail.stroke_width, tail.stroke_rgbas = 0.0, np.zeros((1, 4))
    return tail, [
        shape(circle(*one.at, RADIUS * one.size * part), fill=color)
        for color, part in ((one.color, 1), (one.core, CORE))
    ]


def plain(picture, drawn):
    """What Manim makes of the mobjects."""
    ground = picture.theme.color("ground")
    camera = Camera(frame_center=(960, -540, 0), cairo_line_width_multiple=1.0, background_color=ground)
    camera.capture_mobjects(drawn)
    return camera.pixel_array


def compared(board, times):
    """Of each moment that Manim has words for: how many px are more than 2 of 255 apart, as a share, and the most."""
    segment, picture = getattr(boards, board)(size=SIZE)
    segment = replace(
        segment,
        clips=tuple(clip for clip in segment.clips if clip.action is not Action.DIM),
        state={channel: value for channel, value in segment.state.items() if channel[2] != Action.DIM},
    )
    sizes = {"pixel_width": SIZE[0], "pixel_height": SIZE[1], "frame_width": 1920.0, "frame_height": 1080.0}
    found = []
    for at, ours in zip(times, frames(segment, picture, times), strict=True):
        with tempconfig(sizes):
            kit = Studio(picture).kit
            frame = Tableau(segment, kit).frame(at)
            below, above = (mobjects(kit, layers) for layers in (frame.under, (*frame.over, *frame.hud)))
            if below is None or above is None or frame.ends or frame.window:
                continue
            dots = [comet(one) for one in frame.comets]
            heads = [part for _, head in dots for part in head]
            theirs = plain(picture, [*below, *(tail for tail, _ in dots if len(tail.points)), *heads, *above])
        apart = np.abs(ours.astype(int) - theirs.astype(int)).max(axis=2)
        found.append((len(dots), float((apart > 2).mean()), int(apart.max())))
    return found


@pytest.mark.parametrize("board", ["shapes", "requirements"])
def test_what_stands_still_is_what_manim_draws(board):
    """Off by rounding alone: layers are put together one after another, Manim's camera rounds after each path."""
    found = compared(board, [0.0, 1.0, 1.9])
    assert len(found) > 1
    assert all(share < 0.0001 for _, share, _ in found)


def test_dots_on_their_way_are_where_manim_draws_them():
    """Off where a head isn't at a quarter of a px, and at the far ends of tails."""
    found = compared("architecture", [step / 10 for step in range(8)])
    assert min(dots for dots, _, _ in found) > 2
    assert all(share < 0.001 for _, share, _ in found)


@pytest.mark.parametrize("board", ["architecture", "fragments", "failover"])
def test_planes_are_what_converting_the_picture_gives(board):
    """BT.709's own formula on the painted picture, but for rounding: edges of a half seen px are rounded as colours
    in the one, as luma in the other."""
    segment, picture = getattr(boards, board)(size=SIZE)
    times = [0.0, 0.1, 0.2, 1.4]
    pairs = zip(frames(segment, picture, times), frames(segment, replace(picture, planes=True), times), strict=True)
    for painted, planes in pairs:
        red, green, blue = (painted[..., index] / 255 for index in range(3))
        luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
        colors = planes[SIZE[1] :].reshape(SIZE[1] // 2, SIZE[0] // 2, 2)
        for found, expected in (
            (planes[: SIZE[1]], 16 + 219 * luma),
            (colors[..., 0], _halved(128 + 224 * (blue - luma) / 1.8556)),
            (colors[..., 1], _halved(128 + 224 * (red - luma) / 1.5748)),
        ):
            apart = np.abs(found - expected)
            assert (apart > 2).mean() < 0.0001
            assert apart.max() < 6


def _halved(plane):
    return plane.reshape(SIZE[1] // 2, 2, SIZE[0] // 2, 2).mean(axis=(1, 3))
