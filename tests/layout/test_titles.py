"""Titles of groups that stand beside what these hold."""

import pytest

from diagram_anim import resources
from diagram_anim.layout.sizes import Sizes
from diagram_anim.layout.titles import beside
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
