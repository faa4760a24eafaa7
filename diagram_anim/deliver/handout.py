"""A handout on paper: the steps of each diagram with their captions, as a PDF in A4 across."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from diagram_anim import resources
from diagram_anim.deliver import manifest
from diagram_anim.deliver.acts import Act, Step
from diagram_anim.encode.format import whole
from diagram_anim.model.layout import Type
from diagram_anim.text import cut, fonts, measure, wrap

DPI = 200
PAGE = (2339, 1654)
MARGIN, GAP, HEAD = 110, 60, 120
MOST, LINES = 6, 3
"""Pictures of a page and lines of a caption, at the most."""
TYPE, TITLE = Type(30), Type(48, 700)
LEAD = 42
PAPER, INK, SOFT = "#ffffff", "#101a2b", "#56657d"


def write(target: Path, title: str, acts: Sequence[Act]) -> None:
    """A page for each diagram, or more where it has many steps. ValueError without any, OSError where it can't be
    written."""
    if not acts:
        raise ValueError("a handout needs at least one film")
    parts = [(act, at, act.steps[at : at + count]) for act in acts for at, count in _spread(len(act.steps))]
    sheets = [
        _page(act, first, steps, f"{number} / {len(parts)}") for number, (act, first, steps) in enumerate(parts, 1)
    ]
    with whole(target) as aside:
        sheets[0].save(
            aside, "PDF", save_all=True, append_images=sheets[1:], resolution=DPI, quality=90, title=title, creator=""
        )


def _page(act: Act, first: int, steps: Sequence[Step], folio: str) -> Image.Image:
    page = Image.new("RGB", PAGE, PAPER)
    pen = ImageDraw.Draw(page)
    text, head = _font("Regular", TYPE), _font("Bold", TITLE)
    pen.text((MARGIN, MARGIN - 20), cut(_drawn(act.title), TITLE, PAGE[0] - 2 * MARGIN - 200), INK, head)
    pen.text((PAGE[0] - MARGIN - measure(folio, TYPE), MARGIN), folio, SOFT, text)
    columns, wide, most, lines = _grid(act)
    with ThreadPoolExecutor() as pool:  # decoders and filters leave Python to others
        pictures = list(pool.map(_picture, steps, [(wide, most)] * len(steps)))
    for index, (step, picture) in enumerate(zip(steps, pictures, strict=True)):
        x = MARGIN + index % columns * (wide + GAP)
        y = MARGIN + HEAD + index // columns * (most + lines * LEAD + GAP)
        page.paste(picture, (x, y))
        for row, line in enumerate(_caption(first + index, step, wide)):
            pen.text((x, y + picture.height + 14 + LEAD * row), line, INK, text)
    return page


def _picture(step: Step, room: tuple[int, int]) -> Image.Image:
    """The last frame of a step, as large as there is room for (w, h)."""
    assert step.clip is not None
    picture = manifest.last(step.clip)
    scale = min(room[0] / picture.width, room[1] / picture.height)
    size = round(picture.width * scale), round(picture.height * scale)
    return picture.resize(size, Image.Resampling.LANCZOS)


def _spread(steps: int) -> list[tuple[int, int]]:
    """Of each page of a diagram its first step and how many it shows: one more on the first of them, at the most."""
    pages = -(-steps // MOST)
    counts = [(steps + pages - 1 - page) // pages for page in range(pages)]
    return [(sum(counts[:page]), count) for page, count in enumerate(counts)]


def _grid(act: Act) -> tuple[int, int, int, int]:
    """Columns in which the pictures of a page are largest, the room of each (w, h), and for how many lines of captions
    there is some; all pages of an act have the same."""
    count = _spread(len(act.steps))[0][1]
    with Image.open(act.poster) as poster:
        size = poster.size

    def cell(columns: int) -> tuple[int, int, int, int]:
        wide = (PAGE[0] - 2 * MARGIN - (columns - 1) * GAP) // columns
        lines = max(len(_caption(number, step, wide)) for number, step in enumerate(act.steps))
        rows = -(-count // columns)
        return columns, wide, (PAGE[1] - 2 * MARGIN - HEAD + GAP) // rows - lines * LEAD - GAP, lines

    return max(map(cell, range(1, count + 1)), key=lambda one: min(one[1] / size[0], one[2] / size[1]))


def _caption(number: int, step: Step, wide: float) -> tuple[str, ...]:
    lines = tuple(wrap(f"{number + 1}  {_drawn(step.caption)}", TYPE, wide))
    if len(lines) > LINES:
        lines = (*lines[: LINES - 1], cut(" ".join(lines[LINES - 1 :]), TYPE, wide))
    return lines


def _drawn(words: str) -> str:
    """The words less what the font can't draw, which still stands in the picture."""
    return "".join(char for char in " ".join(words.split()) if fonts.has("regular", char)).strip()


def _font(weight: str, type: Type) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(resources.asset("fonts", f"PretendardJP-{weight}.otf")), int(type.size))
