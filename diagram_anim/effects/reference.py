"""The reference page of the verbs, made from their records: what `docs/effects.md` holds."""

from __future__ import annotations

from diagram_anim.effects import EFFECTS
from diagram_anim.model.effect import Effect

HEAD = """# The verbs

Made from the verbs' own records; `diagram-anim effects NAME` prints the same. In a usage `TARGET…` is one or more
names, `[…]` may be left out, `|` parts alternatives. Times are the system's; every verb takes `at=2s`: so long after
its step began it begins. `diagram-anim effects NAME --film` prints the scene that shows a verb.
"""


def page() -> str:
    """The page as Markdown, groups in the order of the records."""
    groups = list(dict.fromkeys(effect.group for effect in EFFECTS))
    found = [HEAD]
    for group in groups:
        found.append(f"## {group[0].upper()}{group[1:]}\n")
        found += [_section(effect) for effect in EFFECTS if effect.group == group]
    return "\n".join(found)


def _section(effect: Effect) -> str:
    lines = [f"### {effect.name}\n", f"`{effect.usage}`\n", f"{effect.about}\n"]
    if effect.args:
        lines += [_argument(arg.name, arg.about, arg.choices) for arg in effect.args]
        lines[-1] += "\n"
    lines.append(f"Example: `{effect.example}`\n")
    if effect.source:
        lines.append(f"By: {effect.source}\n")
    return "\n".join(lines)


def _argument(name: str, about: str, choices: tuple[str, ...]) -> str:
    words = f": {', '.join(choices)}" if choices else ""
    return f"- `{name}=` {about}{words}"
