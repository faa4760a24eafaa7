"""`@{…}` behind the id of a node or an edge: shape, label, pictures, animation."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from diagram_anim.mermaid import data
from diagram_anim.mermaid.flowchart import shapes
from diagram_anim.mermaid.flowchart.statements import Statement, Stretch, Vertex
from diagram_anim.mermaid.flowchart.things import Thing, Tie
from diagram_anim.mermaid.labels import written
from diagram_anim.mermaid.reading import Reader

SURE = 0.8
"""How like a shape's name a word is that can only be meant for it."""


def given(vertex: Vertex, reader: Reader[Statement]) -> Mapping[str, Any]:
    """What stands in the braces; empty where it can't be read, which is told."""
    try:
        found = data.braces(vertex.data or "")
    except data.YamlError as wrong:
        hint = "write `key: value, …`"
        reader.tell("bad-data", f"this is no YAML: {wrong}", *vertex.data_at, hint=hint, mended=True)
        return {}
    if found is None:
        reader.tell("bad-data", "nothing stands in the braces", *vertex.data_at, mended=True)
    return found if isinstance(found, dict) else {}


def dress(thing: Thing, found: Mapping[str, Any], at: Stretch, reader: Reader[Statement]) -> None:
    """Gives a node its shape, its label and its picture."""
    if found.get("shape"):
        thing.shape = _shape(str(found["shape"]), at, reader) or thing.shape
    text = found.get("label")
    if text is not None and not isinstance(text, str) and (found.get("icon") or found.get("img")):
        reader.tell("bad-data", "a picture's label is a text", *at, hint="put it in quotes", mended=True)
    if text:
        thing.text, thing.words_at = str(text), at
        thing.markdown = found.get("labelType") not in ("string", "text")
    for key in ("icon", "img"):
        if found.get(key):
            thing.data[key] = _address(found[key])
            if thing.text == thing.id and not str(text or "").strip():
                thing.text = ""
    for key in ("form", "pos", "constraint"):
        if found.get(key):
            thing.data[key] = _address(found[key])
    for key in ("w", "h"):
        if found.get(key):
            thing.data[key] = _number(found[key])


def animate(tie: Tie, found: Mapping[str, Any]) -> None:
    """Gives an edge its motion."""
    if found.get("animate") is not None:
        tie.animate = bool(found["animate"])
    if found.get("animation") is not None:
        tie.animation = str(found["animation"])
    if found.get("curve") is not None:
        tie.curve = str(found["curve"])
    step = found.get("step")
    if isinstance(step, int) and not isinstance(step, bool) and step > 0:
        tie.step = step


def _shape(name: str, at: Stretch, reader: Reader[Statement]) -> str:
    if shapes.known(name):
        return name
    other = name.lower().replace("_", "-")
    if shapes.known(other):
        message = f"shapes are written in lower case with `-`: `{name}`"
        reader.tell("shape-case", message, *at, hint=f"write `{other}`", mended=True)
        return other
    names = [known for short, names in shapes.SHAPES.items() for known in (short, *names) if shapes.known(known)]
    near, far = (get_close_matches(other, names, 1, cutoff) for cutoff in (SURE, 0.6))
    hint = f"did you mean `{far[0]}`?" if far else "`diagram-anim shapes` lists them"
    hint = f"read as `{near[0]}`" if near and not reader.strict else hint
    reader.tell("unknown-shape", f"there is no shape called `{name}`", *at, hint=hint, mended=True)
    return near[0] if near else ""


def _number(value: Any) -> Any:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return value
    return int(number) if number.is_integer() else number


def _address(value: Any) -> Any:
    """Addresses and names aren't HTML: what looks like an entity is none."""
    return written(value) if isinstance(value, str) else value
