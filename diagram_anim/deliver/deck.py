"""A deck for PowerPoint: a slide a diagram, a click a step, the lecture's own words as notes. In a deck of our own a
film fills its slide; in a template's it stands between title and foot."""

from __future__ import annotations

import difflib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PackageNotFoundError
from pptx.util import Emu, Inches

from diagram_anim import resources
from diagram_anim.deliver import filmslide, lettering, package, slides
from diagram_anim.deliver.acts import Act
from diagram_anim.encode.format import whole

MANY = 6
"""Diagrams from which on they are listed in smaller letters."""

HIGH = Inches(7.5)

KINDS = "[Content_Types].xml"
TEMPLATE, DECK = b"presentationml.template.main+xml", b"presentationml.presentation.main+xml"


@dataclass(frozen=True, slots=True)
class Looks:
    """The frame's shape and the theme of a new deck; with `auto`, the first step of a slide plays by itself."""

    frame: tuple[int, int]
    theme: str
    auto: bool = False


def trouble(base: Path, at: int | None) -> str:
    """What keeps a deck from being built on, in words; "" for nothing."""
    if not base.is_file():
        beside = [path.name for path in base.parent.glob("*.p[op]t[xm]")]
        close = difflib.get_close_matches(base.name, beside, 1)
        return f"there is no file {base}." + (f" Did you mean {base.with_name(close[0])}?" if close else "")
    try:
        found = _opened(base)
    except PermissionError:
        return f"{base} can't be read: no permission."
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, OSError):
        return f"{base} is no PowerPoint deck (.pptx): open it in an office and save it as one."
    if not len(found.slide_layouts):
        return f"{base} has no slide layouts."
    if at is not None and at > len(found.slides) + 1:
        return f"{base} has {len(found.slides)} slides: --at goes to {len(found.slides) + 1}."
    return ""


def write(
    target: Path,
    title: str,
    acts: Sequence[Act],
    looks: Looks,
    *,
    base: Path | None = None,
    at: int | None = None,
    opening: bool = True,
) -> None:
    """The deck; on a `base` it has that one's looks. With an `opening` it is a new deck, whose slides are all its own;
    else they stand behind those of the base or, with `at`, before that one of them. ValueError without any act, OSError
    where it can't be written."""
    if not acts:
        raise ValueError("a deck needs at least one film")
    deck = _opened(base) if base else package.opened()
    own = None if base else resources.theme(looks.theme)
    if own:
        lettering.lettered(deck, acts[0].lang)
        deck.slide_height, deck.slide_width = HIGH, Emu(HIGH * looks.frame[0] // looks.frame[1])
    before = len(deck.slides)
    if opening:
        _emptied(deck)
        _opening(deck, title, acts, own)
    stills = filmslide.Stills(acts)
    for act in acts:
        filmslide.add(deck, act, looks.theme, own, stills, auto=looks.auto)
    if at is not None:
        order = deck.slides._sldIdLst
        for index, slide in enumerate(list(order)[before:]):
            order.remove(slide)
            order.insert(at - 1 + index, slide)
    deck.core_properties.title = title
    with whole(target) as aside:
        package.save(deck, aside)


def _opened(base: Path) -> Any:
    """A deck, or a template (.potx), which is one but for what it calls itself."""
    with zipfile.ZipFile(base) as given:
        if TEMPLATE not in given.read(KINDS):
            return package.opened(base)
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as deck:
            for name in given.namelist():
                content = given.read(name)
                deck.writestr(name, content.replace(TEMPLATE, DECK) if name == KINDS else content)
    held.seek(0)
    return package.opened(held)


def _emptied(deck: Any) -> None:
    """Without the slides that show what a template can look like."""
    listed = deck.slides._sldIdLst
    for slide in list(listed):
        deck.part.drop_rel(slide.rId)
        listed.remove(slide)


def _opening(deck: Any, title: str, acts: Sequence[Act], own: Any) -> None:
    slide = deck.slides.add_slide(slides.layout(deck, PP_PLACEHOLDER.SUBTITLE))
    slides.dressed(slide, own)
    lang, head = acts[0].lang, slides.title(deck, slide)
    lettering.say(head, title, lang)
    others = [one for one in slide.placeholders if one.placeholder_format.type == PP_PLACEHOLDER.SUBTITLE]
    listed = others[0] if others else slide.shapes.add_textbox(*slides.box(deck, 4.0, 2.8))
    names = dict.fromkeys(act.title for act in acts if act.title != title)  # a section's diagrams may share its name
    lettering.say(listed, "\n".join(names), lang)
    if own:
        head.left, head.top, head.width, head.height = slides.box(deck, 1.2, 1.6)
        listed.left, listed.top, listed.width, listed.height = slides.box(deck, 3.1, 3.8)
        lettering.write(head, lettering.points(deck, 40), own.color("ink"), bold=True)
        lettering.write(listed, lettering.points(deck, min(22, 160 // max(1, len(names)))), own.color("ink2"))
    else:
        lettering.fit(head, slide)
        if len(names) > MANY:
            lettering.write(listed, 160 // len(names))
    slides.swept(slide)
