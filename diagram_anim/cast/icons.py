"""Icons by the words of a name, then by the part's role."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from diagram_anim import resources
from diagram_anim.cast.labels import pictured
from diagram_anim.model.diagram import Label
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.language import phrases

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


_USERS = ("user", "phone", "screen", "browser")
"""Who uses a thing, and by what: such a word says what it is only at the end of its name. `사용자 안내` is no user."""

_AROUND = (*_USERS, "cloud")
"""What says least of a thing beside another word."""

_KINDS = ("server", "service")
"""Pictures that say little: what stands before such a word says more, as in `DB 서버`."""

_VERSION = "version"
"""A number says which one it is: it is told where nothing says what."""

_KEPT = ("log", "lock", "database", "cache")
"""What may lie where a path leads."""

_OF = {
    role: frozenset(names.split())
    for role, names in {
        Role.CLIENT: "user phone browser screen sensor cloud clock server api",
        Role.BALANCER: "balancer gateway dns service lock orchestrator",
        Role.STORE: "database store cache log version",
        Role.CACHE: "cache",
        Role.QUEUE: "queue",
        Role.CONTROLLER: "orchestrator scheduler deployment clock api gateway chart server service dns",
        Role.NODE: "node server cloud sensor screen",
    }.items()
}
"""What a thing of a role may look like: a word for something else in its name says no more than whose it is."""

_NOT_OF = {Role.SERVER: {"phone", "user", "node"}}
"""Pictures that its role denies: `app 1` behind a balancer, a consumer."""

_BEHIND_NAME = re.compile(r"\s[-–—|·]\s|[:(\[（,]|\s\d+\s*(?:→|->)")
"""Where a name ends and what else is said of the thing begins."""


class _Found(NamedTuple):
    """A word that calls up a picture, and where it stands."""

    start: int
    end: int
    picture: str


def of_label(label: Label, role: Role = Role.THING) -> str:
    """The emoji with which an author begins a name, or the icon of its words. One line under a name says more of the
    thing; several are a list, and tell nothing of what it looks like."""
    emoji, label = pictured(label)
    return emoji or icon(phrases.name(label), role, label.plain if len(label.lines) < 3 else "")


def icon(label: str, role: Role = Role.THING, more: str = "") -> str:
    """The name of an icon, or empty where neither words nor role say one; an outcome is words alone. What stands under
    a name, `more`, is asked where the name says nothing."""
    if role is Role.OUTCOME:
        return ""
    texts = dict.fromkeys((_BEHIND_NAME.split(label, maxsplit=1)[0], label, more))
    told = next((found for text in texts if (found := _told(text, role))), "")
    return told or _BY_ROLE.get(role, "")


def _told(text: str, role: Role) -> str:
    """What the words of a text say: the last one that may be said of such a thing, for it is what the thing is."""
    if _is_branch(text):
        return _VERSION if _fits(_VERSION, role) else ""
    found = [one for one in _words_in(text) if _fits(one.picture, role)]
    if sense.is_path(text):
        found = [one for one in found if one.picture in _KEPT]
    found = [one for one in found if not any(_places(word, text) for word in _table()["denied"].get(one.picture, ()))]
    if role is Role.THING:
        found = [one for one in found if one.picture not in _USERS or _closes(text, one)]
    found = [one for one in found if not _goes_on(text, one)] or found
    things = [one for one in found if one.picture != _VERSION]
    return _sort(things if {one.picture for one in things} - {*_AROUND} else found)


def _is_branch(text: str) -> bool:
    """Whether it is the name of a repository's branch: `hotfix/login` locks nothing."""
    first, slash, rest = text.strip().partition("/")
    return bool(slash) and first.lower() in _table()["other"]["branches"] and not re.search(r"\s|^$", rest)


def _sort(found: Sequence[_Found]) -> str:
    """The last of some pictures, or one before it that says of which sort it is."""
    if not found:
        return ""
    *others, last = found
    sort = [one.picture for one in others if one.picture not in (*_AROUND, *_KINDS)] if last.picture in _KINDS else []
    return sort[-1] if sort else last.picture


def _goes_on(text: str, one: _Found) -> bool:
    """Whether it is but the first half of a word: what `nginx-web` is the other half says, known or not."""
    return re.match(r"-[A-Za-z]{2}", text[one.end :]) is not None


def _words_in(text: str) -> list[_Found]:
    """The words of the table in a text, in their order, none within a longer one."""
    quiet = [_Found(*place, "") for word in _table()["other"]["words"] for place in _places(word, text)]
    found = [_Found(*place, name) for word, name in _words() for place in _places(word, text)]
    whole = [*quiet, *found]
    alone = [one for one in found if not any(_within(one, other) for other in whole)]
    return sorted(alone, key=lambda one: (one.end, -one.start))


def _within(one: _Found, other: _Found) -> bool:
    longer = other.end - other.start > one.end - one.start
    return longer and other.start <= one.start and one.end <= other.end


def _fits(picture: str, role: Role) -> bool:
    return picture in _OF.get(role, (picture,)) and picture not in _NOT_OF.get(role, ())


def _closes(text: str, one: _Found) -> bool:
    """Whether a text ends with a word, but for numbers, marks and how many there are."""
    rest = sense.unplaced(text[one.start :])[one.end - one.start :]
    return sense.unnumbered(f"x{rest}") == "x" or not re.search(r"[^\W\d_]{2}", rest)


def meant(names: Iterable[str]) -> str:
    """Our own icon for those that an author names (`fa:fa-database`, `mdi:cloud`), by what the names say; or empty."""
    for name in names:
        said = _PACK.sub("", name).replace("-", " ")
        if found := _named().get(said) or _sort(_words_in(said)):
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


def _places(word: str, text: str) -> list[tuple[int, int]]:
    """Where a word stands in a text. Latin words stand alone, with a number or plural at most, and in no path; Korean
    stems may carry particles."""
    if not word.isascii():
        return [place.span() for place in re.finditer(re.escape(word), text)]
    pattern = rf"(?<![A-Za-z])(?<![\s.]/){re.escape(word)}(?:s|\d+)?(?![A-Za-z])"
    return [place.span() for place in re.finditer(pattern, text, 0 if word.isupper() else re.IGNORECASE)]
