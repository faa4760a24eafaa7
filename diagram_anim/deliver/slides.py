"""What slides of a deck have in common: the layout they stand on, their title, their margins, their ground."""

from __future__ import annotations

from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Inches

from diagram_anim.deliver.lettering import TITLES

MARGIN = Inches(0.4)

FURNITURE = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}


def layout(deck: Any, *wanted: Any) -> Any:
    """The first layout with a title, with what else is wanted, and the least besides."""

    def rank(layout: Any) -> tuple[bool, int, int]:
        kinds = {one.placeholder_format.type for one in layout.placeholders}
        return not kinds & TITLES, len(set(wanted) - kinds), len(kinds - TITLES - FURNITURE - set(wanted))

    return min(deck.slide_layouts, key=rank)


def title(deck: Any, slide: Any) -> Any:
    """The title's shape; a layout without one gets it at the head."""
    return slide.shapes.title or slide.shapes.add_textbox(*box(deck, 0.2, 0.75))


def box(deck: Any, top: float, high: float) -> tuple[int, int, int, int]:
    """Left, top, width and height, in EMU, of what stands `top` inches from above and is `high` inches high."""
    return 2 * MARGIN, Inches(top), deck.slide_width - 4 * MARGIN, Inches(high)


def dressed(slide: Any, own: Any) -> None:
    """In the ground of a theme of our own; a template has its own."""
    if own:
        slide.background.fill.solid()
        slide.background.fill.fore_color.rgb = RGBColor.from_string(own.color("ground").lstrip("#"))


def swept(slide: Any) -> None:
    """Placeholders that nothing was written into would say "click to add text"."""
    for one in list(slide.placeholders):
        kind = one.placeholder_format.type
        if kind not in FURNITURE and one.has_text_frame and not one.text_frame.text:
            one._element.getparent().remove(one._element)
