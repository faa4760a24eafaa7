"""Statements into a SequenceDiagram, in the order and with the rules of Mermaid's own reading."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from diagram_anim.mermaid.labels import cleaned, decoded, plain
from diagram_anim.mermaid.reading import Reader
from diagram_anim.mermaid.scanner import BLANKS
from diagram_anim.mermaid.sequence.actors import Actors
from diagram_anim.mermaid.sequence.arrows import BY_MARKS
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
    SequenceDiagram,
    SequenceEvent,
)


class Builder:
    def __init__(self, reader: Reader[Statement], meta: Meta) -> None:
        self._reader = reader
        self._span = reader.places.span
        self._meta = meta
        self._events: list[SequenceEvent] = []
        self._active: dict[str, int] = {}
        self._created: Who | None = None
        self._destroyed: Who | None = None
        self._lives: dict[tuple[str, bool], tuple[int, Stretch]] = {}
        self._number, self._step = 1.0, 1.0
        section = meta.config.get("sequence")
        settings: Mapping[str, Any] = section if isinstance(section, Mapping) else {}
        self._numbered = bool(settings.get("showSequenceNumbers"))
        wrap = meta.config.get("wrap", settings.get("wrap"))
        self._wrap = bool(wrap) or None
        self._actors = Actors(reader, self._wrap)
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
            participants=self._actors.participants(),
            events=self._all_events(),
            boxes=self._actors.boxes(),
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
                self._actors.open_box(text, at)
            case BoxClose():
                self._actors.close_box()
            case Linked():
                self._actors.link(statement)
            case Said(keyword, text):
                self._say(keyword, text)

    # --- births and ends

    def _declare(self, one: Declare) -> None:
        who = one.who
        if one.created:
            if who.id in self._actors:
                message = f"`{decoded(who.id)}` is there already and can't be created"
                hint = "give the second one a name of its own, with `as` for what is shown"
                self._reader.tell("created-twice", message, *one.at, hint=hint, mended=True)
                return
            self._created = who
            self._lives[who.id, True] = (len(self._events), one.at)
        self._actors.declare(one)

    def _destroy(self, one: Destroy) -> None:
        if one.created:
            self._declare(Declare(one.who, "participant", None, one.at, created=True))
            return
        self._destroyed = one.who
        self._lives[one.who.id, False] = (len(self._events), one.at)

    # --- what happens

    def _send(self, one: Send) -> None:
        self._actors.mention(one.source)
        self._actors.mention(one.target)
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
            self._actors.mention(who)
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
        lives = sorted(self._lives.items(), key=lambda one: (one[1][0], not one[0][1]))
        events = list(self._events)
        for (id, born), (place, at) in reversed(lives):
            events.insert(place, Lifeline(decoded(id), born, self._span(*at)))
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
