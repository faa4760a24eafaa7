"""What decides a look, without drawing it: colours, easings, channels, tracks, numbers."""

import subprocess
import sys

import boards
import numpy as np
import pytest

from diagram_anim import resources
from diagram_anim.batch.ground import picture
from diagram_anim.batch.settings import Settings
from diagram_anim.model.cast import Paint
from diagram_anim.model.layout import Type
from diagram_anim.model.timeline import Action, Clip, Segment
from diagram_anim.stage import color, counts, dials, slots
from diagram_anim.stage.channels import Channels
from diagram_anim.stage.easing import ease
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.palette import Own, Palette
from diagram_anim.stage.tracks import Track
from diagram_anim.stage.words import rolling, words
from tests.film import scene


def near(a, b, by=2):
    return all(abs(one - two) * 255 <= by for one, two in zip(color.rgb(a), color.rgb(b), strict=True))


@pytest.mark.parametrize("theme, fill, stroke", [("night", "#0E263B", "#4096D9"), ("day", "#E6F3FF", "#0277BD")])
def test_an_authors_colours_keep_their_hue_and_take_the_themes_lightness(theme, fill, stroke):
    own = Palette(resources.theme(theme)).own(Paint("#e1f5fe", "#0277bd"))
    assert near(own.fill, fill) and near(own.stroke, stroke)


@pytest.mark.parametrize("theme", ["night", "day"])
@pytest.mark.parametrize("css", ["#e1f5fe", "red", "yellow", "#000", "white", "rgb(0, 90, 255)", "hsl(120, 60%, 40%)"])
def test_names_stay_readable_on_any_colour_an_author_picks(theme, css):
    palette = Palette(resources.theme(theme))
    own = palette.own(Paint(css, css, css))
    assert color.contrast(own.ink or palette["ink"], own.fill) >= 4.5
    assert color.contrast(own.stroke, palette["group"]) >= 2.5


def test_a_theme_without_hues_has_its_own_ink_for_an_authors_words():
    own = Palette(resources.theme("print")).own(Paint("#fff3e0", "#e65100", "#f57f17"))
    assert own.ink == ""
    assert all(color.oklch(one)[1] < 0.01 for one in (own.fill, own.stroke))


def test_what_is_no_colour_is_left_to_the_theme():
    palette = Palette(resources.theme("night"))
    assert palette.own(Paint("currentcolor", "url(#a)", "")) == Own()


def test_no_fill_lets_the_ground_show():
    palette = Palette(resources.theme("night"))
    assert palette.own(Paint("none")).fill == palette.own(Paint("transparent")).fill == palette["ground"]


def test_a_colour_survives_the_way_into_oklch_and_back():
    for value in ("#0B101B", "#56B4E9", "#FF7F45", "#FFFFFF", "#000000"):
        assert near(color.from_oklch(*color.oklch(value)), value, 1)


def test_an_easing_begins_and_ends_where_it_should_and_never_goes_back():
    curve = (0.30, 0.00, 0.10, 1.00)
    steps = [ease(curve, k / 50) for k in range(51)]
    assert steps[0] == 0 and steps[-1] == 1
    assert steps == sorted(steps)


def channels(state, *clips):
    return Channels(Segment(0, 0.0, 5.0, state, clips), resources.theme("night"))


def test_a_channel_holds_its_state_then_follows_its_clips():
    read = channels(
        {("chart", "A", "show", ""): 0.5},
        Clip(1.0, 2.0, Action.SHOW, "A", 1.0, 0.5, ease="linear"),
        Clip(3.0, 3.0, Action.SHOW, "A", 0.0, 1.0),
    )
    values = [round(read.number("chart", "A", Action.SHOW, at), 3) for at in (0.0, 1.0, 1.5, 2.0, 2.9, 3.0)]
    assert values == [0.5, 0.5, 0.75, 1.0, 1.0, 0.0]


def test_a_channel_without_clips_is_at_rest():
    read = channels({})
    assert read.read("chart", "A", Action.STATE, 1.0).value == ""
    assert read.number("chart", "A", Action.SHOW, 1.0) == 0.0


def test_a_meter_bears_no_figure_until_its_first_reading():
    first = Clip(2.0, 3.0, Action.LEVEL, "A", 0.4, slot="gauge:cpu", series=((2.0, 0.0), (3.0, 0.4)))
    read = channels({}, first)
    shown = [read.read("chart", "A", Action.LEVEL, at, "gauge:cpu").value for at in (0.0, 1.99, 2.0, 3.5)]
    assert shown == [None, None, 0.0, 0.4]
    assert read.number("chart", "A", Action.LEVEL, 0.0, "gauge:cpu") == 0.0
    kit = Kit(picture(scene("autoscaling"), Settings()))
    unread, idle = (dials.gauge(kit, "W", "gauge:cpu", step, "") for step in (slots.UNREAD, 0))
    assert points(idle) - points(unread) == points(words("0%", 0, 0, Type(40, 700, tabular=True), "#FFFFFF"))


def points(shapes):
    return sum(len(one.points) for one in shapes)


def test_a_count_steps_and_never_shows_what_was_not_counted():
    series = ((1.0, 8), (1.5, 9), (2.0, 12))
    read = channels(
        {("chart", "A", "count", "lost"): 7}, Clip(1.0, 2.0, Action.COUNT, "A", 12, slot="lost", series=series)
    )
    assert [read.read("chart", "A", Action.COUNT, at, "lost").value for at in (0.5, 1.0, 1.49, 1.5, 2.5)] == [
        7,
        8,
        8,
        9,
        12,
    ]


def test_two_words_cross_with_shares_that_make_one():
    read = channels({}, Clip(1.0, 2.0, Action.TEXT, "caption", "b", "a", view="frame"))
    mixed = read.read("frame", "caption", Action.TEXT, 1.5).mixed
    assert [word for word, _ in mixed] == ["a", "b"]
    assert sum(share for _, share in mixed) == pytest.approx(1.0)


def test_a_track_is_as_long_as_its_rounded_way():
    track = Track([(0, 0), (100, 0), (100, 100)], 40)
    assert track.length == pytest.approx(120 + 40 * 3.14159 / 2, abs=0.5)
    assert track.at(0) == (0, 0)
    assert track.at(1e9) == (100, 100)


@pytest.mark.parametrize("string", ["처리 1,204", "served 17", "7", "12/s", "失敗 1,111"])
@pytest.mark.parametrize("anchor", ["start", "middle", "end"])
@pytest.mark.parametrize("weight", [400, 700])
def test_a_number_whose_figures_are_drawn_apart_is_drawn_as_one(string, anchor, weight):
    place = (300.0, 200.0, Type(26, weight, tabular=True), "#FFFFFF")
    apart = [one for sprite in rolling(string, *place, anchor) for one in sprite.draw(None, *sprite.args)]
    whole = words(string, *place, anchor)
    assert np.allclose(np.concatenate([one.points for one in apart]), np.concatenate([one.points for one in whole]))


def test_a_counter_takes_a_look_for_each_last_figure_and_one_for_each_tenth():
    _, picture = boards.failover()
    kit = Kit(picture)
    looks = {sprite for value in range(1, 1000) for sprite in counts.counter(kit, "LB", "served", value)}
    assert len(looks) < 1000 / 10 + 3 * 10 + 2


def test_asking_for_a_picture_does_not_import_manim():
    code = "import sys, diagram_anim.stage; sys.exit('manim' in sys.modules or 'cairo' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_dial_is_too_full_well_above_what_it_should_be_held_at():
    """Held at 50 %: calm at 55, busy at 70, though there is room. Without a target a meter is full at 80."""
    kit = Kit(picture(scene("autoscaling"), Settings()))
    busy, calm = kit.palette.bar("busy"), kit.palette["traffic"]

    def colors(share):
        drawn = dials.gauge(kit, "W", "gauge:cpu", round(share * slots.FULL), "")
        return {one.get_stroke_color().to_hex().upper() for one in drawn if one.get_stroke_width() > 0}

    assert busy in colors(0.7) and busy not in colors(0.55)
    assert calm in colors(0.55)
    assert slots.meter_color(kit, 0.79, "") == calm and slots.meter_color(kit, 0.8, "") == busy


@pytest.mark.parametrize("theme", ["night", "day", "chalk", "paper", "mermaid", "print"])
def test_each_of_two_versions_has_its_own_colour_on_its_lane_and_in_its_words(theme):
    palette = Palette(resources.theme(theme))
    old, new = palette.traffic("old"), palette.traffic("new")
    assert sum(abs(one - two) for one, two in zip(color.rgb(old[0]), color.rgb(new[0]), strict=True)) > 0.3
    for dot, core, lane, ink in (old, new):
        hues = [color.oklch(one)[2] for one in (dot, core, lane, ink) if color.oklch(one)[1] > 0.03]
        assert all(abs((hue - hues[0] + 180) % 360 - 180) < 40 for hue in hues), (dot, core, lane, ink)


def test_the_way_of_a_message_has_a_band_where_being_lit_has_a_colour_of_its_own():
    banded = {theme for theme in resources.themes() if Palette(resources.theme(theme)).banded}
    assert {"paper", "chalk"} <= banded
    assert not banded & {"night", "day", "mermaid"}
