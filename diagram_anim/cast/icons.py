"""Icons by the words of a label, then by the part's role."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from diagram_anim import resources
from diagram_anim.model.system import Role

_BY_ROLE = {
    Role.CLIENT: "user",
    Role.BALANCER: "balancer",
    Role.SERVER: "server",
    Role.STORE: "database",
    Role.CACHE: "cache",
    Role.QUEUE: "queue",
    Role.CONTROLLER: "orchestrator",
    Role.NODE: "node",
}


def icon(label: str, role: Role = Role.THING) -> str:
    """The name of an icon, or empty where neither words nor role say one; an outcome is words alone."""
    if role is Role.OUTCOME:
        return ""
    words = label.casefold()
    found = [(len(word), -place, name) for place, (word, name) in enumerate(_words()) if _stands(word, words)]
    return max(found)[2] if found else _BY_ROLE.get(role, "")


@cache
def _words() -> tuple[tuple[str, str], ...]:
    with resources.asset("icons", "words.toml").open("rb") as file:
        table = tomllib.load(file)["icons"]
    return tuple((word, name) for name, words in table.items() for word in words)


def _stands(word: str, words: str) -> bool:
    """Latin words stand alone, with a number or plural at most; Korean stems may carry particles."""
    if word not in words:
        return False
    if not word.isascii():
        return True
    return re.search(rf"(?<![a-z]){re.escape(word)}(?:s|\d+)?(?![a-z])", words) is not None
