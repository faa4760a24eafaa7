"""Content as a hash: equal content, equal digest, on any machine; where things stood in a file is no content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from diagram_anim.model.span import Span

PLACES = 6
"""Decimals that count: a millionth of a second or of a pixel can't be seen."""


def digest(*content: Any) -> str:
    """The SHA-256 of plain data and dataclasses, as 64 hex digits."""
    text = json.dumps([_plain(one) for one in content], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, PLACES) + 0.0
    if value is None or (isinstance(value, str | int | bool) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Span):
        return None
    if isinstance(value, Mapping):
        return {json.dumps(_plain(key)): _plain(one) for key, one in value.items()}
    if is_dataclass(value):
        return [type(value).__name__, *(_plain(getattr(value, one.name)) for one in fields(value))]
    if isinstance(value, set | frozenset):
        return sorted(_plain(one) for one in value)
    return [_plain(one) for one in value]
