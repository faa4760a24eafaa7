"""`offer`: a master offers its agents' resources to frameworks, until their tasks run."""

from collections.abc import Mapping
from typing import Any

from diagram_anim.effects import motions
from diagram_anim.model.effect import Effect, Film, View, World
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Clip

_WORDS = {
    "accepted": {"ko": "수락", "en": "accept", "ja": "承諾"},
    "declined": {"ko": "거절", "en": "decline", "ja": "辞退"},
    "rescinded": {"ko": "철회", "en": "rescind", "ja": "撤回"},
}


def answers(kind: str, lang: str) -> str:
    """The word that an answer bears."""
    words = _WORDS[kind]
    return words.get(lang, words["en"])


def amounts(of: Mapping[str, Any], lang: str) -> str:
    """What is offered, in words."""
    found = [_cores(float(of["cpu"]), lang)] if "cpu" in of else []
    return " · ".join([*found, f"{float(of['memory']):g} GiB"] if "memory" in of else found)


def _cores(count: float, lang: str) -> str:
    if lang in ("ko", "ja"):
        return f"코어 {count:g}개" if lang == "ko" else f"{count:g}コア"
    return f"{count:g} core" if count == 1 else f"{count:g} cores"


def act(world: World, beat: Beat) -> object:
    return world.offer(beat.targets[0])


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    return motions.light(view, beat.targets, view.start)


EFFECT = Effect(
    name="offer",
    group="control plane",
    usage="offer MASTER",
    about="The master offers what is free on its agents to those whose tasks (`framework`) aren't running: all of an "
    "agent to whoever has the least dominant share. They launch what fits and decline the rest, which isn't offered to "
    "them again for 5 s. The beat ends when all tasks are launched, or everybody has declined all that there is. What "
    "has a `framework` is not running before.",
    example="offer M",
    film=Film("offers", before=("appear all",), after=("wait 3s",)),
    targets=(1, 1),
    act=act,
    play=play,
    source="Mesos: DRF allocator, allocation_interval 1 s, refuse_seconds 5 s",
)
