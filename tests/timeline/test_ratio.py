"""The corner says by how much a long wait is compressed."""

import pytest

from diagram_anim.model.timeline import Action
from tests.film import scene


@pytest.mark.parametrize("name, fastest", [("server-failure", 20), ("self-healing", 1)])
def test_the_corner_tells_how_much_faster_the_films_clock_runs(name, fastest):
    made = scene(name)
    said = [
        float(str(clip.value).rpartition("×")[2])
        for clip in made.timeline.clips
        if (clip.target, clip.action) == ("corner", Action.TEXT)
    ]
    assert len(said) == len(made.log.steps)
    for (start, end), ratio in list(zip(made.log.steps, said, strict=True))[1:]:
        seconds = made.clock.film(end) - made.clock.film(start)
        assert (end - start) / seconds == pytest.approx(ratio, rel=0.06)
    assert max(said) >= fastest
