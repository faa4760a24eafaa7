"""Where the tests find what isn't part of the project."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the course lecture and Mermaid's conformance cases; the test is skipped where it isn't there."""
    path = Path(os.environ.get("DIAGRAM_ANIM_SHARED", ROOT.parent / "shared"))
    if not path.is_dir():
        pytest.skip("needs the course lecture and Mermaid's cases: set DIAGRAM_ANIM_SHARED to their folder")
    return path
