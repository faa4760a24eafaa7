"""Every verb has a film that shows it."""

import pytest

from diagram_anim.effects import EFFECTS
from diagram_anim.effects.films import STAGES, scene
from diagram_anim.model.document import Document
from diagram_anim.simulate import simulate
from diagram_anim.story import load_scene


@pytest.mark.parametrize("effect", EFFECTS, ids=lambda effect: effect.name)
def test_the_film_of_a_verb_tells_its_example_and_nothing_in_it_is_wrong(effect):
    board, problems = load_scene(Document("scene.yaml", scene(effect)), lambda *_: (None, []))
    assert board is not None and not problems
    steps = [step for step in board.steps if board.text(step.say) == effect.example]
    assert [effect.name in {beat.verb for beat in step.beats} for step in steps] == [True]
    log, unmet = simulate(board)
    assert not unmet, "every wait is fulfilled"
    assert log.moments or effect.act is None


def test_every_stage_is_played_on():
    assert {effect.film.stage for effect in EFFECTS} == STAGES.keys()
