"""A scene file's keys and the kinds of their values, as the model in `model.py` has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from diagram_anim.model.diagnostic import Diagnostic, error
from diagram_anim.story.grammar import near
from diagram_anim.story.grammar.directives import WITHOUT
from diagram_anim.story.scene.tree import Path, Tree


def checked(tree: Tree) -> tuple[Mapping[str, Any], list[Diagnostic]]:
    """The file's values by its keys; what is wrong is left out and told."""
    from pydantic import ValidationError

    from diagram_anim.story.scene.model import Scene

    if not isinstance(tree.value, dict):
        hint = "begin with `title:` and `diagram: |`"
        return {}, [error("bad-scene", "a scene is a mapping of keys", tree.span(()), hint=hint)]
    try:
        return Scene.model_validate(tree.value).model_dump(by_alias=True), []
    except ValidationError as invalid:
        problems: dict[Path, Diagnostic] = {}
        for one in invalid.errors():
            problems.setdefault(_known(tree, tuple(one["loc"])), _problem(tree, one))
        return tree.value, [*problems.values()]


def _known(tree: Tree, path: Path) -> Path:
    """A path as far as the file goes along it: of several forms that a value may have, the model names the one that it
    has tried behind it."""
    value: Any = tree.value
    for place, key in enumerate(path):
        there = key in value if isinstance(value, dict) else isinstance(value, list) and key in range(len(value))
        if not there:
            return path[:place] or path
        value = value[key]
    return path


def _problem(tree: Tree, wrong: Any) -> Diagnostic:
    path: Path = tuple(wrong["loc"])
    if wrong["type"] != "missing":
        path = _known(tree, path)
    key = str(path[-1])
    if path[0] == "compare":
        return _compare(tree, path)
    if wrong["type"] == "extra_forbidden":
        hint = near.hint(key, _siblings(path), most=14)
        return error("unknown-key", f"there is no key `{key}` here", tree.span(path, key=True), hint=hint)
    if wrong["type"] == "missing":
        return error("missing-key", f"the key `{key}` is missing", tree.span(path), hint="write `diagram: |`")
    if key in SAID:
        message, hint = f"`{key}` must be a text, or one for each language", f"write `{key}: words`"
        return error("bad-value", message, tree.span(path), hint=hint)
    wanted, hint = _WANTED.get(wrong["type"].partition("_")[0], ("something else", ""))
    if wanted == "a text" and isinstance(wrong["input"], list):
        hint = "write `KEY: |`, and below it each on a line of its own, without `-`"
    if path[:1] == ("steps",) and len(path) == 2 and wrong["input"] is None:
        message, hint = "this step is empty", "write `say: words` or `do: BEATS`, or take it out"
        return error("empty-step", message, tree.span(path), hint=hint)
    if wrong["type"] == "model_type" and path[0] == "steps" and isinstance(wrong["input"], str):
        message, hint = "a step has its beats behind `do:`", f"write `- do: {wrong['input'].strip()}`"
        return error("bad-value", message, tree.span(path), hint=hint)
    limits = wrong.get("ctx", {})
    if "le" in limits:
        wanted, hint = f"{limits['le']:g} at most", "write `KEY: 1.2`" if key == "pace" else ""
    if "ge" in limits or "gt" in limits:
        wanted = f"{limits['ge']} at least" if "ge" in limits else f"more than {limits['gt']}"
    return error("bad-value", f"`{key}` must be {wanted}", tree.span(path), hint=hint.replace("KEY", key))


def _compare(tree: Tree, path: Path) -> Diagnostic:
    """Runs that aren't named, that say nothing of any part, or of one that isn't named."""
    key, example = str(path[-1]), "{W1: {replicas: 1}}"
    said, hint = "has its runs below it, each with a name", f"write `one copy: {example}` below it"
    if len(path) > 1:
        said, hint = "is a run, and has settings of parts below it", f"write `{key}: {example}`"
    if key == WITHOUT and len(path) == 2:
        said, hint = "belongs to a run, which has a name", f"write `one server: {{{WITHOUT}: W2}}`"
    elif key == WITHOUT:
        said, hint = "names parts in one line", f"write `{WITHOUT}: LB W2`"
    return error("bad-value", f"`{key}` {said}", tree.span(path), hint=hint)


SAID = ("title", "subtitle", "caption", "say")

_WANTED = {
    "string": ("a text", "write `KEY: words`, in quotes where they hold a `:`"),
    "dict": ("a mapping", "write keys below it: `name: value`"),
    "model": ("a mapping", "write keys below it: `name: value`"),
    "list": ("a list", "begin each of its lines with `-`"),
    "bool": ("on or off", "write `KEY: on` or `KEY: off`"),
    "float": ("a number", "write `KEY: 1.5`"),
    "int": ("a whole number", "write `KEY: 7`"),
    "greater": ("more", "write a greater number"),
}
"""By the first word of what pydantic found: what was wanted, and how to write it."""


def _siblings(path: Path) -> list[str]:
    from diagram_anim.story.scene.model import Scene, Source, StepModel

    model = Scene if len(path) == 1 else Source if path[0] == "diagram" else StepModel
    return [field.alias or name for name, field in model.model_fields.items()]
