"""YAML 1.2 as plain values, and where in the file each of them stands.

Every scalar is its own text (`2s`, `7`, `off`), so that one grammar reads values wherever they are written; an empty
one is None.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from diagram_anim.model.diagnostic import Diagnostic, error
from diagram_anim.model.document import Document, Origin
from diagram_anim.model.span import Span
from diagram_anim.story.grammar.scan import Place
from diagram_anim.story.scene.broken import broken, unreadable

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """`value` holds dicts, lists, texts and None; `nodes` the YAML node of each path, `keys` that of each key."""

    document: Document
    value: Any
    nodes: dict[Path, Any]
    keys: dict[Path, Any]

    def span(self, path: Path, *, key: bool = False) -> Span:
        """Where a value stands, or its key; the nearest thing around it where it isn't there."""
        while path:
            node = (self.keys.get(path) if key else None) or self.nodes.get(path) or self.keys.get(path)
            if node is not None:
                return _span(self.document, node)
            path = path[:-1]
        root = self.nodes.get(())
        line = root.start_mark.line + 1 if root is not None else 1
        return Span(self.document.name, line, 1, line, 2)

    def lines(self, path: Path) -> Iterator[tuple[str, Place]]:
        """The lines of a text, each with its place in the file."""
        node = self.nodes[path]
        start = node.start_mark
        for row, line in enumerate(str(self.value_at(path) or "").split("\n")):
            if node.style in ("|", ">"):
                at = start.line + 1 + row
                yield line, Place(self.document.name, at + 1, self._indent(node) + 1)
            else:
                quote = 1 if node.style in ("'", '"') else 0
                yield line, Place(self.document.name, start.line + 1, start.column + 1 + (0 if row else quote))

    def origin(self, path: Path) -> Origin:
        """The same for a diagram's text."""
        places = [place for _, place in self.lines(path)]
        return Origin(self.document.name, tuple((place.line, place.column - 1) for place in places))

    def value_at(self, path: Path) -> Any:
        value = self.value
        for part in path:
            value = value[part]
        return value

    def _indent(self, node: Any) -> int:
        """How far a block text is indented: by its first line with words."""
        lines = self.document.lines
        header = lines[node.start_mark.line][node.start_mark.column :].split("#")[0]
        explicit = next((int(char) for char in header if char.isdigit()), 0)
        if explicit:
            line = lines[node.start_mark.line]
            return len(line) - len(line.lstrip(" -")) + explicit
        for line in lines[node.start_mark.line + 1 : node.end_mark.line + 1]:
            if line.strip():
                return len(line) - len(line.lstrip(" "))
        return 0


def read(document: Document) -> tuple[Tree | None, list[Diagnostic]]:
    """The file's tree, or what keeps it from being YAML."""
    from ruamel.yaml import YAML

    roots, problems = _composed(document, lambda text: [YAML(typ="safe", pure=True).compose(text)])
    if problems:
        return None, problems
    return _tree(document, roots[0], problems), problems


def read_all(document: Document) -> tuple[list[Tree], list[Diagnostic]]:
    """The trees of a file's YAML documents, empty ones left out; none where it isn't YAML."""
    from ruamel.yaml import YAML

    roots, problems = _composed(document, lambda text: YAML(typ="safe", pure=True).compose_all(text))
    return [_tree(document, root, problems) for root in roots if root is not None and root.tag != _NULL], problems


_NULL = "tag:yaml.org,2002:null"
"""What stands between two `---` with nothing between them: templates leave such behind."""


def _composed(document: Document, compose: Callable[[str], Iterable[Any]]) -> tuple[list[Any], list[Diagnostic]]:
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        with warnings.catch_warnings():  # an anchor that is set anew holds what it was last set to
            warnings.simplefilter("ignore")
            return [*compose(document.text)], []
    except MarkedYAMLError as problem:
        return [], [broken(document, problem)]
    except YAMLError as problem:
        return [], [unreadable(document, problem)]


def _tree(document: Document, root: Any, problems: list[Diagnostic]) -> Tree:
    nodes: dict[Path, Any] = {}
    keys: dict[Path, Any] = {}
    value = _value(document, root, (), nodes, keys, problems) if root is not None else None
    return Tree(document, value, nodes, keys)


def _value(
    document: Document, node: Any, path: Path, nodes: dict[Path, Any], keys: dict[Path, Any], problems: list[Diagnostic]
) -> Any:
    from ruamel.yaml.nodes import MappingNode, SequenceNode

    nodes[path] = node
    if isinstance(node, MappingNode):
        found: dict[str, Any] = {}
        for key, inner in node.value:
            name = str(key.value)
            if name in found:
                message, hint = f"the key `{name}` stands here twice", "keep one of them"
                problems.append(error("twice", message, _span(document, key), hint=hint))
                continue
            keys[(*path, name)] = key
            found[name] = _value(document, inner, (*path, name), nodes, keys, problems)
        return found
    if isinstance(node, SequenceNode):
        return [
            _value(document, inner, (*path, place), nodes, keys, problems) for place, inner in enumerate(node.value)
        ]
    empty = node.style is None and str(node.tag).endswith(":null")
    return None if empty else str(node.value)


def _span(document: Document, node: Any) -> Span:
    """A node's place, cut to its first line."""
    start, end = node.start_mark, node.end_mark
    line = document.lines[start.line] if start.line < len(document.lines) else ""
    last = end.column if end.line == start.line else len(line.rstrip())
    return Span(document.name, start.line + 1, start.column + 1, start.line + 1, max(last, start.column + 1) + 1)
