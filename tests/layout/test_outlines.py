"""Shapes that narrow, and what stands in them and beside words."""

import pytest

from diagram_anim import resources, text
from diagram_anim.layout.cards.anatomy import place
from diagram_anim.layout.cards.body import body
from diagram_anim.layout.designs.fitting import LEAST, TIGHTEST
from diagram_anim.layout.frame.sizes import Sizes
from diagram_anim.model.cast import Card
from diagram_anim.model.diagram import Label
from diagram_anim.model.geometry import Box
from diagram_anim.model.system import Role

ASKED = ("Ok?", "Range check", "Is the certificate of the server that answers still valid?", "유효한가요?")


@pytest.mark.parametrize("words", ASKED)
@pytest.mark.parametrize("ease", [1.0, 0.5, TIGHTEST])
def test_words_lie_inside_a_diamond_however_close_they_stand(words, ease):
    sizes = Sizes(resources.theme("night"), ease=ease)
    made = body(Card("A", Label(words, (words,)), Role.THING, shape="diam"), sizes, upright=True, hanging=False)
    middle = (len(made.name) - 1) / 2
    for at, line in enumerate(made.name):
        edge = abs(at - middle) * made.pitch + made.name_type.size / 2
        assert text.measure(line, made.name_type) / made.w + 2 * edge / made.h <= 1.0 + 1e-9


def test_a_bar_of_shares_lies_inside_a_diamond():
    sizes = Sizes(resources.theme("night"))
    card = Card("A", Label("Router", ("Router",)), Role.BALANCER, shape="diam", slots=("split",))
    made = body(card, sizes, upright=True, hanging=False)
    box = Box(0.0, 0.0, made.w, made.h)
    bar = place(made, box).slots["split"].box
    figures = (bar.cy + min(32.0, bar.h * 0.26) / 2 * 3 + sizes.type("node_small").size * 0.72) - box.cy
    for x in (bar.x, bar.right):
        assert abs(x - box.cx) / (box.w / 2) + figures / (box.h / 2) <= 1.0


def test_a_short_badge_stands_beside_the_words_of_a_card_that_counts_nothing():
    sizes = Sizes(resources.theme("night"))
    slots = ("state", "badge")

    def made(*slots, said="★ leader"):
        label = Label("Manager 1", ("Manager 1",))
        card = Card("A", label, Role.CONTROLLER, icon="orchestrator", slots=slots, samples={"badge": said})
        return body(card, sizes, upright=False, hanging=False)

    beside, without, below = made(*slots), made("state"), made(*slots, said="a sentence that is no badge at all")
    assert max(beside.h, without.h) < below.h - 40 and beside.w > without.w
    at = place(beside, Box(0.0, 0.0, beside.w, beside.h)).slots
    assert at["badge"].box.x >= at["state"].box.right and at["badge"].box.right <= beside.w - beside.pad + 0.1
    assert made(*slots, "served").h > made("state", "served").h


@pytest.mark.parametrize("ease", [1.0, TIGHTEST, LEAST])
def test_the_state_of_a_cylinder_stands_over_its_lower_arc(ease):
    sizes = Sizes(resources.theme("night"), k=0.8, ease=ease)
    card = Card("A", Label("DB", ("DB",)), Role.STORE, shape="cyl", icon="database", slots=("state",))
    made = body(card, sizes, upright=False, hanging=False)
    slot = place(made, Box(0.0, 0.0, made.w, made.h)).slots["state"]
    assert slot.box.bottom <= made.h - 7.9
