"""When everything is seen: the storyboard's beats and the log's events become clips on the film's time.

Comes in: storyboard, cast, log, layout. Goes out: a timeline of primitive clips with the clock that ties the system's
seconds to the film's, and its segments, each a pure function of its content. It doesn't know how anything is drawn.
"""

from diagram_anim.timeline.digest import digest
from diagram_anim.timeline.schedule import schedule
from diagram_anim.timeline.segments import segments

__all__ = ["digest", "schedule", "segments"]
