"""A group that is shown closed is one box, with the edges of all that is in it."""

from diagram_anim import layout
from tests.film import planned

CLOSED = """
```mermaid
flowchart TB
  U[user] --> S
  subgraph S [services]
    A[web] --> B[app]
    subgraph I [inner]
      C[job]
    end
  end
  U --> A
  B -->|reads| D[(db)]
  C -->|reads| D
  C --> D
  S@{ view: collapsed }
```
"""


def test_what_is_in_a_closed_group_is_not_seen_and_its_edges_lead_to_the_box():
    plan = planned(CLOSED)
    seen = layout.measures(plan.layout, plan.cast)
    assert {one["id"] for one in seen["nodes"]} == {"U", "S", "D"}
    assert seen["groups"] == []
    ways = [(one["from"], one["to"]) for one in seen["edges"]]
    assert sorted(ways) == [("S", "D"), ("S", "D"), ("U", "S"), ("U", "S")]


def test_what_is_not_closed_is_left_as_it_is():
    plan = planned(CLOSED.replace("S@{ view: collapsed }", ""))
    seen = layout.measures(plan.layout, plan.cast)
    assert {one["id"] for one in seen["groups"]} == {"S", "I"}


def test_groups_nested_beyond_reading_are_closed_and_told():
    text = "flowchart LR\n" + "".join(f"subgraph s{n}\n" for n in range(300)) + "A --> B\n" + "end\n" * 300
    plan = planned(f"```mermaid\n{text}```\n")
    seen = layout.measures(plan.layout, plan.cast)
    assert [one["id"] for one in seen["nodes"]] == ["s20"]
    assert len(seen["groups"]) == 20
