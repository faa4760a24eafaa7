"""What stands on a dial, and beneath it."""

import pytest

from diagram_anim import text
from diagram_anim.batch.ground import picture
from diagram_anim.batch.settings import Settings
from diagram_anim.layout.cards.outlines import border
from diagram_anim.model.geometry import Box
from diagram_anim.stage import dials, slots, splits
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.slots import slot_of
from tests.film import planned, scene

TOLD = """
```mermaid
sequenceDiagram
    participant C as Client
    participant A as API
    participant D as Orders DB
    C->>A: GET /orders
    A->>D: SELECT
    Note over A: connection pool exhausted (20/20)
    C->>A: GET /orders
    A-->>C: 503 Service Unavailable
```
"""

SHARED = """
```mermaid
graph TB
  U[Users] --> R{{Router}}
  R --> A[API 1] & B[API 2]
  %% @step It runs
  %% @appear all
  %% @split R A=80 B=20
  %% @traffic U rate=10/s
  %% @wait 3s
```
"""


@pytest.mark.parametrize("settings", [Settings(), Settings(lang="en"), Settings(aspect="1:1")])
def test_where_a_dial_should_be_held_is_said_beside_its_mark(settings, monkeypatch):
    """On a line of its own where there is no room on that of its name, and within the dial's own room."""
    kit = Kit(picture(scene("autoscaling", settings), settings))
    said = {}
    real = dials.words
    monkeypatch.setattr(dials, "words", lambda text, x, y, *more: said.update({text: y}) or real(text, x, y, *more))
    dials.gauge(kit, "W", "gauge:cpu", 80, "")
    (target,) = [text for text in said if "50%" in text]
    box = slot_of(kit, "W", "gauge:cpu").box
    assert said[target] <= box.bottom + 1 and (target.startswith("CPU") or said["CPU"] <= said[target])


def test_what_is_more_than_all_is_seen_to_go_on_and_what_is_all_ends_there():
    kit = Kit(picture(scene("black-friday"), Settings()))
    track = Box(0, 0, 300, 16)
    full, more = (slots.bar(kit, track, share, "") for share in (1.0, 1.13))
    assert len(more) == len(full) + len(slots.BREAKS)
    kit = Kit(picture(scene("autoscaling"), Settings()))
    full, more = (dials.gauge(kit, "W", "gauge:cpu", step, "") for step in (200, 226))
    assert len(more) >= len(full) + len(dials.BREAKS)


def test_words_wider_than_an_arc_stand_under_its_ends(monkeypatch):
    kit = Kit(picture(planned(TOLD), Settings()))
    said, arcs = {}, []
    real, drawn = dials.words, dials.arc
    monkeypatch.setattr(dials, "words", lambda text, x, y, *more: said.update({text: y}) or real(text, x, y, *more))
    monkeypatch.setattr(dials, "arc", lambda x, y, r, *more: arcs.append((y, r)) or drawn(x, y, r, *more))
    dials.gauge(kit, "A", "gauge:connections", 80, "")
    (label,) = [text for text in said if "as told" in text]
    slot = slot_of(kit, "A", "gauge:connections")
    assert text.measure(label, slot.type) > 2 * arcs[0][1] - 40
    assert said[label] - 0.8 * slot.type.size > arcs[0][0] + 5
    assert said[label] <= slot.box.bottom + 1


def test_shares_stand_between_the_slanted_sides_of_their_card():
    kit = Kit(picture(planned(SHARED), Settings()))
    box, rim = splits._bar_of(kit, "R"), border("hex", kit.placed("chart", "card", "R").box)
    corner = min(x for x, y in rim if y == min(at for _, at in rim))
    assert box.x > kit.placed("chart", "card", "R").box.x + 10
    assert box.x <= corner + splits.MARGIN
