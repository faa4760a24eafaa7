"""Small charts stand where the story is about numbers, unless its author says otherwise."""

import pytest

from diagram_anim.story import write_scene
from tests.film import planned

TEXT = """
```mermaid
graph LR
  U[user] --> W[web]
  {charts}
  %% @step a
  %% @appear all
  %% @traffic U rate=4/s
  %% @step b
  %% @{verb}
```
"""


@pytest.mark.parametrize(
    "charts, verb, kinds",
    [
        ("", "wait 2s", []),
        ("", "load U x2", ["rate"]),
        ("%% @charts off", "load U x2", []),
        ("%% @charts on", "wait 2s", ["rate"]),
    ],
)
def test_charts_stand_where_they_tell_or_are_asked_for(charts, verb, kinds):
    made = planned(TEXT.format(charts=charts, verb=verb))
    assert [plot.kind for plot in made.cast.plots] == kinds
    assert ("charts: " in write_scene(made.board)) == bool(charts)
