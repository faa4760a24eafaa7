"""Who gets the next request: policies over the copies that are in rotation.

Comes in: a chooser (a balancer, or a scaled thing that shares out among its own copies) and a request. Goes out: a
copy, or none. It knows nothing of health checks but who they took out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b

from diagram_anim.simulate.chance import Chance
from diagram_anim.simulate.defaults import setting
from diagram_anim.simulate.net import Net
from diagram_anim.simulate.things import Copy, Thing


class Rotation:
    """The copies behind a chooser: balancers choose among those of all that stand behind them."""

    def __init__(self, owner: Thing, net: Net, chance: Chance, *, own: bool) -> None:
        self.owner = owner
        self.net = net
        self.own = own
        """Whether it shares out among the owner's own copies."""
        self.out: set[Copy] = set()
        """Copies that its health checks took out."""
        self.unaware: set[Copy] = set()
        """Copies that are being stopped, or have crashed and start again, which it hasn't heard of."""
        self.told = owner.part.get("notice") is not None
        """Whether somebody tells it of crashes."""
        self.notice = max(0.0, float(setting(owner.part, "notice")))
        self.weights: dict[str, float] | None = None
        """Of the current split, by thing."""
        self.policy = str(setting(owner.part, "policy")).replace("_", "-")
        if self.policy == "weighted" and not own:
            self.weights = self._given()
        self._random = chance.stream("policy", owner.called, "own" if own else "")
        self._turn = -1
        self._kept: dict[int, Copy] = {}
        self._version = -1
        self._eligible: list[Copy] = []
        self._ids: set[str] = set()

    def backends(self) -> list[Thing]:
        if self.own:
            return [self.owner]
        ahead = self.net.present(self.owner.id)
        if self.weights:
            known = {thing.id for thing in ahead}
            ahead = ahead + [self.net.thing(id) for id in self.weights if id not in known | self.net.absent]
        return ahead

    def eligible(self) -> list[Copy]:
        """Those in rotation, in the order drawn."""
        if self._version != self.net.version:
            self._version = self.net.version
            self._eligible = [
                copy
                for thing in self.backends()
                for copy in thing.copies
                if (copy.listed or copy in self.unaware) and copy not in self.out
            ]
            self._ids = {copy.thing.id for copy in self._eligible}
        return self._eligible

    def pick(self, client: int, seen: Sequence[str], tried: Sequence[Copy] = ()) -> Copy | None:
        """The copy that gets the next request of a client, none that it has already been to."""
        copies: Sequence[Copy] = self.eligible()
        if tried or (not self.own and any(id in self._ids for id in seen)):
            copies = [copy for copy in copies if copy not in tried and (self.own or copy.thing.id not in seen)]
        if not copies:
            return None
        if self.net.shared:
            copies = self._of_a_version(copies)
        if self.weights is not None:
            return self._by_weight(copies, self.weights)
        match self.policy:
            case "round-robin":
                return self._next(copies)
            case "least-connections":
                least = min(copy.load for copy in copies)
                return self._next([copy for copy in copies if copy.load == least])
            case "sticky":
                if self._kept.get(client) not in copies:
                    self._kept[client] = self._any(copies)
                return self._kept[client]
            case "hash":
                return max(copies, key=lambda copy: blake2b(f"{client}/{copy.id}".encode(), digest_size=8).digest())
            case _:
                return self._any(copies)

    def _of_a_version(self, copies: Sequence[Copy]) -> Sequence[Copy]:
        """Where a release gives each version its share, the copies of the one that this request falls to."""
        kept = list(copies)
        for thing in dict.fromkeys(copy.thing for copy in copies):
            if thing.shares and any(thing.shares.values()):  # a version released over itself has none to give
                (chosen,) = self._random.choices([*thing.shares], [*thing.shares.values()])
                some = [copy for copy in kept if copy.thing is not thing or copy.version == chosen]
                kept = some if any(copy.thing is thing for copy in some) else kept
        return kept

    def _any(self, copies: Sequence[Copy]) -> Copy:
        return copies[int(self._random.random() * len(copies))]

    def _next(self, copies: Sequence[Copy]) -> Copy:
        """The next in turn after the last that was chosen; places are those among all copies, in or out."""
        places = {copy: place for place, copy in enumerate(c for thing in self.backends() for c in thing.copies)}
        after = [copy for copy in copies if places[copy] > self._turn]
        chosen = after[0] if after else copies[0]
        self._turn = places[chosen]
        return chosen

    def _by_weight(self, copies: Sequence[Copy], weights: Mapping[str, float]) -> Copy | None:
        by_thing: dict[str, list[Copy]] = {}
        for copy in copies:
            if weights.get(copy.thing.id, 0.0) > 0:
                by_thing.setdefault(copy.thing.id, []).append(copy)
        left = self._random.random() * sum(weights[id] for id in by_thing)
        for id, some in by_thing.items():
            left -= weights[id]
            if left < 0:
                return some[0] if len(some) == 1 else self._any(some)
        return next(reversed(by_thing.values()))[0] if by_thing else None

    def _given(self) -> dict[str, float]:
        """The weights of the settings; what has none there shares evenly in what they leave of the whole."""
        given = {
            key.partition(".")[2]: float(value)
            for key, value in self.owner.part.settings.items()
            if key.startswith("weights.")
        }
        rest = [thing.id for thing in self.net.after(self.owner.id) if thing.id not in given]
        left = max(0.0, 1.0 - sum(given.values())) if given else 1.0
        return {**given, **dict.fromkeys(rest, left / max(1, len(rest)))}


class Rotations:
    """The rotations of a net by their owners."""

    def __init__(self, net: Net, chance: Chance) -> None:
        self.net = net
        self.chance = chance
        self._found: dict[tuple[str, bool], Rotation] = {}

    def of(self, owner: Thing, *, own: bool = False) -> Rotation:
        """The owner's rotation over what stands behind it, or over its own copies."""
        key = (owner.id, own)
        if key not in self._found:
            self._found[key] = Rotation(owner, self.net, self.chance, own=own)
        return self._found[key]

    def before(self, thing: Thing) -> list[Rotation]:
        """Those in which a thing's copies stand."""
        return [self.of(one, own=one is thing) for one in self.net.fronts(thing)]

    def admit(self, copy: Copy) -> None:
        """A copy is ready: whoever took it out takes it in again."""
        for rotation in self._found.values():
            rotation.out.discard(copy)
            rotation.unaware.discard(copy)

    def rename(self, old: str, new: str) -> None:
        """A new thing inherits an old one's weight."""
        for rotation in self._found.values():
            if rotation.weights and old in rotation.weights:
                rotation.weights[new] = rotation.weights.pop(old)
