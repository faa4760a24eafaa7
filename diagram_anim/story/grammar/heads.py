"""What is said once of a whole film or step: its values, read from text."""

from __future__ import annotations

import re

from diagram_anim.model.effect import Kind
from diagram_anim.model.limits import PACE, STEP
from diagram_anim.story.grammar import units
from diagram_anim.story.grammar.wrong import Wrong

EXAMPLES = {
    "title": "Black Friday",
    "subtitle": "shop.example",
    "lang": "en",
    "infer": "off",
    "seed": "7",
    "pace": "1.2",
    "charts": "on",
    "for": "6s",
}
"""What may follow a directive's name."""


def length(text: str) -> float | Wrong:
    """How many seconds of film a step lasts."""
    found: float | Wrong = units.value(Kind.DURATION, text)
    if found == 0:
        return Wrong("a step of no length shows nothing", "leave it out for its own length, or write `4s`")
    return found if isinstance(found, Wrong) or found <= STEP else units.beyond(text, STEP)


def switch(text: str) -> bool | Wrong:
    words = {"on": True, "off": False}
    return words.get(text, Wrong(f"`{text}` is neither on nor off", "write `on` or `off`"))


def pace(text: str) -> float | Wrong:
    """How much longer every step takes: 1.2."""
    if re.fullmatch(r"\d+(\.\d+)?", text) and float(text) > PACE:
        return Wrong(f"a pace is {PACE:g} at most", "write `1.2` for films a fifth longer")
    if re.fullmatch(r"\d+(\.\d+)?", text) and float(text) > 0:
        return float(text)
    return Wrong(f"`{text}` is no pace", "write a factor: `1.2`")


def seed(text: str) -> int | Wrong:
    found: int | Wrong = units.value(Kind.COUNT, text)
    return found


def unquoted(text: str) -> str:
    match = re.fullmatch(r'"((?:[^"\\]|\\.)*)"', text)
    return re.sub(r"\\(.)", r"\1", match[1]) if match else text


def open_quote(text: str) -> Wrong | None:
    """Of a quote before a text that is never closed."""
    if text.startswith('"') and text.count('"') == 1:
        return Wrong("this quote is never closed", 'end it with `"`', "open-quote")
    return None


def lacking(name: str) -> Wrong:
    """Of a directive that nothing follows."""
    return Wrong(f"nothing follows `@{name}`", f"write `@{name} {EXAMPLES[name]}`", "missing-value")
