"""Cards of one group look alike, stand as they are written, and hold what hangs below them within the group."""

from itertools import pairwise

import pytest

from diagram_anim import resources
from diagram_anim.layout import arrange
from diagram_anim.layout.lines.legs import crossings
from tests.film import planned, scene
from tests.layout.casts import cast_of
from tests.layout.charts import text

LAYERS = """
```mermaid
graph LR
  subgraph X[Users]
    U1[Web Users]
    U2[Mobile Users]
  end
  subgraph I[Ingress Layer]
    N[Nginx Ingress Controller]
    C[Cert Manager]
  end
  subgraph F[Frontend]
    W["Web Frontend<br/>React"]
    A["Admin Dashboard<br/>Vue"]
    M["Mobile API Gateway<br/>Node"]
  end
  subgraph B[Backend]
    S1["User Service<br/>Java"]
    S2["Order Service<br/>Go"]
    S3["Payment Service<br/>Node"]
  end
  subgraph D[Data]
    D1[("User DB<br/>PostgreSQL")]
    D2[("Order DB<br/>PostgreSQL")]
  end
  U1 & U2 --> N
  N --> W & A & M
  W --> S1 & S2
  M --> S1 & S2
  S1 --> D1
  S2 --> D2
```
"""


def placed():
    return {one.id: one for one in planned(LAYERS).layout.placed if one.view == "chart"}


def test_where_one_of_a_group_has_its_icon_beside_its_name_all_have():
    found = placed()
    for group in (("W", "A", "M"), ("S1", "S2", "S3")):
        for card in (found[id] for id in group):
            assert card.icon.right < min(line.x for line in card.lines), card.id
        assert len({found[id].icon.w for id in group}) == 1


def test_a_counter_that_hangs_below_a_card_stands_in_the_card_s_group():
    found = placed()
    counters = [slot.box for slot in found["N"].slots.values()]
    assert counters and all(box.y > found["N"].box.bottom for box in counters)
    assert all(found["I"].box.holds(box) for box in counters)


ZONES = """flowchart TB
 R[Resolver] --> A
 R -. stands by .-> B
 subgraph A [First zone]
  direction LR
  L1[Balancer] --> W1[Server 1] & W2[Server 2]
  W1 --> P[(Primary)]
 end
 subgraph B [Second zone]
  direction LR
  L2[Balancer] --> W3[Server 3] & W4[Server 4]
  W3 --> S[(Standby)]
 end
 P -->|replication| S
"""


def test_siblings_in_a_group_stand_as_written_beside_a_line_to_another_group():
    layout, _ = arrange(cast_of(ZONES), resources.theme("night"))
    for one, two in (("W1", "W2"), ("W3", "W4")):
        assert layout.find("chart", one).box.cy < layout.find("chart", two).box.cy


ERAS = """flowchart LR
 subgraph A [First years]
  A1[Scripts]
  A2[By hand]
  A3[One server]
 end
 subgraph B [Now]
  B1[Pipelines]
  B2[Checks]
  B3[Clusters]
 end
 A3 --> B3
"""


def test_few_that_nothing_joins_go_on_with_the_column_of_what_is_joined():
    layout, _ = arrange(cast_of(ERAS), resources.theme("night"))
    for column in (("A1", "A2", "A3"), ("B1", "B2", "B3")):
        assert len({layout.find("chart", id).box.cx for id in column}) == 1


CROSSWISE = """flowchart LR
 subgraph A [First]
  direction TB
  A0[Source of all] --> A1[Left] & A2[Right]
  A1 & A2 --> A3[Where both meet]
 end
 subgraph B [Then]
  direction TB
  B0[Begins] --> B1[Ends]
 end
 A --> B
"""


def test_a_thing_alone_in_a_group_that_runs_across_the_chart_is_as_wide_as_those_side_by_side():
    layout, _ = arrange(cast_of(CROSSWISE), resources.theme("night"))
    widths = [layout.find("chart", id).box.w for id in ("A0", "A1", "A2", "A3")]
    assert max(widths) - min(widths) <= 2


@pytest.mark.parametrize("direction", ["LR", "TB"])
def test_of_a_chart_and_its_mirror_that_is_taken_in_which_siblings_stand_as_written(direction):
    rows = ("user[User] --> lb[Balancer]", "lb --> one[Web 1]", "lb --> two[Web 2]", "one --> db[(Database)]",
            "two --> db", "one -.- mark[Down!]")  # fmt: skip
    frame = (1920, 1080) if direction == "LR" else (1080, 1920)
    layout, _ = arrange(cast_of(text(direction, *rows)), resources.theme("night"), frame)
    one, two = (layout.find("chart", id).box for id in ("one", "two"))
    assert layout.direction == direction
    assert one.cy < two.cy if direction == "LR" else one.cx < two.cx


def test_a_wire_does_not_run_close_along_the_border_of_a_group_that_it_passes():
    layout = scene("kubernetes").layout
    plane = layout.find("chart", "CP").box
    for one in layout.placed:
        if one.kind == "wire":
            for (x, y), (to_x, to_y) in pairwise(one.corners):
                inside = min(max(x, to_x), plane.right) - max(min(x, to_x), plane.x)
                if y == to_y and inside > 100:
                    assert min(abs(y - plane.y), abs(y - plane.bottom)) >= 24.0, one.id


def test_cards_in_one_row_are_of_one_height_also_where_lines_pass_them():
    chart = """graph LR
      load[Load data] --> batch[Take a batch] --> ahead[Forward] --> loss["Loss<br>L(y, z)<br>mean"] --> back[Backward]
      back --> step[Step] --> done{Epoch over?}
      done -->|no| batch
      done -->|yes| stop[Stop]
    """
    found = {one.id: one.box for one in arrange(cast_of(chart), resources.theme("night"), (1920, 640))[0].placed}
    row = [found[id] for id in ("load", "batch", "ahead", "loss", "back", "step", "stop")]
    assert len({box.cy for box in row}) == 1
    assert len({box.h for box in row}) == 1


def test_a_flat_chart_stands_in_two_rows_where_its_words_become_much_larger_and_its_lines_meet_nobody():
    chart = """graph LR
      user[User] --> lb[Load balancer] --> main[Main server] --> down[Main server fails]
      down -->|failover| spare[Spare server]
      lb -.-> spare
    """
    layout, problems = arrange(cast_of(chart), resources.theme("night"))
    found = {one.id: one.box for one in layout.placed}
    assert layout.direction == "LR" and "folded" in problems[0].message
    assert found["lb"].cy < found["main"].y and found["main"].cy == found["down"].cy == found["spare"].cy
    assert min(line.type.size for one in layout.placed if one.kind == "card" for line in one.lines) > 33.0
    assert crossings({one.id: one.corners for one in layout.placed if one.kind == "wire"}) == 0
