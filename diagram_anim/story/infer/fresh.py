"""What a card says to have been added to others of its kind: `web 3 (new)`, `앱 3 추가`, `新しいWebサーバー3`."""

from __future__ import annotations

import re

from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given


def added(given: Given, id: str) -> str:
    """The numbered name of what a card says to have been added, "" where it says no such thing."""
    lines = given.label(id).lines or ("",)
    name = sense.unbracketed(lines[0])
    hit = sense.ends_in(name, "grow", "fresh")
    name = _PARTICLE.sub("", name[: hit.start].rstrip(" -–:(")) if hit and hit.start else name
    said = [*sense.bracketed(lines[0]), *lines[1:], lines[0][len(name) :]]
    told = any(sense.only(one, ("grow", "fresh"), ("new", "unit", "runnable")) for one in said if one.strip())
    bare = _NEW.sub("", name)
    return bare if (told or bare != name) and sense.unnumbered(bare) != bare else ""


_NEW = re.compile(
    r"^(?:new|additional|extra|another)\s+|^(?:새로운|새|신규|추가)\s+|^(?:新しい|新規の?|追加の?)\s*", re.IGNORECASE
)
_PARTICLE = re.compile(r"(?<=[\d가-힣])[을를]$|を$")
