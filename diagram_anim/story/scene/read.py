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
from diagram_anim.model.span import Span
from diagram_anim.model.storyboard import Beat, Storyboard, Text
from diagram_anim.story import spoken
from diagram_anim.story.board import build
from diagram_anim.story.board import place as place_of
from diagram_anim.story.closed import closed
from diagram_anim.story.grammar import directives, heads, near
from diagram_anim.story.grammar.directives import Script, Told
from diagram_anim.story.grammar.lines import Grammar, nameless
from diagram_anim.story.grammar.names import Names, names
from diagram_anim.story.grammar.settled import Settings
from diagram_anim.story.grammar.tongues import language, unspoken
from diagram_anim.story.grammar.wrong import Wrong
from diagram_anim.story.scene import system
from diagram_anim.story.scene.checked import checked
from diagram_anim.story.scene.system import ReadSystem, nothing
from diagram_anim.story.scene.tree import Path, Tree
from diagram_anim.story.scene.tree import read as read_tree
from diagram_anim.story.translated import labels

ReadBlock = Callable[[str, str | None], tuple[Block | None, list[Diagnostic]]]
"""Finds a diagram that stands elsewhere: the file as written in the scene, and the block's number or slug."""


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
    draft: bool = False,
) -> tuple[Storyboard | None, list[Diagnostic]]:
    """The storyboard of a scene file, or None where it has mistakes; the keywords are those of `storyboard`
    and of the parser."""
    tree, problems = read_tree(document)
    if tree is None:
        return None, problems
    scene, wrong = checked(tree)
    problems += wrong
    block, found = _block(tree, scene, read_block)
    problems += found
    diagram, unread = parse(block, strict) if block else (None, [])
    problems += unread
    if block is None or diagram is None:
        return None, sorted([*problems, *nameless(_steps(tree, scene, Names({}))[1])], key=place_of)
    diagram, deep = closed(diagram)
    script, mistakes = _script(tree, scene, diagram, read_system)
    problems += [*deep, *mistakes]
    return build(
        diagram,
        block,
        script,
        problems,
        infer=infer,
        lang=lang,
        seed=seed,
        settings=settings,
        name=document.name,
        draft=draft,
    )


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
            problems = [error("unknown-diagram", "there is no such diagram")]
        there = any(problem.code == "no-such-block" for problem in problems)
        where = tree.span(("diagram", "block" if there and source.get("block") else "file"))
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
    places = dict(written.places)
    elsewhere, wrong = system.manifests(tree, known, read_system, places)
    problems += wrong
    found, wrong = system.settings(tree, known, ("system",), places)
    problems += wrong
    runs = tree.value.get("compare")
    compare: dict[str, Mapping[str, Mapping[str, Any]]] = {**written.compare}
    without: dict[str, tuple[str, ...]] = {**written.without}
    misread: set[str] = set()
    for name in runs if isinstance(runs, dict) else ():
        compare[name], wrong = system.settings(tree, known, ("compare", name), places)
        without[name], more = system.taken_out(tree, known, name, places)
        misread |= {name} if wrong or more else set()
        problems += [*wrong, *more]
    without = {name: ids for name, ids in without.items() if ids}
    told, mistakes = _steps(tree, scene, known)
    problems += mistakes
    said = scene.get("words") or {}
    problems += _untold(tree, said, diagram, compare, told)
    problems += _foreign(tree, scene)
    for step in written.steps if told else ():
        hint = "take them out, or the scene's `steps`"
        problems.append(warning("steps-twice", "the scene's own steps are told, not these", step.span, hint=hint))
    lang = scene.get("lang") or written.lang
    if lang and isinstance(read := language(lang), Wrong):
        problems.append(read.at(tree.span(("lang",))))
    elif scene.get("lang"):
        problems += unspoken(str(lang), tree.span(("lang",)))
    sources = (elsewhere, written.settings, found)
    merged = {
        part: {key: value for some in sources for key, value in some.get(part, {}).items()}
        for part in dict.fromkeys(part for some in sources for part in some)
    }
    lacking = isinstance(runs, dict) and any("without" in run for run in runs.values() if isinstance(run, dict))
    if isinstance(runs, dict) and not misread and not without and not lacking:
        problems += _alike(tree, {name: compare[name] for name in runs}, merged)
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


def _alike(tree: Tree, compare: Mapping[str, Settings], settings: Settings) -> Iterator[Diagnostic]:
    """Runs in which nothing is otherwise, where none lacks any part."""
    for name, given in compare.items():
        if all(settings.get(part, {}).get(key) == one for part, keys in given.items() for key, one in keys.items()):
            message, hint = f"nothing is otherwise in `{name}`", f"write what is: `{name}: {{W1: {{replicas: 1}}}}`"
            yield warning("same-run", message, tree.span(("compare", name), key=True), hint=hint)


def _foreign(tree: Tree, scene: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """What stands where a language's code is to stand."""
    steps = scene.get("steps")
    paths: list[Path] = [("title",), ("subtitle",), ("caption",), ("words",)]
    paths += [("steps", place, "say") for place in range(len(steps) if isinstance(steps, list) else 0)]
    told = {scene.get("lang")}
    for path in paths:
        words = tree.value_at(path) if path in tree.nodes else None
        for code in words if isinstance(words, dict) else ():
            where = tree.span((*path, code), key=True)
            if isinstance(wrong := language(code), Wrong):
                yield wrong.at(where)
            elif code not in told:
                told.add(code)
                yield from unspoken(code, where)


def _untold(
    tree: Tree, said: Mapping[str, Mapping[str, str]], diagram: Diagram, runs: Mapping[str, Any], told: Sequence[Told]
) -> Iterator[Diagnostic]:
    """Words for another language that stand nowhere in the scene."""
    there = {label.plain for label in labels(diagram)} | {*runs}
    there |= {str(beat.args[key]) for step in told for beat in step.beats for key in ("text", "as") if key in beat.args}
    for lang, words in said.items():
        for text in words if isinstance(words, Mapping) else ():
            if text not in there:
                message, hint = (
                    f"`{text}` is no words of this scene",
                    near.hint(text, sorted(there)) or "those of the diagram are meant",
                )
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


def _figures(tree: Tree, path: Path) -> dict[str, Span]:
    """Where each figure of a step's words stands first."""
    words = tree.value_at(path) if path in tree.nodes else None
    texts = [(*path, lang) for lang in words] if isinstance(words, dict) else [path] if isinstance(words, str) else []
    return dict(reversed([one for text in texts for one in spoken.places([*tree.lines(text)])]))


def _steps(tree: Tree, scene: Mapping[str, Any], known: Names) -> tuple[tuple[Told, ...], list[Diagnostic]]:
    grammar = Grammar(known)
    found = []
    steps = scene.get("steps")
    for place, step in enumerate(steps if isinstance(steps, list) else ()):
        if not isinstance(step, dict):
            continue
        if not any(step.values()):
            hint = "write `say: words` or `do: BEATS`, or take it out"
            grammar.problems.append(error("empty-step", "this step is empty", tree.span(("steps", place)), hint=hint))
        beats: list[Beat] = []
        if isinstance(step.get("do"), str):
            for line, at in tree.lines(("steps", place, "do")):
                beats += grammar.line(line, at)
        seconds: float | None = None
        if isinstance(length := step.get("for"), str):
            if isinstance(read := heads.length(length), Wrong):
                grammar.problems.append(read.at(tree.span(("steps", place, "for"))))
            else:
                seconds = read
        loop = step.get("loop") is True
        say = _words(step.get("say"), None)
        figures = _figures(tree, ("steps", place, "say"))
        found.append(Told(say, tuple(beats), seconds, loop, tree.span(("steps", place)), figures))
    return tuple(found), grammar.problems
