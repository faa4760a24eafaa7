"""What a user's own theme may say, held against the house's: names, kinds of values, colours; and where it doesn't."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from diagram_anim.model.diagnostic import Diagnostic, error
from diagram_anim.model.span import Span
from diagram_anim.model.tables import merged
from diagram_anim.resources.hints import meant, mended

STATES = "pending starting healthy busy degraded draining failed ended".split()
PARTS = "card group wire head lifeline message note activation frame".split()
"""What a theme may give colours of its own."""

OPTIONAL: dict[str, Any] = {
    "color": {
        "marker": "#000000",
        "state_fill": dict.fromkeys(STATES, "#000000"),
        "state_tint": dict.fromkeys(STATES, "#000000"),
        "state_meter": dict.fromkeys(STATES, "#000000"),
        "own": {part: {"fill": "#000000", "stroke": "#000000", "ink": "#000000"} for part in PARTS},
    }
}
"""What the house's own theme leaves out."""

CHOICES = {"edge.arrow.form": ("filled", "open"), "motion.lose.ease": ("standard", "enter", "leave", "linear")}
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_AT = re.compile(r"\(at line (\d+), column (\d+)\)|\(at end of document\)")
_WORDS = re.compile(r'"[^"]*"|\'[^\']*\'')
_KEY = re.compile(r"(?:^|[{,])\s*([\w.-]+)\s*=")
_SECTION = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]")


class ThemeError(ValueError):
    """A theme's mistakes, in the order of its lines."""

    def __init__(self, problems: Sequence[Diagnostic]) -> None:
        super().__init__(problems[0].message)
        self.problems = tuple(problems)


def read(text: str, name: str, known: Mapping[str, Any], themes: Sequence[str]) -> dict[str, Any]:
    """A theme's table as TOML writes it; ThemeError with all its mistakes where it has some."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise ThemeError([_syntax(str(problem), text, name)]) from None
    problems = list(_checked(table, merged(known, OPTIONAL), (), Places(text, name)))
    base = table.get("extends", "night")
    if isinstance(base, str) and base not in themes:
        hint = _near(base, themes) or f"there are {', '.join(themes)}"
        problems.append(
            error("theme-unknown", f"there is no theme `{base}`", Places(text, name)(("extends",)), hint=hint)
        )
    if problems:
        raise ThemeError(sorted(problems, key=lambda one: (one.span.line, one.span.column) if one.span else (0, 0)))
    return table


class Places:
    """Where a theme's keys stand: TOML's reader doesn't tell."""

    def __init__(self, text: str, name: str) -> None:
        self._name = name
        self._lines = text.split("\n")

    def __call__(self, path: tuple[str, ...]) -> Span:
        """The key's own place, or that of the nearest thing above it."""
        section: tuple[str, ...] = ()
        best: tuple[int, Span] = (0, Span(self._name, 1, 1, 1, 2))
        for row, line in enumerate(self._lines, 1):
            if found := _SECTION.match(line):
                section = tuple(part.strip().strip("\"'") for part in found[1].split("."))
                best = self._better(best, path, section, row, found.start(1), found[1])
                continue
            bare = _WORDS.sub(lambda found: " " * len(found[0]), line).partition("#")[0]
            for key in _KEY.finditer(bare):
                names = tuple(key[1].split("."))
                within = section if key.start() == 0 else (*section, bare.partition("=")[0].strip())
                best = self._better(best, path, (*within, *names), row, key.start(1), key[1])
        return best[1]

    def _better(
        self, best: tuple[int, Span], path: tuple[str, ...], here: tuple[str, ...], row: int, at: int, word: str
    ) -> tuple[int, Span]:
        if path[: len(here)] == here and len(here) > best[0]:
            return len(here), Span(self._name, row, at + 1, row, at + 1 + len(word))
        return best


def _checked(
    table: Mapping[str, Any], known: Mapping[str, Any], path: tuple[str, ...], at: Places
) -> Iterator[Diagnostic]:
    for key, value in table.items():
        here = (*path, key)
        if key not in known:
            where = f" in [{'.'.join(path)}]" if path else ""
            hint = _near(key, known) or f"there are {', '.join(known)}"
            yield error("theme-token", f"a theme has no `{key}`{where}", at(here), hint=hint)
        elif isinstance(known[key], Mapping):
            if isinstance(value, Mapping):
                yield from _checked(value, known[key], here, at)
            else:
                yield error(
                    "theme-value",
                    f"`{'.'.join(here)}` holds several values",
                    at(here),
                    hint=f"write `[{'.'.join(here)}]` and each of them below",
                )
        elif wanted := _amiss(value, known[key], ".".join(here)):
            hint = meant(key, value, known[key])
            yield error("theme-value", f"`{'.'.join(here)}` is {wanted}, not {value!r}", at(here), hint=hint)


def _amiss(value: Any, like: Any, name: str) -> str:
    """What a value should be, or empty where it is that."""
    if name in CHOICES:
        return "" if value in CHOICES[name] else " or ".join(CHOICES[name])
    if isinstance(like, str):
        if like.startswith("#"):
            return "" if isinstance(value, str) and _COLOR.fullmatch(value) else "a colour like #1A2B3C"
        return "" if isinstance(value, str) else "words"
    if isinstance(like, list):
        fits = isinstance(value, list) and len(value) == len(like) and all(map(_number, value))
        return "" if fits else f"{len(like)} numbers"
    return "" if _number(value) and value >= 0 else "a number from 0 on"


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e6


def _near(name: str, known: Sequence[str] | Mapping[str, Any]) -> str:
    import difflib  # only a mistake needs it, and everything imports this room

    close = difflib.get_close_matches(name, list(known), 1, 0.6)
    return f"did you mean `{close[0]}`?" if close else ""


def _syntax(told: str, text: str, name: str) -> Diagnostic:
    found = _AT.search(told)
    lines = text.split("\n")
    row, column = (int(found[1]), int(found[2])) if found and found[1] else (len(lines), len(lines[-1]) + 1)
    message = _AT.sub("", told).strip()
    span = Span(name, row, column, row, column + 1)
    return error("theme-syntax", message[:1].lower() + message[1:], span, hint=mended(lines[row - 1]))
