"""What the user named into files: folders, globs, `lecture.md#5`, `-`."""

from __future__ import annotations

import glob
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from diagram_anim.model.diagnostic import Diagnostic, warning
from diagram_anim.source import files

_SCENE = re.compile(rb"^(?:\xef\xbb\xbf)?diagram[ \t]*:", re.MULTILINE)

_PACKAGES = "node_modules"


@dataclass(frozen=True, slots=True)
class Input:
    """One file to work on. `stem` says where its outputs lie, relative to the output folder, with `/` between
    folders; `selection` is what stands behind `#`, `given` what the user named it by."""

    path: str
    stem: str
    selection: str | None = None
    given: str = ""

    @property
    def is_scene(self) -> bool:
        return PurePath(self.path).suffix.lower() in files.SCENES


def gather(inputs: Sequence[str]) -> tuple[list[Input], list[Diagnostic]]:
    """Every file named, each once, in the order given; within folders and globs by name."""
    found: list[Input] = []
    problems: list[Diagnostic] = []
    for given in inputs:
        try:
            named = _found(given, problems)
        except OSError as problem:
            problems.append(files.unreadable(given, problem))
            continue
        found += [one for one in (replace(one, given=given) for one in named) if one not in found]
    return _apart(found), problems


def nothing_found(given: str) -> Diagnostic:
    """For what holds no diagram: an empty folder or file."""
    return warning("nothing-found", f"there is no diagram in `{given}`", hint=files.NEEDED)


def _found(given: str, problems: list[Diagnostic]) -> list[Input]:
    if given == files.STDIN:
        return [Input(given, files.STDIN_NAME)]
    if Path(given).is_dir():
        closed: list[Diagnostic] = []
        inside = [Input(str(path), _stem(path, Path(given))) for path in _walk(Path(given), closed)]
        problems += closed or ([] if inside else [nothing_found(given)])
        return inside
    if Path(given).exists():
        return [_single(given, None)]
    path, mark, selection = given.rpartition("#")
    if mark and (path == files.STDIN or Path(path).is_file()):
        return [_single(path, unicodedata.normalize("NFC", selection))]
    if glob.has_magic(given):
        return _globbed(given, problems)
    problems += files.read(path if mark and not Path(given).exists() else given)[1]
    return []


def _single(path: str, selection: str | None) -> Input:
    return Input(path, files.STDIN_NAME if path == files.STDIN else PurePath(path).stem, selection)


def _globbed(given: str, problems: list[Diagnostic]) -> list[Input]:
    parts = Path(given).parts
    root = Path(*parts[: next(place for place, part in enumerate(parts) if glob.has_magic(part))])
    paths = [Path(name) for name in sorted(glob.glob(given, recursive=True), key=_order)]  # noqa: PTH207
    paths = [path for path in paths if path.is_file() and _PACKAGES not in path.relative_to(root).parts[:-1]]
    inside = [Input(str(path), _stem(path, root)) for path in paths]
    if not inside:
        problems.append(warning("nothing-found", f"no file matches `{given}`", hint=files.NEEDED))
    return inside


def _walk(folder: Path, closed: list[Diagnostic]) -> Iterator[Path]:
    """The files that may hold diagrams; hidden folders and installed packages are passed by, and those that can't be
    read are told of in `closed`."""

    def told(problem: OSError) -> None:
        closed.append(files.unreadable(str(problem.filename), problem))

    for here, folders, names in os.walk(folder, onerror=told):
        folders[:] = sorted((one for one in folders if not one.startswith(".") and one != _PACKAGES), key=_order)
        for name in sorted(names, key=_order):
            path = Path(here, name)
            ending = path.suffix.lower()
            if ending in files.MARKDOWN or ending in files.MERMAID or (ending in files.SCENES and _is_scene(path)):
                yield path


def _is_scene(path: Path) -> bool:
    """YAML is for many things: a scene has a diagram. What can't be read may have one, and is told of as it is read."""
    try:
        return bool(_SCENE.search(path.read_bytes()))
    except OSError:
        return True


def _order(name: str) -> list[tuple[int, int | str]]:
    """`week2` before `week10`."""
    return [(0, int(part)) if part.isdecimal() else (1, part) for part in re.split(r"(\d+)", name) if part]


def _stem(path: Path, root: Path) -> str:
    return path.relative_to(root).with_suffix("").as_posix()


def _apart(found: Sequence[Input]) -> list[Input]:
    """Different files never share a place for their outputs."""
    paths = {(one.stem, one.path) for one in found}
    shared = {stem for stem, count in Counter(stem for stem, _ in paths).items() if count > 1}
    return [replace(one, stem=_longer(one, paths)) if one.stem in shared else one for one in found]


def _longer(one: Input, paths: set[tuple[str, str]]) -> str:
    rivals = [Path(path) for stem, path in paths if stem == one.stem and path != one.path]
    path = Path(one.path)
    if any(rival.with_suffix("") == path.with_suffix("") for rival in rivals):
        return f"{one.stem}-{path.suffix[1:]}"
    parts = [part for part in path.with_suffix("").parts if part not in ("/", "..", ".")]
    for count in range(len(PurePath(one.stem).parts) + 1, len(parts) + 1):
        longer = PurePath(*parts[-count:])
        if not any(rival.with_suffix("").parts[-count:] == longer.parts for rival in rivals):
            return longer.as_posix()
    return "/".join(parts)
