"""Whose ways are those of a whole platform's chart: the users' own, of who deploys, of who watches.

Comes in: arrows. Goes out: the same by concern, so that what users do is told first, and the others apart.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from enum import IntEnum

from diagram_anim.model.diagram import Edge
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given


class Concern(IntEnum):
    USE = 0
    DEPLOY = 1
    WATCH = 2


_DELIVERS = re.compile(
    r"\b(?:git(?:hub|lab|ops)?|bitbucket|repo(?:sitory)?|registry|ecr|gcr|acr|harbor|docker ?hub|artifactory|nexus"
    r"|codebuild|codepipeline|codedeploy|cloud ?build|helm|build|ci|cd|ci/cd)\b"
    r"|저장소|레지스트리|빌드|배포|リポジトリ|レジストリ|ビルド|デプロイ",
    re.IGNORECASE,
)
"""What brings new versions into a system."""


def parted(given: Given, edges: Sequence[Edge]) -> dict[Concern, list[Edge]]:
    """The arrows by concern; all are the users' where these aren't more than those of any other, or no user asks."""
    found = _by_concern(given, edges)
    users = found[Concern.USE]
    led = {edge.target for edge in users}
    asks = any(edge.source in given.nodes and _lets_in(given, edge.source, led) for edge in users)
    least = max(len(found[Concern.DEPLOY]), len(found[Concern.WATCH]))
    if not asks or len(users) <= least or len(edges) - len(users) < LEAST:
        return {Concern.USE: [*edges], Concern.DEPLOY: [], Concern.WATCH: []}
    return found


def _lets_in(given: Given, id: str, led: Collection[str]) -> bool:
    """Whether requests begin there: a client, or what they come to first where none is drawn."""
    first = given.role(id) in (Role.BALANCER, Role.CACHE) and id not in led
    return given.role(id) is Role.CLIENT or first


LEAST = 2
"""Fewer arrows of others mix nothing."""


def _by_concern(given: Given, edges: Sequence[Edge]) -> dict[Concern, list[Edge]]:
    """An arrow is of the concern at whose beginning it stands, or that alone leads to it: what is measured and shown at
    the end of the users' own way belongs to it."""
    begins = {edge.source for edge in edges} - {edge.target for edge in edges}
    own = {id: one for id in given.nodes if id in begins and (one := concern(given, id))}
    told = {edge: own.get(edge.source) for edge in edges}
    while True:
        only = {edge.target for edge in edges} - {edge.target for edge in edges if not told[edge]}
        more = [edge for edge in edges if not told[edge] and edge.source in only]
        if not more:
            break
        for edge in more:
            told[edge] = next(one for before, one in told.items() if before.target == edge.source and one)
    found: dict[Concern, list[Edge]] = {one: [] for one in Concern}
    for edge in edges:
        found[told[edge] or Concern.USE].append(edge)
    return found


def concern(given: Given, id: str) -> Concern | None:
    """Who watches, and who brings new versions; what answers requests does neither."""
    role, words = given.role(id), given.words(id)
    if role not in (Role.THING, Role.CONTROLLER, Role.CLIENT, Role.OUTCOME):
        return None
    if sense.says(words, "watcher", "observer"):
        return Concern.WATCH
    delivers = _DELIVERS.search(words) or sense.says(words, "operator")
    return Concern.DEPLOY if delivers and role is not Role.CONTROLLER else None
