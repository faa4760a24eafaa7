"""What has changed from one picture of a system to the next: who is down by now, who leads, and who has come in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words.renewed import called, kin, made
from diagram_anim.story.language import tidings
from diagram_anim.story.language.lexicon import Hit
from diagram_anim.story.outcomes import BREAKABLE


@dataclass(frozen=True, slots=True)
class Change:
    """Who is down by now, who leads, and who has come in, each with the word that says so; "" where only the picture
    does."""

    fallen: Mapping[str, Hit] = field(default_factory=dict)
    leading: Mapping[str, Hit] = field(default_factory=dict)
    joined: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.fallen or self.leading or self.joined)


def change(given: Given, before: Sequence[str], now: Sequence[str]) -> Change:
    """What is told of parts in one picture and wasn't in the one before it."""
    fallen = {id: hit for id in now if (hit := _down(given, id)) and _was(given, id, before, _down)}
    leading = {id: hit for id in now if (hit := _leads(given, id)) and _was(given, id, before, _leads)}
    return Change(fallen, leading, {id: _made(given, id) for id in _joined(given, before, now)})


def _made(given: Given, id: str) -> str:
    hit = made(given, id)
    return hit.word if hit else ""


def _joined(given: Given, before: Sequence[str], now: Sequence[str]) -> list[str]:
    """Those who weren't there: of each kind so many as there are more, or one whose card says that it is new."""
    many = Counter(kin(given, id) for id in before)
    names = {called(given, id) for id in before}
    found = []
    for name, of_kind in _by_kind(given, now).items():
        more = [id for id in of_kind if called(given, id) not in names] if many[name] else []
        found += more[-(len(of_kind) - many[name]) :] if len(of_kind) > many[name] else []
        found += [id for id in of_kind if id not in found and called(given, id) not in names and made(given, id)]
    return found


def _by_kind(given: Given, ids: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for id in ids:
        if given.role(id) in (*BREAKABLE, Role.THING):
            found.setdefault(kin(given, id), []).append(id)
    return found


def _was(given: Given, id: str, before: Sequence[str], still: Callable[[Given, str], Hit | None]) -> bool:
    """Whether it was there, and not yet so."""
    earlier = [one for one in before if called(given, one) == called(given, id)]
    return bool(earlier) and not any(still(given, one) for one in earlier)


def _down(given: Given, id: str) -> Hit | None:
    said = sense.down(given.words(id))
    return said[2] if said else sense.marked(given.label(id).lines, crossed=True)


def _leads(given: Given, id: str) -> Hit | None:
    if hit := sense.says(given.words(id), "promote", "elected"):
        return hit
    told = (tidings.read(line, [given.name(id)]) for line in (given.words(id), *given.label(id).lines[1:]))
    one = next((one for one in told if one and one.verb == "lead" and one.sure), None)
    return Hit(one.word, frozenset({"elected"}), one.start, one.end) if one else None
