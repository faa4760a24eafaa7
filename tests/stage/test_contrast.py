"""Words can be read in every theme, on whatever colours an author gives."""

import math
from itertools import combinations

import pytest
from PIL import ImageColor

from diagram_anim import resources
from diagram_anim.model.cast import Paint
from diagram_anim.stage import color
from diagram_anim.stage.contrast import pairs
from diagram_anim.stage.palette import BACK, GROUNDS, READABLE, STREAMS, VISIBLE, Palette

FILLS = sorted({color.css(name) for name in ImageColor.colormap})


@pytest.mark.parametrize("theme", resources.themes())
def test_words_can_be_read_on_every_fill_that_an_author_gives(theme):
    palette = Palette(resources.theme(theme))
    for fill in FILLS:
        own = palette.own(Paint(fill=fill))
        assert color.contrast(palette["ink"], own.fill) >= READABLE, fill


@pytest.mark.parametrize("theme", resources.themes())
def test_words_of_an_authors_colour_can_be_read_on_the_authors_fill(theme):
    palette = Palette(resources.theme(theme))
    for fill in FILLS[::6]:
        for ink in FILLS[::6]:
            own = palette.own(Paint(fill=fill, color=ink))
            assert color.contrast(own.ink or palette["ink"], own.fill) >= READABLE, (fill, ink)


@pytest.mark.parametrize("theme", resources.themes())
def test_all_that_meets_in_a_theme_can_be_told_apart(theme):
    assert [pair for pair in pairs(resources.theme(theme)) if not pair.fits] == []


@pytest.mark.parametrize("theme", resources.themes())
def test_the_states_words_can_be_read_on_every_fill_that_an_author_gives(theme):
    palette = Palette(resources.theme(theme))
    for fill in FILLS[::5]:
        own = palette.own(Paint(fill=fill))
        for state in ("starting", "healthy", "busy", "degraded", "failed"):
            assert color.contrast(palette.word(state), own.fill) >= READABLE, (fill, state)


@pytest.mark.parametrize("theme", resources.themes())
def test_all_words_can_be_read_on_every_stretch_that_an_author_colours(theme):
    palette = Palette(resources.theme(theme))
    for css in (*FILLS, "#F0F8FF", "#FFFAF0", "#FFF5F5", "#F0FFF0"):
        ground, line = palette.wash(css)
        for ink in ("ink", "ink2", "ink3", "traffic_ink"):
            assert color.contrast(palette[ink], ground) >= READABLE, (css, ink)
        assert line != ground


@pytest.mark.parametrize("theme", ["night", "day", "chalk", "paper"])
def test_even_a_hint_of_a_colour_keeps_its_hue_on_a_stretch(theme):
    palette = Palette(resources.theme(theme))
    for css in ("#F0F8FF", "#FFFAF0", "#FFF5F5", "#F0FFF0"):
        _, chroma, hue = color.oklch(palette.wash(css)[0])
        assert chroma > 0.015
        assert abs(math.remainder(hue - color.oklch(css)[2], math.tau)) < 0.25, css


@pytest.mark.parametrize("theme", resources.themes())
def test_what_is_live_stands_out_from_what_is_idle(theme):
    """How far lines stand off the ground, by how wide they are. In Mermaid's own colours the idle ones are dark."""
    tokens = resources.theme(theme)
    palette, stroke = Palette(tokens), tokens["stroke"]

    def ink(line, width):
        return (color.contrast(line, palette["ground"]) - 1) * width

    idle = ink(palette.given("wire").stroke or palette["edge"], stroke["edge"])
    for tone in ("", "old", "new", *(STREAMS if theme != "mermaid" else ())):
        assert ink(palette.traffic(tone)[2], stroke["edge_lane"]) > 1.25 * idle, tone


def test_print_is_free_of_colour():
    table = resources.theme("print")["color"]
    found = [value for value in (*table.values(), *table["state"].values()) if isinstance(value, str)]
    assert len(found) > 20
    assert {value for value in found if color.oklch(value)[1] > 0.002} == set()


@pytest.mark.parametrize("theme", [name for name in resources.themes() if name != "print"])
def test_streams_called_by_a_colour_are_told_apart_and_read(theme):
    palette = Palette(resources.theme(theme))
    seen = {name: palette.traffic(name) for name in (*STREAMS, "old")}
    for name, (dot, core, lane, ink) in seen.items():
        assert color.contrast(dot, palette["group"]) >= VISIBLE and len({dot, core, lane}) == 3, name
        assert all(color.contrast(ink, palette[ground]) >= READABLE for ground in GROUNDS), name
    labs = [color.oklch(dot) for dot, *_ in seen.values()]
    points = [(c * math.cos(h), c * math.sin(h)) for _, c, h in labs]
    assert min(math.dist(a, b) for a, b in combinations(points, 2)) > 0.05


@pytest.mark.parametrize("theme", resources.themes())
def test_names_of_what_stands_back_can_be_read(theme):
    palette = Palette(resources.theme(theme))
    ink, ground = (palette[one] for one in ("ink", "ground"))
    assert 0.2 <= palette.back <= BACK, "it is seen to stand back"
    for one in ("group", "surface"):
        faded = [color.mix(part, ground, palette.back) for part in (ink, palette[one])]
        assert color.contrast(*faded) >= READABLE
