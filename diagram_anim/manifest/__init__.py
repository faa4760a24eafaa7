"""Kubernetes' own files: what they say of a system, for a scene that names them or for one that is made of them.

Comes in: YAML documents. Goes out: settings for the parts of a diagram, or the text of a scene; and every mistake, with
what isn't modelled named once for each kind and field. It refuses to know files' paths, time and pictures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from diagram_anim.manifest import naming, telling
from diagram_anim.manifest.cluster import cluster
from diagram_anim.manifest.objects import read
from diagram_anim.model.diagnostic import Diagnostic, error
from diagram_anim.model.document import Document
from diagram_anim.model.span import Span

__all__ = ["scene", "settings"]


def scene(documents: Sequence[Document], title: str) -> tuple[str | None, list[Diagnostic]]:
    """A whole scene of what the documents describe, as the text of its file."""
    reading = read(documents)
    found, problems = cluster(reading)
    problems = [*reading.told(), *problems]
    if any(problem.is_error for problem in problems):
        return None, problems
    if not found.units:
        hint = "name files with Deployments, StatefulSets, Services or Ingresses"
        return None, [*problems, error("nothing-to-tell", "these manifests describe nothing that answers", hint=hint)]
    return telling.scene(found, title), problems


def settings(
    documents: Sequence[Document], labels: Mapping[str, str], where: Span
) -> tuple[dict[str, dict[str, Any]], list[Diagnostic]]:
    """The settings of the parts of a diagram, whose words are `labels`, by what the documents say of them."""
    reading = read(documents)
    found, problems = cluster(reading)
    given, missing = naming.settings(found, labels, where)
    return given, [*reading.told(), *problems, *missing]
