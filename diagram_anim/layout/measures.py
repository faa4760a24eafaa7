"""A layout as plain data, for looking at it and for measuring how good it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from diagram_anim import text
from diagram_anim.layout.cards import outlines
from diagram_anim.model.cast import Cast
from diagram_anim.model.geometry import Box, flatten
from diagram_anim.model.layout import Layout, Placed, TextLine

DEEP = frozenset(
    "doc docs lin-doc tag-doc flag cyl lin-cyl h-cyl bucket stadium rounded delay curv-trap bang cloud odd notch-pent "
    "notch-rect sl-rect".split()
)
"""Shapes whose border dips below their box."""


def measures(layout: Layout, cast: Cast) -> dict[str, Any]:
    """Frame, direction, nodes, groups, edges and texts; of a sequence its participants and messages."""
    width, height = layout.frame
    found: dict[str, Any] = {
        "frame": {"w": width, "h": height, "safe": _box(layout.stage)},
        "direction": "TB" if layout.direction == "TD" else layout.direction,
        "nodes": [],
        "groups": [],
        "edges": [],
        "text": [],
    }
    shapes = {card.id: card.shape for card in cast.cards}
    # A card that comes in another's place stands where that one stood: one place, one node.
    coming = {card.id for card in cast.cards if card.bearer}
    ways = {group.id: group.direction for group in cast.groups}
    ends = {wire.id: (wire.source, wire.target) for wire in cast.wires}
    for one in layout.placed:
        if one.view != "chart" or one.id in coming:
            continue
        if one.kind == "card":
            found["nodes"].append(_node(one, shapes.get(one.id, "rect")))
        elif one.kind == "group":
            found["groups"].append(
                {"id": one.id, **_box(one.box), "parent": one.parent, **_given("direction", ways.get(one.id))}
            )
        elif one.kind == "wire":
            source, target = ends[one.id]
            points = [[round(x, 2), round(y, 2)] for x, y in flatten(one.corners, one.radius)]
            label = _box(one.label) if one.label else None
            found["edges"].append({"id": one.id, "from": source, "to": target, "points": points, "label": label})
        found["text"] += _texts(one)
    if cast.heads:
        found |= _sequence(layout, cast)
        found["text"] += [
            text for one in layout.placed if one.view == "sequence" for text in _texts(_told(one, layout))
        ]
    return found


def seen(whole: Mapping[str, Any], view: tuple[float, float, float, float]) -> dict[str, Any]:
    """What a camera shows that has moved in on a part of the frame, in px of the frame: the nodes and groups that are
    wholly in sight, the edges between them and their words."""
    left, top, width, height = view
    frame = whole["frame"]
    scale = frame["w"] / width

    def within(one: Mapping[str, Any]) -> bool:
        right, bottom = one["x"] + one["w"], one["y"] + one["h"]
        across = left - 0.5 <= one["x"] and right <= left + width + 0.5
        return bool(across and top - 0.5 <= one["y"] and bottom <= top + height + 0.5)

    def point(x: float, y: float) -> list[float]:
        return [round((x - left) * scale, 2), round((y - top) * scale, 2)]

    def moved(one: Mapping[str, Any]) -> dict[str, Any]:
        x, y = point(one["x"], one["y"])
        found = {**one, "x": x, "y": y, "w": round(one["w"] * scale, 2), "h": round(one["h"] * scale, 2)}
        if "outline" in one:
            found["outline"] = [point(*corner) for corner in one["outline"]]
        if "size" in one:
            found["size"] = round(one["size"] * scale, 2)
        return found

    groups = [one for one in whole["groups"] if within(one)]
    kept = {one["id"] for one in groups}
    nodes = [one for one in whole["nodes"] if within(one)]
    ends = kept | {one["id"] for one in nodes}
    edges = [one for one in whole["edges"] if {one["from"], one["to"]} <= ends]
    told = ends | {one["id"] for one in edges}
    return {
        "frame": frame,
        "direction": whole["direction"],
        "nodes": [moved({**one, "parent": one["parent"] if one["parent"] in kept else None}) for one in nodes],
        "groups": [moved({**one, "parent": one["parent"] if one["parent"] in kept else None}) for one in groups],
        "edges": [
            {
                **one,
                "points": [point(*corner) for corner in one["points"]],
                "label": moved(one["label"]) if one["label"] else None,
            }
            for one in edges
        ],
        "text": [moved(one) for one in whole["text"] if one["owner"] in told],
    }


def _sequence(layout: Layout, cast: Cast) -> dict[str, Any]:
    rows = {row.id: row for row in cast.rows}
    messages = []
    for one in layout.placed:
        if one.view == "sequence" and one.kind == "message":
            row, one = rows[one.id], _told(one, layout)
            points = [[round(x, 2), round(y, 2)] for x, y in flatten(one.corners, one.radius)]
            messages.append(
                {
                    "n": int(one.id.partition(":")[2]),
                    "from": row.over[0],
                    "to": row.over[-1],
                    "points": points,
                    "label": _box(one.label) if one.label else None,
                }
            )
    heads = [_told(one, layout) for one in layout.placed if one.view == "sequence" and one.kind == "head"]
    return {"participants": [{"id": one.id, **_box(one.box)} for one in heads], "messages": messages}


def _told(one: Placed, layout: Layout) -> Placed:
    """A row or a head where it is seen when it is told: a long sequence rolls up until its row is in the window, a wide
    one is moved along."""
    window = layout.window
    if window is None or one.kind not in ("head", "message", "note", "fragment", "section"):
        return one
    words = [line.baseline + 8 for line in one.lines]
    foot = max(words, default=one.box.y) if one.kind == "fragment" else max([one.box.bottom, *words])
    by = 0.0 if one.kind == "head" else max(0.0, foot + 16.0 - window.bottom)
    right = max([_letters(line).right for line in one.lines], default=0.0)
    right = right if one.kind == "fragment" else max(right, one.box.right)
    along = min(max(0.0, right - window.right), layout.span - window.w)
    return replace(
        one,
        box=one.box.moved(-along, -by),
        lines=tuple(replace(line, x=line.x - along, baseline=line.baseline - by) for line in one.lines),
        corners=tuple((x - along, y - by) for x, y in one.corners),
        label=one.label.moved(-along, -by) if one.label else None,
    )


def _node(one: Placed, shape: str) -> dict[str, Any]:
    node: dict[str, Any] = {"id": one.id, **_box(one.box), "parent": one.parent, "shape": shape}
    rim: Sequence[tuple[float, float]] = outlines.border(shape, one.box)
    if len(rim) != 4 or shape in ("diam", "lean-r", "lean-l", "trap-b", "trap-t"):
        node["outline"] = [[round(x, 2), round(y, 2)] for x, y in rim]
    if shape in DEEP:
        node["slack"] = 10.0
    return node


def _texts(one: Placed) -> list[dict[str, Any]]:
    return [{"owner": one.id, "size": line.type.size, **_box(_letters(line))} for line in one.lines]


def _letters(line: TextLine) -> Box:
    width = text.measure(line.text, line.type)
    left = line.x - {"start": 0.0, "middle": width / 2, "end": width}[line.anchor]
    return Box(left, line.baseline - line.type.size * 0.8, width, line.type.size)


def _box(box: Box) -> dict[str, float]:
    return {"x": round(box.x, 2), "y": round(box.y, 2), "w": round(box.w, 2), "h": round(box.h, 2)}


def _given(key: str, value: str | None) -> dict[str, str]:
    return {key: value} if value else {}
