"""Words can be read on whatever colours an author gives."""

import pytest
from PIL import ImageColor

from diagram_anim import resources
from diagram_anim.model.cast import Paint
from diagram_anim.stage import color
from diagram_anim.stage.palette import READABLE, Palette

FILLS = sorted({color.css(name) for name in ImageColor.colormap})


@pytest.mark.parametrize("theme", ["night", "day"])
def test_words_can_be_read_on_every_fill_that_an_author_gives(theme):
    palette = Palette(resources.theme(theme))
    for fill in FILLS:
        own = palette.own(Paint(fill=fill))
        assert color.contrast(palette["ink"], own.fill) >= READABLE, fill


@pytest.mark.parametrize("theme", ["night", "day"])
def test_words_of_an_authors_colour_can_be_read_on_the_authors_fill(theme):
    palette = Palette(resources.theme(theme))
    for fill in FILLS[::6]:
        for ink in FILLS[::6]:
            own = palette.own(Paint(fill=fill, color=ink))
            assert color.contrast(own.ink or palette["ink"], own.fill) >= READABLE, (fill, ink)
