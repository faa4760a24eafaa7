"""Writes `output/gallery/index.html`, a page that needs nothing beside it: what can be drawn, every verb where its film
shows it, and the telling moment of every scene, by night and by day side by side."""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from PIL import Image

from diagram_anim.batch.ground import picture
from diagram_anim.batch.moments import frame
from diagram_anim.batch.plan import plan
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.task import Task
from diagram_anim.effects import EFFECTS, films
from diagram_anim.model.document import Document
from diagram_anim.model.geometry import union
from diagram_anim.source import blocks
from diagram_anim.stage import still
from diagram_anim.timeline import segments
from tests.gallery.diagrams import diagrams

TARGET = Path("output/gallery/index.html")
THEMES = ("night", "day")
AROUND = ("panel", "lifeline", "box")
SIZE = (840, 472)
"""How large a whole frame is kept, px."""

MARGIN = 48.0
"""Frame px around what is shown."""

SCENES = Path("scenes")

STYLE = (
    "figure.whole img{height:auto;width:420px;max-width:none}"
    "body{font:16px sans-serif;margin:2rem;background:#888}section{display:flex;flex-wrap:wrap;gap:1rem}"
    "figure{margin:0;background:#fff;padding:.5rem}img{height:160px;max-width:420px;object-fit:contain}"
)


def main() -> None:
    parts = []
    for section, found in groupby(diagrams(), key=lambda one: one[0]):
        figures = "".join(_figure(name, text) for _, name, text in found)
        parts.append(f"<h2>{html.escape(section)}</h2><section>{figures}</section>")
    for section, told in (("Verbs", _verbs()), ("Scenes", _scenes())):
        figures = "".join(map(_whole, told))
        parts.append(f"<h2>{html.escape(section)}</h2><section>{figures}</section>")
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    page = f"<!doctype html><meta charset=utf-8><title>Gallery</title><style>{STYLE}</style>{''.join(parts)}"
    TARGET.write_text(page, encoding="utf-8")
    print(TARGET)


def _verbs() -> Iterator[Task]:
    """The film of each verb, with what becomes of things by it."""
    for effect in EFFECTS:
        yield Task(Document(f"{effect.name}.yaml", films.scene(effect)), None, effect.usage)


def _scenes() -> Iterator[Task]:
    """Our own scenes, and every diagram of our own lecture."""
    for path in sorted(SCENES.glob("*.yaml")):
        yield Task(Document(str(path), path.read_text(encoding="utf-8")), None, path.stem)
    lecture = Document("lecture.md", (SCENES / "lecture.md").read_text(encoding="utf-8"))
    for block in blocks(lecture):
        yield Task(lecture, block, f"lecture #{block.number}")


def _whole(task: Task) -> str:
    """The whole frame at its telling moment, by night and by day."""
    pictures = ""
    for theme in THEMES:
        settings = Settings(theme=theme, quality="hd")
        found, problems = plan(task, settings)
        if found is None:
            return f"<figure><p>{html.escape(str(problems[0].message))}</p></figure>"
        shown = Image.fromarray(frame(found, settings, found.timeline.poster)[..., :3])
        pictures += _element(shown.resize(SIZE, Image.Resampling.LANCZOS), theme)
    return f'<figure class="whole">{pictures}<figcaption>{html.escape(task.stem)}</figcaption></figure>'


def _figure(name: str, text: str) -> str:
    pictures = "".join(_image(text, theme) for theme in THEMES)
    return f"<figure>{pictures}<figcaption>{html.escape(name)}</figcaption></figure>"


def _image(text: str, theme: str) -> str:
    """The last moment of a diagram as an element, or the problem in words where it can't be drawn."""
    document = Document("gallery.md", f"```mermaid\n{text}\n```\n")
    settings = Settings(theme=theme, quality="hd")
    found, problems = plan(Task(document, blocks(document)[0], "gallery"), settings)
    if found is None:
        return f"<p>{html.escape(str(problems[0].message))}</p>"
    last = segments(found.timeline, "gallery")[-1]
    drawn = picture(found, settings)
    image = Image.fromarray(still(last, drawn, last.seconds - 0.1)[..., :3])
    scale = drawn.size[1] / drawn.layout.frame[1]
    there = [one for one in drawn.layout.placed if one.kind not in AROUND]
    box = union([box for one in there for box in (one.box, one.label) if box]).inset(-MARGIN)
    image = image.crop((int(box.x * scale), int(box.y * scale), int(box.right * scale), int(box.bottom * scale)))
    return _element(image, theme)


def _element(image: Image.Image, theme: str) -> str:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return f'<img alt="{theme}" src="data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode()}">'


if __name__ == "__main__":
    main()
