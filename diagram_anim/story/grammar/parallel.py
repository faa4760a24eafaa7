"""Which of several edges between the same two things is meant: `A -> B:2` is the second that is drawn from A to B,
`A -> B:e1` the one that the diagram calls `e1`.

Comes in: a name behind an arrow, with what stands behind its colon. Goes out: an edge's id, or what is wrong.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diagram_anim.model.diagram import Edge
from diagram_anim.story.grammar import near
from diagram_anim.story.grammar.scan import Token
from diagram_anim.story.grammar.wrong import Wrong

if TYPE_CHECKING:
    from diagram_anim.story.grammar.names import Names
    from diagram_anim.story.grammar.reading import Reading


def whole(token: Token, names: Names) -> Token:
    """The token, its colon part of its name where something is called so."""
    return replace(token, text=named(token), nth="") if token.nth and named(token) in names.kinds else token


def named(token: Token) -> str:
    """A name with what stands behind its colon."""
    return f"{token.text}:{token.nth}" if token.nth else token.text


def taken(beat: Reading, token: Token) -> None:
    """Keeps which edge the last hop of a path runs along, where it says so."""
    if not token.nth:
        return
    if len(beat.targets) < 2:
        message = f"no arrow leads to `{named(token)}` here"
        beat.wrong(token, "unknown-edge", message, "an edge is named behind its arrow: `A -> B:2`")
        return
    source, target = beat.targets[-2:]
    found = chosen(beat.names, source, target, token.nth, open_ended=True)
    if isinstance(found, Wrong):
        beat.misread(token, found)
    else:
        beat.args.setdefault("edges", {})[len(beat.targets) - 2] = found


def chosen(names: Names, source: str, target: str, nth: str, *, open_ended: bool = False) -> str | Wrong:
    """The edge from one to the other that has this number or id; of an open-ended one either may be its end."""
    ends = (names.bearer(source), names.bearer(target))
    found = names.edges.get(ends) or (names.edges.get(ends[::-1]) if open_ended else None)
    if found is None and (said := names.number(*ends, nth)):
        hint = f"write `{source} -> {target}`; `play {said}` plays this message"
        return Wrong("the messages of a sequence are named by their own numbers", hint, "unknown-edge")
    if found is None:
        return Wrong(f"no edge leads from `{source}` to `{target}`", f"write `{source} -> {target}`", "unknown-edge")
    if nth in found:
        return nth
    if not nth.isdigit():
        known = [one for one in found if not one.startswith(f"L_{ends[0]}_")] or ["1", str(len(found))]
        hint = near.hint(nth, known) or f"they are called {near.listed([*map(str, range(1, len(found) + 1))])}"
        return Wrong(f"no edge from `{source}` to `{target}` is called `{nth}`", hint, "unknown-edge")
    if not 1 <= int(nth) <= len(found):
        count = "one edge leads" if len(found) == 1 else f"{len(found)} edges lead"
        hint = f"{count} from `{source}` to `{target}`"
        return Wrong(f"no edge from `{source}` to `{target}` has the number {nth}", hint, "unknown-edge")
    return found[int(nth) - 1]


def numbers(edges: tuple[Edge, ...]) -> dict[str, str]:
    """What stands behind the colon for each edge beside others: its own id if its author gave one, else its number."""
    places: dict[tuple[str, str], list[Edge]] = {}
    for edge in edges:
        places.setdefault((edge.source, edge.target), []).append(edge)
    some = [twins for twins in places.values() if len(twins) > 1]
    return {one.id: one.id if one.user_id else str(at) for twins in some for at, one in enumerate(twins, 1)}
