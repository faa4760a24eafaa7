"""Charts beside or below each other that nothing joins: what is compared stands level."""

import pytest

from diagram_anim.batch.settings import Settings
from tests.film import planned, scene


def boxes(made):
    return {one.id: one.box for one in made.layout.placed if one.view == "chart"}


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
def test_what_is_there_with_and_without_stands_at_the_same_place_in_both(aspect):
    found = boxes(scene("before-and-after", settings=Settings(aspect=aspect)))
    for one, other in (("U", "U_2"), ("W1", "W1_2")):
        assert (found[one].x, found[one].w) == pytest.approx((found[other].x, found[other].w), abs=1.0)
    assert found["LB"].x > found["U_2"].right and found["LB"].right < found["W1_2"].x, "where it would stand is free"


CHARTS = """
```mermaid
graph TB
  subgraph wrong [The wrong way]
    A[Put the password into the code] --> B[Commit] --> C[Leak]
  end
  subgraph right [The right way]
    D[Vault] --> E["Grant
    for those who need it
    and nobody else"] --> F[Refer]
  end
```
"""


def test_rows_of_charts_side_by_side_stand_level():
    found = boxes(planned(CHARTS))
    for one, other in ("AD", "BE", "CF"):
        assert found[one].cy == pytest.approx(found[other].cy, abs=1.0)
    assert found["wrong"].right < found["right"].x
