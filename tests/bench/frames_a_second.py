"""What frames cost, and how near that is to the encoder's limit."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from math import ceil
from pathlib import Path
from statistics import median

from diagram_anim import encode, stage, timeline
from diagram_anim.batch import films
from diagram_anim.batch.cache import Cache
from diagram_anim.batch.crew import Crew, crew
from diagram_anim.batch.ground import picture
from diagram_anim.batch.memory import give_back_what_is_large
from diagram_anim.batch.plan import Plan
from diagram_anim.batch.settings import Settings
from diagram_anim.model.timeline import Action, Clip, Segment
from tests.bench.limits import limit, side_by_side
from tests.bench.processes import TOOL, run
from tests.bench.row import Row, parts, planned, titled

AWAY = 1.5
"""Seconds that a dot is on its way, where it is one of many."""


def drawing(repeats: int) -> Iterator[Row]:
    """Frames a second beside the encoder's limit on the very same clip, without import and fixed cost: as the command
    makes a film, a worker a core. Each film has a title of its own, so that nobody has drawn anything of it before. The
    limit is taken before and after each run, so that what else the machine does falls on both. It is that of an encoder
    with as many threads as x264 likes; beside it stand one in a single thread, as each worker has it, and such a one on
    each core."""
    for settings, name in ((Settings(), "720p30"), (Settings(quality="fhd", fps=60), "1080p60")):
        ratios, alone, shares, speeds = [], [], [], []
        cores = os.cpu_count() or 1
        with tempfile.TemporaryDirectory() as folder, crew(cores) as hands:
            target, scene = Path(folder) / "film.mp4", Path(folder) / "scene.yaml"
            before = 0.0
            for number in range(repeats + 1):
                scene.write_text(titled(number), encoding="utf-8")
                seconds = _made(target, planned(scene, settings), settings, hands)
                frames, after = limit(target, settings.quality)
                if number:  # with the first everybody is there
                    speeds.append(frames / seconds)
                    ratios.append((before + after) / 2 / seconds)
                    alone.append(speeds[-1] * limit(target, settings.quality, threads=1)[1] / frames)
                    shares.append(speeds[-1] / side_by_side([target] * cores, settings.quality))
                before = after
        yield Row(f"frames/s over the encoder's limit, {name}", ratios, 0.9, False, "×")
        yield Row(f"frames/s over an encoder in one thread, {name}", alone, None, False, "×")
        yield Row(f"frames/s over an encoder on each core, {name}", shares, None, False, "×")
        yield Row(f"frames/s, {name}", speeds, None, False, "1/s")
        words = [sys.executable, "-m", "tests.bench.fixed", settings.quality, settings.rate]
        fixed = [tuple(map(float, run(words, watched=False).out.split())) for _ in range(repeats)]
        also = {"busy_s": round(median(busy for _, busy in fixed), 3)}
        taken = [seconds for seconds, _ in fixed]
        yield Row(f"fixed cost of a clip beside the import, {name}", taken, 0.5, True, "s", also)


def painting(repeats: int) -> Iterator[Row]:
    """Processor time of a frame that is drawn and not encoded, with what the system takes for it: as a worker draws,
    who gives memory back and has a few frames waiting."""
    give_back_what_is_large()
    waiting: deque[stage.Pixels] = deque(maxlen=5)
    for settings, name in ((Settings(), "720p30"), (Settings(quality="fhd", fps=60), "1080p60")):
        whole = planned(settings=settings)
        scene, segments = replace(picture(whole, settings), planes=True), timeline.segments(whole.timeline, "")
        frames = sum(round(segment.seconds * scene.fps) for segment in segments)
        cost = []
        for _ in range(repeats):
            easel = stage.Easel()
            easel.still(segments[0], scene, 0.0)
            begun = time.process_time()
            for segment in segments:
                easel.render(segment, scene, lambda frame, repeat=1: waiting.append(frame))
            cost.append(1000 * (time.process_time() - begun) / frames)
        yield Row(f"a frame drawn, processor time, {name}", cost, None, True, "ms")


def _made(target: Path, whole: Plan, settings: Settings, hands: Crew) -> float:
    """Seconds from a plan to its film, with workers that are there."""
    with tempfile.TemporaryDirectory() as workshop:
        begun = time.perf_counter()
        film = films.prepare(whole, settings, encode.BY_NAME["mp4"], target, Path(workshop))
        for made in films.render([film], Cache(None), hands, True, lambda *told: None):
            assert not made.problems, made.problems
        return time.perf_counter() - begun


def batch(repeats: int) -> Iterator[Row]:
    """Twenty clips on two workers, from the shell, beside two encoders at once on two of them."""
    ratios, speeds = [], []
    with tempfile.TemporaryDirectory() as folder:
        scenes = [Path(folder) / f"clip-{number:02d}.yaml" for number in range(20)]
        for number, scene in enumerate(scenes):
            scene.write_text(titled(number, steps=2), encoding="utf-8")
        words = [*TOOL, "render", *scenes, "-o", folder, "-q", "--jobs", 2, "--json"]
        for _ in range(repeats):
            ran = run(words, watched=False, DIAGRAM_ANIM_CACHE="off")
            rows = [json.loads(line) for line in ran.out.splitlines()]
            frames = 30 * sum(row["seconds"] for row in rows)
            speeds.append(frames / ran.seconds)
            ratios.append(speeds[-1] / side_by_side([Path(row["film"]) for row in rows[:2]]))
    yield Row("20 clips on two workers over two encoders at once", ratios, 0.9, False, "×", {"frames": round(frames)})
    yield Row("20 clips on two workers, with import and planning", speeds, None, False, "1/s")


def memory(repeats: int) -> Iterator[Row]:
    """A render at 1080p60, of a film of 20 s and of ten times that: its largest process, and all of them together."""
    largest = {}
    for times in (1, 10):
        with tempfile.TemporaryDirectory() as folder:
            scene = Path(folder) / "scene.yaml"
            head, steps = parts()
            scene.write_text(head + "".join(steps * times), encoding="utf-8")
            words = [*TOOL, "render", scene, "-o", folder, "--quality", "fhd", "--fps", "60", "-q", "--jobs", 2]
            runs = [run(words, DIAGRAM_ANIM_CACHE="off") for _ in range(repeats)]
        largest[times] = [ran.largest / 1e6 for ran in runs]
        yield Row(f"peak memory of a worker, 1080p60, {20 * times} s", largest[times], 500, True, "MB")
        together = [ran.peak / 1e6 for ran in runs]
        yield Row(f"peak memory of all together, 1080p60, {20 * times} s", together, None, True, "MB")
    yield Row("a worker's peak, 200 s over 20 s", [median(largest[10]) / median(largest[1])], None, True, "×")


def growth(repeats: int) -> Iterator[Row]:
    """What a frame costs, drawn and not encoded, with ever more nodes, and with ever more dots on their way: more than
    a film ever has, in which one stands for many requests."""
    for name, sizes in (("nodes", (10, 100, 300)), ("dots", (40, 400, 4000))):
        costs = {}
        for size in sizes:
            nodes, dots = (size, 40) if name == "nodes" else (10, size)
            whole = _tree(nodes)
            segment = _crowded(timeline.segments(whole.timeline, "")[-1], whole, dots)
            scene, cost = replace(picture(whole, Settings()), planes=True), []
            for _ in range(repeats):
                easel, begun = stage.Easel(), time.process_time()
                easel.still(segment, scene, 0.0)
                fixed = time.process_time() - begun
                begun = time.process_time()
                easel.render(segment, scene, lambda frame, repeat=1: None)
                cost.append(1000 * (time.process_time() - begun) / (segment.seconds * scene.fps))
            costs[size] = cost
            yield Row(f"a frame with {size} {name}", cost, None, True, "ms", {"fixed_s": round(fixed, 3)})
        few, *more = sizes
        for size in more:
            grown = median(costs[size]) / median(costs[few]) / (size / few)
            yield Row(f"of growing as {few} {name} become {size}", [grown], 1.0, True, "×")


def _tree(nodes: int) -> Plan:
    """A source before a tree of servers, three behind each."""
    edges = "".join(f"  N{(index - 1) // 3} --> N{index}\n" for index in range(1, nodes - 1))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "chart.mmd"
        path.write_text(f"graph LR\n  U --> N0\n{edges}  %% @step a\n  %% @appear all\n  %% @step b\n  %% @wait 1s\n")
        return planned(path)


def _crowded(segment: Segment, whole: Plan, dots: int, seconds: float = 2.0) -> Segment:
    """So many `seconds` of it, with so many dots on their way at any moment, evenly over all wires."""
    wires = [wire.id for wire in whole.cast.wires]
    flows = []
    for number in range(dots):
        for turn in range(-1, ceil(seconds / AWAY)):
            start = (number / dots + turn) * AWAY
            value, path = {"tone": "traffic", "weight": 1}, (wires[number % len(wires)],)
            flows.append(Clip(start, start + AWAY, Action.FLOW, "", value, slot="served", path=path, ease="linear"))
    return replace(segment, seconds=seconds, clips=(*segment.clips, *flows))
