"""The fields of Kubernetes' objects, as far as they matter here: one table for each kind.

A field is read or of no consequence for requests (`PLAIN`), holds more fields (a table; for each item of a list too),
is told of with others of its kind that no request depends on (`ASIDE`), or is known and not modelled (why, in words).
Any other is one that the object doesn't have.
Source: Kubernetes API reference 1.34.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PLAIN = None

ASIDE = "no request depends on it here"

Table = Mapping[str, Any]


def _plain(words: str) -> dict[str, Any]:
    return dict.fromkeys(words.split(), PLAIN)


def _aside(words: str) -> dict[str, Any]:
    return dict.fromkeys(words.split(), ASIDE)


def _unmodelled(words: str, why: str) -> dict[str, Any]:
    return dict.fromkeys(words.split(), why)


_META = PLAIN

_PROBE = {
    **_plain("initialDelaySeconds periodSeconds timeoutSeconds failureThreshold successThreshold"),
    **_plain("httpGet tcpSocket exec grpc"),
    "terminationGracePeriodSeconds": "the pod's own grace period is used",
}

_RESOURCES = {
    "requests": {"cpu": PLAIN, **_unmodelled("memory ephemeral-storage", "only CPU is simulated")},
    "limits": {"cpu": PLAIN, **_unmodelled("memory ephemeral-storage", "only CPU is simulated")},
    "claims": "only CPU is simulated",
}

_CONTAINER = {
    **_plain("name image command args ports env"),
    "envFrom": {**_plain("configMapRef prefix"), "secretRef": ASIDE},
    **_aside("imagePullPolicy workingDir volumeMounts volumeDevices securityContext terminationMessagePath"),
    **_aside("terminationMessagePolicy stdin stdinOnce tty"),
    **dict.fromkeys(("readinessProbe", "livenessProbe", "startupProbe"), _PROBE),
    "resources": _RESOURCES,
    "lifecycle": {
        "preStop": {**_plain("exec httpGet tcpSocket"), "sleep": _plain("seconds")},
        "postStart": "a pod's start takes what `start` says",
        "stopSignal": "a pod that ends takes nothing new, and finishes its work",
    },
    "restartPolicy": "sidecars aren't simulated",
    "resizePolicy": "copies keep the CPU that they have",
}

_POD = {
    "containers": _CONTAINER,
    "terminationGracePeriodSeconds": PLAIN,
    **_aside("serviceAccountName serviceAccount automountServiceAccountToken securityContext imagePullSecrets volumes"),
    **_aside("dnsPolicy dnsConfig enableServiceLinks schedulerName hostname subdomain hostAliases"),
    **_aside("shareProcessNamespace setHostnameAsFQDN os runtimeClassName"),
    "restartPolicy": PLAIN,
    "nodeName": "pods aren't placed on nodes",
    "initContainers": "a pod's start takes what `start` says",
    **_unmodelled("affinity nodeSelector tolerations topologySpreadConstraints", "pods aren't placed on nodes"),
    **_unmodelled(
        "priorityClassName priority preemptionPolicy overhead schedulingGates", "pods aren't placed on nodes"
    ),
    **_unmodelled("hostNetwork hostPID hostIPC", "pods share nothing with their nodes"),
    "activeDeadlineSeconds": "pods have no time limit",
    "readinessGates": "only probes decide who is ready",
}

_TEMPLATE = {"metadata": _META, "spec": _POD}
_SELECTOR = {"matchLabels": PLAIN, "matchExpressions": "pods are found by `matchLabels`"}

_WORKLOAD = {
    **_plain("replicas minReadySeconds revisionHistoryLimit"),
    "selector": _SELECTOR,
    "template": _TEMPLATE,
}

_POLICIES = _plain("type value periodSeconds")

_METRIC = {
    "type": PLAIN,
    "resource": {"name": PLAIN, "target": _plain("type averageUtilization averageValue value")},
    **_unmodelled("containerResource pods object external", "only the mean CPU use is simulated"),
}

_TOP = {**_plain("apiVersion kind"), "metadata": _META, "status": PLAIN}

_PATHS = {
    "path": PLAIN,
    "pathType": PLAIN,
    "backend": {
        "service": {"name": PLAIN, "port": PLAIN},
        "resource": "only Services stand behind an Ingress",
    },
}

KINDS: Mapping[str, Table] = {
    "Deployment": {
        **_TOP,
        "spec": {
            **_WORKLOAD,
            **_plain("progressDeadlineSeconds"),
            "paused": "a rollout is what a beat begins",
            "strategy": {"type": PLAIN, "rollingUpdate": _plain("maxSurge maxUnavailable")},
        },
    },
    "StatefulSet": {
        **_TOP,
        "spec": {
            **_WORKLOAD,
            **_plain("serviceName ordinals"),
            **_aside("volumeClaimTemplates persistentVolumeClaimRetentionPolicy"),
            "podManagementPolicy": PLAIN,
            "updateStrategy": {"type": PLAIN, "rollingUpdate": _plain("maxUnavailable partition")},
        },
    },
    "ReplicaSet": {**_TOP, "spec": _WORKLOAD},
    "Service": {
        **_TOP,
        "spec": {
            **_plain("selector ports type clusterIP clusterIPs ipFamilies ipFamilyPolicy sessionAffinity"),
            **_aside("externalName loadBalancerIP loadBalancerClass loadBalancerSourceRanges externalIPs"),
            **_aside("allocateLoadBalancerNodePorts healthCheckNodePort"),
            "sessionAffinityConfig": "a client stays with its pod for good",
            **_unmodelled("externalTrafficPolicy internalTrafficPolicy trafficDistribution", "nodes aren't told apart"),
            "publishNotReadyAddresses": "only ready pods are sent requests",
        },
    },
    "Ingress": {
        **_TOP,
        "spec": {
            "ingressClassName": PLAIN,
            "tls": ASIDE,
            "defaultBackend": _PATHS["backend"],
            "rules": {"host": PLAIN, "http": {"paths": _PATHS}},
        },
    },
    "HorizontalPodAutoscaler": {
        **_TOP,
        "spec": {
            "scaleTargetRef": _plain("apiVersion kind name"),
            **_plain("minReplicas maxReplicas targetCPUUtilizationPercentage"),
            "metrics": _METRIC,
            "behavior": {
                way: {**_plain("stabilizationWindowSeconds selectPolicy tolerance"), "policies": _POLICIES}
                for way in ("scaleUp", "scaleDown")
            },
        },
    },
    "PodDisruptionBudget": {
        **_TOP,
        "spec": {
            "selector": _SELECTOR,
            **_plain("minAvailable maxUnavailable"),
            "unhealthyPodEvictionPolicy": "pods that aren't ready may always go",
        },
    },
    "ConfigMap": {**_TOP, **_plain("data binaryData immutable")},
    "List": {**_TOP, "items": PLAIN},
}
"""The kinds that are read."""

SILENT = (
    "Namespace Secret ServiceAccount Role RoleBinding ClusterRole ClusterRoleBinding PersistentVolumeClaim "
    "PersistentVolume StorageClass CustomResourceDefinition IngressClass Kustomization PriorityClass"
).split()
"""Kinds that no request passes."""

UNMODELLED = {
    "DaemonSet": "one pod on each node needs nodes",
    "Job": "work without requests isn't simulated",
    "CronJob": "work without requests isn't simulated",
    "Pod": "nobody looks after a bare pod: wrap it in a Deployment",
    "NetworkPolicy": "every part reaches those that it has an arrow to",
    "Gateway": "only Ingress is read",
    "HTTPRoute": "only Ingress is read",
    "VerticalPodAutoscaler": "copies keep the CPU that they have",
    "ScaledObject": "only HorizontalPodAutoscalers scale",
    "ResourceQuota": "there is room for every copy",
    "LimitRange": "there is room for every copy",
}
"""Kinds that are known and left out, and why."""
