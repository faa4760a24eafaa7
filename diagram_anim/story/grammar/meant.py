"""What a word that fits nowhere in a beat may have been meant as: a value without its name, or more words of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagram_anim.model.effect import Arg, Form, Kind
from diagram_anim.story.grammar import units
from diagram_anim.story.grammar.scan import Sort, Token
from diagram_anim.story.grammar.wording import quoted
from diagram_anim.story.grammar.wrong import Wrong

if TYPE_CHECKING:
    from diagram_anim.story.grammar.reading import Reading

_NAMED = (Kind.TEXT, Kind.NAME, Kind.NEIGHBOUR, Kind.NEW)


def argument(beat: Reading, text: str, *, names: bool = True) -> str:
    """`to=6` for a `6`: the argument that such a value is of, or ""; with `names` also one that takes any word."""
    free = [arg for arg in beat.effect.args if arg.name not in beat.args]
    for arg in sorted(free, key=lambda one: not one.required):
        if arg.kind not in _NAMED and not isinstance(units.value(arg.kind, text, arg.choices), Wrong):
            return f"{arg.name}={text}"
    if beat.has(Form.LEVEL) and not isinstance(units.value(Kind.PERCENT, text), Wrong):
        return f"cpu={text}"
    takers = [arg for arg in free if names and arg.kind in _NAMED and _may(beat, arg, text)]
    taker = next((arg for arg in takers if arg.required), None) or next(
        (arg for arg in takers if arg.kind is Kind.NEW), None
    )
    return f"{taker.name}={text}" if taker else ""


def _may(beat: Reading, arg: Arg, text: str) -> bool:
    """Whether an argument that takes names takes this one: a new one, or one of the diagram's."""
    known = text in beat.names.kinds
    return arg.kind is Kind.TEXT or known is (arg.kind is not Kind.NEW)


def whole(before: Token | None, words: list[Token]) -> str:
    """`as="web 3"` for `as=web 3`: words that belong to the value right before them, or ""."""
    if before is None or before.sort is not Sort.PAIR or before.value is None or before.value.quoted:
        return ""
    said = " ".join([before.value.text, *(word.text for word in words)])
    return f"{before.text}={units.meant_duration(said) or quoted(said)}"
