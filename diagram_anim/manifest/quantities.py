"""Values of Kubernetes fields: whole numbers, seconds, quantities, shares; what can't be read is told at its place."""

from __future__ import annotations

import re

from diagram_anim.manifest.objects import Item
from diagram_anim.model.diagnostic import Diagnostic, error

_QUANTITY = re.compile(r"(\d+(?:\.\d+)?)(m|k|M|G|Ki|Mi|Gi)?")
_SCALE = {"m": 1e-3, "": 1.0, "k": 1e3, "M": 1e6, "G": 1e9, "Ki": 2.0**10, "Mi": 2.0**20, "Gi": 2.0**30}


class Values:
    """Reads fields of one object, and collects what was wrong."""

    def __init__(self, item: Item, problems: list[Diagnostic]) -> None:
        self.item = item
        self.problems = problems

    def count(self, *path: str | int, least: int = 0, most: int | None = None) -> int | None:
        """A whole number; more than `most` no film can show."""
        text = self.item.get(*path)
        if text is None:
            return None
        if isinstance(text, str) and re.fullmatch(r"\d+", text) and int(text) >= least:
            if most is None or int(text) <= most:
                return int(text)
            message = f"`{path[-1]}` of {self.item.kind} {self.item.name} is {most:,} at most"
            hint = "more copies are a number in a film, no matter which: write fewer"
            self.problems.append(error("bad-manifest", message, self.item.span(*path), hint=hint))
            return None
        number = isinstance(text, str) and re.fullmatch(r"-?\d+", text)
        self._wrong(path, f"less than {least}" if number else "no whole number", f"write a number from {least} on")
        return None

    def seconds(self, *path: str | int) -> float | None:
        found = self.count(*path)
        return None if found is None else float(found)

    def amount(self, *path: str | int) -> float | int | None:
        """A whole number as int, a share such as `25%` as float."""
        text = self.item.get(*path)
        if isinstance(text, str) and re.fullmatch(r"\d+%", text):
            return int(text[:-1]) / 100
        if text is None or (isinstance(text, str) and text.isdecimal()):
            return None if text is None else int(text)
        self._wrong(path, "neither a count nor a share", "write `1` or `25%`")
        return None

    def quantity(self, *path: str | int) -> float | None:
        """`500m` as 0.5."""
        text = self.item.get(*path)
        if text is None:
            return None
        match = _QUANTITY.fullmatch(text) if isinstance(text, str) else None
        if match:
            return float(match[1]) * _SCALE[match[2] or ""]
        least = isinstance(text, str) and _QUANTITY.fullmatch(text.removeprefix("-"))
        self._wrong(path, "less than 0" if least else "no quantity", "write it as `0.5` or `500m`")
        return None

    def _wrong(self, path: tuple[str | int, ...], what: str, hint: str) -> None:
        value = self.item.get(*path)
        said = f"`{value}`" if isinstance(value, str) else "this"
        name = next((key for key in reversed(path) if isinstance(key, str)), "")
        message = f"{said} is {what} for `{name}` of {self.item.kind} {self.item.name}"
        self.problems.append(error("bad-manifest", message, self.item.span(*path), hint=hint))
