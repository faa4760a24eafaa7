"""Films of our scenes as they are delivered: none flashes, and all words can be read, in every theme."""

import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from diagram_anim import resources

SCENES = Path(__file__).parent.parent.parent / "scenes"
NAMES = sorted(path.name for path in SCENES.iterdir() if path.suffix in (".yaml", ".md"))

FEW = [("self-healing.yaml", "night"), ("autoscaling.yaml", "day"), ("blue-green.yaml", "chalk")]
"""Parts that fail and come back, traffic that grows, versions in colours of their own."""


@pytest.mark.slow
@pytest.mark.parametrize("name, theme", FEW)
def test_our_films_are_safe_to_watch_and_can_be_read(tmp_path, name, theme):
    assert_safe(tmp_path, name, theme)


@pytest.mark.delivery
@pytest.mark.sweep
@pytest.mark.slow
@pytest.mark.parametrize("name, theme", sorted(set(product(NAMES, resources.themes())) - set(FEW)))
def test_every_scene_is_safe_to_watch_and_can_be_read_in_every_theme(tmp_path, name, theme):
    assert_safe(tmp_path, name, theme)


def assert_safe(folder, name, theme):
    run(folder, "render", SCENES / name, "-o", folder, "--quality", "draft", "--theme", theme, "--jobs", "1")
    films = sorted(folder.rglob("*.mp4"))
    assert films
    run(folder, "check", "--film", *films)


def run(folder, *words):
    command = [sys.executable, "-m", "diagram_anim", *map(str, words)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
