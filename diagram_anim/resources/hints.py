"""What was likely meant by a value of a theme that isn't one, and by a line that isn't TOML."""

from __future__ import annotations

import re
from typing import Any

_SHORT = re.compile(r"#?([0-9A-Fa-f])([0-9A-Fa-f])([0-9A-Fa-f])")
_HEX = re.compile(r"#?([0-9A-Fa-f]{6})(?:[0-9A-Fa-f]{2})?")
_BARE = re.compile(r"\s*[\w.-]+\s*=\s*(?![\d\"'\[{+-]|true\b|false\b)\S")
_KEY = re.compile(r"\s*([\w.-]+)\s*[:=]?\s*(.*?)\s*$")


def meant(key: str, value: Any, like: Any) -> str:
    """How the value would be written, or one of the house's own as an example."""
    if isinstance(like, str) and like.startswith("#"):
        return f'write `{key} = "{_color(str(value)) or like}"`'
    if isinstance(like, list):
        return f"the house has `{key} = {like}`"
    return f"the house has `{key} = {like}`" if not isinstance(like, str) else f'the house has `{key} = "{like}"`'


def _color(said: str) -> str:
    """Six digits for a colour that is written in another way: by its name, in three digits, without its mark."""
    from PIL import ImageColor  # only a mistake needs it, and everything imports this room

    if found := _SHORT.fullmatch(said.strip()):
        return "#" + "".join(digit * 2 for digit in found.groups()).upper()
    if found := _HEX.fullmatch(said.strip()):
        return f"#{found[1].upper()}"
    try:
        red, green, blue, *_ = ImageColor.getrgb(said.strip())
    except ValueError:
        return ""
    return f"#{red:02X}{green:02X}{blue:02X}"


def mended(line: str) -> str:
    """The line as TOML would have it, where what is amiss can be told from it; else how lines are written."""
    bare = line.partition("#")[0].strip() if line.lstrip().startswith("[") else line.strip()
    if bare.startswith("["):
        return f"write `[{bare.strip('[] ')}]`"
    key = _KEY.match(bare)
    if bare.count('"') == 1:
        return f'close the quotes: `{bare}"`'
    if key and key[2] and (_BARE.match(bare) or "=" not in bare.partition('"')[0]):
        value = key[2] if key[2][0] in "\"'[{" or re.fullmatch(r"-?[\d.]+", key[2]) else f'"{key[2]}"'
        return f"write `{key[1]} = {value}`"
    return 'a line is `[section]` or `name = value`; colours and words stand in quotes: `ink = "#E6EAF2"`'
