"""Films linked in a lecture: under each diagram a link between two marks, so that it is found again and replaced."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from diagram_anim.deliver.captions import plain
from diagram_anim.model.document import Block

BEGIN, END = "<!-- diagram-anim -->", "<!-- /diagram-anim -->"

_LINE_END = r"(?:\r\n|\r|\n)"

_LINKED = re.compile(rf"{_LINE_END}[ \t>]*{_LINE_END}[ \t>]*{BEGIN}.*?{END}[ \t]*(?={_LINE_END}|$)", re.DOTALL)
_CLOSING = re.compile(r"[ \t>]*?(?P<fence>`{3,}|~{3,})[ \t]*$")


@dataclass(frozen=True, slots=True)
class Picture:
    """What is shown under a diagram: `path` relative to the lecture, another for dark pages, and what it says to those
    who can't see it; a video has a poster and captions in its language."""

    path: str
    words: str
    dark: str = ""
    poster: str = ""
    captions: str = ""
    lang: str = ""


def bare(text: str) -> str:
    """The lecture without the links that were put into it."""
    return _LINKED.sub("", text)


def linked(text: str, blocks: Sequence[Block], pictures: Mapping[int, Picture]) -> str:
    """The bare lecture with the pictures of its blocks, by their numbers, under them. Doing it again changes nothing.
    Every line keeps its own end, and a picture's have those of its fence. A block whose fence isn't closed gets none:
    all that follows is its own."""
    parts = re.split(f"({_LINE_END})", text)
    rows, ends = parts[::2], [*parts[1::2], ""]
    for block in reversed(blocks):
        end = _end(rows, block)
        if block.number in pictures and end is not None:
            before = rows[end][: re.search(r"[`~]", rows[end]).start()]  # type: ignore[union-attr]
            shown = ("", BEGIN, *_shown(pictures[block.number]), "", END)
            rows[end + 1 : end + 1] = [f"{before}{row}".rstrip() for row in shown]
            ends[end:end] = [ends[end] or ends[end - 1]] * len(shown)
    return "".join(row + end for row, end in zip(rows, ends, strict=True))


def _end(rows: Sequence[str], block: Block) -> int | None:
    """The row of the fence that closes the block."""
    last = block.origin.lines[-1][0] if block.origin.lines else block.line
    for row in range(last - 1, min(last + 1, len(rows))):
        if _CLOSING.match(rows[row]):
            return row
    return None


def _shown(picture: Picture) -> list[str]:
    """A picture in Markdown's own words, whose path every tool finds; HTML only for what Markdown has no words for. The
    empty row behind it ends the HTML, so that the mark doesn't draw in what follows."""
    words, path, dark = " ".join(picture.words.split()), quote(picture.path), quote(picture.dark)
    said = html.escape(words)
    if picture.path.endswith(".mp4"):
        facts = f'src="{path}" poster="{quote(picture.poster)}" aria-label="{said}"'
        track = f'<track kind="captions" srclang="{html.escape(picture.lang)}" src="{quote(picture.captions)}">'
        return [f'<video width="100%" controls muted playsinline {facts}>{track}</video>']
    if not dark:
        return [f"![{plain(words)}]({path})"]
    light = f'<img alt="{said}" src="{path}">'
    return ["<picture>", f'<source media="(prefers-color-scheme: dark)" srcset="{dark}">', light, "</picture>"]
