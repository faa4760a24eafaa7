"""What a user named becomes tasks: one for each diagram, with the place of its outputs.

Comes in: inputs as they were typed. Goes out: tasks, each diagram once, and every problem of finding and reading them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from diagram_anim import source
from diagram_anim.batch.task import Task
from diagram_anim.model.diagnostic import Diagnostic, Severity, error
from diagram_anim.model.document import Block, Document

FILES = frozenset(
    "apng avi docx gif html jpeg jpg json key m4v md mkv mmd mov mp4 odp pdf png pptx srt svg toml txt vtt webm webp "
    "yaml yml zip".split()
)
"""Endings by which a name is meant to be a file's, whether we write such files or not."""

LONGEST = 180
"""UTF-8 bytes of a file's name that come from a title: file systems take 255, and it gets endings."""


@dataclass(slots=True)
class Reading:
    """What was found: `documents` by name are there to show problems at their place."""

    tasks: tuple[Task, ...] = ()
    documents: dict[str, Document] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)


def gather(inputs: Sequence[str], only: Sequence[str] = ()) -> Reading:
    """The tasks of files, folders, globs and `lecture.md#5`; with `only`, those with such a number (`1,5`) or title.

    An input without a diagram is a warning beside others that have some; a run without any is an error.
    """
    reading = Reading()
    found = dict.fromkeys(_found(inputs, reading))
    only = [name for one in only for name in _named(one, found)]
    if not found:
        reading.problems = [_graver(problem) for problem in reading.problems]
    wanted = [one for one in only if not any(_answers(task, one) for task in found)]
    for one in wanted if found else ():
        names = ", ".join(dict.fromkeys(f"`{_title(task)}`" for task in found))
        reading.problems.append(error("nothing-chosen", f"no diagram is called `{one}`", hint=f"there are: {names}"))
    reading.tasks = tuple(task for task in found if not only or any(_answers(task, one) for one in only))
    return reading


def target(output: Path, task: Task, count: int, suffix: str, detail: str = "", endings: Sequence[str] = ()) -> Path:
    """Where a file of one of `count` tasks goes: into the folder `output`, or to `output` where it names such a file.

    Raises ValueError where that is one file for several tasks, or a file where a folder must be; what is told of it
    names the `endings` that could be written instead.
    """
    if output.suffix.lower() != suffix or output.is_dir():
        named = not output.is_dir() and output.suffix.lower().removeprefix(".") in FILES
        if named or output.is_file():
            ends = ", ".join(dict.fromkeys((suffix, *endings)))
            raise ValueError(f"{output} is a file: name a folder, or a file that ends in {ends}")
        return output / f"{task.stem}{detail}{suffix}"
    if count > 1:
        raise ValueError(f"{output} is one file, but there are {count} diagrams: name a folder")
    return output


def _graver(problem: Diagnostic) -> Diagnostic:
    return replace(problem, severity=Severity.ERROR) if problem.code == "nothing-found" else problem


def _found(inputs: Sequence[str], reading: Reading) -> Iterator[Task]:
    files, problems = source.gather(inputs)
    reading.problems += problems
    read: dict[str, Document | None] = {}  # standard input can't be read a second time
    barren = dict.fromkeys(file.given for file in files)
    manifests: list[Document] = []
    for file in files:
        if file.path not in read:
            read[file.path], problems = source.load(file.path)
            reading.problems += problems
        document = read[file.path]
        if document is None:
            barren.pop(file.given, None)
            continue
        reading.documents[document.name] = document
        if source.is_manifest(document):
            barren.pop(file.given, None)
            if document not in manifests:
                manifests.append(document)
            continue
        blocks = source.blocks(document)
        if blocks or file.is_scene or file.selection is not None:
            barren.pop(file.given, None)
        if file.is_scene:
            yield Task(document, None, file.stem)
        for block in _selected(file, blocks, reading.problems):
            yield Task(document, block, _stem(file.stem, block, blocks))
    if manifests:
        yield from _described(manifests, reading)
    reading.problems += map(source.nothing_found, barren)


def _described(manifests: Sequence[Document], reading: Reading) -> Iterator[Task]:
    """The scene of all Kubernetes manifests that were named together."""
    from diagram_anim import manifest

    name = source.named_after(manifests)
    text, problems = manifest.scene(manifests, name)
    reading.problems += problems
    if text is not None:
        scene = Document(f"{name} (from its manifests)", text)
        reading.documents[scene.name] = scene
        yield Task(scene, None, name)


def _selected(file: source.Input, blocks: Sequence[Block], problems: list[Diagnostic]) -> Sequence[Block]:
    if file.selection is None:
        return blocks
    chosen = source.named(blocks, file.selection)
    if chosen is None:
        problems.append(source.no_such_block(file.path, blocks, file.selection))
        return ()
    return (chosen,)


def _stem(file: str, block: Block, blocks: Sequence[Block]) -> str:
    """A file that is one diagram gives its name to it; the diagrams of others lie in a folder, numbered."""
    if len(blocks) == 1 and block.slug == file.rpartition("/")[2]:
        return file
    width = max(2, len(str(len(blocks))))
    slug = block.slug.encode()[:LONGEST].decode(errors="ignore")
    return f"{file}/{block.number:0{width}d}-{slug}".rstrip("-")


def _named(names: str, found: Collection[Task]) -> list[str]:
    """Several numbers or titles with commas between, but for one title that has commas of its own."""
    whole = any(_answers(task, names) for task in found)
    return [names] if whole else [one.strip() for one in names.split(",") if one.strip()] or [names]


def _answers(task: Task, name: str) -> bool:
    if name.isdecimal():
        return task.block is not None and task.block.number == int(name)
    return source.slug(name) in _title(task)


def _title(task: Task) -> str:
    return task.block.slug if task.block else task.stem
