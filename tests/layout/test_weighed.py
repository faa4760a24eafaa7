"""Which of its designs a chart is drawn in: the one that is read best, for no more drawings than are worth it."""

import pytest

from diagram_anim import resources
from diagram_anim.layout import arrange
from diagram_anim.layout.pictures import drawn
from diagram_anim.layout.pictures.shape import shape
from diagram_anim.layout.pictures.weighed import Reader
from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import Placed
from tests.layout.casts import cast_of
from tests.layout.charts import DECISIONS, service_map, text

THEME = resources.theme("night")

TREE = text("TB", "a --> b", "a --> c")


def card(id, x, y):
    return Placed(id, "chart", "card", Box(x, y, 100, 100))


def measured(*cards, crossings=0):
    room = Box(0, 0, 1000, 500)
    ways = [
        Placed("ab", "chart", "wire", room, corners=((50, 100), (50, 150), (90, 150), (90, 200))),
        Placed("ac", "chart", "wire", room, corners=((50, 100), (50, 200))),
    ]
    return shape([*cards, *ways], crossings, "TB", cast_of(TREE), room)


def test_the_shape_of_a_chart_is_told_in_figures():
    even = measured(card("a", 200, 0), card("b", 100, 200), card("c", 300, 200), crossings=1)
    assert even[:4] == (1.0, 0.5, 0.0, 0.0)
    odd = measured(card("a", 300, 0), card("b", 100, 200), card("c", 300, 230))
    assert (odd.ragged, odd.aside) == (1.0, 0.1)


@pytest.mark.parametrize("frame", [(1920, 1080), (1080, 1080)])
def test_another_design_is_taken_only_where_it_costs_less(monkeypatch, frame):
    costs = []
    best = Reader.best

    def recorded(self, made, *args):
        found = best(self, made, *args)
        costs.append((self.cost(made), self.cost(found), self.floor(found.taken)))
        return found

    monkeypatch.setattr(Reader, "best", recorded)
    arrange(cast_of(DECISIONS), THEME, frame)
    assert len(costs) == 1
    assert all(floor <= taken <= first for first, taken, floor in costs)


def test_what_can_be_read_is_not_turned_for_its_lines_alone():
    fan_out = text("LR", *(f"root[Gateway] --> b{n}[Service {n}]" for n in range(4)))
    assert arrange(cast_of(fan_out), THEME)[0].direction == "LR"


def test_a_chart_of_many_lines_is_drawn_few_times(monkeypatch):
    drawings = []
    once = drawn.placed_in

    def counted(*args, **kwargs):
        drawings.append(args)
        return once(*args, **kwargs)

    monkeypatch.setattr(drawn, "placed_in", counted)
    arrange(cast_of(service_map(7, "LR")), THEME)
    assert 1 <= len(drawings) <= 16
