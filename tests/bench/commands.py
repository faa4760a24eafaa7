"""What commands take as a user runs them."""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from diagram_anim.encode import mp4
from tests.bench.processes import TOOL, Ran, run
from tests.bench.row import LECTURE, SCENE, SHARED, Row, parts


def beside_manim(repeats: int) -> Iterator[Row]:
    """The same film as an ordinary and as a careful Manim user writes it, over ours, from the shell; then with our
    encoder's settings given to Manim."""
    own = "".join(f"{name} = {value}\n" for name, value in mp4.SETTINGS["hd"].options(30).items())
    for options, told, targets in (("", "", (12.0, 5.0)), (own, ", our encoder settings", (10.0, 4.0))):
        for name, least in zip(("naive", "careful"), targets, strict=True):
            script = SHARED / "bench" / f"{name}_failover.py"
            if not script.is_file():
                continue
            ours: list[Ran] = []
            theirs: list[Ran] = []
            for _ in range(repeats):
                with tempfile.TemporaryDirectory() as folder:
                    config = Path(folder) / "manim.cfg"
                    config.write_text(f"[video_encoder.options]\n{options}")
                    manim = [sys.executable, "-m", "manim", "render", "-r", "1280,720", "--fps", "30", "-c", config]
                    place = ["--disable_caching", "--media_dir", folder, script, "Failover"]
                    theirs.append(run([*manim, *place], watched=False))
                    words = [*TOOL, "render", SCENE, "-o", folder, "-q"]
                    ours.append(run(words, watched=False, DIAGRAM_ANIM_CACHE="off"))
            ratios = [their.seconds / our.seconds for their, our in zip(theirs, ours, strict=True)]
            also = {}
            for who, ran in (("ours", ours), ("theirs", theirs)):
                also[f"{who}_s"] = round(statistics.median(one.seconds for one in ran), 2)
                also[f"{who}_busy_s"] = round(statistics.median(one.busy for one in ran), 2)
            yield Row(f"the {name} Manim script over ours, 720p30{told}", ratios, least, False, "×", also)


def starting(repeats: int) -> Iterator[Row]:
    """Commands that draw nothing, and the first picture, from the shell."""
    bare = [run([sys.executable, "-c", "import click"], watched=False) for _ in range(5 * repeats)]
    yield Row("python -c 'import click'", [one.seconds for one in bare])
    floor, least = (statistics.median(times) for times in ([one.seconds for one in bare], [one.busy for one in bare]))
    check = ("check", LECTURE, "-q")
    with tempfile.TemporaryDirectory() as folder:
        for name, words, cache, times in (
            ("--help", ("--help",), "off", 2.5),
            ("check", check, "off", 6),
            ("check, nothing changed", check, folder, 6),
        ):
            taken = [run([*TOOL, *words], watched=False, DIAGRAM_ANIM_CACHE=cache) for _ in range(5 * repeats)]
            yield Row(name, [one.seconds for one in taken])
            yield Row(f"{name}, over a bare import of click", [one.seconds / floor for one in taken], times, True, "×")
            yield Row(f"{name}, the same of processor time", [one.busy / least for one in taken], None, True, "×")
    words = [sys.executable, "-m", "tests.bench.checking", LECTURE]
    spent = [json.loads(run(words, watched=False, DIAGRAM_ANIM_CACHE="off").out) for _ in range(5 * repeats)]
    for name in spent[0]:
        yield Row(f"  of check: {name}", [one[name] for one in spent], unit="ms")
    with tempfile.TemporaryDirectory() as folder:
        words = [*TOOL, "still", f"{LECTURE}#1", "-o", folder, "-q"]
        stills = [run(words, watched=False, DIAGRAM_ANIM_CACHE="off").seconds for _ in range(repeats)]
        yield Row("first still of a diagram", stills, 2.5)


def unchanged(repeats: int) -> Iterator[Row]:
    """A hundred clips of which none has changed; and one changed caption."""
    with tempfile.TemporaryDirectory() as folder:
        lecture, cache = Path(folder) / "lecture.md", str(Path(folder) / "cache")
        block = "```mermaid\ngraph LR\n  A --> B\n  %% @step {0}\n  %% @appear all\n```\n"
        lecture.write_text("".join(f"# Clip {n}\n\n{block.format(f'Clip {n}')}\n" for n in range(100)))
        words = [*TOOL, "render", lecture, "-o", Path(folder) / "out", "--quality", "draft", "--fps", "2", "-q"]
        run(words, watched=False, DIAGRAM_ANIM_CACHE=cache)
        again = [run(words, watched=False, DIAGRAM_ANIM_CACHE=cache).seconds for _ in range(repeats)]
        yield Row("nothing changed, 100 clips", again, 1.0)

        scene, drawn = Path(folder) / "scene.yaml", []
        head, steps = parts()
        minute = head + "".join(steps * 3)
        scene.write_text(minute, encoding="utf-8")
        words = [*TOOL, "render", scene, "-o", folder, "--quality", "draft", "-q", "--json"]
        before = json.loads(run(words, watched=False, DIAGRAM_ANIM_CACHE=cache).out)["segments"]
        for turn in range(repeats):
            scene.write_text(minute.replace("새 서버가", f"새 서버 {turn + 1}번이", 1), encoding="utf-8")
            now = json.loads(run(words, watched=False, DIAGRAM_ANIM_CACHE=cache).out)["segments"]
            drawn.append(float(len(set(now) - set(before))))
            before = now
        yield Row("one caption of a minute changed: rendered again", drawn, 2, True, "segments")
