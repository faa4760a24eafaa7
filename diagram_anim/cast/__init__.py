"""Who will ever be on stage, and what each must have room for.

Comes in: a storyboard and its log. Goes out: the cast. It knows no places and no times; what changes on a card (its
state, its counts, its meters) is read off the log, so that the layout can keep room for it from the start.
"""

from diagram_anim.cast.resolve import resolve

__all__ = ["resolve"]
