"""Titles of groups that stand beside what these hold."""

from dataclasses import replace

import pytest

from diagram_anim import resources
from diagram_anim.layout.cards.titles import beside, covered
from diagram_anim.layout.frame.sizes import Sizes
from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import Placed, TextLine, Type
from tests.layout.casts import cast_of

SIZES = Sizes(resources.theme("night"), 0.8, 0.4)


@pytest.mark.parametrize(
    "title, lines",
    [
        ("Recommendation Services", ("Recommendation", "Services")),
        ("Nutzerverwaltungsdienst", ("Nutzerverwaltungsdienst",)),
        ("Edge Cache", ("Edge Cache",)),
    ],
)
def test_a_title_breaks_between_its_words_and_its_column_grows_for_a_long_one(title, lines):
    (group,) = cast_of(f"flowchart TB\nsubgraph g [{title}]\na\nend\n").groups
    assert beside(group, SIZES).lines == lines


def test_a_column_grows_for_a_word_only_so_far():
    (group,) = cast_of(f"flowchart TB\nsubgraph g [{'long' * 12}]\na\nend\n").groups
    assert len(beside(group, SIZES).lines) > 1


def test_a_title_under_a_card_is_told():
    placed = [
        Placed("outer", "chart", "group", Box(0, 0, 600, 400), (TextLine("Outer", 20, 40, Type(28), 90),)),
        Placed(
            "inner",
            "chart",
            "group",
            Box(20, 60, 400, 300),
            (TextLine("Inner", 40, 100, Type(28), 90),),
            parent="outer",
        ),
        Placed("card", "chart", "card", Box(40, 120, 100, 80), parent="inner"),
    ]
    assert covered(placed) == []
    moved = replace(placed[-1], box=Box(40, 90, 100, 80))
    assert covered([*placed[:-1], moved]) == ["inner"]
    assert covered([placed[0], replace(placed[1], box=Box(20, 20, 400, 300)), placed[2]])[:1] == ["outer"]
