"""Kubernetes manifests among YAML files, and those that a scene names by a pattern."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path, PurePath

from diagram_anim.model.diagnostic import Diagnostic, error
from diagram_anim.model.document import Document
from diagram_anim.model.span import Span
from diagram_anim.source import files

_OBJECT = re.compile(r"^(?:apiVersion|kind)[ \t]*:", re.MULTILINE)
_SCENE = re.compile(r"^diagram[ \t]*:", re.MULTILINE)


def is_manifest(document: Document) -> bool:
    """Whether a YAML file holds Kubernetes objects and no scene."""
    fits = PurePath(document.name).suffix.lower() in files.SCENES or document.name == files.STDIN_NAME
    return fits and bool(_OBJECT.search(document.text)) and not _SCENE.search(document.text)


def matching(here: str, pattern: str, where: Span) -> tuple[list[Document], list[Diagnostic]]:
    """The files of a pattern, which is relative to the folder of the file `here` and stays inside it; by name.

    `where` is the place that names them: what can't be found or read is told there.
    """
    folder = Path(here).parent
    if PurePath(pattern).is_absolute() or ".." in PurePath(pattern).parts:
        hint = "put the manifests, or a link to the scene, into one folder"
        return [], [error("outside", f"`{pattern}` leads out of the scene's folder", where, hint=hint)]
    inside = folder.resolve()
    paths = [path for path in sorted(folder.glob(pattern)) if path.is_file()]
    found: list[Document] = []
    problems: list[Diagnostic] = []
    for path in paths:
        if not path.resolve().is_relative_to(inside):
            message = f"`{path}` leads out of the scene's folder"
            problems.append(error("outside", message, where, hint="copy it into the folder"))
            continue
        document, wrong = files.read(str(path))
        problems += wrong
        if document is not None:
            found.append(document)
    if not paths:
        problems.append(error("no-such-file", f"no file fits `{pattern}`", where, hint=_near(folder, pattern)))
    return found, problems


def _near(folder: Path, pattern: str) -> str:
    """The YAML file, or its folder's pattern, that was most likely meant."""
    from difflib import get_close_matches  # only a mistake needs it

    there = [path.relative_to(folder).as_posix() for path in folder.glob("*/*") if path.suffix in files.SCENES]
    there += [path.name for path in folder.glob("*") if path.suffix in files.SCENES]
    folders = sorted({f"{PurePath(one).parent.as_posix()}/*{PurePath(one).suffix}" for one in there if "/" in one})
    close = get_close_matches(pattern, [*folders, *there], 1)
    return f"did you mean `{close[0]}`?" if close else "it is relative to the scene's own file"


def named_after(documents: Sequence[Document]) -> str:
    """What a scene of these files is called: as the only one, or as the folder that holds them all."""
    if len(documents) == 1:
        return PurePath(documents[0].name).stem
    parents = {Path(document.name).resolve().parent for document in documents}
    return parents.pop().name if len(parents) == 1 else "manifests"
