"""A handout on paper: the steps of each diagram with their captions, as a PDF in A4 across. Its words are text, so that
they can be searched, copied and read aloud."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from fpdf import FPDF
from PIL import Image

from diagram_anim.deliver import manifest
from diagram_anim.deliver.acts import Act, Step
from diagram_anim.deliver.pictures import jpeg
from diagram_anim.deliver.plain import drawable
from diagram_anim.encode.format import whole
from diagram_anim.model.layout import Type
from diagram_anim.text import cut, fonts, measure, wrap
from diagram_anim.text.runs import runs

DPI = 200
PAGE = (2339, 1654)
MARGIN, GAP, HEAD = 110, 60, 120
MOST, LINES = 6, 3
"""Pictures of a page and lines of a caption, at the most."""
LEAST = 1.2
"""How high the smallest words of a picture are on paper, in mm: fewer pictures stand on a page where they would be
smaller. It is what six slides on a page, as offices print them, make of 12-point words."""
SMALLEST = 24 / 1080
"""How high those are in a film, as a share of its frame's shorter side."""
TYPE, TITLE = Type(30), Type(48, 700)
LEAD = 42
RISE = 0.95
"""From the top of a line of text to what its letters stand on, of their size."""
FOLIO = 0.4
"""The share of a page's head that is left for the lecture's title."""
INK, SOFT = (16, 26, 43), (86, 101, 125)


def write(target: Path, title: str, acts: Sequence[Act]) -> None:
    """A page for each diagram, or more where it has many steps. ValueError without any, OSError where it can't be
    written."""
    if not acts:
        raise ValueError("a handout needs at least one film")
    paper = FPDF("landscape", 72 / DPI, "A4")
    paper.set_auto_page_break(False)
    paper.set_title(title)
    paper.set_lang(acts[0].lang)
    parts = [(act, at, act.steps[at : at + count]) for act in acts for at, count in _pages(act)]
    for number, (act, first, steps) in enumerate(parts, 1):
        _page(paper, act, first, steps, title, f"{number} / {len(parts)}")
    with whole(target) as aside:
        paper.output(str(aside))


def _page(paper: FPDF, act: Act, first: int, steps: Sequence[Step], title: str, number: str) -> None:
    paper.add_page()
    room = PAGE[0] - 2 * MARGIN
    of_all = cut(drawable(title, TYPE), TYPE, FOLIO * room) if title != act.title else ""
    folio = " · ".join(filter(None, (of_all, number)))
    wide = measure(folio, TYPE)
    _say(paper, (PAGE[0] - MARGIN - wide, MARGIN), folio, TYPE, SOFT)
    _say(paper, (MARGIN, MARGIN - 20), cut(drawable(act.title, TITLE), TITLE, room - wide - GAP), TITLE, INK)
    columns, wide, most, lines = _grid(act)
    with ThreadPoolExecutor() as pool:  # decoders leave Python to others
        pictures = list(pool.map(_picture, steps, [_stage(act)] * len(steps)))
    for index, (step, picture) in enumerate(zip(steps, pictures, strict=True)):
        x = MARGIN + index % columns * (wide + GAP)
        y = MARGIN + HEAD + index // columns * (most + lines * LEAD + GAP)
        w, h = _fitted(picture, (wide, most))
        paper.image(io.BytesIO(jpeg(picture)), x, y, w, h, alt_text=" ".join(step.caption.split()))
        for row, line in enumerate(_caption(first + index, step, wide)):
            _say(paper, (x, y + h + 14 + LEAD * row), line, TYPE, INK)


def _say(paper: FPDF, place: tuple[float, float], words: str, type: Type, ink: tuple[int, int, int]) -> None:
    """A line of text whose place is that of its left upper corner."""
    paper.set_text_color(*ink)
    x, y = place[0], place[1] + RISE * type.size
    for face, chars in runs(words, fonts.face(type)):
        paper.set_font(_font(paper, face), size=type.size * 72 / DPI)
        paper.text(x, y, chars)
        x += measure(chars, type)


def _font(paper: FPDF, face: str) -> str:
    """What a face is called on this paper; it is laid there as soon as anything is said in it."""
    called = re.sub(r"\W", "", face).lower()
    if called not in paper.fonts:
        file, number = fonts.file(face)
        paper.add_font(called, "", file, collection_font_number=number)
    return called


def _stage(act: Act) -> tuple[float, float]:
    """Where a film's picture begins and ends between the title and the captions in it, in shares of its height: both
    stand on the page themselves."""
    return act.head.top + act.head.height if act.head else 0.0, act.foot.top if act.foot else 1.0


def _picture(step: Step, stage: tuple[float, float]) -> Image.Image:
    """The last frame of a step, as much as its stage shows."""
    assert step.clip is not None
    frame = manifest.last(step.clip)
    return frame.crop((0, round(stage[0] * frame.height), frame.width, round(stage[1] * frame.height)))


def _fitted(picture: Image.Image, room: tuple[int, int]) -> tuple[float, float]:
    """Its size (w, h) where it is as large as there is room for."""
    scale = min(room[0] / picture.width, room[1] / picture.height)
    return picture.width * scale, picture.height * scale


def _pages(act: Act) -> list[tuple[int, int]]:
    """Of each page of a diagram its first step and how many it shows: as many as can be read, spread evenly."""
    many = range(min(MOST, len(act.steps)), 1, -1)
    return _spread(len(act.steps), next((count for count in many if _readable(act, count)), 1))


def _spread(steps: int, most: int) -> list[tuple[int, int]]:
    """The same where a page shows so many at the most: one more on the first of them than on others."""
    pages = -(-steps // most)
    counts = [(steps + pages - 1 - page) // pages for page in range(pages)]
    return [(sum(counts[:page]), count) for page, count in enumerate(counts)]


def _readable(act: Act, count: int) -> bool:
    """Whether the words in so many pictures on a page can be read."""
    (wide, high), scale = _size(act), _scale(act, _cells(act, count))
    return SMALLEST * min(wide, high) * scale * 25.4 / DPI >= LEAST


def _grid(act: Act) -> tuple[int, int, int, int]:
    """Columns in which the pictures of a page are largest, the room of each (w, h), and for how many lines of captions
    there is some; all pages of an act have the same."""
    return _cells(act, _pages(act)[0][1])


def _cells(act: Act, count: int) -> tuple[int, int, int, int]:
    """The same for so many on a page."""

    def cell(columns: int) -> tuple[int, int, int, int]:
        wide = (PAGE[0] - 2 * MARGIN - (columns - 1) * GAP) // columns
        lines = max(len(_caption(number, step, wide)) for number, step in enumerate(act.steps))
        rows = -(-count // columns)
        return columns, wide, (PAGE[1] - 2 * MARGIN - HEAD + GAP) // rows - lines * LEAD - GAP, lines

    return max(map(cell, range(1, count + 1)), key=lambda one: _scale(act, one))


def _scale(act: Act, cell: tuple[int, int, int, int]) -> float:
    """How large the pictures are in such cells, beside the film's frame."""
    (wide, high), stage = _size(act), _stage(act)
    return min(cell[1] / wide, cell[2] / (high * (stage[1] - stage[0])))


def _size(act: Act) -> tuple[int, int]:
    """The film's frame (w, h), as its poster has it."""
    with Image.open(act.poster) as poster:
        return poster.size


def _caption(number: int, step: Step, wide: float) -> tuple[str, ...]:
    lines = tuple(wrap(f"{number + 1}  {drawable(step.caption, TYPE)}", TYPE, wide))
    if len(lines) > LINES:
        lines = (*lines[: LINES - 1], cut(" ".join(lines[LINES - 1 :]), TYPE, wide))
    return lines
