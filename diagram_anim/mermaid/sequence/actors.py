"""The participants of a sequence diagram and their boxes, while they are being told of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from diagram_anim.mermaid import data
from diagram_anim.mermaid.labels import cleaned, decoded, plain, written
from diagram_anim.mermaid.reading import Reader
from diagram_anim.mermaid.scanner import BLANKS
from diagram_anim.mermaid.sequence.colors import is_color
from diagram_anim.mermaid.sequence.statements import Declare, Linked, Statement, Stretch, Who
from diagram_anim.model.diagram import Participant, ParticipantBox


@dataclass(slots=True)
class _Actor:
    id: str
    text: str
    at: Stretch
    text_at: Stretch
    type: str = "participant"
    box: int | None = None
    wrap: bool | None = None
    links: dict[str, Any] = field(default_factory=dict)
    properties: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class _Box:
    text: str
    color: str
    at: Stretch
    wrap: bool | None
    members: list[str] = field(default_factory=list)


class Actors:
    """`wrap` is what holds for all texts that don't say otherwise."""

    def __init__(self, reader: Reader[Statement], wrap: bool | None) -> None:
        self._reader = reader
        self._span = reader.places.span
        self._wrap = wrap
        self._actors: dict[str, _Actor] = {}
        self._boxes: list[_Box] = []
        self._box: int | None = None

    def __contains__(self, id: str) -> bool:
        return id in self._actors

    def participants(self) -> tuple[Participant, ...]:
        """From left to right."""
        return tuple(map(self._participant, self._actors.values()))

    def boxes(self) -> tuple[ParticipantBox, ...]:
        return tuple(map(self._boxed, self._boxes))

    def mention(self, who: Who) -> None:
        """Whoever isn't there yet comes in where first met."""
        if who.id not in self._actors:
            self._actors[who.id] = _Actor(who.id, who.id, who.at, who.at, wrap=self._wrap)

    def declare(self, one: Declare) -> None:
        """A later declaration with a label replaces the earlier one in its place."""
        who = one.who
        given = self._given(who)
        alias, text_at, wrap = (one.alias.text, one.alias.at, one.alias.wrap) if one.alias else (None, who.at, None)
        if given.get("alias") and alias in (None, who.id):
            alias, text_at = str(given["alias"]), who.data_at
        box = self._box
        old = self._actors.get(who.id)
        if old:
            if box is not None and old.box is not None and box != old.box:
                message = f"`{decoded(who.id)}` stands in a box already"
                self._reader.tell("two-boxes", message, *one.at, hint="it can stand in one box only", mended=True)
            old.box = box = box if old.box is None else old.box
            if alias is None:
                return
        self._actors[who.id] = _Actor(
            id=who.id,
            text=who.id if alias is None else alias,
            at=old.at if old else who.at,
            text_at=text_at,
            type=written(str(given.get("type") or one.type)),
            box=box,
            wrap=self._wrap if wrap is None else wrap,
        )
        if self._box is not None:
            self._boxes[self._box].members.append(who.id)

    def open_box(self, text: str, at: Stretch) -> None:
        self._boxes.append(_box(text, at))
        self._box = len(self._boxes) - 1

    def close_box(self) -> None:
        self._box = None

    def link(self, one: Linked) -> None:
        """A participant's menu; what is no JSON is passed over, as Mermaid does."""
        self.mention(one.who)
        actor = self._actors[one.who.id]
        text = decoded(cleaned(one.text)).replace("&equals;", "=").replace("&amp;", "&")
        if one.keyword == "link":
            name, _, url = text.partition("@")
            actor.links[name.strip()] = url.strip()
            return
        try:
            found = data.json_value(text)
        except ValueError:
            return
        if isinstance(found, dict):
            {"links": actor.links, "properties": actor.properties}.get(one.keyword, {}).update(found)

    def _given(self, who: Who) -> Mapping[str, Any]:
        """What stands in the braces behind a participant."""
        if who.data is None:
            return {}
        try:
            found = data.braces(who.data)
        except data.YamlError as wrong:
            hint = 'write `{ "type": "database" }`'
            self._reader.tell("bad-data", f"this is no YAML: {wrong}", *who.data_at, hint=hint, mended=True)
            return {}
        return found if isinstance(found, dict) else {}

    def _participant(self, actor: _Actor) -> Participant:
        return Participant(
            id=decoded(actor.id),
            label=plain(actor.text, self._span(*actor.text_at)),
            span=self._span(*actor.at),
            type=actor.type,
            box=actor.box,
            wrap=actor.wrap or None,
            links=actor.links,
            properties=actor.properties,
        )

    def _boxed(self, box: _Box) -> ParticipantBox:
        span = self._span(*box.at)
        label = plain(cleaned(box.text), span)
        return ParticipantBox(label, decoded(box.color), tuple(map(decoded, box.members)), span, box.wrap or self._wrap)


def _box(text: str, at: Stretch) -> _Box:
    """The first word, or a colour function, is the colour if a browser would take it for one."""
    found = re.match(r"((?:rgba?|hsla?)\s*\(.*\)|\w*)(.*)", text, re.ASCII)
    color, title = (found[1].strip(BLANKS), found[2].strip(BLANKS)) if found else ("", text)
    if color and not is_color(color):
        color, title = "", text.strip(BLANKS)
    wrap = re.match(r":?(no)?wrap:", title)
    if wrap:
        title = title[wrap.end() :].strip(BLANKS)
    return _Box(title, color or "transparent", at, None if wrap is None else not wrap[1])
