"""A diagram's own theme is honoured in hue, and all its words can be read."""

import colorsys

import pytest

from diagram_anim import resources
from diagram_anim.model.cast import Paint
from diagram_anim.stage import color
from diagram_anim.stage.adopted import PARTS, adopted
from diagram_anim.stage.palette import READABLE, Palette


def hue(css):
    return colorsys.rgb_to_hls(*color.rgb(css))[0] * 360


def fitted(config, theme="night"):
    return Palette(adopted(resources.theme(theme), config))


def test_a_diagram_without_a_theme_leaves_ours_as_it_is():
    theme = resources.theme("night")
    assert adopted(theme, {}) is theme
    assert adopted(theme, {"theme": "redux-color", "themeVariables": {"fontSize": "20px"}}) is theme


def test_the_variables_colour_cards_edges_and_groups_each_in_its_hue():
    said = {"primaryColor": "#00f", "primaryBorderColor": "#f00", "lineColor": "#0a0", "tertiaryColor": "#ff0"}
    palette = fitted({"theme": "base", "themeVariables": said})
    assert 200 < hue(palette.given("card").fill) < 290
    assert hue(palette.given("card").stroke) < 40
    assert 100 < hue(palette.given("wire").stroke) < 160
    assert 40 < hue(palette.given("group").fill) < 75


def test_a_variable_says_more_than_the_named_theme():
    palette = fitted({"theme": "forest", "themeVariables": {"primaryColor": "#f0f"}})
    assert 280 < hue(palette.given("card").fill) < 340


def test_the_nearer_variable_says_more_than_the_wider_one():
    palette = fitted({"themeVariables": {"primaryColor": "#0f0", "actorBkg": "#00f"}})
    assert 200 < hue(palette.given("head").fill) < 290


@pytest.mark.parametrize("theme", resources.themes())
@pytest.mark.parametrize("css", ["#000", "#fff", "#f00", "#ff0", "#0f0", "#0ff", "#00f", "#808080"])
def test_every_parts_words_can_be_read_on_its_fill_whatever_the_variables_say(theme, css):
    names = {name for part in PARTS.values() for role in part for name in role}
    palette = fitted({"themeVariables": dict.fromkeys([*names, "background"], css)}, theme)
    for part in PARTS:
        own = palette.given(part)
        for fill in [own.fill] if own.fill else [palette["ground"], palette["group"], palette["surface"]]:
            assert color.contrast(own.ink or palette["ink"], fill) >= READABLE, part


def test_the_authors_style_goes_before_the_theme_of_the_diagram():
    palette = fitted({"theme": "forest"})
    assert palette.own(Paint("#00f"), "card").fill == palette.own(Paint("#00f")).fill
    assert palette.own(Paint(), "card") == palette.given("card")
