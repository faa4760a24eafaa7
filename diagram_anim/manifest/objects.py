"""Documents into Kubernetes objects: what each says, where it stands, and what of it isn't read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from diagram_anim.manifest import fields
from diagram_anim.model.diagnostic import Diagnostic, Severity, error, warning
from diagram_anim.model.document import Document
from diagram_anim.model.span import Span
from diagram_anim.story.grammar import near
from diagram_anim.story.scene.tree import Path, Tree, read_all

APP = ("app.kubernetes.io/part-of", "app.kubernetes.io/instance", "app.kubernetes.io/name", "app")
"""Labels that tell of what application an object is a part, the best one first."""


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One object; `root` is its path in its YAML document, which isn't empty in a `List`. Every scalar is a text."""

    tree: Tree
    kind: str
    name: str
    namespace: str
    root: Path = ()

    def get(self, *path: str | int) -> Any:
        """What stands at a path, or None."""
        value: Any = self.tree.value
        for key in (*self.root, *path):
            if isinstance(value, Mapping):
                value = value.get(str(key))
            elif isinstance(value, list) and isinstance(key, int) and key < len(value):
                value = value[key]
            else:
                return None
        return value

    def table(self, *path: str | int) -> Mapping[str, Any]:
        """The mapping at a path; an empty one where there is none."""
        found = self.get(*path)
        return found if isinstance(found, Mapping) else {}

    def items(self, *path: str | int) -> Sequence[Any]:
        found = self.get(*path)
        return found if isinstance(found, list) else ()

    @property
    def app(self) -> str:
        """Of what it is a part by the labels that Kubernetes recommends: the whole, else the application's own name."""
        labels = self.table("metadata", "labels")
        return next((str(labels[key]) for key in APP if labels.get(key)), "")

    def span(self, *path: str | int, key: bool = False) -> Span:
        return self.tree.span((*self.root, *path), key=key)


@dataclass(slots=True)
class Reading:
    """What was found in all documents. `left` are the places of what isn't modelled, by (kind, field or "")."""

    items: list[Item] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    left: dict[tuple[str, str, str], list[Span]] = field(default_factory=dict)
    aside: dict[str, dict[str, Span]] = field(default_factory=dict)
    """By kind the fields that no request depends on, each at the first of its places."""
    silent: dict[str, Span] = field(default_factory=dict)
    """The kinds that no request passes, likewise."""

    def leave(self, kind: str, name: str, why: str, span: Span) -> None:
        self.left.setdefault((kind, name, why), []).append(span)

    def told(self) -> list[Diagnostic]:
        """The problems, a note for each kind or field that isn't modelled, at the first of its places, and one for all
        the fields of a kind on which no request depends, and for all such kinds."""
        notes = [_note(what, spans) for what, spans in self.left.items()]
        notes += [_aside(f"{kind}: ", names) for kind, names in self.aside.items()]
        return [*self.problems, *notes, *([_aside("", self.silent)] if self.silent else [])]


def read(documents: Sequence[Document]) -> Reading:
    reading = Reading()
    for document in documents:
        found = _TEMPLATE.search(document.text)
        if found:
            reading.problems.append(_templated(document, found.start()))
            continue
        trees, problems = read_all(document)
        reading.problems += problems
        if not trees and not problems:
            reading.problems.append(error("empty-manifest", f"there is no object in {document.name}"))
        for tree in trees:
            for item in _objects(tree, reading):
                _walk(item, (), item.table(), fields.KINDS[item.kind], reading)
                reading.items.append(item)
    return reading


_TEMPLATE = re.compile(r"\{\{-?\s*(?:\.|include|toYaml|if|range|with|end|define|template|\$)")


def _templated(document: Document, at: int) -> Diagnostic:
    line, column = document.text.count("\n", 0, at) + 1, at - document.text.rfind("\n", 0, at)
    hint = "render it first: `helm template CHART > shop.yaml`"
    return error(
        "helm-template", "this is a template of Helm", Span(document.name, line, column, line, column + 2), hint=hint
    )


def _objects(tree: Tree, reading: Reading) -> Iterator[Item]:
    """The objects of a YAML document that are read."""
    roots: list[Path] = [()]
    value = tree.value
    if (
        isinstance(value, Mapping)
        and str(value.get("kind", "")).endswith("List")
        and isinstance(value.get("items"), list)
    ):
        roots = [("items", place) for place in range(len(value["items"]))]
    for root in roots:
        item = Item(tree, "", "", "", root)
        kind, name = item.get("kind"), item.get("metadata", "name")
        if not isinstance(item.get(), Mapping) or not isinstance(kind, str) or item.get("apiVersion") is None:
            hint = "an object begins with `apiVersion:` and `kind:`"
            reading.problems.append(error("no-object", "this is no Kubernetes object", item.span(), hint=hint))
        elif kind in fields.UNMODELLED:
            reading.leave(kind, "", fields.UNMODELLED[kind], item.span("kind"))
        elif kind not in fields.KINDS:
            if kind in fields.SILENT:
                reading.silent.setdefault(kind, item.span("kind"))
            else:
                _unknown(kind, item, reading)
        elif not isinstance(name, str) or not name.strip():
            where = item.span("metadata") if item.get("metadata") else item.span("kind")
            hint = "write `metadata: {name: web}`"
            reading.problems.append(error("no-name", f"this {kind} has no name", where, hint=hint))
        else:
            yield Item(tree, kind, name, str(item.get("metadata", "namespace") or ""), root)


def _unknown(kind: str, item: Item, reading: Reading) -> None:
    known = [*fields.KINDS, *fields.SILENT, *fields.UNMODELLED]
    close = near.nearest(kind, known)
    if close and _slip(kind, close):
        message = f"there is no kind `{kind}`"
        reading.problems.append(warning("unknown-kind", message, item.span("kind"), hint=f"did you mean `{close}`?"))
    else:
        reading.leave(kind, "", "its kind isn't known", item.span("kind"))


def _slip(word: str, meant: str) -> bool:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, word.casefold(), meant.casefold()).ratio() > 0.85


def _walk(item: Item, path: Path, value: Any, table: fields.Table, reading: Reading) -> None:
    """Every field of an object against its table."""
    if isinstance(value, list):
        for place, inner in enumerate(value):
            _walk(item, (*path, place), inner, table, reading)
        return
    if not isinstance(value, Mapping):
        if value is not None:
            message = f"`{path[-1]}` of {item.kind} {item.name} holds fields, not `{value}`"
            reading.problems.append(error("bad-manifest", message, item.span(*path)))
        return
    for key, inner in value.items():
        here = (*path, key)
        if key not in table:
            message = f"{item.kind} has no `{_dotted(here)}`"
            hint = near.hint(key, table, most=0)
            reading.problems.append(warning("unknown-field", message, item.span(*here, key=True), hint=hint))
        elif table[key] is fields.ASIDE:
            reading.aside.setdefault(item.kind, {}).setdefault(key, item.span(*here, key=True))
        elif isinstance(table[key], str):
            reading.leave(item.kind, _dotted(here), table[key], item.span(*here, key=True))
        elif table[key] is not fields.PLAIN:
            _walk(item, here, inner, table[key], reading)


def _dotted(path: Path) -> str:
    return ".".join(key for key in path if isinstance(key, str)).removeprefix("spec.template.").removeprefix("spec.")


def _aside(of: str, names: Mapping[str, Span]) -> Diagnostic:
    """What is left out without any consequence for requests, in one line."""
    listed, one = near.listed(names), len(names) == 1
    message = f"{of}{listed} {'says' if one else 'say'} nothing of requests, and {'is' if one else 'are'} left out"
    return Diagnostic(Severity.NOTE, "not-modelled", message, next(iter(names.values())))


def _note(what: tuple[str, str, str], spans: Sequence[Span]) -> Diagnostic:
    kind, name, why = what
    subject = f"{kind} `{name}`" if name else f"{kind}"
    more = f" ({len(spans)} times)" if len(spans) > 1 else ""
    return Diagnostic(Severity.NOTE, "not-modelled", f"{subject} isn't simulated{more}: {why}", spans[0])
