"""What a numbered arrow bids one that it leads to and calls by name: to give up its work, to take it again, to lead.

Comes in: an arrow, and those before it. Goes out: what befalls whom.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Cause
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import called
from diagram_anim.story.infer.words.tidings import Told
from diagram_anim.story.language import phrases, tidings
from diagram_anim.story.language.events import sharing, upkeep
from diagram_anim.story.outcomes import BREAKABLE


def bidden(given: Given, edge: Edge, before: Sequence[Edge]) -> Told | None:
    """What an arrow bids, None where it calls another, or tells of a case."""
    text = phrases.unnumbered(edge.label.plain) if edge.label else ""
    who = edge.target
    bare = _BARE.fullmatch(text.strip()) is not None
    if who not in called.parts(given) or sense.in_need(text) or not (bare or _called(given, text, who)):
        return None
    line = edge.span.line
    if hit := sense.says(text, "promote"):
        keeps = given.role(who) in BREAKABLE
        act = beat("highlight", who, cause=Cause("promotion", hit.word, line), tone="healthy")
        return Told(act, text, hit.word) if keeps and not hit.negated else None
    if found := sharing("drains").search(text):
        return Told(beat("drain", who, cause=Cause("end", found[0], line)), text, found[0])
    out = [one.label.plain for one in before if one.target == who and one.label]
    if any(map(sharing("drains").search, out)) and (found := upkeep("back").search(text)):
        return Told(beat("recover", who, cause=Cause("start", found[0].strip(), line)), text, found[0].strip())
    return None


_BARE = re.compile(
    r"(?:un)?(?:drain|cordon)(?: (?:it|the node|node))?|드레인|언?코든|드레인 해제|복귀|ドレイン|復帰", re.IGNORECASE
)
"""An order that calls nobody, to whom it is given."""


def _called(given: Given, text: str, who: str) -> bool:
    """Whether a text calls one and nobody else, by its name or by what only its name has."""
    own = [id for id in called.parts(given) if _names(given, text, id)]
    return own == [who]


def _names(given: Given, text: str, id: str) -> bool:
    return tidings.calls(text, called.nicknames(given, id)) or any(
        tidings.calls(text, [name]) for name in _short(given, id)
    )


def _short(given: Given, id: str) -> list[str]:
    """A numbered or lettered name without what stands before its last word: `gateway 1` of `Packet gateway 1`."""
    found = _LAST.search(given.name(id))
    short = found[0] if found else ""
    others = [given.name(one) for one in given.nodes if one != id]
    return [short] if short and not any(short.casefold() in one.casefold() for one in others) else []


_LAST = re.compile(r"[^\W\d]+\s?(?:\d+|[A-Z])(?=$|[,(])")


def back_again(given: Given, edge: Edge, failed: Collection[str]) -> Told | None:
    """That one which has failed is well by when something is brought to it: `발급사 복구 후 내역 전달`."""
    text = phrases.unnumbered(edge.label.plain) if edge.label else ""
    hit = _ONCE_WELL.search(text)
    who = next((id for id in (edge.target, edge.source) if id in failed), "")
    if hit is None or not who or given.role(who) is Role.CLIENT:
        return None
    return Told(beat("recover", who, cause=Cause("recovery", hit[0].strip(), edge.span.line)), text, hit[0].strip())


_ONCE_WELL = re.compile(
    r"(?:복구|복귀|회복|재기동|재가동)(?:된|한)?\s?(?:후|뒤|이후|직후)|(?:復旧|復帰|回復|再起動)(?:した)?後"
    r"|\bafter (?:the )?(?:recovery|restart)\b"
    r"|\b(?:once|when|after) (?:it|[\w-]+(?: [\w-]+)?) (?:is back|recovers|has recovered|returns)\b",
    re.IGNORECASE,
)
