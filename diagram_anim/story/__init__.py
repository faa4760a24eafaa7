"""From a diagram and its words to the storyboard: what happens, step by step.

Comes in: a diagram, the block or scene file it stands in. Goes out: a storyboard with everything in it explicit, each
inferred beat with its cause, and every mistake in the author's lines. Refuses to know pictures and film time.
"""

from __future__ import annotations

from diagram_anim.story.board import storyboard
from diagram_anim.story.data import as_data
from diagram_anim.story.system import build_system

__all__ = ["as_data", "build_system", "storyboard"]
