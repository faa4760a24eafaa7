"""A scene file into a storyboard, with every mistake at its place."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from diagram_anim.mermaid import parse
from diagram_anim.model.diagnostic import Diagnostic, error, warning
from diagram_anim.model.diagram import Diagram
from diagram_anim.model.document import Block, Document
from diagram_anim.model.effect import Kind
from diagram_anim.model.span import Span
from diagram_anim.model.storyboard import Beat, Storyboard, Text
from diagram_anim.story.board import build
from diagram_anim.story.closed import closed
from diagram_anim.story.grammar import directives, near, settings, units
from diagram_anim.story.grammar.directives import WITHOUT, Script, Told
from diagram_anim.story.grammar.lines import Grammar
from diagram_anim.story.grammar.names import PARTS, Names, names
from diagram_anim.story.grammar.wrong import Wrong
from diagram_anim.story.scene.keys import FROM
from diagram_anim.story.scene.tree import Path, Tree
from diagram_anim.story.scene.tree import read as read_tree
from diagram_anim.story.translated import labels

ReadBlock = Callable[[str, str | None], tuple[Block | None, list[Diagnostic]]]
"""Finds a diagram that stands elsewhere: the file as written in the scene, and the block's number or slug."""

Settings = dict[str, dict[str, Any]]

ReadSystem = Callable[[str, Mapping[str, str], Span], tuple[Settings, list[Diagnostic]]]
"""Reads settings that stand elsewhere: the pattern as written in the scene, the words of each part by its id, and the
place of the pattern."""


def nothing(pattern: str, labels: Mapping[str, str], where: Span) -> tuple[Settings, list[Diagnostic]]:
    """For scenes that can't name other files."""
    return {}, [error("no-such-file", f"`{pattern}` can't be read here", where)]


def load_scene(
    document: Document,
    read_block: ReadBlock,
    lang: str | None = None,
    *,
    infer: bool = True,
    seed: int | None = None,
    settings: Sequence[str] = (),
    strict: bool = False,
    read_system: ReadSystem = nothing,
) -> tuple[Storyboard | None, list[Diagnostic]]:
    """The storyboard of a scene file, or None where it has mistakes; the keywords are those of `storyboard`
    and of the parser."""
    tree, problems = read_tree(document)
    if tree is None:
        return None, problems
    scene, wrong = _checked(tree)
    problems += wrong
    block, found = _block(tree, scene, read_block)
    problems += found
    if block is None:
        return None, problems
    diagram, unread = parse(block, strict)
    problems += unread
    if diagram is None:
        return None, problems
    diagram, deep = closed(diagram)
    script, mistakes = _script(tree, scene, diagram, read_system)
    problems += [*deep, *mistakes]
    return build(
        diagram, block, script, problems, infer=infer, lang=lang, seed=seed, settings=settings, name=document.name
    )


def _checked(tree: Tree) -> tuple[Mapping[str, Any], list[Diagnostic]]:
    """The file's values by its keys; what is wrong is left out and told."""
    from pydantic import ValidationError

    from diagram_anim.story.scene.model import Scene

    if not isinstance(tree.value, dict):
        hint = "begin with `title:` and `diagram: |`"
        return {}, [error("bad-scene", "a scene is a mapping of keys", tree.span(()), hint=hint)]
    try:
        return Scene.model_validate(tree.value).model_dump(by_alias=True), []
    except ValidationError as invalid:
        problems = [_problem(tree, one) for one in invalid.errors()]
        return tree.value, problems


def _problem(tree: Tree, wrong: Any) -> Diagnostic:
    path: Path = tuple(wrong["loc"])
    key = str(path[-1])
    if wrong["type"] == "extra_forbidden":
        hint = near.hint(key, _siblings(path), most=14)
        return error("unknown-key", f"there is no key `{key}` here", tree.span(path, key=True), hint=hint)
    if wrong["type"] == "missing":
        return error("missing-key", f"the key `{key}` is missing", tree.span(path), hint="write `diagram: |`")
    wanted, hint = _WANTED.get(wrong["type"].partition("_")[0], ("something else", ""))
    if wanted == "a text" and isinstance(wrong["input"], list):
        hint = "write `KEY: |`, and below it each on a line of its own, without `-`"
    limits = wrong.get("ctx", {})
    if "ge" in limits or "gt" in limits:
        wanted = f"{limits['ge']} at least" if "ge" in limits else f"more than {limits['gt']}"
    return error("bad-value", f"`{key}` must be {wanted}", tree.span(path), hint=hint.replace("KEY", key))


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


def _block(tree: Tree, scene: Mapping[str, Any], read_block: ReadBlock) -> tuple[Block | None, list[Diagnostic]]:
    source = scene.get("diagram")
    source = {"text": source} if isinstance(source, str) else source
    if not isinstance(source, dict):
        return None, []
    if source.get("file"):
        return _elsewhere(tree, source, read_block)
    if not source.get("text"):
        return None, [error("missing-key", "the diagram is empty", tree.span(("diagram",)))]
    path: Path = ("diagram",) if isinstance(tree.value["diagram"], str) else ("diagram", "text")
    return Block(tree.document, 1, str(source["text"]), tree.origin(path)), []


def _elsewhere(tree: Tree, source: Mapping[str, Any], read_block: ReadBlock) -> tuple[Block | None, list[Diagnostic]]:
    block, problems = read_block(source["file"], source.get("block"))
    if block is None:
        if not problems:
            problems = [error("unknown-diagram", "there is no such diagram", tree.span(("diagram",)))]
        where = tree.span(("diagram", "block" if source.get("block") else "file"))
        return None, [replace(problem, span=problem.span or where) for problem in problems]
    sha = source.get("sha")
    if sha and not digest(block.text).startswith(sha):
        message = f"the diagram in {block.name} has changed since this scene was written"
        hint = f"if the scene still fits: `sha: {digest(block.text)[:12]}`"
        problems = [*problems, warning("diagram-changed", message, tree.span(("diagram", "sha")), hint=hint)]
    return block, problems


def digest(text: str) -> str:
    """What a scene remembers of a diagram's text."""
    return hashlib.sha256(text.encode()).hexdigest()


def _script(
    tree: Tree, scene: Mapping[str, Any], diagram: Diagram, read_system: ReadSystem
) -> tuple[Script, list[Diagnostic]]:
    """What the file and the diagram's own `%% @` lines say; the file's words win."""
    known = names(diagram)
    written, problems = directives.read(diagram.directives, known)
    elsewhere, wrong = _manifests(tree, known, read_system)
    problems += wrong
    places = dict(written.places)
    found, wrong = _settings(tree, known, ("system",), places)
    problems += wrong
    runs = tree.value.get("compare")
    compare: dict[str, Mapping[str, Mapping[str, Any]]] = {**written.compare}
    without: dict[str, tuple[str, ...]] = {**written.without}
    for name in runs if isinstance(runs, dict) else ():
        compare[name], wrong = _settings(tree, known, ("compare", name), places)
        problems += wrong
        without[name], wrong = _taken_out(tree, known, name, places)
        problems += wrong
    without = {name: ids for name, ids in without.items() if ids}
    told, mistakes = _steps(tree, scene, known)
    problems += mistakes
    said = scene.get("words") or {}
    problems += _untold(tree, said, diagram, compare, told)
    for step in written.steps if told else ():
        hint = "take them out, or the scene's `steps`"
        problems.append(warning("steps-twice", "the scene's own steps are told, not these", step.span, hint=hint))
    lang = scene.get("lang") or written.lang
    if lang and isinstance(read := directives.lang(lang), Wrong):
        problems.append(read.at(tree.span(("lang",))))
    sources = (elsewhere, written.settings, found)
    merged = {
        part: {key: value for some in sources for key, value in some.get(part, {}).items()}
        for part in dict.fromkeys(part for some in sources for part in some)
    }
    script = Script(
        title=_words(scene.get("title"), lang) or written.title,
        subtitle=_words(scene.get("subtitle"), lang) or written.subtitle,
        caption=_words(scene.get("caption"), lang) or written.caption,
        lang=lang,
        infer=False if scene.get("infer") is False else written.infer,
        seed=_given(scene.get("seed"), int, written.seed),
        pace=_given(scene.get("pace"), float, written.pace),
        charts=_given(scene.get("charts"), bool, written.charts),
        settings=merged,
        compare=compare,
        without=without,
        words=said,
        places=places,
        steps=told or written.steps,
    )
    return script, problems


def _untold(
    tree: Tree, said: Mapping[str, Mapping[str, str]], diagram: Diagram, runs: Mapping[str, Any], told: Sequence[Told]
) -> Iterator[Diagnostic]:
    """Words for another language that stand nowhere in the scene."""
    there = {label.plain for label in labels(diagram)} | {*runs}
    there |= {str(beat.args["text"]) for step in told for beat in step.beats if "text" in beat.args}
    for lang, words in said.items():
        for text in words if isinstance(words, Mapping) else ():
            if text not in there:
                message, hint = f"`{text}` is no words of this scene", near.hint(text, sorted(there), most=0)
                yield warning("unknown-words", message, tree.span(("words", lang, text), key=True), hint=hint)


def _given(value: Any, kind: type, otherwise: Any) -> Any:
    return value if isinstance(value, kind) else otherwise


def _words(said: Any, lang: str | None) -> Text | str | None:
    """A text by language; a bare one is left to the scene's language, which may not be known yet."""
    if not isinstance(said, dict):
        return said if isinstance(said, str) else None
    if "" in said:
        return str(said[""])
    return {str(key): str(value) for key, value in said.items()}


def _steps(tree: Tree, scene: Mapping[str, Any], known: Names) -> tuple[tuple[Told, ...], list[Diagnostic]]:
    grammar = Grammar(known)
    found = []
    steps = scene.get("steps")
    for place, step in enumerate(steps if isinstance(steps, list) else ()):
        if not isinstance(step, dict):
            continue
        beats: list[Beat] = []
        if isinstance(step.get("do"), str):
            for line, at in tree.lines(("steps", place, "do")):
                beats += grammar.line(line, at)
        seconds = step.get("for")
        if isinstance(seconds, str):
            read = units.value(Kind.DURATION, seconds)
            if isinstance(read, Wrong):
                grammar.problems.append(read.at(tree.span(("steps", place, "for"))))
                read = None
            seconds = read
        loop = step.get("loop") is True
        say = _words(step.get("say"), None)
        found.append(Told(say, tuple(beats), seconds, loop, tree.span(("steps", place))))
    return tuple(found), grammar.problems


def _manifests(tree: Tree, known: Names, read_system: ReadSystem) -> tuple[Settings, list[Diagnostic]]:
    """What `system: {from: …}` names, as dotted keys by part; later patterns win."""
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
    return found, problems


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _settings(
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
        for path, text in _leaves(keys, (*at, part)) if isinstance(keys, dict) else ():
            name = ".".join(str(one) for one in path[len(at) + 1 :])
            value = settings.read(name, text, known)
            if isinstance(value, Wrong):
                problems.append(value.at(tree.span(path, key=value.code == settings.UNKNOWN)))
            else:
                for id in ids:
                    found.setdefault(id, {})[name] = value
                    places[id, name] = tree.span(path)
    return found, problems


def _taken_out(
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
