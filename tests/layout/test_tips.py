"""Two answers that leave a low question by one corner are seen as two."""

import pytest

from diagram_anim.layout.lines.ends import End
from diagram_anim.model.geometry import Box


@pytest.mark.parametrize(("high", "least"), [(50, 7.0), (70, 10.0), (160, 14.0)])
def test_lines_at_a_tip_are_apart(high, least):
    end = End("q", Box(0, 0, 220, high), "diam", "e", high / 2)
    assert least <= end.pitch <= 0.25 * high
