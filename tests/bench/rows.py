"""The table's measures by name, in the order in which they are taken."""

from __future__ import annotations

from tests.bench.commands import beside_manim, starting, unchanged
from tests.bench.frames_a_second import batch, drawing, growth, memory, painting
from tests.bench.lecture import lecture
from tests.bench.phases import clips, phases
from tests.bench.pictures import pictures
from tests.bench.reading import reading
from tests.bench.row import Measure

MEASURES: dict[str, Measure] = {
    "lecture": lecture,
    "drawing": drawing,
    "painting": painting,
    "batch": batch,
    "starting": starting,
    "unchanged": unchanged,
    "phases": phases,
    "clips": clips,
    "memory": memory,
    "growth": growth,
    "reading": reading,
    "pictures": pictures,
    "manim": beside_manim,
}
