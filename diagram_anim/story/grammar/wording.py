"""A beat as its line again: what the grammar reads back to the same beat."""

from __future__ import annotations

import re
from typing import Any

from diagram_anim.effects import BY_NAME
from diagram_anim.model.diagram import Flowchart
from diagram_anim.model.effect import AT, Effect, Form, Kind
from diagram_anim.model.storyboard import Beat, Storyboard
from diagram_anim.story.grammar import parallel, units

_PLAIN = re.compile(r"[^\W_][\w./+,!$%&'-]*(?<!->)", re.UNICODE)
_MARKED = re.compile(r"(msg|note):\d+")
_SOUNDS_OTHERWISE = re.compile(r"x?\d[\d.]*|\d+\.\.\d*|then|all|until")


class Wording:
    """Writes the beats of one storyboard; knows its edges by their ends."""

    def __init__(self, board: Storyboard) -> None:
        self.edges: dict[str, str] = {}
        self.numbers: dict[str, str] = {}
        if isinstance(board.diagram, Flowchart):
            nodes = {node.id for node in board.diagram.nodes} | {group.id for group in board.diagram.subgraphs}
            self.numbers = parallel.numbers(board.diagram.edges)
            for edge in board.diagram.edges:
                if edge.id not in nodes:
                    self.edges[edge.id] = f"{_name(edge.source)}->{_name(edge.target)}{self._numbered(edge.id)}"

    def beat(self, beat: Beat) -> str:
        """The beat without its `then`."""
        effect = BY_NAME[beat.verb]
        words = [beat.verb]
        if Form.PATH in effect.forms:
            taken = {hop + 1: self._numbered(edge) for hop, edge in beat.args.get("edges", {}).items()}
            named = (f"{_name(id, effect)}{taken.get(place, '')}" for place, id in enumerate(beat.targets))
            words.append(" -> ".join(named))
            words += self._forms(effect, beat.args)
        elif Form.UNTIL in effect.forms:
            words += self._forms(effect, beat.args)
            words += [_name(target, effect) for target in beat.targets]
        else:
            words += [self._target(target, effect) for target in beat.targets]
            words += self._forms(effect, beat.args)
        for arg in effect.args:
            if arg.name in beat.args:
                value = beat.args[arg.name]
                text = _name(value, effect) if arg.kind in _NAMES else units.written(arg.kind, value)
                words.append(f"{arg.name}={text}")
        words += [flag for flag in effect.flags if beat.args.get(flag)]
        return " ".join(word for word in words if word)

    def _numbered(self, edge: str) -> str:
        """What stands behind the name of its end where others lead the same way."""
        return f":{self.numbers[edge]}" if edge in self.numbers else ""

    def _target(self, target: str, effect: Effect) -> str:
        if target == "all" and "all" in effect.of:
            return target
        return target if _MARKED.fullmatch(target) else self.edges.get(target) or _name(target, effect)

    def _forms(self, effect: Effect, args: Any) -> list[str]:
        words = []
        for form in effect.forms:
            match form:
                case Form.TEXT if "text" in args:
                    words.append(quoted(args["text"]))
                case Form.TIMES if "times" in args:
                    words.append(units.written(Kind.TIMES, args["times"]))
                case Form.SHARES:
                    words += [f"{_name(id, effect)}={units.number(share)}" for id, share in args["to"].items()]
                case Form.LEVEL:
                    words.append(f"{args['name']}={units.written(Kind.PERCENT, args['value'])}")
                case Form.NAMED:
                    words.append(_name(args["name"], effect))
                case Form.RANGE:
                    words.append(_range(args["first"], args["last"]))
                case Form.UNTIL if "until" in args:
                    words.append(f"until {args['until']}")
                case Form.UNTIL:
                    words.append(units.duration(args["seconds"]))
        return words


_NAMES = (Kind.NAME, Kind.NEIGHBOUR, Kind.NEW, Kind.TEXT)


def _range(first: int, last: int | None) -> str:
    return f"{first}.." if last is None else str(first) if last == first else f"{first}..{last}"


def _name(id: str, effect: Effect | None = None) -> str:
    """An id as a word, quoted where a word would mean something else."""
    special = {*effect.flags, AT.name, *(arg.name for arg in effect.args)} if effect else set()
    plain = _PLAIN.fullmatch(id) and not _SOUNDS_OTHERWISE.fullmatch(id) and not _MARKED.fullmatch(id)
    return id if plain and "->" not in id and id not in special else quoted(id)


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
