"""Icons by the words of a label, then by the part's role."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache

from diagram_anim import resources
from diagram_anim.model.system import Role
from diagram_anim.story import sense

BY_TYPE = {
    "boundary": "browser",
    "control": "orchestrator",
    "entity": "store",
    "database": "database",
    "collections": "deployment",
    "queue": "queue",
}
"""What a participant of a type looks like whose words say nothing."""

_PACK = re.compile(r"^[a-z0-9-]+:(?:fa-)?")
"""What stands before an icon's own name."""

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


_PEOPLE = ("user", "phone")

_KEPT = ("log", "lock", "database", "cache")
"""What may lie where a path leads."""

_NOT_OF = {Role.SERVER: ("phone", "user", "node"), Role.STORE: ("node",)}
"""Pictures that a word of a label may call up and that its role denies: `app 1` behind a balancer, a consumer."""


def icon(label: str, role: Role = Role.THING) -> str:
    """The name of an icon, or empty where neither words nor role say one; an outcome is words alone."""
    if role is Role.OUTCOME:
        return ""
    words = label.casefold()
    found = [(len(word), -place, name, word) for place, (word, name) in enumerate(_words()) if _stands(word, words)]
    found = [one for one in found if one[2] in _KEPT] if sense.is_path(label) else found
    # Whose thing it is says nothing of the thing: `사용자 DB` is no user.
    last = max((words.rfind(word) + len(word) for _, _, name, word in found if name not in _PEOPLE), default=0)
    found = [one for one in found if one[2] not in _PEOPLE or words.rfind(one[3]) + len(one[3]) >= last]
    found = [one for one in found if not any(_stands(word, words) for word in _table()["denied"].get(one[2], ()))]
    told = max(found)[2] if found else ""
    return _BY_ROLE.get(role, "") if not told or told in _NOT_OF.get(role, ()) else told


def meant(names: Iterable[str]) -> str:
    """Our own icon for those that an author names (`fa:fa-database`, `mdi:cloud`), by what the names say; or empty."""
    for name in names:
        said = _PACK.sub("", name).replace("-", " ")
        if found := _named().get(said) or icon(said):
            return found
    return ""


@cache
def _words() -> tuple[tuple[str, str], ...]:
    return tuple((word, name) for name, words in _table()["icons"].items() for word in words)


@cache
def _named() -> dict[str, str]:
    own = {name: name for name in resources.icons()}
    return own | {said: name for name, words in _table()["named"].items() for said in words}


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    with resources.asset("icons", "words.toml").open("rb") as file:
        table: dict[str, dict[str, list[str]]] = tomllib.load(file)
    return table


def _stands(word: str, words: str) -> bool:
    """Latin words stand alone, with a number or plural at most; Korean stems may carry particles."""
    if word not in words:
        return False
    if not word.isascii():
        return True
    return re.search(rf"(?<![a-z]){re.escape(word)}(?:s|\d+)?(?![a-z])", words) is not None
