"""A design: the sizes in which a chart is tried, and the forms of its cards, groups and bands."""

from __future__ import annotations

from dataclasses import dataclass

from diagram_anim.layout.frame.sizes import Sizes


@dataclass(frozen=True, slots=True)
class Design:
    """What is tried: the sizes, and whether calm cards stand upright."""

    sizes: Sizes
    upright: bool
    narrow: bool = False
    bands: int = 1
    """In how many bands, one below the other, a level container may stand that is long."""

    strip: bool = False
    """Whether the chart is a strip above a sequence: a thing alone in its rank is as high as the strip."""

    feet: frozenset[str] = frozenset()
    """Groups whose titles stand below what they hold."""

    beside: bool = False
    """Whether low groups that stand one below the other have their titles beside what they hold."""

    flat: frozenset[str] = frozenset()
    """Cards whose names stand on as few lines as may be, those in diamonds also where their author broke them, and the
    words of whose states stand beside their names."""

    slim: frozenset[str] = frozenset()
    """Cards whose names stand on two lines, as even as can be, if that makes them less wide."""

    passing: bool = False
    """Whether lines from a band above pass over what stands in a band, and those to one below under it."""

    stands: bool = False
    """Whether cards stand upright whatever they show: they are less wide so."""

    across: bool = True
    """Whether things stand as what they are joined with in other groups wants them to: parents over their children
    there, groups so that lines run straight wherever there is room for it."""

    bars: frozenset[str] = frozenset()
    """Cards that would be so much wider than high that they are no wider than that looks well."""

    @property
    def straight(self) -> bool:
        """Whether groups stand so that lines run straight to what they hold; where the room is scarce, in the least."""
        return self.sizes.ease >= 1.0
