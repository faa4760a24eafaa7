"""What stays in sight while a sequence rolls up."""

from dataclasses import replace

from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import Placed
from diagram_anim.stage.nodes import Layer, Sprite
from diagram_anim.stage.pinned import TAB, _moved

FRAME = Placed("frag:1", "sequence", "fragment", Box(100, 200, 600, 400))


def moved(edge, foot=600.0, aside=0.0, thing=FRAME):
    return next(_moved([Layer(Sprite(print))], thing, edge, foot, aside))


def test_a_keyword_stands_in_its_frames_corner_until_that_leaves_the_window():
    assert moved(edge=150).dy == 0
    assert moved(edge=260).dy == 60


def test_a_keyword_leaves_with_the_foot_of_its_frame():
    assert moved(edge=900).dy == 400 - TAB


def test_a_sections_words_go_beside_the_keyword_that_they_come_to():
    section = replace(FRAME, box=Box(100, 300, 600, 0))
    assert moved(edge=200, aside=90, thing=section).dx == 0
    assert moved(edge=300, aside=90, thing=section).dx == 90
