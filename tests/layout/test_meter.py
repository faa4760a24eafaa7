"""How good pictures are, by the meter: bounds for charts of all forms in frames of all shapes."""

import re

import pytest

from diagram_anim import resources
from diagram_anim.layout import arrange
from tests.layout.casts import cast_of
from tests.layout.charts import CHARTS, MAPS, hub, service_map
from tests.layout.drawn import DRAWN, DRAWN_MAPS, WORDED
from tests.layout.meter import score
from tests.machine import units

THEME = resources.theme("night")
SQUARE = (1080, 1080)
SMALL = (SQUARE, (1440, 1080))
FRAMES = [
    (1920, 1080),
    *(pytest.param(shape, marks=pytest.mark.slow) for shape in ((1080, 1920), *SMALL)),
]


def _drawn_well(found, least):
    """`least` is how many times 24 px the smallest words of all are."""
    assert not found.found
    assert found.crossings == 0
    assert found.fill >= 0.9
    assert found.aspect <= 0.1
    assert found.least >= least


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: f"{frame[0]}x{frame[1]}")
def test_charts_of_all_forms_are_drawn_as_well_as_they_should(shared, frame):
    found = score(shared, {name: cast_of(text) for name, text in CHARTS.items()}, frame)
    _drawn_well(found, 1.1 if frame in SMALL else 1.0)
    assert found.text >= 2.6
    assert found.centring <= 0.001
    assert found.ranks >= 0.99
    assert found.bends <= (0.9 if frame in SMALL else 1.25)


@pytest.mark.slow
@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: f"{frame[0]}x{frame[1]}")
def test_charts_as_people_draw_them_are_drawn_as_well_as_they_should(shared, frame):
    """In a small frame the camera comes nearer to what is told of where the words of the whole are too small."""
    found = score(shared, {name: cast_of(text) for name, text in DRAWN.items()}, frame)
    _drawn_well(found, {SQUARE: 0.9, (1440, 1080): 1.05}.get(frame, 1.0))
    assert found.text >= 2.6
    assert found.centring <= (0.008 if frame in SMALL else 0.02)
    assert found.ranks >= 0.98
    assert found.bends <= (0.9 if frame in SMALL else 1.0)


@pytest.mark.slow
@pytest.mark.parametrize(("frame", "clean"), [((1920, 1080), 0.95), (SQUARE, 0.83)])
def test_words_on_all_lines_are_mostly_in_the_clear(shared, frame, clean):
    found = score(shared, {name: cast_of(text) for name, text in WORDED.items()}, frame)
    assert found.clean >= clean
    assert found.text >= 2.6


def test_service_maps_are_drawn_without_a_defect(shared):
    found = score(shared, {name: cast_of(text) for name, text in MAPS.items()})
    assert not found.found
    assert found.crossings <= 5
    assert found.centring <= 0.001


@pytest.mark.slow
def test_service_maps_of_many_styles_cross_as_little_as_they_can(shared):
    """Mermaid's own layout crosses 596 times in the same eight."""
    found = score(shared, {name: cast_of(text) for name, text in DRAWN_MAPS.items()})
    assert not found.found
    assert found.crossed <= 455
    assert found.fill >= 0.55
    assert found.aspect <= 0.6
    assert found.ranks >= 0.99


@pytest.mark.slow
def test_the_lecture_is_drawn_without_a_defect(shared):
    text = (shared / "lecture" / "session-06.md").read_text(encoding="utf-8")
    charts = [block for block in re.findall(r"```mermaid\n(.*?)```", text, re.DOTALL) if "sequence" not in block]
    found = score(shared, {str(number): cast_of(block) for number, block in enumerate(charts)})
    assert not found.found
    assert found.least >= 1.0


@pytest.mark.slow
def test_a_word_that_changes_moves_little():
    """Cards stay within a tenth of the frame's width of where they stood, and in their order."""
    before, _ = arrange(cast_of(service_map(6, "LR")), THEME)
    after, _ = arrange(cast_of(service_map(6, "LR").replace("[API 3]", "[API drei]")), THEME)
    moved = [
        abs(one.box.cx - other.box.cx) + abs(one.box.cy - other.box.cy)
        for one in before.placed
        if one.kind == "card" and (other := after.find("chart", one.id))
    ]
    assert len(moved) == 33
    assert max(moved) < 192
    assert sorted(moved)[len(moved) // 2] < 20


def test_a_thing_more_leaves_the_others_in_their_order():
    def rows(text):
        layout, _ = arrange(cast_of(text), THEME)
        cards = sorted((one for one in layout.placed if one.kind == "card"), key=lambda one: (one.box.cx, one.box.cy))
        return [one.id for one in cards if one.id != "h15"]

    assert rows(hub(9, "LR")) == rows(hub(9, "LR") + "hub --> h15[One more]\n")


@pytest.mark.slow
def test_a_map_of_two_hundred_takes_seconds():
    cast = cast_of(service_map(40, "LR"))
    assert units(lambda: arrange(cast, THEME)) < 60
