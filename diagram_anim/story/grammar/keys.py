"""The keys of `system:` as a table: whose each is, what it takes, what it says. Defaults are the simulation's."""

from __future__ import annotations

from dataclasses import dataclass

from diagram_anim.model.effect import Kind
from diagram_anim.model.limits import COPIES
from diagram_anim.model.system import Role

SHARE = "share"  # 25% → 0.25
WEIGHT = "weight"  # 70% or 70 → 0.7
SWITCH = "switch"  # on, off → bool
CORES = "cores"  # 0.5 or 500m → 0.5
FREE = "free"  # any word
PLACES = "places"  # N1/N2 or N* → ids
MEMORY = "memory"  # 512Mi or 4Gi → GiB
PACES = "paces"  # 4:15s/50%:1m → ((4, 15.0), (0.5, 60.0))

POLICIES = ("random", "round-robin", "least-connections", "weighted", "sticky", "hash")
DUTIES = ("api", "controllers", "scheduler", "kubelet", "server")
NAMING = ("new", "slot")
SELECT = ("max", "min", "off")
FAILURES = ("wait", "pause", "undo")
ROLES = tuple(role.value for role in Role)


@dataclass(frozen=True, slots=True)
class Key:
    """`of` says whose key it is: anything, client, balancer, store, controller … `name` may end in `.*`: one for each
    part that it names."""

    name: str
    of: str
    kind: Kind | str
    about: str
    choices: tuple[str, ...] = ()


KEYS = (
    Key("role", "anything", Kind.WORD, "what it is to the others", ROLES),
    Key("replicas", "anything", Kind.COUNT, "how many copies of it there are"),
    Key("version", "anything", FREE, "which version runs"),
    Key(
        "names",
        "anything",
        Kind.WORD,
        "whether a new copy has a name of its own, or its slot's and an id of its own; what is `ordered` keeps its"
        " name",
        NAMING,
    ),
    Key("on", "anything", PLACES, "the node that it runs on, or those that its copies are spread over: `N1/N2`, `N*`"),
    Key("restart", "anything", SWITCH, "whether a copy that crashed is started again by itself, in its place"),
    Key("start", "anything", Kind.DURATION, "from its start until it is ready"),
    Key("latency", "anything", Kind.DURATION, "how long it works on a request"),
    Key("capacity", "anything", Kind.RATE, "how many requests it can serve"),
    Key("errors", "anything", SHARE, "how many of its answers tell of an error: these requests are answered, and fail"),
    Key("ordered", "anything", SWITCH, "whether copies start and end one by one, in their order"),
    Key("queue", "anything", Kind.COUNT, "how many requests may wait at it"),
    Key("timeout", "anything", Kind.DURATION, "after which time a request is given up"),
    Key("grace", "anything", Kind.DURATION, "how long it may finish its work when it is stopped"),
    Key("prestop", "anything", Kind.DURATION, "how long it goes on taking requests when it is stopped, within `grace`"),
    Key("cpu.request", "anything", CORES, "the cores that its CPU use is measured against"),
    Key("cpu.limit", "anything", CORES, "the most cores that it gets"),
    Key("memory.request", "anything", MEMORY, "the memory that it asks of its node"),
    Key("memory.limit", "anything", MEMORY, "the memory that a node has"),
    Key("framework", "anything", PLACES, "whose task it is, to be launched on what that is offered (`offer`)"),
    Key(
        "duty",
        "controller",
        Kind.WORD,
        "what it does where several make up a control plane (`apply`), of Kubernetes, or of Nomad (server, scheduler)",
        DUTIES,
    ),
    Key("answer", "controller", Kind.DURATION, "how long a framework thinks an offer over"),
    Key("ttl", "anything", Kind.DURATION, "how long an answer about its name is believed"),
    Key("rate", "client", Kind.RATE, "how many requests it sends"),
    Key("retries", "client", Kind.COUNT, "how often a lost request is sent again"),
    Key("pool", "anything", Kind.COUNT, "how many connections each copy holds to the store behind it"),
    Key("pool_timeout", "anything", Kind.DURATION, "how long a request waits for a connection of its copy's pool"),
    Key("clients", "client", Kind.COUNT, "how many people send its requests, for the policies `sticky` and `hash`"),
    Key("stream", "client", Kind.COUNT, "sources with the same number send at the same moments"),
    Key("arrivals", "client", Kind.WORD, "evenly spaced with a little jitter, or by chance", ("even", "poisson")),
    Key("policy", "balancer", Kind.WORD, "how the next target is chosen", POLICIES),
    Key("check.period", "balancer", Kind.DURATION, "from one health check to the next"),
    Key("check.timeout", "balancer", Kind.DURATION, "how long a health check waits for its answer"),
    Key("check.failures", "balancer", Kind.COUNT, "how many failed checks take a target out"),
    Key("check.successes", "balancer", Kind.COUNT, "how many good checks take it in again"),
    Key("check.delay", "anything", Kind.DURATION, "how long after its start the first check of its own is made"),
    Key("live.delay", "anything", Kind.DURATION, "how long after its start the first sign of life is asked for"),
    Key("live.period", "anything", Kind.DURATION, "from one question for a sign of life to the next"),
    Key("live.timeout", "anything", Kind.DURATION, "how long the question waits for its answer"),
    Key("live.failures", "anything", Kind.COUNT, "how many questions without an answer end it, to be started again"),
    Key(
        "startup.delay", "anything", Kind.DURATION, "how long after its start it is first asked whether it has started"
    ),
    Key("startup.period", "anything", Kind.DURATION, "from one question whether it has started to the next"),
    Key("startup.failures", "anything", Kind.COUNT, "after how many such questions it is given up and started again"),
    Key("budget", "anything", Kind.AMOUNT, "how many of its copies must stay ready while others are drained"),
    Key("budget.missing", "anything", Kind.AMOUNT, "how many of those that are wanted may be missing then instead"),
    Key("hit", "anything", SHARE, "of a cache: how much of what is looked up in it it has, and no store is asked for"),
    Key("deliver", "anything", Kind.WORD, "a message to one consumer, in turn, or a copy to each", ("one", "each")),
    Key("retry", "balancer", SWITCH, "whether a failed connection is tried on another target"),
    Key(
        "notice",
        "balancer",
        Kind.DURATION,
        "how long it goes on sending to a target that is stopped, or, where it is given, has died and is restarted",
    ),
    Key("weights.*", "balancer", WEIGHT, "a target's share under the policy `weighted`"),
    Key(
        "autoscale", "autoscaled", SWITCH, "whether it scales by itself, with the defaults where nothing else is given"
    ),
    Key("autoscale.min", "autoscaled", Kind.COUNT, "the fewest copies"),
    Key("autoscale.max", "autoscaled", Kind.COUNT, "the most copies"),
    Key("autoscale.target", "autoscaled", SHARE, "the CPU use that is aimed at"),
    Key("autoscale.tolerance", "autoscaled", SHARE, "how far from the target nothing is done"),
    Key("autoscale.sync", "autoscaled", Kind.DURATION, "from one decision to the next"),
    Key("autoscale.down", "autoscaled", Kind.DURATION, "how long a lower need must last before copies end"),
    Key("autoscale.grow.pods", "autoscaled", Kind.COUNT, "so many copies may come within a period"),
    Key("autoscale.grow.share", "autoscaled", SHARE, "such a share of the copies may come within a period"),
    Key("autoscale.grow.period", "autoscaled", Kind.DURATION, "the period in which copies come"),
    Key("autoscale.grow.window", "autoscaled", Kind.DURATION, "how long a higher need must last before copies come"),
    Key("autoscale.grow.tolerance", "autoscaled", SHARE, "how far above the target no copies come, in place of both's"),
    Key(
        "autoscale.grow.policies",
        "autoscaled",
        PACES,
        "limits with a period each, in place of the three: `4:15s/100%:15s`",
    ),
    Key("autoscale.grow.select", "autoscaled", Kind.WORD, "which of both limits counts", SELECT),
    Key("autoscale.shrink.pods", "autoscaled", Kind.COUNT, "so many copies may end within a period"),
    Key("autoscale.shrink.share", "autoscaled", SHARE, "such a share of the copies may end within a period"),
    Key("autoscale.shrink.period", "autoscaled", Kind.DURATION, "the period in which copies end"),
    Key("autoscale.shrink.tolerance", "autoscaled", SHARE, "how far below it no copies end, in place of both's"),
    Key(
        "autoscale.shrink.policies",
        "autoscaled",
        PACES,
        "limits with a period each, in place of the three: `1:1m/10%:5m`",
    ),
    Key("autoscale.shrink.select", "autoscaled", Kind.WORD, "which of both limits counts", SELECT),
    Key("rollout.surge", "released", Kind.AMOUNT, "how many copies there may be beyond those wanted"),
    Key("rollout.unavailable", "released", Kind.AMOUNT, "how many copies may be missing"),
    Key("rollout.ready", "released", Kind.DURATION, "how long a copy must be ready to count"),
    Key("rollout.ordered", "released", SWITCH, "whether each copy is exchanged in its place, from the last on"),
    Key("rollout.partition", "released", Kind.COUNT, "so many of the first copies keep their version then"),
    Key("rollout.deadline", "released", Kind.DURATION, "after which standstill a rollout has failed"),
    Key(
        "rollout.failure",
        "released",
        Kind.WORD,
        "what becomes of a rollout that has failed: it goes on once it can, it is left as it is, or it is undone",
        FAILURES,
    ),
    Key("max_connections", "store", Kind.COUNT, "how many connections it takes"),
    Key("lag", "store", Kind.DURATION, "how far a replica is behind"),
    Key("heartbeat", "controller", Kind.DURATION, "from one sign of life to the next"),
    Key("election", "controller", Kind.DURATION, "the silence after which a leader is elected"),
    Key("prevote", "controller", SWITCH, "whether a member first asks if it can win, before it begins a term"),
    Key("lease", "controller", Kind.DURATION, "how long a node's sign of life, or a leader's lock, is good for"),
    Key("eviction", "controller", Kind.DURATION, "after which time a lost node's work is done elsewhere"),
)

BY_NAME = {key.name: key for key in KEYS}

POSITIVE = frozenset(
    [f"{probe}.{key}" for probe in ("check", "live", "startup") for key in ("period", "failures", "timeout")]
    + [f"autoscale.{key}" for key in ("max", "target", "sync", "grow.period", "shrink.period")]
    + [
        "check.successes",
        "rollout.deadline",
        "pool",
        "max_connections",
        "clients",
        "heartbeat",
        "election",
        "cpu.request",
        "capacity",
    ]
)
"""Keys that nothing works by at 0."""

MOST = {"replicas": COPIES, "autoscale.min": COPIES, "autoscale.max": COPIES}
"""Keys that have a bound, since no film shows more."""

WHOLE = ("budget", "budget.missing", "rollout.unavailable", "errors", "hit")
"""Amounts and shares that are 100% at most."""


def find(name: str) -> Key | None:
    stem, _, rest = name.partition(".")
    return BY_NAME.get(name) or (BY_NAME.get(f"{stem}.*") if rest else None)
