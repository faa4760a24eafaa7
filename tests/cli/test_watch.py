"""`watch`: a saved file is a new film, on a page that says so."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from urllib.request import urlopen

import pytest

from tests.cli.command import run

LECTURE = "# Flow\n\n```mermaid\ngraph LR\n  A[one] --> B[two]\n```\n"


def until(address, number, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with urlopen(f"{address}round") as answer:
            if json.load(answer) == number:
                return
        time.sleep(0.2)
    raise AssertionError(f"round {number} was never reached")


@pytest.mark.slow
def test_what_is_saved_is_rendered_again_and_shown(tmp_path):
    lecture = tmp_path / "lecture.md"
    lecture.write_text(LECTURE)
    kept = {"DIAGRAM_ANIM_CACHE": str(tmp_path / "cache")}  # films of before are shown, too
    assert not run("render", lecture, "--quality", "draft", "-o", "films", cwd=tmp_path, **kept).returncode
    given = [sys.executable, "-m", "diagram_anim", "watch", lecture, "--port", "0", "--quality", "draft", "-o", "films"]
    with (
        subprocess.Popen(
            given, cwd=tmp_path, env=os.environ | kept, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as watching,
        ExitStack() as ending,
    ):
        ending.callback(watching.kill)
        address = re.search(r"http://127\.0\.0\.1:\d+/", watching.stderr.readline())[0]
        until(address, 1)
        with urlopen(address) as page:
            assert "lecture/01-flow.html" in page.read().decode()
        film = tmp_path / "films" / "lecture" / "01-flow.mp4"
        before = film.read_bytes()
        lecture.write_text(LECTURE.replace("two", "three"))
        until(address, 2)
        assert film.read_bytes() != before
        lecture.write_text(LECTURE.replace("-->", "-- ["))
        until(address, 3)
        with urlopen(address) as page:
            shown = page.read().decode()
            assert "lecture/01-flow.html" in shown and "<pre>error[" in shown and "lecture.md:5" in shown
        watching.send_signal(signal.SIGINT)
        _, told = watching.communicate(timeout=20)
    assert watching.returncode == 0
    assert "lecture.md:5" in told


def test_shapes_are_listed_with_all_their_names():
    ran = run("shapes")
    assert re.search(r"^diam +decision diamond question$", ran.stdout, re.MULTILINE)
    assert len(ran.stdout.splitlines()) > 50
