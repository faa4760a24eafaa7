"""Words on the slides of a deck: their language, their size, and where they are set over a film's own.

Letters are the runs' own: PowerPoint heeds no letters of a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Emu, Inches, Pt

from diagram_anim import text
from diagram_anim.deliver.acts import Band
from diagram_anim.model.layout import Type

TITLES = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}

TAGS = {"ko": "ko-KR", "ja": "ja-JP", "en": "en-US"}
"""Languages as an office calls them: it chooses letters and reads aloud by them."""

WIDE = Inches(8)
"""How wide a slide is for letters of full size."""

SURE, SMALLER = 0.9, 0.8
"""How full a line may be by our letters, so that others have room too; and by how much smaller a longer one is."""

LEAD = 1.2
"""From one line to the next, in sizes."""

UNSAID = 44
"""Points of a title where a template doesn't say."""


LATIN = "Arial"
EASTERN = {"ja": "Yu Gothic"}
HANGUL = "Malgun Gothic"
"""Families of a deck of our own that come with every office, or have the same widths there under another name. The
library's own deck names none for Hangul, kana and kanji, and then a machine may take one without them."""


def lettered(deck: Any, lang: str) -> None:
    """Gives a deck families for its letters, Latin ones and those of East Asia."""
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    told = theme.blob.decode("utf-8")
    for kind, family in (("latin", LATIN), ("ea", EASTERN.get(lang, HANGUL))):
        told = re.sub(rf'(<a:{kind} typeface=")[^"]*', rf"\g<1>{family}", told)
    theme._blob = told.encode("utf-8")


def say(shape: Any, words: str, lang: str) -> None:
    """Puts words into a shape."""
    shape.text_frame.text = words
    for run in _runs(shape):
        run._r.get_or_add_rPr().set("lang", TAGS.get(lang, lang))


def write(shape: Any, size: int, color: str = "", *, bold: bool = False) -> None:
    """Sets the letters of a shape's words; where they still have no room, an office makes them smaller."""
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size, frame.vertical_anchor = True, MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE, MSO_ANCHOR.MIDDLE
    for run in _runs(shape):
        run.font.size, run.font.bold = Pt(size), bold
        if color:
            run.font.color.rgb = RGBColor.from_string(color.lstrip("#"))


def points(deck: Any, size: int) -> int:
    """Smaller letters where a slide is narrow, so that words aren't broken."""
    share: float = min(1.0, deck.slide_width / WIDE)
    return round(size * share)


def fit(head: Any, slide: Any) -> None:
    """A title in a template's own letters; smaller where they have no room in its place."""
    given = size = _given(slide)
    wide, high = (Emu(side).pt for side in (head.width, head.height))
    while size > given / 3 and _lines(head, size, wide * SURE) * size * LEAD > high:
        size -= 1
    if size < given:
        for run in _runs(head):
            run.font.size = Pt(size)


def _lines(shape: Any, size: int, wide: float) -> int:
    said = shape.text_frame.text.split("\n")
    return sum(len(text.wrap(line, Type(size), wide)) for line in said)


def _given(slide: Any) -> int:
    """Points of a title's letters, as its layout or its master has them."""
    layout = slide.slide_layout
    holders = (*layout.placeholders, *layout.slide_master.placeholders)
    told = [one._element for one in holders if one.placeholder_format.type in TITLES]
    told += layout.slide_master._element.findall("{*}txStyles/{*}titleStyle")
    sizes = [size for one in told for size in one.iterfind(".//{*}lvl1pPr/{*}defRPr[@sz]")]
    return int(sizes[0].get("sz")) // 100 if sizes else UNSAID


def _runs(shape: Any) -> Iterator[Any]:
    for paragraph in shape.text_frame.paragraphs:
        yield from paragraph.runs


@dataclass(frozen=True, slots=True)
class Paper:
    """What a slide's own words are set on where the film shows the same: the film's ground, at its `place`."""

    ground: str
    ink: str
    place: tuple[int, int, int, int]

    def set(self, shape: Any, band: Band, *, bold: bool = False) -> None:
        """Words in the size of the film's letters, if a line has room; else smaller, and captions in two lines."""
        left, top, wide, high = self.place
        inset = wide // 200
        shape.left, shape.top = left + round(band.left * wide) - inset, top + round(band.top * high)
        shape.width, shape.height = round(band.width * wide) + 2 * inset, round(band.height * high)
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string(self.ground)
        size = Emu(round(band.size * high)).pt
        said = shape.text_frame.text
        roomy = text.measure(said, Type(size, 700 if bold else 400)) <= Emu(shape.width).pt * SURE
        write(shape, int(size if roomy else size * (SURE if bold else SMALLER)), self.ink, bold=bold)
        frame = shape.text_frame
        frame.word_wrap = not bold
        frame.margin_left, frame.margin_right, frame.margin_top, frame.margin_bottom = inset, inset, 0, 0
        for paragraph in frame.paragraphs:
            paragraph.alignment = PP_ALIGN.LEFT
