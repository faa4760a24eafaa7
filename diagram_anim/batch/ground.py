"""All that decides a segment's frames besides its own content, as a digest: what to keep it under."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from diagram_anim import resources
from diagram_anim.batch.letters import borrowed
from diagram_anim.batch.plan import Plan
from diagram_anim.batch.settings import Settings
from diagram_anim.stage import Picture
from diagram_anim.stage.adopted import adopted
from diagram_anim.timeline.digest import digest

DRAWING = ("stage/", "text/", "encode/", "model/", "layout/", "deliver/pictures.py", "batch/work.py")
"""The rooms and files whose code decides how a frame looks, and what is made of it."""

TOOLS = ("manim", "av", "pycairo", "uharfbuzz", "numpy", "pillow")


def ground(picture: Picture, plan: Plan) -> str:
    """The digest of cast, layout, theme, words, size, rate, fonts, icons and code."""
    words = [repr(plan.cast), picture.title, picture.subtitle, *(scene.caption for scene in plan.timeline.scenes)]
    return digest(picture, borrowed(words), code(), _data())


def picture(plan: Plan, settings: Settings) -> Picture:
    """What the stage draws a plan with."""
    board = plan.board
    return Picture(
        cast=plan.cast,
        layout=plan.layout,
        theme=adopted(resources.theme(settings.theme), board.diagram.meta.config),
        title=board.text(board.title),
        subtitle=board.text(board.subtitle),
        lang=board.lang,
        size=settings.size,
        fps=settings.rate,
        transparent=settings.transparent,
    )


@cache
def code(*more: str) -> str:
    """The digest of these rooms and files, and of the libraries that draw and encode."""
    root = Path(__file__).resolve().parent.parent
    places = [f"{place}**/*.py" if place.endswith("/") else place for place in (*DRAWING, *more)]
    files = [path for place in places for path in sorted(root.glob(place))]
    return digest([_hash(path) for path in files], [version(tool) for tool in TOOLS])


@cache
def _data() -> str:
    folders = (resources.asset("fonts"), resources.asset("icons"))
    return digest([[path.name, _hash(path)] for folder in folders for path in sorted(folder.iterdir())])


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
