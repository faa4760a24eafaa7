"""What captions say of requests that are lost is what the simulation does."""

import pytest

from tests.film import planned


@pytest.mark.parametrize(
    ("chart", "told"),
    [
        ("U[Users] --> R[Router]\n  R --> A[(Shard 1)] & B[(Shard 2 ❌ crashed)]", True),
        ("U[Users] --> S[API]\n  S --> C[Redis cache ❌ down]\n  S --> D[(Database)]", False),
        ("P[Producer] --> Q[Message queue]\n  Q --> A[Consumer 1 ❌ down]", False),
    ],
)
def test_requests_are_called_lost_where_they_are(chart, told):
    plan = planned(f"# Case\n\n```mermaid\nflowchart LR\n  {chart}\n```\n")
    captions = [scene.caption for scene in plan.timeline.scenes]
    assert any("went down" in one for one in captions), captions
    assert any("are lost now" in one for one in captions) is told, captions
    if told:
        assert plan.log.totals["lost"] > 0
