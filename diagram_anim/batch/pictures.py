"""Pictures that nodes ask for with `img:`: read from beside the document, never from elsewhere, and made small."""

from __future__ import annotations

import base64
import io
from pathlib import Path, PurePosixPath

from PIL import Image, UnidentifiedImageError

from diagram_anim.batch.task import Task
from diagram_anim.model.diagnostic import Diagnostic, warning
from diagram_anim.model.diagram import Diagram, Flowchart, Node

KINDS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
"""What is read; of a moving picture its first frame."""

SIDE = 256
"""Px of the longer side that are kept."""

MOST = 20 * 2**20
"""Bytes of a file that are read at the most."""

PIXELS = 40_000_000
"""Px of a picture that are opened at the most."""


def pictures(task: Task, diagram: Diagram) -> tuple[dict[str, str], list[Diagnostic]]:
    """By node its picture as PNG in base64; a node whose picture can't be had is drawn plain, and told of."""
    found: dict[str, str] = {}
    problems: list[Diagnostic] = []
    if isinstance(diagram, Flowchart):
        for node in diagram.nodes:
            if asked := str(node.data.get("img") or "").strip():
                made = _picture(Path(task.document.name).parent, asked, node)
                if isinstance(made, Diagnostic):
                    problems.append(made)
                else:
                    found[node.id] = made
    return found, problems


def _picture(folder: Path, asked: str, node: Node) -> str | Diagnostic:
    if "://" in asked or asked.startswith(("//", "data:")):
        return _told("image-remote", f"the picture {asked} isn't a local file; nothing is fetched", node, LOCAL)
    path = PurePosixPath(asked.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return _told("image-outside", f"the picture {asked} isn't inside the document's folder", node, LOCAL)
    place = folder / path
    try:
        if not place.resolve().is_relative_to(folder.resolve()):
            return _told("image-outside", f"the picture {asked} leads out of the document's folder", node, LOCAL)
        if not place.is_file():
            return _told("image-missing", f"there is no picture {asked} beside the document", node, LOCAL)
        if place.suffix.lower() == ".svg":
            return _told("image-kind", f"the picture {asked} is an SVG, which isn't drawn", node, "Save it as PNG.")
        if place.stat().st_size > MOST:
            return _told("image-large", f"the picture {asked} is larger than {MOST >> 20} MB", node, "Make it smaller.")
        return _small(place)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        kinds = ", ".join(KINDS)
        return _told("image-kind", f"the picture {asked} can't be read", node, f"These are: {kinds}.")


LOCAL = "Put the file beside the document and name it by its path from there: `img: pictures/logo.png`."


def _small(place: Path) -> str:
    """The picture's own pixels, no larger than it can be shown; ValueError where there are too many to open."""
    with Image.open(place, formats=KINDS) as image:
        if image.width * image.height > PIXELS:
            raise ValueError
        small = image.convert("RGBA")
        small.thumbnail((SIDE, SIDE))
    buffer = io.BytesIO()
    small.save(buffer, "PNG")
    return base64.b64encode(buffer.getvalue()).decode()


def _told(code: str, message: str, node: Node, hint: str) -> Diagnostic:
    return warning(code, f"{message}; {node.id} is drawn without it", node.span, hint=hint)
