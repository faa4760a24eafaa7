"""`doctor`: what this machine lacks."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

import click

PACKAGES = ("manim", "mermaid-py", "av", "pillow", "pygraphviz", "uharfbuzz", "simpy", "pydantic", "ruamel-yaml")


@click.command("doctor", short_help="Tell what this machine lacks.")
def command() -> int:
    """Try what rendering needs, and tell the command that mends what is missing."""
    checks: tuple[tuple[str, Callable[[], str], str], ...] = (
        ("Python", _python, "install Python 3.11 or newer"),
        ("packages", _packages, "run `uv sync`, or `pip install diagram-anim` again"),
        ("Cairo and Pango", _drawing, "apt-get install libcairo2-dev libpango1.0-dev pkg-config gcc python3-dev"),
        ("Graphviz", _layout, "pip install --force-reinstall pygraphviz (layouts fall back to a simpler way without)"),
        ("H.264 encoder", _encoder, "pip install --force-reinstall av"),
        ("fonts, icons, themes", _data, "install diagram-anim again"),
        (
            "cache",
            _cache,
            "set DIAGRAM_ANIM_CACHE to a folder with room that can be written, and DIAGRAM_ANIM_CACHE_SIZE to a size",
        ),
        ("room on disk", _disk, "free some room in the temporary folder"),
    )
    lacking = 0
    for name, check, mend in checks:
        try:
            click.echo(f"ok      {name}: {check()}")
        except Exception as problem:  # whatever is wrong, the other checks still tell
            lacking += 1
            click.echo(f"MISSING {name}: {problem}\n        → {mend}")
    return 3 if lacking else 0


def _python() -> str:
    return sys.version.split()[0]


def _packages() -> str:
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            raise RuntimeError(f"{name} isn't installed") from None
    return ", ".join(found)


def _drawing() -> str:
    return _probe("import manim; print(f'manim {manim.__version__} imports')")


def _layout() -> str:
    return _probe("import pygraphviz as g; a = g.AGraph('digraph{a->b}'); a.layout('dot'); print('dot lays out')")


def _encoder() -> str:
    return _probe("import av; av.codec.Codec('libx264', 'w'); print(f'PyAV {av.__version__} with libx264')")


def _probe(code: str) -> str:
    """Tried in a process of its own: a library that crashes or hangs must not take this command with it."""
    try:
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    except subprocess.TimeoutExpired:
        raise RuntimeError("no answer within a minute") from None
    if ran.returncode:
        raise RuntimeError((ran.stderr.strip().splitlines() or [f"ended with {ran.returncode}"])[-1])
    return ran.stdout.strip().splitlines()[-1]


def _data() -> str:
    from diagram_anim import resources
    from diagram_anim.text import fonts

    for face in fonts.FILES:
        fonts.font(face)
    return f"{len(fonts.FILES)} fonts, {len(resources.icons())} icons, themes {', '.join(resources.themes())}"


def _cache() -> str:
    from diagram_anim.batch.cache import open_cache

    cache = open_cache()
    root = cache.root
    if root is None and os.environ.get("DIAGRAM_ANIM_CACHE") != "off":
        raise RuntimeError("nothing can be kept: every run renders anew")
    if root is not None and not os.access(root, os.W_OK):
        raise RuntimeError(f"{root} can't be written: what is there is used, and nothing new is kept")
    if root is not None and not cache.roomy:
        raise RuntimeError(f"the disk of {root} is nearly full: what is there is used, and nothing new is kept")
    return str(root or "off")


def _disk() -> str:
    import shutil

    free = shutil.disk_usage(tempfile.gettempdir()).free
    if free < 500 * 1024**2:
        raise RuntimeError(f"only {free // 1024**2} MB free")
    return f"{free // 1024**3} GB free"
