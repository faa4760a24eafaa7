"""The cross on a way that is known to lead nowhere."""

import math

from diagram_anim.batch.ground import picture
from diagram_anim.batch.settings import Settings
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.wires import CLEAR, clear
from tests.film import scene


def test_it_stands_where_it_can_seem_to_be_on_no_other_line():
    """In pictures in which others pass the middle of a line, wherever the layout lets them."""
    found = []
    for name, aspect in (("bench-failover", "9:16"), ("self-healing", "16:9"), ("server-failure", "16:9")):
        settings = Settings(aspect=aspect)
        kit = Kit(picture(scene(name, settings), settings))
        tracks = {placed.id: kit.track("chart", "wire", placed.id) for placed in kit.all("chart", "wire")}
        for id, track in tracks.items():
            others = [other for one, other in tracks.items() if one != id]
            middle = _room(others, track.at(track.length / 2))
            if middle < CLEAR / 2:
                clear_of = _room(others, clear(kit, id, track, 0.0, track.length))
                assert clear_of >= middle, id
                found.append((track.length, clear_of))
    assert max(found)[1] > CLEAR - 5, "a long one has room for it"


def _room(others, spot):
    return min(math.dist(spot, other.at(float(way))) for other in others for way in range(round(other.length)))
