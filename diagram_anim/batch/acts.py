"""Films as the acts of a deck: what is told of each, and its steps cut apart without encoding them again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from diagram_anim.batch.films import Film
from diagram_anim.deliver.acts import Act, Band, Step
from diagram_anim.encode.joining import join
from diagram_anim.layout.frame import bands
from diagram_anim.model.geometry import Box
from diagram_anim.source.detect import detect, prose


def act(film: Film, clips: Path | None = None) -> Act:
    """A finished film; with a folder for `clips`, each step also as a film of its own, which ends with the first frame
    of the next, and each loop as one that ends with its own. OSError where one can't be written."""
    board, block = film.plan.board, film.plan.task.block
    cut: dict[int, list[Path]] = {}
    for index, segment in enumerate(film.segments):
        cut.setdefault(segment.step, []).extend([_clip(film, index, clips)] if clips else [])
    steps = []
    for step, (start, end, caption) in enumerate(film.chapters):
        clip, again, *_ = *cut[step], None, None
        steps.append(Step(start, end, caption, film.plan.timeline.scenes[step].loop, clip, again))
    theme, layout = film.jobs[-1][1].picture.theme, film.plan.layout
    title = board.text(board.title)
    subtitle = board.text(board.subtitle)
    place, _, type = bands.title(title, theme, layout)
    beside = any(clip.target == "corner" for clip in film.plan.timeline.clips)
    wide = place.w + bands.GAP if subtitle else bands.title_room(theme, layout)
    return Act(
        title=title or film.plan.task.called,
        film=film.target,
        poster=film.poster,
        steps=tuple(steps),
        subtitle=subtitle,
        heading=block.heading if block else "",
        section=block.section if block else "",
        prose=block.prose if block else "",
        before=_said(block.before, film) if block else (),
        after=_said(block.after, film) if block else (),
        lang=film.lang,
        name=film.name,
        head=_band(replace(place, w=wide), type.size, layout.frame) if title else None,
        foot=_band(bands.caption(theme, layout, beside), theme.px("type.caption.size"), layout.frame),
    )


def _said(words: str, film: Film) -> tuple[str, ...]:
    """What a lecture says beside a film that speaks its language."""
    spoken = detect(prose(film.plan.task.document.text), otherwise=film.lang)
    return tuple(words.splitlines()) if spoken == film.lang else ()


def _band(box: Box, size: float, frame: tuple[float, float]) -> Band:
    width, height = frame
    return Band(box.x / width, box.y / height, box.w / width, box.h / height, size / height)


def _clip(film: Film, index: int, folder: Path) -> Path:
    """Pieces of a film are its segments, with the poster behind them."""
    target = folder / f"{film.target.stem}-{index + 1:02d}.mp4"
    following = index if film.segments[index].loops else index + 1
    closing = film.ready[following] if following < len(film.segments) else None
    join([film.ready[index]], target, closing=closing)
    return target
