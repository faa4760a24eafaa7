"""A theme: the looks as values. All lengths are px of a frame whose shorter side is 1080."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Theme:
    """`tokens` is the theme's whole table; dotted names reach into it: `theme["stroke.node"]`."""

    name: str
    tokens: Mapping[str, Any] = field(hash=False)

    def __getitem__(self, path: str) -> Any:
        value: Any = self.tokens
        for key in path.split("."):
            value = value[key]
        return value

    def color(self, name: str) -> str:
        """`#rrggbb` of a named colour; `state.failed` and the like too."""
        return str(self[f"color.{name}"])

    def px(self, path: str) -> float:
        return float(self[path])
