"""Values of the keys of `system:`: one way to read them for scene files, `@system` lines and `--set`.

Comes in: a dotted key and its text. Goes out: the value in SI units (seconds, per second, shares 0 to 1), or what is
wrong with it. The defaults are the simulation's.
"""

from __future__ import annotations

import re
from typing import Any

from diagram_anim.model.effect import Kind
from diagram_anim.story.grammar import near, units
from diagram_anim.story.grammar.keys import (
    BY_NAME,
    CORES,
    KEYS,
    MEMORY,
    MOST,
    PLACES,
    POSITIVE,
    SHARE,
    SWITCH,
    WEIGHT,
    WHOLE,
    Key,
    find,
)
from diagram_anim.story.grammar.names import PARTS, Names
from diagram_anim.story.grammar.wrong import Wrong

__all__ = ["CORES", "KEYS", "MOST", "SHARE", "SWITCH", "UNKNOWN", "WEIGHT", "Key", "find", "read", "value", "written"]

UNKNOWN = "unknown-key"


def read(name: str, text: str, names: Names) -> Any:
    """The value of a dotted key, or a Wrong: with the code `unknown-key` about the key, else about the text."""
    key = find(name)
    if key is None:
        return unknown(name)
    if key.name.endswith(".*"):
        part = name.partition(".")[2]
        known = names.known(PARTS)
        if part not in known:
            return Wrong(f"no {names.thing} called `{part}`", near.hint(part, known), UNKNOWN)
    found = _places(text, names) if key.kind == PLACES else value(key, text)
    if isinstance(found, Wrong) and text.endswith(",") and not isinstance(value(key, text.rstrip(",")), Wrong):
        return Wrong("no commas stand between words", f"write `{name}={text.rstrip(',')}`", "comma")
    if found == 0 and not isinstance(found, bool) and key.name in POSITIVE:
        return Wrong(f"`{name}` can't be 0", "leave it out for its default, or write more")
    if key.name in MOST and isinstance(found, int) and found > MOST[key.name]:
        return beyond(f"`{name}`", MOST[key.name])
    if key.name in WHOLE and isinstance(found, float) and found > 1:
        other = ", or a number of copies" if key.kind is Kind.AMOUNT else ""
        return Wrong(f"`{name}` is 100% at most", f"write a smaller share{other}")
    return found


def beyond(what: str, most: int) -> Wrong:
    """Why more than that are too many."""
    return Wrong(f"{what} is {most:,} at most", "more copies are a number in a film, no matter which: write fewer")


def _places(text: str, names: Names) -> Any:
    """The ids of the parts in a list, or a Wrong."""
    found: list[str] = []
    for word in [text] if text in names.kinds else text.split("/"):
        ids = names.resolve(word, False, PARTS, inside=False)
        if isinstance(ids, Wrong):
            return ids if word else Wrong("no node to run on", "write it as `N1`, `N1/N2` or `N*`")
        found += ids
    return tuple(dict.fromkeys(found))


def unknown(name: str) -> Wrong:
    """Why there is no such key."""
    below = [key.name for key in KEYS if key.name.startswith(f"{name}.")]
    if below:
        return Wrong(f"`{name}` holds more keys", f"there are {near.listed(below)}", UNKNOWN)
    close = near.nearest(name, BY_NAME) or near.nearest(name.rpartition(".")[2], BY_NAME)
    ends = [key.name for key in KEYS if key.name.endswith(f".{name}")]
    hint = near.listed(ends) if ends else f"`{close}`" if close else ""
    there = f"there are {near.listed(dict.fromkeys(key.name.partition('.')[0] for key in KEYS))}"
    unsure = not ends and (not close or len(name) <= near.SHORT)
    return Wrong(f"the system has no key `{name}`", there if unsure else f"did you mean {hint}?", UNKNOWN)


def value(key: Key, text: str) -> Any:
    """The value of a key's text, or a Wrong."""
    found = _value(key, text)
    if isinstance(found, Wrong) and key.kind in (CORES, MEMORY) and (least := units.negative(text)):
        return found if isinstance(_value(key, least), Wrong) else units.below(text)
    return found


def _value(key: Key, text: str) -> Any:
    match key.kind:
        case Kind():
            return units.value(key.kind, text, key.choices)
        case "switch":
            words = {"on": True, "true": True, "off": False, "false": False}
            return words.get(text, Wrong(f"`{text}` is neither on nor off", "write `on` or `off`"))
        case "cores":
            match = re.fullmatch(r"(\d+(?:\.\d+)?)(m?)", text)
            if match:
                return float(match[1]) / (1000 if match[2] else 1)
            return Wrong(f"`{text}` is no number of cores", "write it as `0.5` or `500m`")
        case "free":
            return text
        case "paces":
            return _paces(text)
        case "memory":
            match = re.fullmatch(r"(\d+(?:\.\d+)?)([MG])i", text)
            if match:
                return float(match[1]) / (1024 if match[2] == "M" else 1)
            return Wrong(f"`{text}` is no amount of memory", "write it as `512Mi` or `4Gi`")
        case "weight":
            share = units.share(text)
            return share if isinstance(share, Wrong) else share / 100
    return units.percent(text)


def _paces(text: str) -> Any:
    found = []
    for word in text.split("/"):
        amount, _, period = word.partition(":")
        most, seconds = units.value(Kind.AMOUNT, amount), units.value(Kind.DURATION, period)
        if isinstance(most, Wrong) or isinstance(seconds, Wrong) or not seconds:
            return Wrong(
                f"`{word}` is no limit with its period", "write `4:15s` or `50%:1m`, several as `4:15s/50%:1m`"
            )
        found.append((most, seconds))
    return tuple(found)


def written(key: Key, value: Any) -> str:
    """The text of a value, so that it reads back the same."""
    match key.kind:
        case Kind():
            return units.written(key.kind, value)
        case "switch":
            return "on" if value else "off"
        case "cores":
            return units.number(value)
        case "share" | "weight":
            return f"{units.number(round(value * 100, 10))}%"
        case "places":
            return "/".join(value)
        case "memory":
            return units.memory(value)
        case "paces":
            return "/".join(f"{units.written(Kind.AMOUNT, most)}:{units.duration(period)}" for most, period in value)
    return str(value)
