"""What the sequence view's clips say of a row at a moment: how much of it is there, its tense, whose colour it has; and
how far the view has rolled.
"""

from __future__ import annotations

from diagram_anim.model.layout import Placed
from diagram_anim.model.timeline import Action
from diagram_anim.stage import tenses
from diagram_anim.stage.awaited import VIEW
from diagram_anim.stage.moment import Moment


def scroll(moment: Moment) -> float:
    """How far the view is rolled up, in px."""
    return moment.number("roll", Action.SCROLL, view=VIEW)


def pan(moment: Moment) -> float:
    """How far the view is moved to the left, in px."""
    return moment.number("pan", Action.SCROLL, view=VIEW)


def number(moment: Moment, id: str) -> float:
    """How much is there of a row, a head or a line, 0–1."""
    return min(1.0, moment.number(id, Action.SHOW, view=VIEW))


def strength(moment: Moment, id: str) -> float:
    """How strong it is beside what stands forth."""
    return moment.strength(moment.number(id, Action.DIM, view=VIEW))


def tense(moment: Moment, id: str) -> list[tuple[str, float]]:
    """A row's place in time, with how much of each is seen; what is lit is spoken of now."""
    shares: dict[str, float] = {}
    for at, share in moment.read(id, Action.TENSE, view=VIEW).mixed:
        for lit, part in moment.read(id, Action.LIGHT, view=VIEW).mixed:
            look = tenses.NOW if lit else str(at)
            shares[look] = shares.get(look, 0.0) + share * part
    return list(shares.items())


def spoken(moment: Moment, id: str) -> list[tuple[str, float]]:
    """The same of a message's line, which stands back behind its dot while that is under way."""
    arriving = float(moment.kit.theme["motion.arrive"]["dur"])
    past = moment.since(id, Action.SHOW, arriving, VIEW)
    there = 0.0 if number(moment, id) < 1 else 1.0 if past is None else past / arriving
    shares = dict(tense(moment, id))
    now = shares.pop(tenses.NOW, 0.0)
    shares |= {tenses.UNDER_WAY: now * (1 - there), tenses.NOW: now * there}
    return [(look, share) for look, share in shares.items() if share > 0]


def tone(moment: Moment, placed: Placed) -> str:
    """A message's own tone, else that of the participant it goes to."""
    own = moment.read(placed.id, Action.TONE, view=VIEW).value
    row = moment.kit.row(placed.id)
    target = row.over[-1] if row and row.over else ""
    return str(own or moment.read(target, Action.TONE, view=VIEW).value or "traffic")
