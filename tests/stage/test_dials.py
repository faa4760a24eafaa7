"""What stands on a dial, and beneath it."""

import pytest

from diagram_anim.batch.ground import picture
from diagram_anim.batch.settings import Settings
from diagram_anim.stage import dials
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.slots import slot_of
from tests.film import scene


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
