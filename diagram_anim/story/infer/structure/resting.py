"""What a plain telling leaves out of its ways: marks that are no words, and who is being seen to."""

from __future__ import annotations

from dataclasses import replace

from diagram_anim.story import idle, sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.language import phrases


def off(given: Given) -> list[str]:
    """Those who are being seen to; a box that leads on is one step of several."""
    return [id for id in given.nodes if id in idle.resting(given.chart) and not given.graph.after.get(id)]


def words(given: Given, id: str) -> str:
    """What is said of one of them: what its own card says, or the arrow by which it is to come."""
    plans = [edge.label.plain for edge in given.graph.edges if edge.target == id and edge.label and idle.planned(edge)]
    return given.say("alone", a=given.name(id), text=phrases.clean(plans[0])) if plans else given.whole(id)


def unmarked(given: Given) -> Given:
    """Without the arrows to what is a mark and no word, or is being seen to: nothing runs along them."""
    chart, away = given.chart, {*off(given)}
    marks = {node.id for node in chart.nodes if sense.only_mark(node.label.plain)} | away
    kept = tuple(edge for edge in chart.edges if edge.target not in marks and edge.source not in away)
    return replace(given, diagram=replace(chart, edges=kept)) if marks else given
