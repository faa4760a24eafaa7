"""What every drawing function is handed: the picture's things by id, and the theme's values."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from diagram_anim.model.cast import Card, Group, Head, Plot, Row, Wire
from diagram_anim.model.layout import Placed, Type
from diagram_anim.model.theme import Theme
from diagram_anim.stage.palette import Own, Palette
from diagram_anim.stage.picture import Picture
from diagram_anim.stage.tracks import Track
from diagram_anim.stage.vocabulary import word

READABLE = 0.8
"""The scale at which a chart's smallest words can still be read."""


class Kit:
    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.theme: Theme = picture.theme
        self.palette = Palette(picture.theme)
        cast = picture.cast
        things: dict[tuple[str, str], Card | Group | Wire | Head | Row] = {}
        for view, kinds in (("chart", (cast.cards, cast.groups, cast.wires)), ("sequence", (cast.rows, cast.heads))):
            for kind in kinds:
                things.update({(view, thing.id): thing for thing in kind})
        self._things = things
        self._placed: dict[tuple[str, str, str], Placed] = {}
        self._kinds: dict[tuple[str, str], list[Placed]] = defaultdict(list)
        for one in picture.layout.placed:
            self._placed[one.view, one.kind, one.id] = one
            self._kinds[one.view, one.kind].append(one)
        self._own: dict[str, Own] = {}
        self._tracks: dict[tuple[str, str, str, bool], Track] = {}

    def all(self, view: str, kind: str) -> list[Placed]:
        """The placed things of a kind, in the layout's order."""
        return self._kinds.get((view, kind), [])

    def placed(self, view: str, kind: str, id: str) -> Placed:
        return self._placed[view, kind, id]

    def has(self, view: str, kind: str, id: str) -> bool:
        return (view, kind, id) in self._placed

    def track(self, view: str, kind: str, id: str, *, against: bool = False) -> Track:
        """The way along a placed line, or `against` its direction."""
        key = (view, kind, id, against)
        if key not in self._tracks:
            placed = self._placed[view, kind, id]
            self._tracks[key] = Track(placed.corners[::-1] if against else placed.corners, placed.radius)
        return self._tracks[key]

    def card(self, id: str) -> Card | None:
        found = self._things.get(("chart", id))
        return found if isinstance(found, Card) else None

    def group(self, id: str) -> Group | None:
        found = self._things.get(("chart", id))
        return found if isinstance(found, Group) else None

    def wire(self, id: str) -> Wire | None:
        found = self._things.get(("chart", id))
        return found if isinstance(found, Wire) else None

    def head(self, id: str) -> Head | None:
        found = self._things.get(("sequence", id))
        return found if isinstance(found, Head) else None

    def row(self, id: str) -> Row | None:
        found = self._things.get(("sequence", id))
        return found if isinstance(found, Row) else None

    def plot(self, id: str) -> Plot:
        return next(plot for plot in self.picture.cast.plots if plot.id == id)

    def own(self, id: str) -> Own:
        """The author's colours of a card, group or wire."""
        if id not in self._own:
            thing = self._things.get(("chart", id))
            paint = thing.paint if isinstance(thing, Card | Group | Wire) else None
            self._own[id] = self.palette.own(paint, type(thing).__name__.lower()) if paint else Own()
        return self._own[id]

    def bright(self, id: str, tone: str) -> str:
        """The colour of the line of a lit card, group or wire: the author's, where one was given to it alone."""
        thing = self._things.get(("chart", id))
        given = isinstance(thing, Card | Group | Wire) and bool(thing.paint.stroke) and tone == "traffic"
        return (self.own(id).stroke if given else "") or self.palette.tone(tone)

    def word(self, key: str) -> str:
        return word(key, self.picture.lang)

    def type(self, name: str, scale: float = 1.0) -> Type:
        table = self.theme["type"][name]
        return Type(float(table["size"]) * scale, int(table["weight"]))

    def px(self, path: str) -> float:
        return self.theme.px(path)

    def fine(self, view: str, kind: str, id: str) -> float:
        """By how much lines are finer than the theme's: 1 but where a chart is drawn smaller than it can be read."""
        return min(1.0, self.placed(view, kind, id).scale / READABLE)

    def width(self, css: str, default: float) -> float:
        """The author's `stroke-width` in px, within what the look bears."""
        try:
            return min(6.0, max(1.5, float(css.strip().removesuffix("px"))))
        except ValueError:
            return default

    @cached_property
    def frame(self) -> tuple[float, float]:
        return self.picture.layout.frame
