"""Imports point one way through the house: a room may know only those that stand before it."""

import ast
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "diagram_anim"

ROOMS = (
    "model",
    "resources",
    "text",
    "source",
    "mermaid",
    "effects",
    "story",
    "manifest",
    "simulate",
    "cast",
    "layout",
    "timeline",
    "stage",
    "encode",
    "deliver",
    "batch",
    "api",
    "cli",
)
"""The way through the house, first to last."""

PEERS = ({"source", "mermaid", "effects"}, {"manifest", "simulate", "cast", "layout"}, {"stage", "encode"})
"""Rooms that stand side by side and don't know each other."""

STORIES = ("words", "system", "structure", "incidents", "happenings", "sequences")
"""The rooms of what is inferred, first to last; sequences know no more than the first two."""

PLACES = ("frame", "containers", "cards", "across", "lines", "boxes", "designs", "pictures", "sequences")
"""The rooms of a layout, first to last; sequences know no more than the first."""

MANIM_ROOMS = {"stage"}


def room_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


@cache
def imports() -> list[tuple[Path, str]]:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found += [(path, alias.name) for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{path}: relative import"
                found.append((path, node.module or ""))
                if node.module == "diagram_anim":
                    found += [(path, f"diagram_anim.{alias.name}") for alias in node.names]
    return found


def own_room(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def test_every_room_is_on_the_map():
    rooms = {own_room(path) for path in PACKAGE.rglob("*.py")} - {"__init__", "__main__"}
    assert rooms <= set(ROOMS), f"not on the map: {rooms - set(ROOMS)}"


def test_a_room_imports_only_what_stands_before_it():
    ours = [(path, module) for path, module in imports() if module.startswith("diagram_anim.")]
    assert len(ours) > 1000
    assert not [f"{path.relative_to(PACKAGE)}: {wrong}" for path, module in ours if (wrong := fault(path, module))]


def fault(path: Path, module: str) -> str:
    """What is wrong with a module's import of another of ours."""
    here, there = own_room(path), room_of(module)
    if here in ("__init__", "__main__") or here == there:
        return ""
    if ROOMS.index(there) >= ROOMS.index(here):
        return f"{here} knows {there}"
    return f"{here} and {there} are peers" if any({here, there} <= peers for peers in PEERS) else ""


def test_a_room_of_stories_imports_only_what_stands_before_it():
    inferred = "diagram_anim.story.infer."
    ours = [(path, module) for path, module in imports() if "infer" in path.parts and module.startswith(inferred)]
    rooms = {(path.relative_to(PACKAGE).parts[2], module.removeprefix(inferred).split(".")[0]) for path, module in ours}
    among = {(here, there) for here, there in rooms if here in STORIES and there in STORIES and here != there}
    assert {here for here, _ in among} == set(STORIES[1:])
    assert not [pair for pair in among if STORIES.index(pair[1]) > STORIES.index(pair[0])]
    assert {there for here, there in among if here == "sequences"} <= {"words", "system"}


def test_a_room_of_the_layout_imports_only_what_stands_before_it():
    here = PACKAGE / "layout"
    among = {
        (path.parent.name, module.split(".")[2])
        for path, module in imports()
        if path.is_relative_to(here) and path.parent != here and module.startswith("diagram_anim.layout.")
    }
    assert {path.parent.name for path in here.glob("*/*.py")} == {*PLACES} == {one for one, _ in among}
    assert not [pair for pair in among if PLACES.index(pair[1]) > PLACES.index(pair[0])]
    assert {there for one, there in among if one == "sequences"} <= {"frame", "sequences"}


def test_only_the_stage_knows_manim():
    knowing = {own_room(path) for path, module in imports() if module.split(".")[0] in ("manim", "cairo")}
    assert knowing <= MANIM_ROOMS
