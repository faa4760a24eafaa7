"""Names that come from the tuples that the code uses: checked, completed by the shell, with a suggestion for a slip."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from typing import Any

import click
from click.shell_completion import CompletionItem

from diagram_anim.batch import sizes


def no_such(what: str, name: str, known: Iterable[str]) -> str:
    """What is told of a name that nothing has, with the nearest, or with all that there are."""
    known = tuple(known)
    close = difflib.get_close_matches(name, known, 1)
    hint = f"Did you mean `{close[0]}`?" if close else f"There are: {', '.join(known)}."
    return f"There is no {what} `{name}`. {hint}"


class Name(click.ParamType):  # type: ignore[type-arg]  # which click has from 8.4 on
    """One name of those that `known` gives; they are asked for only when it matters."""

    def __init__(self, what: str, known: Callable[[], Iterable[str]]) -> None:
        self.name = what
        self._known = known

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value not in self._known():
            self.fail(no_such(self.name, value, self._known()), param, ctx)
        return value

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return [CompletionItem(name) for name in self._known() if name.startswith(incomplete)]


class NameList(Name):
    """Several of them, with commas between: `mp4,gif`."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        names = value.split(",") if isinstance(value, str) else value
        return tuple(dict.fromkeys(super(NameList, self).convert(name.strip(), param, ctx) for name in names))

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        before, comma, last = incomplete.rpartition(",")
        return [CompletionItem(before + comma + one.value) for one in super().shell_complete(ctx, param, last)]


class Theme(Name):
    """The name of a theme, or the path of one's own."""

    def __init__(self) -> None:
        super().__init__("theme", _themes)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from diagram_anim import resources

        if not value.endswith(".toml"):
            return super().convert(value, param, ctx)
        try:
            resources.theme(value)
        except resources.ThemeError as mistakes:
            from diagram_anim.source import load, render_diagnostic

            document, _ = load(value)
            known = {value: document} if document else {}
            told = [render_diagnostic(one, known) for one in mistakes.problems]
            self.fail("\n\n".join([f"The theme {value} has mistakes.", *told]), param, ctx)
        except FileNotFoundError:
            self.fail(f"There is no theme {value}. `diagram-anim themes` lists those that there are", param, ctx)
        except (OSError, ValueError) as problem:
            self.fail(f"The theme {value} can't be read: {problem}", param, ctx)
        return value


def _themes() -> Iterable[str]:
    from diagram_anim import resources

    return resources.themes()


def formats() -> Iterable[str]:
    from diagram_anim import encode

    return encode.BY_NAME


def verbs() -> Iterable[str]:
    from diagram_anim import effects

    return effects.BY_NAME


class Size(click.ParamType):  # type: ignore[type-arg]  # as above
    """A number of bytes: `10MB`, `800KB`, as decimal thousands."""

    name = "size"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        found = sizes.size(str(value))
        if found is None:
            self.fail(f"{value} is no size; {sizes.EXAMPLE}", param, ctx)
        return found


class Shard(click.ParamType):  # type: ignore[type-arg]  # as above
    """One of so many parts of a run: `2/5`."""

    name = "shard"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        found = re.fullmatch(r"([1-9][0-9]*)/([1-9][0-9]*)", str(value))
        number, count = (int(found[1]), int(found[2])) if found else (0, 0)
        if not 1 <= number <= count:
            self.fail(f"{value} is no part of a run; the second of five machines has 2/5, the last 5/5", param, ctx)
        return number, count
