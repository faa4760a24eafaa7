"""A deck for PowerPoint: a slide a diagram, a click a step, the lecture's own words as notes.

A slide carries the clips of its steps on top of each other. Each is hidden until its click, and its poster is its own
first frame, which is the last one of the clip below: nothing is seen to change hands. Under them lies a still, for
programs that show no films. Over them lies the last frame of all, which appears when the last clip is over: paper and
previews, which show what lies on top, have the last caption with its own picture. In a deck of our own a film fills its
slide. Title and captions are the slide's own words, set where the film shows them: they can be searched, read aloud and
put in other letters.
"""

from __future__ import annotations

import difflib
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PackageNotFoundError
from pptx.util import Emu, Inches

from diagram_anim import resources
from diagram_anim.deliver import lettering, manifest, package
from diagram_anim.deliver.acts import Act, Band, Step
from diagram_anim.deliver.lettering import TITLES, Paper
from diagram_anim.deliver.pictures import jpeg
from diagram_anim.deliver.timing import Cue, timing
from diagram_anim.encode.format import whole

MANY = 6
"""Diagrams from which on they are listed in smaller letters."""

HIGH = Inches(7.5)
MARGIN = Inches(0.4)
HEAD = Inches(0.75)
FOOT = Inches(0.55)

HEAD_BAND = Band(0.04, 0.04, 0.66, 0.07, 0.037)
"""Where a title stands over a film that shows none."""

KINDS = "[Content_Types].xml"
TEMPLATE, DECK = b"presentationml.template.main+xml", b"presentationml.presentation.main+xml"

FURNITURE = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}


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
        deck.slide_height, deck.slide_width = HIGH, Emu(HIGH * looks.frame[0] // looks.frame[1])
    before = len(deck.slides)
    if opening:
        _emptied(deck)
        _opening(deck, title, acts, own)
    stills = _Stills(acts)
    for act in acts:
        _slide(deck, act, looks, own, stills)
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
    slide = deck.slides.add_slide(_layout(deck, PP_PLACEHOLDER.SUBTITLE))
    _dressed(slide, own)
    lang, head = acts[0].lang, _title(deck, slide)
    lettering.say(head, title, lang)
    others = [one for one in slide.placeholders if one.placeholder_format.type == PP_PLACEHOLDER.SUBTITLE]
    listed = others[0] if others else slide.shapes.add_textbox(*_box(deck, 4.0, 2.8))
    names = dict.fromkeys(act.title for act in acts if act.title != title)  # a section's diagrams may share its name
    lettering.say(listed, "\n".join(names), lang)
    if own:
        head.left, head.top, head.width, head.height = _box(deck, 1.2, 1.6)
        listed.left, listed.top, listed.width, listed.height = _box(deck, 3.1, 3.8)
        lettering.write(head, lettering.points(deck, 40), own.color("ink"), bold=True)
        lettering.write(listed, lettering.points(deck, min(22, 160 // max(1, len(names)))), own.color("ink2"))
    else:
        lettering.fit(head, slide)
        if len(names) > MANY:
            lettering.write(listed, 160 // len(names))
    _swept(slide)


def _slide(deck: Any, act: Act, looks: Looks, own: Any, stills: _Stills) -> None:
    slide = deck.slides.add_slide(_layout(deck))
    _dressed(slide, own)
    head = _title(deck, slide)
    lettering.say(head, act.title, act.lang)
    place = (0, 0, deck.slide_width, deck.slide_height) if own else _fitted(act, _room(deck, head))
    still = slide.shapes.add_picture(str(act.poster), *place)
    _described(still, act.title)
    paper = Paper(*_tones(act, looks.theme), place)
    cues = list(_clips(slide, act, paper, stills.posters))
    cover = _cover(slide, act, place, stills.covers)
    if own:
        paper.set(head, act.head or HEAD_BAND, bold=True)
        slide.shapes._spTree.append(head._element)  # over the films
    else:
        lettering.fit(head, slide)
    if act.subtitle and not own:
        foot = slide.shapes.add_textbox(place[0], place[1] + place[3], place[2], FOOT)
        lettering.say(foot, act.subtitle, act.lang)
        lettering.write(foot, lettering.points(deck, 16))
    notes = slide.notes_slide.notes_placeholder
    if notes is not None:  # a template's own page for notes may have no room for any
        lettering.say(notes, _notes(act), act.lang)
    _swept(slide)
    for old in slide._element.findall(f"{{{slide._element.nsmap['p']}}}timing"):
        slide._element.remove(old)
    slide._element.append(timing(cues, auto=looks.auto, cover=cover))


def _tones(act: Act, theme: str) -> tuple[str, str]:
    """The ground as the film has it, which may be in the hue of an author's own, and the ink on it."""
    with Image.open(act.poster) as poster:
        corner = poster.convert("RGB").crop((0, 0, 1, 1))
    return corner.tobytes().hex(), resources.theme(theme).color("ink")


def _clips(slide: Any, act: Act, paper: Paper, posters: Mapping[Path, bytes]) -> Iterator[Cue]:
    place = paper.place
    for number, step in enumerate(act.steps, 1):
        assert step.clip is not None
        poster: Any = str(act.poster) if len(act.steps) == 1 else io.BytesIO(posters[step.clip])
        clip = _movie(slide, place, step.clip, poster, f"{number}", step.caption)
        once = step.end if step.loop is None else step.loop
        again = words = None
        if step.again is not None:
            loop = _movie(slide, place, step.again, io.BytesIO(posters[step.again]), f"{number} ∞", step.caption)
            again = Cue(loop.shape_id, _milliseconds(step.end - once))
        if act.foot and step.caption:
            words = slide.shapes.add_textbox(*place)
            words.name = f"{number} …"
            lettering.say(words, " ".join(step.caption.split()), act.lang)
            paper.set(words, act.foot)
        yield Cue(clip.shape_id, _milliseconds(once - step.start), again, words.shape_id if words else None)


def _cover(slide: Any, act: Act, place: tuple[int, int, int, int], covers: Mapping[Path, bytes]) -> int | None:
    """The last frame of the last clip, over it and under its caption, where there is one."""
    last = act.steps[-1]
    if last.clip is None or last.clip not in covers:
        return None
    cover = slide.shapes.add_picture(io.BytesIO(covers[last.clip]), *place)
    cover.name = f"{len(act.steps)} ."
    _described(cover, last.caption)
    caption = [shape for shape in slide.shapes if shape.name == f"{len(act.steps)} …"]
    for shape in caption:
        slide.shapes._spTree.append(shape._element)
    identity: int = cover.shape_id
    return identity


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)


def _movie(slide: Any, place: tuple[int, int, int, int], clip: Path, poster: Any, name: str, words: str) -> Any:
    movie = slide.shapes.add_movie(str(clip), *place, poster_frame_image=poster, mime_type="video/mp4")
    movie.name = name
    _described(movie, words)
    return movie


class _Stills:
    """Pictures of clips: as `posters` each one's first frame, as `covers` the last one of what ends an act. An act of a
    single clip has a poster that tells of all of it, and a loop begins with the frame that is wanted."""

    def __init__(self, acts: Sequence[Act]) -> None:
        clips = [clip for act in acts for step in act.steps for clip in (step.clip, step.again) if clip is not None]
        ends = [act.steps[-1] for act in acts if len(act.steps) > 1]
        final = [step.clip for step in ends if step.clip is not None and step.again is None]
        with ThreadPoolExecutor() as pool:  # decoders leave Python to others, so that all cores help
            covers = pool.map(lambda clip: jpeg(manifest.last(clip)), final)  # they take the longest
            self.posters = dict(zip(clips, pool.map(lambda clip: jpeg(manifest.first(clip)), clips), strict=True))
            self.covers = dict(zip(final, covers, strict=True))


def _notes(act: Act) -> str:
    """What the lecture says around the diagram, then a line a click."""
    clicks = [f"{number}. {_line(step)}" for number, step in enumerate(act.steps, 1)]
    return "\n\n".join(part for part in (act.prose.strip(), "\n".join(clicks)) if part)


def _line(step: Step) -> str:
    once = step.end if step.loop is None else step.loop
    again = "" if step.loop is None else f" + {step.end - step.loop:.0f} s ∞"
    return f"{' '.join(step.caption.split())} ({once - step.start:.0f} s{again})"


def _layout(deck: Any, *wanted: Any) -> Any:
    """The first layout with a title, with what else is wanted, and the least besides."""

    def rank(layout: Any) -> tuple[bool, int, int]:
        kinds = {one.placeholder_format.type for one in layout.placeholders}
        return not kinds & TITLES, len(set(wanted) - kinds), len(kinds - TITLES - FURNITURE - set(wanted))

    return min(deck.slide_layouts, key=rank)


def _title(deck: Any, slide: Any) -> Any:
    return slide.shapes.title or slide.shapes.add_textbox(*_box(deck, 0.2, 0.75))


def _room(deck: Any, head: Any) -> tuple[int, int, int, int]:
    """Where a film can stand: between the title and the foot. A title that reaches lower than a quarter of the slide
    goes up to make room; one that a layout of another size puts beside the slide comes back."""
    if head.top + head.height > deck.slide_height // 4 or head.left + head.width > deck.slide_width:
        head.left, head.top, head.width, head.height = MARGIN, MARGIN // 2, deck.slide_width - 2 * MARGIN, HEAD
    top = head.top + head.height
    return MARGIN, top, deck.slide_width - 2 * MARGIN, deck.slide_height - top - FOOT


def _fitted(act: Act, room: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    left, top, wide, high = room
    with Image.open(act.poster) as poster:
        given = poster.size
    scale = min(wide / given[0], high / given[1])
    w, h = (round(side * scale) for side in given)
    return left + (wide - w) // 2, top, w, h


def _box(deck: Any, top: float, high: float) -> tuple[int, int, int, int]:
    return 2 * MARGIN, Inches(top), deck.slide_width - 4 * MARGIN, Inches(high)


def _described(shape: Any, words: str) -> None:
    shape._element._nvXxPr.cNvPr.set("descr", " ".join(words.split()))


def _dressed(slide: Any, own: Any) -> None:
    if own:
        slide.background.fill.solid()
        slide.background.fill.fore_color.rgb = RGBColor.from_string(own.color("ground").lstrip("#"))


def _swept(slide: Any) -> None:
    """Placeholders that nothing was written into would say "click to add text"."""
    for one in list(slide.placeholders):
        kind = one.placeholder_format.type
        if kind not in FURNITURE and one.has_text_frame and not one.text_frame.text:
            one._element.getparent().remove(one._element)
