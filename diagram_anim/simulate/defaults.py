"""How parts behave where the storyboard says nothing: one table, each row with where its value comes from.

Times are seconds, rates requests per second a copy. A row for some roles stands before one for any role. Rows without
a standard behind them say `house`: round figures that keep the traffic of a film (20 to 40 requests a second) well
within one server's reach, and ten times as much beyond it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from diagram_anim.model.system import Part, Role

WORKERS = (Role.SERVER, Role.STORE, Role.CACHE, Role.QUEUE)
"""Roles that work on a request; requests pass through the others unless those are given a latency or a capacity."""

CLOSED = (Role.OUTCOME, Role.CONTROLLER)
"""Roles that no request of a source is sent to."""


@dataclass(frozen=True, slots=True)
class Default:
    key: str
    value: Any
    about: str
    source: str
    of: tuple[Role, ...] = ()
    """Empty: of any role."""


AMPLE = "house; where more is sent at first, 2.5 times that"

HPA_TOLERANCE = "HPA v2: tolerance of a direction, 1.33"

DEFAULTS = (
    Default("rate", 20.0, "requests a second that a source sends", "house"),
    Default("arrivals", "even", "`even` with a little jitter, or `poisson`", "house"),
    Default("clients", 100, "people behind a source, for `sticky` and `hash`", "house"),
    Default("retries", 0, "times that a request which wasn't served is sent again", "HTTP clients: none unless asked"),
    Default("timeout", None, "seconds until a request is given up; none: never", "curl, Go, Python requests: none"),
    Default("policy", "random", "how the next backend is chosen", "Kubernetes Service, kube-proxy in iptables mode"),
    Default("notice", 0.0, "how long it goes on sending to what is stopped or restarted", "house: it is told first"),
    Default("retry", False, "whether a failed connection is tried on another backend", "kube-proxy: it is not"),
    Default("check.period", 10.0, "from one health check to the next", "Kubernetes probes: periodSeconds"),
    Default("check.timeout", 1.0, "how long a health check waits", "Kubernetes probes: timeoutSeconds"),
    Default("check.failures", 3, "failed checks in a row that take a backend out", "Kubernetes: failureThreshold"),
    Default("check.successes", 1, "good checks in a row that take it in", "Kubernetes: successThreshold"),
    Default("check.delay", 0.0, "after its start until its first own check", "Kubernetes: initialDelaySeconds"),
    Default("live.delay", 0.0, "after its start until the first liveness check", "Kubernetes: initialDelaySeconds"),
    Default("live.period", 10.0, "from one liveness check to the next", "Kubernetes probes: periodSeconds"),
    Default("live.timeout", 1.0, "how long a liveness check waits", "Kubernetes probes: timeoutSeconds"),
    Default("live.failures", 3, "failed ones in a row that end it", "Kubernetes: failureThreshold"),
    Default("startup.delay", 0.0, "after its start until the first startup check", "Kubernetes: initialDelaySeconds"),
    Default("startup.period", 10.0, "from one startup check to the next", "Kubernetes probes: periodSeconds"),
    Default("startup.failures", 3, "failed ones that end it", "Kubernetes: failureThreshold"),
    Default("budget", None, "copies that stay ready while others are drained", "Kubernetes: no PodDisruptionBudget"),
    Default("budget.missing", None, "copies that may be missing then", "Kubernetes: no PodDisruptionBudget"),
    Default("lag", None, "how far a replica is behind; none: it is no replica", "house"),
    Default("errors", 0.0, "share of its answers that tell of an error", "house: it works"),
    Default("replicas", 1, "copies", "Kubernetes Deployment: replicas"),
    Default("ordered", False, "copies start and end one by one", "Kubernetes StatefulSet: podManagementPolicy"),
    Default("version", "", "which version runs", "house"),
    Default(
        "names", "new", "what is called anew where a copy is replaced", "Kubernetes ReplicaSet: each pod's own name"
    ),
    Default("on", "", "the node that it runs on", "house"),
    Default(
        "restart",
        False,
        "whether a crashed copy is started again in its place",
        "Docker: --restart no; Kubernetes: with probes, Always",
    ),
    Default("start", 3.0, "from its start until it is ready", "house"),
    Default("prestop", 0.0, "how long it serves on as it is stopped, within its grace", "Kubernetes: no preStop hook"),
    Default("grace", 30.0, "how long it may finish its work", "Kubernetes: terminationGracePeriodSeconds"),
    Default("autoscale.min", 1, "the fewest copies", "Kubernetes HPA v2: minReplicas"),
    Default("autoscale.max", 10, "the most copies", "house: an HPA must say it"),
    Default("autoscale.target", 0.8, "the CPU use that is aimed at", "Kubernetes HPA v2: metrics left empty"),
    Default("autoscale.tolerance", 0.1, "how far off nothing is done", "kube-controller-manager"),
    Default("autoscale.sync", 15.0, "from one decision to the next", "kube-controller-manager"),
    Default("autoscale.down", 300.0, "how long a lower need must last", "HPA v2: scaleDown stabilisation"),
    Default("autoscale.grow.pods", 4, "copies that may come in a period", "HPA v2: scaleUp policies left out"),
    Default("autoscale.grow.share", 1.0, "share of copies that may come in it", "HPA v2: scaleUp policies left out"),
    Default("autoscale.grow.period", 15.0, "that period", "HPA v2: scaleUp policies left out"),
    Default("autoscale.grow.window", 0.0, "how long a higher need must last", "HPA v2: scaleUp stabilisation"),
    Default("autoscale.grow.tolerance", None, "how far above the target nothing is done; none: as both", HPA_TOLERANCE),
    Default("autoscale.grow.policies", None, "limits with a period each; none: those above", "HPA v2: policies"),
    Default("autoscale.grow.select", "max", "the larger of both limits", "HPA v2: selectPolicy"),
    Default("autoscale.shrink.pods", None, "copies that may end in a period", "HPA v2: scaleDown policies left out"),
    Default("autoscale.shrink.share", 1.0, "share of copies that may end", "HPA v2: scaleDown policies left out"),
    Default("autoscale.shrink.period", 15.0, "that period", "HPA v2: scaleDown policies left out"),
    Default("autoscale.shrink.tolerance", None, "how far below it nothing is done; none: as both", HPA_TOLERANCE),
    Default("autoscale.shrink.policies", None, "limits with a period each; none: those above", "HPA v2: policies"),
    Default("autoscale.shrink.select", "max", "the larger of both limits", "HPA v2: selectPolicy"),
    Default("rollout.surge", 0.25, "copies beyond those wanted, rounded up", "Kubernetes Deployment: maxSurge"),
    Default("rollout.unavailable", 0.25, "copies missing, rounded down", "Kubernetes Deployment: maxUnavailable"),
    Default("rollout.ready", 0.0, "how long a copy must be ready to count", "Kubernetes Deployment: minReadySeconds"),
    Default("rollout.ordered", False, "copies are exchanged in their places", "Kubernetes StatefulSet: RollingUpdate"),
    Default("rollout.partition", 0, "the first copies keep their version then", "Kubernetes StatefulSet: partition"),
    Default("rollout.deadline", 600.0, "the standstill that fails it", "Kubernetes: progressDeadlineSeconds"),
    Default("rollout.failure", "wait", "what becomes of one that has failed", "Kubernetes: it is only marked"),
    Default("ttl", 30.0, "how long an answer about its name is believed", "the common Corefile of CoreDNS"),
    Default("heartbeat", 0.1, "from one sign of life of a leader to the next", "etcd: --heartbeat-interval"),
    Default("election", 1.0, "the silence after which a leader is elected", "etcd: --election-timeout"),
    Default("prevote", True, "no term is begun that can't be won", "etcd 3.5: --pre-vote (SwarmKit: off)"),
    Default("lease", 50.0, "a node's silence after which it is NotReady", "Kubernetes 1.32: node-monitor-grace-period"),
    Default("eviction", 300.0, "until a lost node's pods are deleted", "Kubernetes: tolerationSeconds of NoExecute"),
    Default("pool", None, "connections that a copy holds; none: one for each request", "house"),
    Default("pool_timeout", 30.0, "how long a request waits for a pooled connection", "HikariCP: connectionTimeout"),
    Default("stream", None, "the stream of moments that a source shares; none: its own", "house"),
    Default("cpu.request", 1.0, "cores that CPU use is measured against", "house"),
    Default("cpu.limit", None, "cores that a copy uses when it is busy all the time; none: its request", "house"),
    Default("memory.request", None, "memory that it asks of its node", "house"),
    Default("memory.limit", None, "memory that a node has; none: no limit", "house"),
    Default("framework", None, "whose task it is", "house"),
    Default("duty", None, "what it does in a control plane", "house"),
    Default("answer", 1.0, "how long a framework thinks an offer over", "house"),
    Default("latency", 0.080, "how long a server works on a request", "house", (Role.SERVER,)),
    Default("latency", 0.005, "how long a store works on a request", "house", (Role.STORE,)),
    Default("latency", 0.001, "how long a cache works on a request", "house", (Role.CACHE,)),
    Default("latency", 0.002, "how long a queue takes a request in", "house", (Role.QUEUE,)),
    Default("latency", 0.0, "requests pass through", "house"),
    Default("capacity", 100.0, "requests a second that a copy can serve", AMPLE, (Role.SERVER,)),
    Default("capacity", 500.0, "requests a second that a store can serve", AMPLE, (Role.STORE,)),
    Default("capacity", 5000.0, "requests a second that it can serve", AMPLE, (Role.CACHE, Role.QUEUE)),
    Default("capacity", 1000.0, "requests a second of a part that was given a latency only", AMPLE),
    Default("hit", None, "share of what is looked up in a cache that it has; none: nothing", "house", (Role.CACHE,)),
    Default("deliver", "one", "a message to one consumer, or a copy to each", "RabbitMQ: work queues"),
    Default("queue", None, "messages that may wait; none: no limit", "RabbitMQ: no max-length", (Role.QUEUE,)),
    Default("queue", 128, "requests that may wait at a copy", "Linux before 5.4: net.core.somaxconn"),
    Default("max_connections", 100, "requests in a store at once", "PostgreSQL: max_connections", (Role.STORE,)),
    Default("max_connections", None, "no limit but the queue", "house"),
)

_BY_ROLE = {(role, row.key): row.value for row in DEFAULTS for role in row.of}
_BY_KEY = {row.key: row.value for row in DEFAULTS if not row.of}

HOP = 0.001
"""Seconds from one part to the next: a round trip within a data centre is about half a millisecond to two."""

ARRIVAL_JITTER = 0.15
"""Evenly spaced requests leave at most this share of a gap early or late, so that their number stays exact."""

SERVICE_JITTER = 0.1
"""A request's work takes at most this share less or more than `latency`."""

RETRY_PAUSE = 0.1
"""Seconds until a client sends a request again."""

STEP = 3.0
"""Seconds that a step lasts at the least while requests flow."""

SPOKEN = 1.3
"""Seconds that each message of a sequence takes while requests flow: they don't halt while somebody gives orders."""

WINDOW = 5.0
"""Seconds over which a meter averages. Real ones take longer (Kubernetes metrics-server 15 s, Prometheus a minute): in
a film they would be waited for."""

SAMPLE = 0.2
"""Seconds from one reading of a meter to the next."""

EASE = 0.1
"""Rates and weights that change over a time do so in steps of this many seconds."""

MOST_REQUESTS = 400_000
"""So many requests are simulated at the most."""


def setting(part: Part, key: str) -> Any:
    """What the storyboard gave, else the default for the part's role, else the default for any."""
    given = part.get(key)
    if given is not None:
        return given
    return _BY_ROLE.get((part.role, key), _BY_KEY.get(key))
