"""The stage beside plain Manim: the same moments, every thing as a mobject, drawn by Manim's own camera."""

from dataclasses import replace
from functools import cache
from typing import NamedTuple

import boards
import numpy as np
import pytest
from manim import tempconfig
from plain import plain

from diagram_anim import timeline
from diagram_anim.batch.ground import picture
from diagram_anim.batch.settings import Settings
from diagram_anim.stage import film
from diagram_anim.stage.nodes import Frame
from diagram_anim.stage.studio import Studio
from diagram_anim.stage.tableau import Tableau
from tests.bench.row import planned

SIZE = (1280, 720)

NEAR = 16
"""Frame px around a dot and its tail within which it may be seen."""

SPOTS = 16
"""A tail is looked at in so many parts, none of which is longer than that."""

pytestmark = pytest.mark.slow


class Compared(NamedTuple):
    """A moment drawn both ways: the shares of px that are more than 2 of 255 apart, of all and of those that no dot is
    near."""

    frame: Frame
    share: float
    elsewhere: float


def frames(segment, picture, times):
    found = []
    film.play(segment, picture, times, lambda frame, repeat=1: found.extend([frame] * repeat))
    return found


def compared(segment, scene, times):
    sizes = {"pixel_width": SIZE[0], "pixel_height": SIZE[1], "frame_width": 1920.0, "frame_height": 1080.0}
    found = []
    with tempconfig(sizes):
        studio = Studio(scene)
        tableau = Tableau(segment, studio.kit)
    for at, ours in zip(times, frames(segment, scene, times), strict=True):
        with tempconfig(sizes):
            frame = tableau.frame(at)
            theirs = plain(studio.kit, frame, studio.whole)
        apart = np.abs(ours.astype(int) - theirs.astype(int)).max(axis=2) > 2
        found.append(Compared(frame, float(apart.mean()), float((apart & ~_near_dots(frame)).mean())))
    return found


def _near_dots(frame):
    near, lens = np.zeros(SIZE[::-1], bool), frame.lens
    for one in frame.comets:
        for x, y in (one.track.at(max(0.0, one.way - one.far * part / SPOTS)) for part in range(SPOTS + 1)):
            left, top = ((at - NEAR - of) * lens.scale for at, of in ((x, lens.x), (y, lens.y)))
            right, bottom = ((at + NEAR - of) * lens.scale for at, of in ((x, lens.x), (y, lens.y)))
            near[max(0, int(top)) : max(0, int(bottom)), max(0, int(left)) : max(0, int(right))] = True
    return near


def test_frame_after_frame_is_what_each_is_alone():
    """Blocks are taken over from the frame before: after half a second of dots, counters and a failure nothing of it is
    left that doesn't belong there."""
    scene, segments = yardstick()
    for step, start in ((2, 0.2), (3, 1.4)):
        times = [start + number / 30 for number in range(15)]
        run = frames(segments[step], scene, times)
        for at in (1, 8, 14):
            (alone,) = frames(segments[step], scene, times[at : at + 1])
            assert np.array_equal(run[at], alone), (step, at)


@cache
def yardstick():
    whole = planned()
    return picture(whole, Settings()), timeline.segments(whole.timeline, "")


@pytest.mark.parametrize("board, times", [("shapes", [1.0]), ("requirements", [1.0]), ("fragments", [0.0, 1.9])])
def test_what_stands_still_or_back_is_what_manim_draws(board, times):
    """Off by rounding alone: layers are put together one after another, Manim's camera rounds after each path."""
    found = compared(*getattr(boards, board)(size=SIZE), times)
    assert all(one.share < 0.0001 for one in found)


@pytest.mark.parametrize("board, times", [("architecture", [0.0, 0.3, 0.7]), ("failover", [0.4, 2.0])])
def test_dots_and_how_they_end_are_where_manim_draws_them(board, times):
    """Off at edges: each path is rounded when it is painted, in Manim's camera all of them at other places."""
    found = compared(*getattr(boards, board)(size=SIZE), times)
    assert min(len(one.frame.comets) for one in found) > 2
    assert any(one.frame.ends for one in found) is (board == "failover")
    assert all(one.share < 0.0002 for one in found)
    assert all(one.elsewhere < 0.0001 for one in found)


def test_things_that_rise_fade_and_cross_are_what_manim_draws():
    """Off by rounding alone."""
    scene, segments = yardstick()
    found = compared(segments[0], scene, [0.5, 1.5])
    assert any(0 < layer.alpha < 1 for one in found for layer in one.frame.over)
    assert all(one.share < 0.0001 for one in found)


@pytest.mark.parametrize("step, times, moving", [(3, [0.4], True), (3, [1.5], False), (4, [0.8], True)])
def test_what_a_camera_sees_that_moves_or_has_moved_in_is_what_manim_draws(step, times, moving):
    """Forty dots among them, some ten px off at the edges of each."""
    scene, segments = yardstick()
    found = compared(segments[step], scene, times)
    for one in found:
        assert (one.frame.moving, one.frame.window is not None) == (moving, True)
        assert len(one.frame.comets) > 30
        assert one.share < 0.0005
        assert one.elsewhere < 0.0001


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
