"""What a scene says of its system, and of the runs that it is compared with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from diagram_anim.model.diagnostic import Diagnostic, error
from diagram_anim.model.span import Span
from diagram_anim.story.grammar import settings as grammar
from diagram_anim.story.grammar.directives import WITHOUT
from diagram_anim.story.grammar.names import PARTS, Names
from diagram_anim.story.grammar.wrong import Wrong
from diagram_anim.story.scene.keys import FROM
from diagram_anim.story.scene.tree import Path, Tree

Settings = dict[str, dict[str, Any]]

ReadSystem = Callable[[str, Mapping[str, str], Span], tuple[Settings, list[Diagnostic]]]
"""Reads settings that stand elsewhere: the pattern as written in the scene, the words of each part by its id, and the
place of the pattern."""


def nothing(pattern: str, labels: Mapping[str, str], where: Span) -> tuple[Settings, list[Diagnostic]]:
    """For scenes that can't name other files."""
    return {}, [error("no-such-file", f"`{pattern}` can't be read here", where, hint="name it in a scene file")]


def manifests(
    tree: Tree, known: Names, read_system: ReadSystem, places: dict[tuple[str, str], Span]
) -> tuple[Settings, list[Diagnostic]]:
    """What `system: {from: …}` names, as dotted keys by part; later patterns win. Their place, as far as this file
    knows one, is that of the pattern."""
    system = tree.value.get("system")
    named = system.get(FROM) if isinstance(system, dict) else None
    patterns = [((), named)] if isinstance(named, str) else [((at,), one) for at, one in enumerate(_list(named))]
    labels = {id: known.labels.get(id, id) for id in known.known(PARTS)}
    found: Settings = {}
    problems: list[Diagnostic] = []
    for place, pattern in patterns:
        given, wrong = read_system(str(pattern), labels, tree.span(("system", FROM, *place)))
        problems += wrong
        for part, values in given.items():
            found.setdefault(part, {}).update(values)
            places.update({(part, key): tree.span(("system", FROM, *place)) for key in values})
    return found, problems


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def settings(
    tree: Tree, known: Names, at: Path, places: dict[tuple[str, str], Span]
) -> tuple[Settings, list[Diagnostic]]:
    """What stands at `system:` or at a run of `compare:`, as dotted keys by part; `places` are added to."""
    found: Settings = {}
    problems: list[Diagnostic] = []
    system: Any = tree.value
    for key in at:
        system = system.get(key)
    for part, keys in system.items() if isinstance(system, dict) else ():
        if part in (FROM, WITHOUT) and isinstance(keys, str | list):
            continue
        ids = known.resolve(part, False, PARTS, inside=True)
        if isinstance(ids, Wrong):
            problems.append(ids.at(tree.span((*at, part), key=True)))
            continue
        if keys is not None and not isinstance(keys, dict):
            message, hint = f"`{part}` has its settings below it", f"write `{part}: {{replicas: 2}}`"
            problems.append(error("bad-value", message, tree.span((*at, part)), hint=hint))
        for path, text in _leaves(keys, (*at, part)) if isinstance(keys, dict) else ():
            name = ".".join(str(one) for one in path[len(at) + 1 :])
            value = grammar.read(name, text, known)
            if isinstance(value, Wrong):
                problems.append(value.at(tree.span(path, key=value.code == grammar.UNKNOWN)))
            else:
                for id in ids:
                    found.setdefault(id, {})[name] = value
                    places[id, name] = tree.span(path)
    return found, problems


def taken_out(
    tree: Tree, known: Names, run: str, places: dict[tuple[str, str], Span]
) -> tuple[tuple[str, ...], list[Diagnostic]]:
    """What a run of `compare:` is without; its place is added to `places`."""
    given = tree.value["compare"][run]
    words = given.get(WITHOUT) if isinstance(given, dict) else None
    if not isinstance(words, str):
        return (), []
    places[run, WITHOUT] = at = tree.span(("compare", run, WITHOUT))
    found = [known.resolve(word, False, PARTS, inside=True) for word in words.split()]
    wrong = [one.at(at) for one in found if isinstance(one, Wrong)]
    return tuple(dict.fromkeys(id for ids in found if not isinstance(ids, Wrong) for id in ids)), wrong


def _leaves(value: Any, path: Path) -> list[tuple[Path, str]]:
    if isinstance(value, dict):
        return [leaf for key, inner in value.items() for leaf in _leaves(inner, (*path, key))]
    return [(path, value if isinstance(value, str) else "")]
