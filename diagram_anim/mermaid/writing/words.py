"""Texts as both kinds of diagram write them: entities, front matter, accessible titles."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from diagram_anim.model.diagram import Meta


def entities(text: str) -> str:
    """`&#35;` and `&quot;`, which HTML writes so, as Mermaid does: `#35;`, `#quot;`."""
    return re.sub(r"&#?([0-9A-Za-z_]+);", r"#\1;", text) if "&" in text else text


def escaped(text: str, chars: str) -> str:
    """With these characters as entities."""
    return "".join(f"#{ord(char)};" if char in chars else char for char in text)


def front(title: str, meta: Meta) -> Iterator[str]:
    """Front matter with title and config, where there is any."""
    if title or meta.config:
        yield "---"
        if title:
            yield f"title: {json.dumps(title, ensure_ascii=False)}"
        if meta.config:
            yield f"config: {json.dumps(dict(meta.config), ensure_ascii=False)}"
        yield "---"


def accessible(meta: Meta) -> Iterator[str]:
    if meta.acc_title:
        yield f"accTitle: {entities(meta.acc_title)}"
    if meta.acc_description:
        text = entities(meta.acc_description)
        yield f"accDescr {{ {text} }}" if "\n" in text else f"accDescr: {text}"
