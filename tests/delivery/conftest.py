"""The films and the browser that delivery is tested with."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

FILM = """graph LR
  U[사용자] --> W[웹 서버]
"""


@pytest.fixture(scope="session")
def film(tmp_path_factory) -> Path:
    """A film through the command itself, 854 × 480 px: the smallest chart, in more than one piece."""
    folder = tmp_path_factory.mktemp("film")
    source = folder / "chart.mmd"
    source.write_text(FILM, encoding="utf-8")
    command = [sys.executable, "-m", "diagram_anim", "render", str(source), "-o", str(folder), "--quality", "draft"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.splitlines()[-1])


@pytest.fixture(scope="session")
def modules() -> Path:
    """What is tried in a browser and isn't Python's: axe-core and tools that our films go into. Where CI runs it must
    be there."""
    folder = Path(sys.prefix) / "npm" / "node_modules"
    if not folder.exists():
        if os.environ.get("CI"):
            pytest.fail("there are no packages of npm: run `make test-delivery`")
        pytest.skip("needs packages of npm: `make test-delivery` installs them")
    return folder


@pytest.fixture(scope="session")
def axe(modules) -> str:
    """The script of axe-core, which judges a page by WCAG."""
    return (modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser. Where CI runs it must be there; elsewhere the tests are skipped without it."""
    found = shutil.which("chromium")
    if not found:
        if os.environ.get("CI"):
            pytest.fail("there is no Chromium: run `make test-delivery`")
        pytest.skip("needs Chromium: `make test-delivery` installs it")
    return found
