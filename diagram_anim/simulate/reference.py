"""The reference page of the system's keys, made from their table and that of the defaults: what `docs/settings.md`
holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from diagram_anim.simulate.defaults import DEFAULTS
from diagram_anim.story.grammar import settings

HEAD = """# The settings

What may stand under a part in `system:`, behind `%% @system PART`, and in `--set PART.KEY=VALUE`. Made from the keys'
own table and that of the defaults. Where a default says *house* no standard stands behind it.
"""

_INSTEAD = {
    "role": ("by its words", "the lexicon; else requests pass through"),
    "weights.*": ("an even share of the rest", "house"),
    "autoscale": ("on where any of its keys is given", "house"),
}
"""What holds where a key is not given and the table of defaults has no row."""


def page() -> str:
    """The page as Markdown, keys in the order of their table."""
    found = [HEAD]
    for owner in dict.fromkeys(key.of for key in settings.KEYS):
        found.append(
            f"## Of {owner if owner == 'anything' else f'what is {owner}' if owner.endswith('d') else owner}\n"
        )
        found.append("| key | what it says | default | by |\n|---|---|---|---|")
        found += [_row(key) for key in settings.KEYS if key.of == owner]
        found[-1] += "\n"
    return "\n".join(found)


def _row(key: settings.Key) -> str:
    choices = f": {', '.join(f'`{word}`' for word in key.choices)}" if key.choices else ""
    values, sources = [], []
    for value, of, by in _defaults(key):
        values.append(f"{value}{f' ({of})' if of else ''}")
        sources.append(by)
    return f"| `{key.name}` | {key.about}{choices} | {', '.join(values)} | {'; '.join(dict.fromkeys(sources))} |"


def _defaults(key: settings.Key) -> Iterator[tuple[str, str, str]]:
    """Each default of a key: its value as it is written, whose it is, and who says so."""
    if key.name in _INSTEAD:
        value, by = _INSTEAD[key.name]
        yield value, "", by
    for row in DEFAULTS:
        if row.key == key.name:
            yield _written(key, row.value), ", ".join(role.value for role in row.of), row.source


def _written(key: settings.Key, value: Any) -> str:
    return "none" if value is None or value == "" else f"`{settings.written(key, value)}`"
