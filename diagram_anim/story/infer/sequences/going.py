"""What has become of a sequence's participants by the events told so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from diagram_anim.model.storyboard import Beat


@dataclass(slots=True)
class Going:
    """What has become of the participants so far: who has failed, who has had a note of a rift over it, which pairs are
    cut off, who leads; `slow` answer slowly, `drained` are emptied, `gone` have left a machine for another, `due` holds
    what happens after a message still to come, `told` all that has been told."""

    failed: set[str] = field(default_factory=set)
    slow: set[str] = field(default_factory=set)
    warned: set[str] = field(default_factory=set)
    cut: set[frozenset[str]] = field(default_factory=set)
    drained: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    leader: str = ""
    due: dict[int, Beat] = field(default_factory=dict)
    told: list[Beat] = field(default_factory=list)

    def empties(self, act: Beat) -> Beat:
        """A machine is emptied or taken back, or something leaves one and comes up on another."""
        (who,) = act.targets
        {"drain": self.drained.add, "stop": self.gone.add}.get(act.verb, self.gone.discard)(who)
        if act.verb == "start":
            self.drained.discard(who)
        return act

    def meets(self, act: Beat) -> Beat:
        """One fails, slows down or is back."""
        for those, verbs in ((self.failed, "fail"), (self.slow, "degrade")):
            if act.verb in ("fail", "recover", "degrade"):
                (those.add if act.verb == verbs else those.discard)(act.targets[0])
        return act

    def stopped(self, who: str) -> bool:
        """Whether it has been told of one that it ends, and not that it starts again."""
        acts = (act for act in (*self.told, *self.due.values()) if act.targets == (who,))
        verbs = [act.verb for act in acts if act.verb in ("stop", "start", "recover", "restart")]
        return verbs[-1:] == ["stop"]

    def begun(self, who: str) -> bool:
        """Whether one has been started, or scaled."""
        return any(act.verb in ("start", "scale") and act.targets == (who,) for act in self.told)

    def may_lead(self, who: str) -> bool:
        """Whether one may come to lead: somebody has failed, or is cut off and another led till then."""
        return bool(self.failed) or (bool(self.cut) and who != self.leader)
