"""Lines pass by groups that aren't theirs, where there is room."""

from diagram_anim import resources
from diagram_anim.layout import arrange
from diagram_anim.layout.lines.labels import crosses
from diagram_anim.layout.lines.legs import crossings
from tests.layout.casts import cast_of

REGIONS = """flowchart LR
    R[DNS] -->|primary| T
    R ==>|failover| O
    subgraph T[East]
    direction TB
    A[ALB] --> B[App]
    end
    subgraph O[West]
    direction TB
    C[ALB] --> D[App] --> E[(Database)]
    end
    B -. replication .-> D"""


def test_a_line_passes_by_a_group_that_the_one_it_leads_to_reaches_beyond():
    layout, _ = arrange(cast_of(REGIONS), resources.theme("night"))
    at = {one.id: one for one in layout.placed}
    ways = {one.id: one.corners for one in layout.placed if one.kind == "wire"}
    long = next(way for way in ways.values() if way[-1][0] >= at["O"].box.x - 20 and way[0][0] <= at["R"].box.right + 1)
    assert not crosses(long, at["T"].box)
    assert crossings(ways) == 0
