"""Decisions with many ways back: what is asked one after the other is one line, and loops lie at its sides."""

import pytest

from diagram_anim import resources
from diagram_anim.layout import arrange
from diagram_anim.layout.containers.spine import adjacent, beside
from tests.layout.casts import cast_of
from tests.layout.charts import text
from tests.layout.meter import score

THEME = resources.theme("night")

LOGIN = text(
    "TD",
    "s([Start]) --> a{Logged in?}",
    "a -- yes --> b{An administrator?}",
    "a -- no --> l[Login page]",
    "l --> a",
    "b -- yes --> c{Second factor given?}",
    "b -- no --> d[Plain dashboard]",
    "c -- yes --> e[Admin dashboard]",
    "c -- no --> f[Ask for code]",
    "f --> g{Code right?}",
    "g -- yes --> e",
    "g -- no --> h{Three times?}",
    "h -- yes --> x[[Lock account]]",
    "h -- no --> f",
    "d --> z([End])",
    "e --> z",
    "x --> z",
)

FRAMES = ((1920, 1080), (1080, 1920), (1080, 1080), (1440, 1080))


def test_answers_stand_beside_but_the_one_from_which_the_longest_way_goes_on():
    flat = beside([(0, 1, 1), (0, 2, 1), (2, 3, 1), (1, 4, 1), (4, 0, 1)], {0})
    assert [length for *_, length in flat] == [1, 0, 1, 1, 1]


def test_what_only_leads_back_stands_in_the_next_rank():
    assert beside([(0, 1, 1), (0, 2, 1), (2, 0, 1), (1, 3, 1)], {0}) == [(0, 1, 1), (0, 2, 1), (2, 0, 1), (1, 3, 1)]


def test_where_all_else_leads_back_the_end_stands_beside():
    assert beside([(0, 1, 1), (1, 2, 1), (1, 0, 1)], {1})[1] == (1, 2, 0)


def test_what_is_joined_within_a_rank_stands_side_by_side():
    assert adjacent([[0, 5, 1, 2]], [(0, 1, 0), (0, 2, 0)]) in ([[0, 1, 5, 2]], [[2, 0, 1, 5]])


@pytest.mark.parametrize("frame", FRAMES)
def test_decisions_with_many_loops_cross_nearly_nothing_and_can_be_read(shared, frame):
    found = score(shared, {"login": cast_of(LOGIN)}, frame)
    assert not found.found
    assert found.crossed <= 1
    assert found.text >= 2.2
    layout, _ = arrange(cast_of(LOGIN), THEME, frame)
    y = {one.id: one.box.cy for one in layout.placed if one.kind == "card"}
    asked = [y[id] for id in "sabcfgh"]
    assert asked == sorted(asked)
