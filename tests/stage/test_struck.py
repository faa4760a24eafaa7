"""The cross on a way that is known to lead nowhere."""

import math

from diagram_anim.batch.ground import picture
from diagram_anim.batch.settings import Settings
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.wires import CLEAR, clear
from tests.film import scene


def test_it_stands_where_it_can_seem_to_be_on_no_other_line():
    kit = Kit(picture(scene("server-failure"), Settings()))
    wires = [placed.id for placed in kit.all("chart", "wire")]
    tracks = {id: kit.track("chart", "wire", id) for id in wires}

    def room(id, spot):
        return min(
            math.dist(spot, other.at(float(way)))
            for one, other in tracks.items()
            if one != id
            for way in range(round(other.length))
        )

    crossed = [id for id in wires if room(id, tracks[id].at(tracks[id].length / 2)) < CLEAR / 2]
    longest = max(crossed, key=lambda id: tracks[id].length)
    assert room(longest, clear(kit, longest, tracks[longest], 0.0, tracks[longest].length)) > CLEAR - 5
    for id in crossed:
        spot = clear(kit, id, tracks[id], 0.0, tracks[id].length)
        assert room(id, spot) >= room(id, tracks[id].at(tracks[id].length / 2)), id
