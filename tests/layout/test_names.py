"""How large the names of a chart's cards are beside each other."""

import pytest

from tests.film import planned, scene

UNLIKE = """
# Unlike

```mermaid
graph LR
  A[One] & B[Two] & C[Three] & D[Four] & E[Five] --> H[Hub]
  H --> S[(Store)]
  H --> R[Rules]
```
"""


@pytest.mark.parametrize(
    "plan", [planned(UNLIKE), scene("kubernetes"), scene("self-healing")], ids=["unlike", "kubernetes", "self-healing"]
)
def test_names_of_one_chart_are_of_about_one_size(plan):
    sizes = [
        line.type.size
        for one in plan.layout.placed
        if one.kind == "card" and one.view == "chart"
        for line in one.lines
        if line.role == "name"
    ]
    assert max(sizes) <= 1.11 * min(sizes)
