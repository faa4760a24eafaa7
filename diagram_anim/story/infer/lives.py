"""What a sequence's words say of its participants' lives: who starts, ends, fails and comes back."""

from __future__ import annotations

from diagram_anim.model.diagram import Lifeline, Message, Note
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given

_KNOWN = ("runnable", "new", "old", "server", "balancer", "store", "cache", "node", "controller")


def born(given: Given, id: str) -> bool:
    """Whether a participant comes only in the course of the sequence."""
    return any(isinstance(event, Lifeline) and event.born and event.actor == id for event in given.sequence.events)


def life(given: Given, message: Message) -> str | None:
    """`start` or `end` where a message to oneself says so of its participant and of nothing else."""
    if message.source != message.target or given.role(message.target) is Role.CLIENT:
        return None
    text = message.label.plain
    for word in ("start", "end"):
        hit = sense.only(text, (word,), _KNOWN, _names(given, message.target))
        if hit and (not hit.says("needs") or sense.says(text, "runnable")):
            return word
    return None


def fate(given: Given, who: str, text: str) -> tuple[str, str] | None:
    """`fail` or `recover`, with the word, where a text says it of a participant and of nothing else."""
    if given.role(who) is Role.CLIENT:
        return None
    names = _names(given, who)
    hit = sense.only(text, ("outage",), _KNOWN, names)
    if hit:
        return "fail", hit.word
    hit = sense.only(text, ("failure",), _KNOWN, names)
    if hit and (sense.says(text, "runnable") or any(name.casefold() in text.casefold() for name in names)):
        return "fail", hit.word
    hit = sense.only(text, ("heal",), _KNOWN, names)
    return ("recover", hit.word) if hit else None


def struck(given: Given, note: Note) -> str | None:
    """The participant that a note speaks of: the only one under it, or the only one that it names."""
    if len(set(note.over)) == 1:
        return note.over[0]
    words = note.label.plain.casefold()
    named = [id for id in note.over if id.casefold() in words or given.name(id).casefold() in words]
    return named[0] if len(named) == 1 else None


def _names(given: Given, id: str) -> tuple[str, ...]:
    return (id, given.name(id), given.words(id))


def said(given: Given, message: Message) -> str:
    """A message as a sentence."""
    text = message.label.plain
    source, target = given.name(message.source), given.name(message.target)
    if message.source == message.target:
        return given.say("alone", a=source, text=text) if text else source
    key = "reply" if message.line != "solid" else "send"
    return given.say(key, a=source, b=target, text=text) if text else given.say("hop", a=source, b=target)
