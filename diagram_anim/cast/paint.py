"""The author's colours of a thing: `classDef default`, its classes in order, then its own `style`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from diagram_anim.model.cast import Paint

_KEYS = {"fill": "fill", "stroke": "stroke", "color": "color", "stroke-width": "width", "stroke-dasharray": "dash"}


def paint(classes: Iterable[str], styles: Iterable[str], defs: Mapping[str, tuple[str, ...]]) -> Paint:
    found: dict[str, str] = {}
    declared = [*defs.get("default", ())]
    for name in classes:
        declared += defs.get(name, ())
    for declaration in (*declared, *styles):
        key, _, value = declaration.partition(":")
        field = _KEYS.get(key.strip())
        if field and value.strip():
            found[field] = value.replace("!important", "").strip()
    return Paint(**found)
