"""Statements into a SequenceDiagram, in the order and with the rules of Mermaid's own reading."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from diagram_anim.mermaid import data
from diagram_anim.mermaid.labels import cleaned, decoded, plain
from diagram_anim.mermaid.reading import Reader
from diagram_anim.mermaid.scanner import BLANKS
from diagram_anim.mermaid.sequence.arrows import BY_MARKS
from diagram_anim.mermaid.sequence.colors import is_color
from diagram_anim.mermaid.sequence.statements import (
    Activate,
    BoxClose,
    BoxOpen,
    Declare,
    Destroy,
    Fragment,
    Linked,
    Numbering,
    Remark,
    Said,
    Send,
    Statement,
    Stretch,
    Who,
    Words,
)
from diagram_anim.model.diagram import (
    Activation,
    Autonumber,
    Directive,
    FragmentEnd,
    FragmentSection,
    FragmentStart,
    Label,
    Lifeline,
    Message,
    Meta,
    Note,
    Participant,
    ParticipantBox,
    SequenceDiagram,
    SequenceEvent,
)


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


class Builder:
    def __init__(self, reader: Reader[Statement], meta: Meta) -> None:
        self._reader = reader
        self._span = reader.places.span
        self._meta = meta
        self._actors: dict[str, _Actor] = {}
        self._boxes: list[_Box] = []
        self._box: int | None = None
        self._events: list[SequenceEvent] = []
        self._active: dict[str, int] = {}
        self._created: Who | None = None
        self._destroyed: Who | None = None
        self._lives: dict[tuple[str, bool], int] = {}
        self._number, self._step = 1.0, 1.0
        section = meta.config.get("sequence")
        settings: Mapping[str, Any] = section if isinstance(section, Mapping) else {}
        self._numbered = bool(settings.get("showSequenceNumbers"))
        wrap = meta.config.get("wrap", settings.get("wrap"))
        self._wrap = bool(wrap) or None
        self._messages = self._notes = 0
        self._said = {"title": meta.title, "accTitle": "", "accDescr": ""}

    def build(self, statements: Sequence[Statement], directives: tuple[Directive, ...]) -> SequenceDiagram:
        for statement in statements:
            self._do(statement)
        meta = replace(
            self._meta,
            title=self._said["title"],
            acc_title=self._said["accTitle"],
            acc_description=self._said["accDescr"],
        )
        return SequenceDiagram(
            participants=tuple(map(self._participant, self._actors.values())),
            events=self._all_events(),
            boxes=tuple(map(self._boxed, self._boxes)),
            meta=meta,
            directives=directives,
        )

    def _do(self, statement: Statement) -> None:
        match statement:
            case Send():
                self._send(statement)
            case Declare():
                self._declare(statement)
            case Destroy():
                self._destroy(statement)
            case Remark():
                self._remark(statement)
            case Activate(who, active, at):
                if not self._activate(who.id, active, at):
                    self._inactive(who, at)
            case Fragment(part, kind, words, at):
                self._fragment(part, kind, words, at)
            case Numbering():
                self._numbering(statement)
            case BoxOpen(text, at):
                self._boxes.append(_box(text, at))
                self._box = len(self._boxes) - 1
            case BoxClose():
                self._box = None
            case Linked(keyword, who, text):
                self._mention(who)
                self._linked(keyword, self._actors[who.id], text)
            case Said(keyword, text):
                self._say(keyword, text)

    # --- participants

    def _mention(self, who: Who) -> None:
        if who.id not in self._actors:
            self._actors[who.id] = _Actor(who.id, who.id, who.at, who.at, wrap=self._wrap)

    def _declare(self, one: Declare) -> None:
        who = one.who
        if one.created:
            if who.id in self._actors:
                self._reader.tell(
                    "created-twice",
                    f"`{decoded(who.id)}` is there already and can't be created",
                    *one.at,
                    hint="give the second one a name of its own, with `as` for what is shown",
                    mended=True,
                )
                return
            self._created = who
            self._lives[who.id, True] = len(self._events)
        given = self._given(who)
        type_ = str(given.get("type") or one.type)
        alias, text_at, wrap = (one.alias.text, one.alias.at, one.alias.wrap) if one.alias else (None, who.at, None)
        if given.get("alias") and alias in (None, who.id):
            alias, text_at = str(given["alias"]), who.data_at
        box = self._box
        old = self._actors.get(who.id)
        if old:
            if box is not None and old.box is not None and box != old.box:
                self._reader.tell(
                    "two-boxes",
                    f"`{decoded(who.id)}` stands in a box already",
                    *one.at,
                    hint="a participant stands in one box only",
                    mended=True,
                )
            old.box = box = old.box if old.box is not None else box
            if alias is None:
                return
        self._actors[who.id] = _Actor(
            who.id,
            who.id if alias is None else alias,
            old.at if old else who.at,
            text_at,
            type_,
            box,
            self._wrap if wrap is None else wrap,
        )
        if self._box is not None:
            self._boxes[self._box].members.append(who.id)

    def _given(self, who: Who) -> dict[str, Any]:
        """What stands in the braces behind a participant."""
        if who.data is None:
            return {}
        try:
            found = data.braces(who.data)
        except data.YamlError as wrong:
            self._reader.tell(
                "bad-data",
                f"this is no YAML: {wrong}",
                *who.data_at,
                hint='write `{ "type": "database" }`',
                mended=True,
            )
            return {}
        return found if isinstance(found, dict) else {}

    def _destroy(self, one: Destroy) -> None:
        if one.created:
            self._declare(Declare(one.who, "participant", None, one.at, created=True))
            return
        self._destroyed = one.who
        self._lives[one.who.id, False] = len(self._events)

    def _linked(self, keyword: str, actor: _Actor, text: str) -> None:
        text = cleaned(text).replace("&equals;", "=").replace("&amp;", "&")
        if keyword == "link":
            place = text.find("@")
            name = text[: place - 1] if place else text[:-1]
            actor.links[decoded(name).strip()] = decoded(text[place + 1 :]).strip()
            return
        try:
            found = data.json_value(decoded(text))
        except ValueError:
            return
        if isinstance(found, dict):
            {"links": actor.links, "properties": actor.properties}.get(keyword, {}).update(found)

    def _participant(self, actor: _Actor) -> Participant:
        return Participant(
            id=decoded(actor.id),
            label=self._label(actor.text, actor.text_at),
            span=self._span(*actor.at),
            type=actor.type,
            box=actor.box,
            wrap=actor.wrap or None,
            links=actor.links,
            properties=actor.properties,
        )

    def _boxed(self, box: _Box) -> ParticipantBox:
        label = plain(cleaned(box.text), self._span(*box.at))
        members = tuple(map(decoded, box.members))
        return ParticipantBox(label, decoded(box.color), members, self._span(*box.at), box.wrap or self._wrap)

    # --- what happens

    def _send(self, one: Send) -> None:
        self._mention(one.source)
        self._mention(one.target)
        self._lived(one)
        arrow = BY_MARKS[one.arrow]
        self._messages += 1
        shown = f"{self._number:g}" if self._numbered else ""
        self._number = round((self._number + self._step) * 100) / 100
        self._events.append(
            Message(
                number=self._messages,
                source=decoded(one.source.id),
                target=decoded(one.target.id),
                label=self._label(one.words.text, one.words.at),
                arrow=one.arrow,
                span=self._span(*one.at),
                line=arrow.line,
                start=arrow.start,
                end=arrow.end,
                activate=one.sign == "+",
                central=one.central,
                shown=shown,
                wrap=self._wraps(one.words),
            )
        )
        if one.sign == "+":
            self._activate(one.target.id, True, one.at)
        elif one.sign == "-" and not self._activate(one.source.id, False, one.at):
            self._inactive(one.source, one.at)

    def _lived(self, one: Send) -> None:
        """A message that must bring up or end somebody does so, or it is told."""
        if self._created:
            who, self._created = self._created, None
            if one.target.id != who.id:
                self._reader.tell(
                    "created-without-message",
                    f"the next message must lead to `{decoded(who.id)}`",
                    *who.at,
                    hint=f"write a message to `{decoded(who.id)}` right behind `create`",
                    mended=True,
                )
        elif self._destroyed:
            who, self._destroyed = self._destroyed, None
            if who.id not in (one.target.id, one.source.id):
                self._reader.tell(
                    "destroyed-without-message",
                    f"the next message must lead to or from `{decoded(who.id)}`",
                    *who.at,
                    hint="`destroy` stands right before the last message",
                    mended=True,
                )

    def _remark(self, one: Remark) -> None:
        for who in one.over:
            self._mention(who)
        self._notes += 1
        over = tuple(dict.fromkeys(decoded(who.id) for who in one.over))
        label = self._label(one.words.text, one.words.at)
        wrap = self._wraps(one.words)
        self._events.append(Note(self._notes, one.placement, over, label, self._span(*one.at), wrap))

    def _activate(self, id: str, active: bool, at: Stretch) -> bool:
        """False where a bar should end that isn't there."""
        count = self._active.get(id, 0)
        if not active and not count:
            return False
        self._active[id] = count + (1 if active else -1)
        self._events.append(Activation(decoded(id), active, self._span(*at)))
        return True

    def _inactive(self, who: Who, at: Stretch) -> None:
        name = decoded(who.id)
        self._reader.tell(
            "not-active",
            f"`{name}` isn't active here",
            *at,
            hint=f"`activate {name}` or `->>+{name}` comes before",
            mended=True,
        )

    def _fragment(self, part: str, kind: str, words: Words, at: Stretch) -> None:
        span = self._span(*at)
        if part == "close":
            self._events.append(FragmentEnd(kind, span))
            return
        label = self._label(words.text, words.at)
        self._events.append(FragmentStart(kind, label, span) if part == "open" else FragmentSection(kind, label, span))

    def _numbering(self, one: Numbering) -> None:
        self._number = one.start or self._number
        self._step = one.step or self._step
        self._numbered = one.visible
        self._events.append(Autonumber(one.visible, one.start, one.step, self._span(*one.at)))

    def _all_events(self) -> tuple[SequenceEvent, ...]:
        """With births and ends put before the message that they belong to."""
        lives = sorted(self._lives.items(), key=lambda one: (one[1], not one[0][1]))
        events = list(self._events)
        for (id, born), place in reversed(lives):
            after = events[place].span if place < len(events) else self._span(0, 1)
            events.insert(place, Lifeline(decoded(id), born, after))
        return tuple(events)

    def _say(self, keyword: str, text: str) -> None:
        if keyword == "title":
            self._said["title"] = decoded(cleaned(text))
            return
        kept = decoded(cleaned(text.strip(BLANKS)))
        self._said[keyword] = kept.lstrip(BLANKS) if keyword == "accTitle" else re.sub(r"\n\s+", "\n", kept)

    def _wraps(self, words: Words) -> bool | None:
        return (self._wrap if words.wrap is None else words.wrap) or None

    def _label(self, text: str, at: Stretch) -> Label:
        return plain(text, self._span(*at))


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
