"""A slide of a deck with a film on it.

It carries the clips of its steps on top of each other. Each is hidden until its click, and its poster is its own first
frame, which is the last one of the clip below: nothing is seen to change hands. Under them lies a still, for programs
that show no films. Over them lies the last frame of all, which appears when the last clip is over: paper and previews,
which show what lies on top, have the last caption with its own picture. Title and captions are the slide's own words,
set where the film shows them: they can be searched, read aloud and put in other letters.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from PIL import Image
from pptx.util import Inches

from diagram_anim import resources
from diagram_anim.deliver import lettering, manifest, slides
from diagram_anim.deliver.acts import Act, Band, Step
from diagram_anim.deliver.lettering import Paper
from diagram_anim.deliver.pictures import jpeg
from diagram_anim.deliver.timing import Cue, timing

HEAD = Inches(0.75)
FOOT = Inches(0.55)

HEAD_BAND = Band(0.04, 0.04, 0.66, 0.07, 0.037)
"""Where a title stands over a film that shows none."""


def add(deck: Any, act: Act, theme: str, own: Any, stills: Stills, *, auto: bool) -> None:
    """A slide at the deck's end. With `own`, a theme, the film fills it; with `auto` its first step plays by itself."""
    slide = deck.slides.add_slide(slides.layout(deck))
    slides.dressed(slide, own)
    head = slides.title(deck, slide)
    lettering.say(head, act.title, act.lang)
    place = (0, 0, deck.slide_width, deck.slide_height) if own else _fitted(act, _room(deck, head))
    still = slide.shapes.add_picture(str(act.poster), *place)
    _described(still, act.title)
    paper = Paper(*_tones(act, theme), place)
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
    slides.swept(slide)
    for old in slide._element.findall(f"{{{slide._element.nsmap['p']}}}timing"):
        slide._element.remove(old)
    slide._element.append(timing(cues, auto=auto, cover=cover))


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


class Stills:
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


def _room(deck: Any, head: Any) -> tuple[int, int, int, int]:
    """Where a film can stand: between the title and the foot. A title that reaches lower than a quarter of the slide
    goes up to make room; one that a layout of another size puts beside the slide comes back."""
    if head.top + head.height > deck.slide_height // 4 or head.left + head.width > deck.slide_width:
        head.left, head.top, head.width, head.height = (
            slides.MARGIN,
            slides.MARGIN // 2,
            deck.slide_width - 2 * slides.MARGIN,
            HEAD,
        )
    top = head.top + head.height
    return slides.MARGIN, top, deck.slide_width - 2 * slides.MARGIN, deck.slide_height - top - FOOT


def _fitted(act: Act, room: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    left, top, wide, high = room
    with Image.open(act.poster) as poster:
        given = poster.size
    scale = min(wide / given[0], high / given[1])
    w, h = (round(side * scale) for side in given)
    return left + (wide - w) // 2, top, w, h


def _described(shape: Any, words: str) -> None:
    shape._element._nvXxPr.cNvPr.set("descr", " ".join(words.split()))
