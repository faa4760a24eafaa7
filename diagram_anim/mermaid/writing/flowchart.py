"""A Flowchart as text: nodes in order first, then edges, groups, looks. Nothing is told twice."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from diagram_anim.mermaid.flowchart.shapes import known
from diagram_anim.mermaid.writing.words import accessible, entities, escaped, front
from diagram_anim.model.diagram import Edge, Flowchart, Label, Node, Subgraph

_BRACKETS = {
    "square": ("[", "]"),
    "round": ("(", ")"),
    "stadium": ("([", "])"),
    "subroutine": ("[[", "]]"),
    "cylinder": ("[(", ")]"),
    "circle": ("((", "))"),
    "doublecircle": ("(((", ")))"),
    "ellipse": ("(-", "-)"),
    "diamond": ("{", "}"),
    "hexagon": ("{{", "}}"),
    "odd": (">", "]"),
    "trapezoid": ("[/", "\\]"),
    "inv_trapezoid": ("[\\", "/]"),
    "lean_right": ("[/", "/]"),
    "lean_left": ("[\\", "\\]"),
}
_SPOKEN = ("click", "call", "href")
"""Names that are keywords where a blank follows."""

_HEADS = {"none": ("", ""), "arrow": ("<", ">"), "circle": ("o", "o"), "cross": ("x", "x")}


def flowchart(chart: Flowchart) -> Iterator[str]:
    yield from front(chart.meta.front_title or chart.meta.title, chart.meta)
    yield f"{'flowchart' if chart.keyword == 'stateDiagram' else chart.keyword} {chart.direction}"
    for line in _body(chart):
        yield f"  {line}"


def _body(chart: Flowchart) -> Iterator[str]:
    things: tuple[Node | Subgraph, ...] = (*chart.nodes, *chart.subgraphs)
    for thing in things:
        if thing.tooltip and "clickable" not in thing.classes:  # clicked before there was anything to click
            yield _click(thing)
    for node in chart.nodes:
        yield from _node(node)
    for edge in chart.edges:
        yield _edge(edge)
    yield from _groups(chart)
    yield from accessible(chart.meta)
    for edge in chart.edges:
        data = {"animate": edge.animate, "animation": edge.animation or None, "step": edge.step}
        told = {key: value for key, value in data.items() if value is not None}
        if told:
            yield f"{edge.id}@{{ {_pairs(told)} }}"
    yield from _looks(chart)


def _node(node: Node) -> Iterator[str]:
    data = {key: value for key, value in node.data.items() if key != "props"}
    name, shape, label = entities(node.id), node.raw_shape, _quoted(node.label)
    for key, value in node.data.get("props", {}).items():
        yield f"{name}[|{key}:{value}|{label}]"
    if "props" in node.data and shape == "rect" and not data:
        return
    if data or (shape not in _BRACKETS and known(shape)):
        yield _with_data(name, node, {"shape": shape} | data if known(shape) else data)
    elif shape in _BRACKETS:
        opening, closing = _BRACKETS[shape]
        yield f"{name}{opening}{label}{closing}"
    else:
        plain = node.label.text == node.id and not node.label.markdown
        yield _name(node.id) if plain else _with_data(name, node, {})


def _with_data(name: str, node: Node, data: Mapping[str, Any]) -> str:
    """What only braces can say; a shape of brackets keeps them, with the label inside."""
    if node.raw_shape in _BRACKETS:
        opening, closing = _BRACKETS[node.raw_shape]
        return f"{name}{opening}{_quoted(node.label)}{closing}@{{ {_pairs(data)} }}"
    label: dict[str, Any] = {}
    if node.label.text and node.label.text != node.id:
        label = {"label": node.label.text}
        if not node.label.markdown:
            label["labelType"] = "text"
    return f"{name}@{{ {_pairs({**data, **label})} }}"


def _pairs(data: Mapping[str, Any]) -> str:
    return ", ".join(f"{key}: {_value(value)}" for key, value in data.items())


def _value(value: Any) -> str:
    if not isinstance(value, str):
        return json.dumps(value)
    text = entities(value).replace('"', "#quot;").replace("\\", "\\\\").replace("\n", "\\n")
    return f'"{text}"'


def _quoted(label: Label | None) -> str:
    """In quotes, whatever is inside."""
    text = entities(label.text if label else "").replace('"', "#quot;")
    if label and label.markdown:
        return f'"`{escaped(text, "`")}`"'
    if text.startswith("`"):
        text = f"#96;{text[1:]}"
    return f'"{text or " "}"'


def _name(id: str) -> str:
    """A name where a blank may follow it; braces that say nothing keep one that would be a keyword then."""
    return f'{id}@{{ shape: "" }}' if id in _SPOKEN else entities(id)


def _edge(edge: Edge) -> str:
    id = f"{edge.id}@" if edge.user_id else ""
    if edge.stroke == "invalid":
        arrow = f"x-- {_quoted(edge.label)} -->"
    else:
        arrow = _arrow(edge)
        if edge.label and edge.label.text:
            arrow += f"|{_quoted(edge.label)}|"
    return f"{_name(edge.source)} {id}{arrow} {_name(edge.target)}"


def _arrow(edge: Edge) -> str:
    tail, head = _HEADS[edge.start][0], _HEADS[edge.end][1]
    length = max(edge.length, 1)
    if edge.stroke == "invisible":
        return "~" * (length + 2)
    if edge.stroke == "dotted":
        return f"{tail}-{'.' * length}-{head}"
    dash = "=" if edge.stroke == "thick" else "-"
    return f"{tail}{dash * (length + 1)}{head or dash}"


def _groups(chart: Flowchart) -> Iterator[str]:
    """Those that no other lists come first, with all that is inside them."""
    by_id = {group.id: group for group in chart.subgraphs}
    done: set[str] = set()
    roots = [group for group in chart.subgraphs if group.parent not in by_id]
    for group in (*roots, *chart.subgraphs):
        if group.id not in done:
            yield from _group(chart, group, by_id, done)
    for group in chart.subgraphs:
        if group.data:
            yield f"{entities(group.id)}@{{ {_pairs(group.data)} }}"


def _group(chart: Flowchart, group: Subgraph, by_id: Mapping[str, Subgraph], done: set[str]) -> Iterator[str]:
    done.add(group.id)
    yield f'subgraph "{entities(group.id)}"[{_quoted(group.label)}]'
    if group.direction:
        yield f"  direction {group.direction}"
    for member in group.members:
        if member in by_id and member not in done:
            for line in _group(chart, by_id[member], by_id, done):
                yield f"  {line}"
        else:
            yield f"  {_name(member)}"
    for stray in group.strays:
        yield f"  {_stray(chart, stray)}"
    yield "end"


def _stray(chart: Flowchart, text: str) -> str:
    """What makes Mermaid list it: a name of an edge, a semicolon, or words for those who can't see; the right words
    follow behind all groups."""
    if text == ";" or any(edge.id == text for edge in chart.edges):
        return entities(text)
    is_title = chart.meta.acc_title and "\n" not in text
    return f"accTitle: {entities(text)}" if is_title else f"accDescr {{ {entities(text)} }}"


def _looks(chart: Flowchart) -> Iterator[str]:
    for styles, names in groupby(chart.class_defs, chart.class_defs.__getitem__):
        yield f"classDef {','.join(names)} {','.join(style.replace(',', chr(92) + ',') for style in styles)}"
    things: tuple[Node | Subgraph, ...] = (*chart.nodes, *chart.subgraphs)
    for thing in things:
        if thing.styles:
            yield f"style {entities(thing.id)} {','.join(thing.styles)}"
    yield from _edge_styles(chart)
    for thing in things:
        yield from _classes(thing)
    for edge in chart.edges:
        for name in edge.classes:
            yield f"class {edge.id} {name}"


def _classes(thing: Node | Subgraph) -> Iterator[str]:
    clicked = bool(thing.link or thing.tooltip)
    for name in thing.classes:
        if name == "clickable" and clicked:
            clicked = False
            yield _click(thing)
        else:
            spoken = thing.id in _SPOKEN
            yield f"{thing.id}:::{name}" if spoken else f"class {entities(thing.id)} {name}"


def _click(thing: Node | Subgraph) -> str:
    tip = f' "{entities(thing.tooltip).replace(chr(34), "#quot;")}"' if thing.tooltip else ""
    if not thing.link:
        return f"click {entities(thing.id)} call clicked(){tip}"
    target = getattr(thing, "link_target", "")
    return f'click {entities(thing.id)} href "{thing.link}"{tip}{f" {target}" if target else ""}'


def _edge_styles(chart: Flowchart) -> Iterator[str]:
    for place, edge in enumerate(chart.edges):
        if edge.curve:
            yield f"linkStyle {place} interpolate {edge.curve}"
        if edge.styles:
            yield f"linkStyle {place} {','.join(edge.styles)}"
    curve, styles = chart.link_default.get("curve"), chart.link_default.get("styles")
    if curve:
        yield f"linkStyle default interpolate {curve}"
    if styles:
        yield f"linkStyle default {','.join(styles)}"
