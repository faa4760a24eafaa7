"""Plans become films: pieces are rendered by workers or found in the cache, and joined when all are there."""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from diagram_anim import encode, timeline
from diagram_anim.batch.asides import asides
from diagram_anim.batch.cache import Cache
from diagram_anim.batch.crew import Crew, Task
from diagram_anim.batch.faults import unwritable
from diagram_anim.batch.ground import ground, picture
from diagram_anim.batch.moments import within
from diagram_anim.batch.plan import Plan
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.work import Job, Made, Piece, Print, Shot
from diagram_anim.deliver import captions
from diagram_anim.encode.format import whole
from diagram_anim.encode.joining import Cue, join
from diagram_anim.model.diagnostic import Diagnostic, error
from diagram_anim.model.timeline import Segment
from diagram_anim.source.detect import detect

Told = Callable[[str, float], None]
"""Told of each piece that is ready: the film's name and how many film seconds it makes."""

POSTER = ".png"

BESIDE = (POSTER, *captions.KINDS)
"""The endings of what lies beside a film."""

Key = tuple[str, str]
"""The digest and the ending of a job's file: what it is kept under, and how twins are found."""


@dataclass(slots=True)
class Film:
    """A film on its way: its pieces in order with the poster last, and what came of it.

    Of a film that is only one `part` of it, by the segment's index, the fingerprints of its first and its last frame
    come before the poster, and `closing` tells that the last piece lends it its last frame. `beside` are the endings of
    the files that lie beside it.
    """

    plan: Plan
    format: str
    target: Path
    segments: tuple[Segment, ...]
    jobs: list[tuple[Key, Job]]
    part: int | None = None
    closing: bool = False
    rate: int = 30
    beside: Collection[str] = BESIDE
    ready: dict[int, Path] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    done: bool = False
    cached: int = 0

    @property
    def name(self) -> str:
        return self.plan.task.name

    @property
    def lang(self) -> str:
        """The language that its captions are in, whatever was asked for: an author's own are not translated. The names
        of the diagram among them tell nothing."""
        cast, said = self.plan.cast, "\n".join(words for _, _, words in self.chapters)
        labels = [one.label for few in (cast.cards, cast.groups, cast.heads, cast.rows, cast.wires) for one in few]
        names = {line for label in labels if label for line in (label.plain, *label.lines) if line}
        for name in sorted(names, key=len, reverse=True):
            said = said.replace(name, " ")
        return detect(said, otherwise=self.plan.board.lang)

    @property
    def poster(self) -> Path:
        return self.target.with_suffix(".png")

    @property
    def pieces(self) -> list[Path]:
        """The files of a finished film's pieces."""
        return [self.ready[index] for index, (_, job) in enumerate(self.jobs) if isinstance(job, Piece)]

    @property
    def edges(self) -> tuple[str, str]:
        """The fingerprints of a finished part's first and last frame."""
        first, last = (self.ready[len(self.jobs) - before] for before in (3, 2))
        return first.read_text(encoding="ascii"), last.read_text(encoding="ascii")

    @property
    def seconds(self) -> float:
        return sum(segment.seconds for segment in self.segments)

    @property
    def to_draw(self) -> float:
        """Seconds of film in its pieces: more than its own where one is only there for its first frame."""
        return sum(job.seconds for _, job in self.jobs)

    @property
    def chapters(self) -> list[Cue]:
        """A chapter a step, on the film's own time."""
        found: dict[int, Cue] = {}
        end = 0.0
        for segment in self.segments:
            start, end = end, end + segment.seconds
            start = found[segment.step][0] if segment.step in found else start
            found[segment.step] = (start, end, self.plan.timeline.scenes[segment.step].caption)
        return [*found.values()]


def prepare(
    plan: Plan,
    settings: Settings,
    format: encode.Format,
    target: Path,
    workshop: Path,
    part: int | None = None,
    most: int | None = None,
    beside: Collection[str] | None = None,
) -> Film:
    """The pieces of one film that will lie at `target`, its poster beside it; with `part`, of that segment alone, which
    then ends with the first frame of the one that follows, or of itself where it loops. A GIF has no more than `most`
    bytes. `beside` it lie a poster and what is said in it, beside a part the poster alone, or what is asked for."""
    settings = replace(settings, fps=format.rate(settings.rate))
    scene = picture(plan, settings)
    cut = timeline.segments(plan.timeline, ground(scene, plan))
    segments, at, last = cut, plan.timeline.poster, cut[:0]
    if part is not None:
        segments, at = cut[part : part + 1], within(cut[part], plan.timeline.scenes[cut[part].step])
        last = segments if cut[part].loops else cut[part + 1 : part + 2]
    jobs: list[tuple[Key, Job]] = []
    for some in [(segment,) for segment in (*segments, *last)] if format.joins else [segments]:
        end = last[0] if last and not format.joins else None
        content = [segment.digest for segment in some], end.digest if end else ""
        key = (timeline.digest(format.name, settings.quality, most, content), format.suffix)
        jobs.append((key, Piece(some, scene, format.name, settings.quality, workshop / "".join(key), end, most)))
    if part is not None:
        final = (last[0], 0.0) if last else (cut[part], (round(cut[part].seconds * scene.fps) - 1) / scene.fps)
        for segment, moment in ((cut[part], 0.0), final):
            key = (timeline.digest("print", segment.digest, moment), ".sha256")
            jobs.append((key, Print(segment, scene, moment, workshop / "".join(key))))
    shown = max((segment for segment in segments if segment.start <= at), key=lambda one: one.start)
    key = (timeline.digest("poster", shown.digest, at - shown.start), ".png")
    jobs.append((key, Shot(shown, scene, at - shown.start, workshop / "".join(key))))
    if beside is None:
        beside = BESIDE if part is None else (POSTER,)
    return Film(plan, format.name, target, segments, jobs, part, bool(last) and format.joins, settings.rate, beside)


def render(films: Iterable[Film], cache: Cache, hands: Crew, force: bool, told: Told) -> Iterator[Film]:
    """Each film as it is finished, whole or with its problems. Films are asked for when there is a hand for them: the
    next is planned while the last is drawn."""
    shelf = _Shelf(cache, force, told)
    for key, made in hands.results(map(shelf.tasks, films)):
        shelf.take(key, made)
        while shelf.ended:
            yield _finished(shelf.ended.popleft())
    while shelf.ended:
        yield _finished(shelf.ended.popleft())
    cache.trim()


class _Shelf:
    """The pieces of films, those that are there and those that are waited for; `ended` are films that are whole, or
    came to nothing."""

    def __init__(self, cache: Cache, force: bool, told: Told) -> None:
        self._cache, self._force, self._told = cache, force, told
        self._made: dict[Key, Made] = {}
        self._wanted: dict[Key, list[tuple[Film, int]]] = {}
        self.ended: deque[Film] = deque()

    def tasks(self, film: Film) -> Iterator[Task[Key]]:
        """What must be done for a film, less what is there or under way for another that has the same piece; nothing
        more of it once it has come to nothing."""
        new = []
        for index, (key, job) in enumerate(film.jobs):
            if key in self._wanted:
                self._wanted[key].append((film, index))
            elif key in self._made:
                self._put(film, index, self._made[key])
            elif kept := None if self._force else self._cache.lend(*key, job.target):
                self._put(film, index, kept)
                film.cached += 1
            else:
                self._wanted[key] = [(film, index)]
                new.append(index)
        for index in new:
            key, job = film.jobs[index]
            if all(user.done for user, _ in self._wanted[key]):
                del self._wanted[key]
            else:
                yield key, film.name, job

    def take(self, key: Key, made: Made) -> None:
        self._made[key] = made = made if isinstance(made, Diagnostic) else self._cache.keep(*key, made)
        for film, index in self._wanted.pop(key):
            self._put(film, index, made)

    def _put(self, film: Film, index: int, made: Made) -> None:
        if isinstance(made, Diagnostic):
            film.problems.append(made)
        else:
            film.ready[index] = made
        self._told(film.name, film.jobs[index][1].seconds)
        if not film.done and (film.problems or len(film.ready) == len(film.jobs)):
            film.done = True
            self.ended.append(film)


def _finished(film: Film) -> Film:
    """The film joined and its poster beside it; both appear whole."""
    if film.problems:
        return film
    pieces, poster = film.pieces, film.ready[len(film.jobs) - 1]
    try:
        film.target.parent.mkdir(parents=True, exist_ok=True)
        chapters, lang = film.chapters, film.lang
        if encode.BY_NAME[film.format].joins:
            closing = pieces.pop() if film.closing else None
            cues = captions.cues(chapters)
            facts = _facts(film.plan)
            join(pieces, film.target, metadata=facts, chapters=chapters, cues=cues, lang=lang, closing=closing)
        else:
            _copied(pieces[0], film.target)
        if POSTER in film.beside:
            _copied(poster, film.poster)
        title = film.plan.board.text(film.plan.board.title) or film.plan.task.called
        captions.write(film.target, title, chapters, lang, asides(film.plan), film.beside)
    except OSError as problem:
        at = Path(problem.filename or film.target)  # the film, or what lies beside it
        film.problems.append(unwritable(str(at if at.parent == film.target.parent else film.target), "-o", problem))
    except ValueError as problem:
        film.problems.append(
            error("damaged-piece", f"the pieces of {film.name} don't join: {problem}", hint="try --force")
        )
    return film


def _facts(plan: Plan) -> dict[str, str]:
    """What the film says of itself: its title, the seed and what was inferred."""
    causes = [
        f"{beat.verb} {' '.join(beat.targets)} ({beat.cause.rule}{', ' + beat.cause.word if beat.cause.word else ''})"
        for step in plan.board.steps
        for beat in step.beats
        if beat.cause
    ]
    inferred = "; ".join(causes)
    return {
        "title": plan.board.text(plan.board.title),
        "comment": f"simulated, seed {plan.log.seed}" + (f"; inferred: {inferred}" if inferred else ""),
    }


def _copied(path: Path, target: Path) -> None:
    with whole(target) as aside:
        shutil.copyfile(path, aside)
