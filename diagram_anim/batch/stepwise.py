"""Films cut at their steps: the manifest of a folder of clips."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from diagram_anim.batch.films import Film
from diagram_anim.deliver import manifest
from diagram_anim.deliver.manifest import Row


def manifests(films: Iterable[Film]) -> list[Path]:
    """A manifest for each folder of steps of which none is missing."""
    folders: dict[Path, list[Film]] = {}
    for film in films:
        folders.setdefault(film.target.parent, []).append(film)
    made = []
    for folder, parts in folders.items():
        if not any(part.problems for part in parts):
            board = parts[0].plan.board
            made.append(manifest.write(folder, board.text(board.title), parts[0].lang, [_row(part) for part in parts]))
    return made


def _row(film: Film) -> Row:
    (segment,), rate = film.segments, film.rate
    scene = film.plan.timeline.scenes[segment.step]
    closing = segment.loops or segment.start + segment.seconds < film.plan.timeline.seconds - 0.5 / rate
    first, last = film.edges
    seconds = (round(film.seconds * rate) + closing) / rate
    return Row(
        segment.step + 1,
        film.format,
        film.target.name,
        film.poster.name,
        scene.caption,
        round(seconds, 3),
        segment.loops,
        first,
        last,
    )
