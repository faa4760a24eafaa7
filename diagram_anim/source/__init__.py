"""The users' files: what they named, the diagrams found in them, and problems shown at their place.

Comes in: paths. Goes out: documents, blocks with their headings and prose, every span in the user's own file. It
refuses to know what a diagram means.
"""

from diagram_anim.source.blocks import block_at, blocks
from diagram_anim.source.inputs import Input, gather, load
from diagram_anim.source.report import render_diagnostic

__all__ = ["Input", "block_at", "blocks", "gather", "load", "render_diagnostic"]
