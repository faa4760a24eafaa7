"""Where the house's data lies: `assets/` and `scenes/`, the same in a checkout, an editable install and a wheel.

A wheel carries them inside the package, a checkout has them beside it.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from diagram_anim.model.tables import merged
from diagram_anim.model.theme import Theme
from diagram_anim.resources import schema
from diagram_anim.resources.schema import ThemeError

__all__ = ["DamagedError", "ThemeError", "asset", "folder", "icons", "theme", "themes"]

_PACKAGE = Path(__file__).resolve().parent.parent


class DamagedError(FileNotFoundError):
    """The installation lacks something of its own."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is missing: install diagram-anim again")


@cache
def folder(name: str) -> Path:
    """The folder `assets` or `scenes`; DamagedError where it isn't there."""
    for root in (_PACKAGE / "_data", _PACKAGE.parent):
        if (root / name).is_dir():
            return root / name
    raise DamagedError(f"the {name} folder")


def asset(*parts: str) -> Path:
    return folder("assets").joinpath(*parts)


@cache
def icons() -> frozenset[str]:
    """The names of the icons that there are."""
    return frozenset(path.stem for path in asset("icons").glob("*.svg"))


@cache
def themes() -> tuple[str, ...]:
    """The names of the themes that can be asked for."""
    return tuple(sorted(path.stem for path in asset("themes").glob("*.toml") if "extends" in _table(path)))


@cache
def theme(name: str) -> Theme:
    """A theme by name, or from the path of a user's own file; what it doesn't say, the theme says that it extends.

    FileNotFoundError where there is none, ThemeError where it can't be read or says what no theme says.
    """
    if not name.endswith(".toml"):
        return Theme(name, _tokens(name))
    path = Path(name)
    text = path.read_text(encoding="utf-8-sig")
    table = schema.read(text, name, _tokens("night") | {"extends": ""}, themes())
    return Theme(path.stem, merged(_tokens(table.pop("extends", "night")), table))


def _tokens(name: str) -> dict[str, Any]:
    table = _table(asset("themes", f"{name}.toml"))
    base = table.pop("extends", None)
    return merged(_tokens(base), table) if base else table


def _table(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)
