"""Where the tests find what isn't part of the project, and what holds for all of them."""

import os
import signal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from diagram_anim.text import borrowed

ROOT = Path(__file__).parent.parent

borrowed.COMMAND = "no command"  # which fonts a machine has is no part of the tests

settings.register_profile("house", deadline=None)  # a busy machine is no failure
settings.load_profile("house")

# A shell's job in the background is deaf to Ctrl-C, and so would be the commands that the tests interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the course lecture and Mermaid's conformance cases; the test is skipped where it isn't there."""
    path = Path(os.environ.get("DIAGRAM_ANIM_SHARED", ROOT.parent / "shared"))
    if not path.is_dir():
        pytest.skip("needs the course lecture and Mermaid's cases: set DIAGRAM_ANIM_SHARED to their folder")
    return path


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Among workers what is slow comes first: at the end, where one waits for the other, there are only quick tests."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: item.get_closest_marker("slow") is None)


class Together(LoadScopeScheduling):
    """Each test goes to whichever worker is free, but those that ask for the stories of all cases go to one, which
    tells these once."""

    def _split_scope(self, nodeid: str) -> str:
        asks = nodeid.startswith(
            tuple(f"tests/story/{name}.py" for name in ("test_describe", "test_evidence", "test_inference"))
        )
        return "stories" if asks else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    return Together(config, log)
