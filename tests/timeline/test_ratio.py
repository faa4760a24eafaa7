"""The corner says by how much a long wait is compressed."""

from pathlib import Path

import pytest

from diagram_anim.batch.plan import plan
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.task import Task
from diagram_anim.model.document import Document
from diagram_anim.model.timeline import Action

SCENES = Path(__file__).parent.parent.parent / "scenes"


@pytest.mark.parametrize("name, fastest", [("server-failure", 20), ("self-healing", 1)])
def test_the_corner_tells_how_much_faster_the_films_clock_runs(name, fastest):
    document = Document(f"{name}.yaml", (SCENES / f"{name}.yaml").read_text(encoding="utf-8"))
    planned, _ = plan(Task(document, None, name), Settings())
    assert planned is not None
    said = [
        float(str(clip.value).rpartition("×")[2])
        for clip in planned.timeline.clips
        if (clip.target, clip.action) == ("corner", Action.TEXT)
    ]
    assert len(said) == len(planned.log.steps)
    for (start, end), ratio in list(zip(planned.log.steps, said, strict=True))[1:]:
        seconds = planned.clock.film(end) - planned.clock.film(start)
        assert (end - start) / seconds == pytest.approx(ratio, rel=0.06)
    assert max(said) >= fastest
