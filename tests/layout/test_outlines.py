"""Shapes that narrow, and the words in them."""

import pytest

from diagram_anim import resources, text
from diagram_anim.layout.body import body
from diagram_anim.layout.fitting import TIGHTEST
from diagram_anim.layout.sizes import Sizes
from diagram_anim.model.cast import Card
from diagram_anim.model.diagram import Label
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
