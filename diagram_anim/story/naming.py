"""What a label calls a thing: its role, and whether it is one of several of a kind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diagram_anim.model.diagram import Flowchart, Label, Node
from diagram_anim.model.system import Role
from diagram_anim.story import sense

BEHIND = (Role.STORE, Role.CACHE, Role.QUEUE)
"""What stands behind those who answer."""


def of_label(label: Label, id: str = "") -> tuple[Role, str] | None:
    """The role that a label tells: its first line before the others, and its id where it says nothing else. A machine
    that is called a server beneath its name is one (`EC2-1`, `web server`)."""
    if _ANSWER.match(label.plain):
        return None
    whole = sense.role(label.plain) if len(label.lines) > 1 else None
    lines = [_PRIMED.sub("", line) for line in label.lines]
    told = {line: role for line in lines if (role := sense.role(line) or sense.role(sense.unmarked(line)))}
    found = [(line, role) for line, role in told.items() if not _is_value(line, role[0]) and not _FOR.match(line)]
    if found and found[0][1][0] is Role.NODE:
        called = (role for line, role in found[1:] if role[0] is Role.SERVER and "server" in sense.kinds(line))
        return next(called, found[0][1])
    if found:
        return found[0][1]
    if whole:
        return whole
    kind = _of_kind(label.lines[0]) if label.lines else None
    if kind:
        return kind
    return sense.role(id) if id and label.plain.casefold() == id.casefold() else None


_PRIMED = re.compile(r"(?<=[\w)])['′’`]+$")
"""How what comes in place of another is marked: `web-1'`."""

_ANSWER = re.compile(r"(?:HTTP )?[45](?:\d\d|xx)\b(?! ?(?:ms|s|rps|req|[가-힣ぁ-んァ-ン一-龥]))", re.IGNORECASE)
"""The code of an answer, by which nobody is called: `502 for all users`."""

_FOR = re.compile(r"\s*(?:for|via|by|from|to|in|on)\s", re.IGNORECASE)
"""A line that says for whom or where something is names no part."""


def _is_value(line: str, role: Role) -> bool:
    """Whether a line only names somebody as a value, or as a tool that is there: `Key: user123`, `+ psql client`."""
    head, colon, _ = line.partition(":")
    told = sense.role(head) if colon else None
    return role is Role.CLIENT and (bool(colon) and told is None or bool(re.match(r"\s*[-+•]\s", line)))


def _of_kind(line: str) -> tuple[Role, str] | None:
    """The role of a name whose kind stands beside it: before a colon or a dot, or in brackets where it is one of a
    system's own (`Exchange: orders`, `queue.eu`, `orders (PostgreSQL)`)."""
    kind = re.match(r"[^:]+(?=:)|\w+(?=(?:\.[\w-]+)+$)", line)
    if kind and (role := sense.role(kind[0])):
        return role
    inner = [role for text in sense.bracketed(line) if (role := sense.role(text))]
    return inner[0] if len(inner) == 1 and inner[0][0] in (*BEHIND, Role.BALANCER) else None


def first(node: Node) -> str:
    """Its first line that says anything, "" without one."""
    return next((line for line in node.label.lines if line), "")


def _well(label: str) -> str:
    """A name without the word that it is down: `web 2` of "web 2 crashed"."""
    hit = sense.ends_in(label, "outage")
    return label[: hit.start].rstrip(" -–:") if hit and hit.start else label


def alike(chart: Flowchart, node: Node, siblings: Sequence[str]) -> bool:
    """Whether it is one of several that are told apart by a number only: web 1, web 2."""
    labels = [first(other) for id in siblings if (other := chart.node(id))]
    bare = [sense.unbracketed(_well(sense.unmarked(label))) for label in labels]
    names = {sense.unnumbered(label) for label in bare}
    name = sense.unbracketed(_well(first(node)))
    numbered = sense.unnumbered(name) != name or len(set(labels)) == 1
    return len(labels) > 1 and len(names) == 1 and numbered
