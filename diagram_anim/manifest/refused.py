"""What an API server takes no other word for, and so no cluster runs: told where it stands.

Source: Kubernetes, `pkg/apis/apps/validation` and `pkg/apis/core/validation` (`validateLivenessProbe`: "must be 1").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from diagram_anim.manifest.objects import Item
from diagram_anim.model.diagnostic import Diagnostic, error
from diagram_anim.story.grammar import near

POD = ("spec", "template", "spec")

_WORDS: Mapping[str, Mapping[tuple[str, ...], tuple[str, ...]]] = {
    "Deployment": {("spec", "strategy", "type"): ("RollingUpdate", "Recreate")},
    "StatefulSet": {
        ("spec", "updateStrategy", "type"): ("RollingUpdate", "OnDelete"),
        ("spec", "podManagementPolicy"): ("OrderedReady", "Parallel"),
    },
    "Service": {
        ("spec", "type"): ("ClusterIP", "NodePort", "LoadBalancer", "ExternalName"),
        ("spec", "sessionAffinity"): ("None", "ClientIP"),
    },
    "HorizontalPodAutoscaler": {
        ("spec", "behavior", way, "selectPolicy"): ("Max", "Min", "Disabled") for way in ("scaleUp", "scaleDown")
    },
}
"""Of each kind: fields that take but a few words."""


_SHARES = {
    "Deployment": (("spec", "strategy", "rollingUpdate", "maxUnavailable"),),
    "PodDisruptionBudget": (("spec", "minAvailable"), ("spec", "maxUnavailable")),
}
"""Of each kind: shares of what there is."""


def refused(item: Item) -> Iterator[Diagnostic]:
    for path, words in _WORDS.get(item.kind, {}).items():
        said = item.get(*path)
        if said is not None and said not in words:
            message = f"`{said}` is no `{path[-1]}` of {item.kind} {item.name}: no cluster takes it"
            yield error("bad-manifest", message, item.span(*path), hint=near.hint(str(said), words))
    for way in ("scaleUp", "scaleDown") if item.kind == "HorizontalPodAutoscaler" else ():
        for place in range(len(item.items("spec", "behavior", way, "policies"))):
            limit = ("spec", "behavior", way, "policies", place, "type")
            if (said := item.get(*limit)) not in ("Pods", "Percent"):
                message = f"a policy of {item.kind} {item.name} counts in `Pods` or in `Percent`"
                yield error("bad-manifest", message, item.span(*limit), hint=near.hint(str(said), ("Pods", "Percent")))
    for share in _SHARES.get(item.kind, ()):
        said = item.get(*share)
        if isinstance(said, str) and re.fullmatch(r"\d+%", said) and int(said[:-1]) > 100:
            message = f"`{share[-1]}` of {item.kind} {item.name} is 100% at most: no cluster takes more"
            yield error("bad-manifest", message, item.span(*share), hint="write a smaller share, or a number of pods")
    for place in range(len(item.items(*POD, "containers"))):
        for probe in ("livenessProbe", "startupProbe"):
            successes = (*POD, "containers", place, probe, "successThreshold")
            if item.get(*successes) not in (None, "0", "1"):
                message = f"the `successThreshold` of a {probe} is 1: no cluster takes another"
                yield error("bad-manifest", message, item.span(*successes), hint="write 1, or leave it out")
