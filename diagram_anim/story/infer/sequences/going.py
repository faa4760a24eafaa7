"""What has become of a dialogue's participants by the events told so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from diagram_anim.model.storyboard import Beat


@dataclass(slots=True)
class Going:
    """What has become of the participants so far: who has failed, who has had a note of a rift over it, which pairs are
    cut off, who leads; `slow` answer slowly, `drained` are emptied, `gone` have left a machine for another, `due` holds
    what happens after a message still to come."""

    failed: set[str] = field(default_factory=set)
    slow: set[str] = field(default_factory=set)
    warned: set[str] = field(default_factory=set)
    cut: set[frozenset[str]] = field(default_factory=set)
    drained: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    leader: str = ""
    due: dict[int, Beat] = field(default_factory=dict)

    def empties(self, act: Beat) -> Beat:
        """A machine is emptied or taken back, or something leaves one and comes up on another."""
        (who,) = act.targets
        {"drain": self.drained.add, "stop": self.gone.add}.get(act.verb, self.gone.discard)(who)
        if act.verb == "start":
            self.drained.discard(who)
        return act

    def meets(self, verb: str, who: str) -> None:
        for those, verbs in ((self.failed, "fail"), (self.slow, "degrade")):
            if verb in ("fail", "recover", "degrade"):
                (those.add if verb == verbs else those.discard)(who)
