"""The author's colours of a thing: what holds for all of its kind, its classes in order, then its own style."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from diagram_anim.model.cast import Paint

_KEYS = {
    "fill": "fill",
    "stroke": "stroke",
    "color": "color",
    "stroke-width": "width",
    "stroke-dasharray": "dash",
    "opacity": "opacity",
}


def paint(
    classes: Iterable[str], styles: Iterable[str], defs: Mapping[str, tuple[str, ...]], default: Iterable[str] = ()
) -> Paint:
    """`default` is what `classDef default` says of nodes and `linkStyle default` of edges."""
    found: dict[str, str] = {}
    declared = [*default]
    for name in classes:
        declared += defs.get(name, ())
    for declaration in (*declared, *styles):
        key, _, value = declaration.partition(":")
        field = _KEYS.get(key.strip())
        if field and value.strip():
            found[field] = value.replace("!important", "").strip()
    return Paint(**found)
