"""What is handed over beside the films: posters and contact sheets.

Comes in: frames. Goes out: pictures that appear whole. It refuses to know how a frame came to be.
"""

from diagram_anim.deliver.pictures import poster, sheet

__all__ = ["poster", "sheet"]
