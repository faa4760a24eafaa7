"""Charts as they are drawn: curves with most of the room, names at their ends."""

from itertools import combinations, pairwise

import pytest

from diagram_anim.batch.ground import picture
from diagram_anim.batch.settings import Settings
from diagram_anim.model.geometry import Box
from diagram_anim.stage import plotends, plots
from diagram_anim.stage.kit import Kit
from tests.film import scene

ASPECTS = ["16:9", "4:3", "1:1", "9:16"]


def _kit(name, **settings):
    made = Settings(**settings)
    plan = scene(name, made)
    return plan, Kit(picture(plan, made))


def _box(one, dx=0.0, dy=0.0):
    return Box(one.get_left()[0] + dx, -one.get_top()[1] + dy, one.width, one.height)


def _names(kit, plot, now):
    """What stands at the ends of a plot's curves at a second, by curve."""
    area = plots.field(kit, plot)
    x = area.x + area.w * now / plot.seconds
    layers = [one for one in plotends.layers(plot, area, now, x) if one.node.draw is plotends.name]
    return [[_box(one, layer.dx, layer.dy) for one in layer.node.draw(kit, *layer.node.args)] for layer in layers]


@pytest.mark.parametrize("lang", ["ko", "en", "ja"])
@pytest.mark.parametrize("aspect", ASPECTS)
def test_the_names_at_the_ends_lie_neither_on_each_other_nor_on_curves_nor_out_of_the_panel(aspect, lang):
    plan, kit = _kit("black-friday", aspect=aspect, lang=lang)
    for plot in plan.cast.plots:
        panel, area = kit.placed("plot", "plot", plot.id).box, plots.field(kit, plot)
        times = [_box(one) for one in plots.axes(kit, plot.id)]
        times = [one for one in times if one.y > area.bottom + 10 and one.h < 60]
        for now in (0.0, 0.45 * plot.seconds, 0.65 * plot.seconds, plot.seconds):
            names = _names(kit, plot, now)
            assert all(names) and all(panel.holds(one) for name in names for one in name)
            left = min(one.x for name in names for one in name)
            assert left > area.x + area.w * now / plot.seconds + 8, "right of all that is drawn so far"
            flat = [(index, one) for index, name in enumerate(names) for one in name]
            assert not [1 for (a, one), (b, other) in combinations(flat, 2) if a != b and one.overlaps(other)]
            assert not any(one.overlaps(other) for _, one in flat for other in times)


def test_names_glide_past_each_other():
    plan, kit = _kit("black-friday")
    plot = plan.cast.plots[0]
    area = plots.field(kit, plot)
    moments = [plot.seconds * step / 2000 for step in range(2001)]
    heights = [plotends._between(plotends._heights(plot, area.h), now / plot.seconds) for now in moments]
    steps = [abs(one - other) for here, there in pairwise(heights) for one, other in zip(here, there, strict=True)]
    assert max(steps) < 6.0, "px in a two-thousandth of the run"


@pytest.mark.parametrize(
    ("wanted", "high", "found"),
    [
        ([50.0, 100.0], 200.0, [50.0, 100.0]),
        ([100.0, 100.0], 200.0, [83.0, 117.0]),
        ([0.0, 0.0], 200.0, [0.0, 34.0]),
        ([200.0, 200.0, 200.0], 200.0, [118.0, 152.0, 186.0]),
    ],
)
def test_names_stand_as_near_to_their_ends_as_they_can(wanted, high, found):
    assert plotends.apart(wanted, high) == pytest.approx(found)


@pytest.mark.parametrize("aspect", ASPECTS)
def test_the_curves_of_a_plot_have_most_of_its_panel(aspect):
    plan, kit = _kit("black-friday", aspect=aspect)
    for plot in plan.cast.plots:
        panel, room = kit.placed("plot", "plot", plot.id).box, plots.field(kit, plot)
        assert room.w > 0.35 * panel.w and room.h > 130


@pytest.mark.parametrize("name", ["black-friday", "message-queue", "autoscaling"])
@pytest.mark.parametrize("aspect", ASPECTS)
def test_all_charts_have_one_scale_of_time(aspect, name):
    plan, kit = _kit(name, aspect=aspect)
    rooms = [plots.field(kit, plot) for plot in plan.cast.plots]
    assert len(rooms) > 1 and len({round(room.w, 3) for room in rooms}) == 1
    below = [room for room in rooms if room.x < kit.placed("plot", "plot", plan.cast.plots[0].id).box.cx]
    assert len({round(room.x, 3) for room in below}) == 1, "they begin in one line where they stand below each other"


def test_the_line_of_another_run_tells_what_of_it_is_counted():
    plan, kit = _kit("black-friday")
    plot = plan.cast.plots[0]
    (curve,) = (one for one in plot.curves if one.run)
    assert plotends._said(kit, plot, curve, 69) == "하나뿐이라면: 거절 69"


@pytest.mark.parametrize(("aspect", "least"), [("16:9", 3), ("1:1", 1), ("9:16", 2)])
def test_the_times_along_a_plot_stand_in_its_panel_and_apart(aspect, least):
    plan, kit = _kit("black-friday", aspect=aspect)
    for plot in plan.cast.plots:
        panel, area = kit.placed("plot", "plot", plot.id).box, plots.field(kit, plot)
        drawn = [_box(one) for one in plots.axes(kit, plot.id)]
        times = [one for one in drawn if one.y > area.bottom + 10]
        assert len(times) >= least and all(panel.holds(one) for one in times)
        assert not any(one.overlaps(other, 20) for one, other in combinations(times, 2))


@pytest.mark.parametrize(
    ("lang", "seconds", "told"),
    [("ko", 10, "10초"), ("ja", 90, "1分 30秒"), ("en", 60, "1 min"), ("en", 0, "0 s")],
)
def test_times_are_told_in_the_films_language(lang, seconds, told):
    _, kit = _kit("autoscaling", lang=lang)
    assert plots._span(kit, seconds) == told
