"""Captions with the figures of the run: each step's as they stand at its end.

Comes in: a storyboard and its log. Goes out: the storyboard with all captions filled, and what no run tells: a name
that isn't known is an error at its place, what hasn't come about a warning and a dash. The names are the log's own:

    lost                 a total of requests so far, as `sent`, `served`, `error`, `refused`, `timeout`,
                         `in_flight`, `p99`; `unserved` are all that ended otherwise than well
    step.lost            the same in this step alone; `took` is how long the step lasts
    before.lost          any figure as it stood when the step began: what is seen from its first moment on
    W.ready, DB.open     what the log tells of a part, percentages with their sign; the most and the least of it in this
                         step: `W.total max`, `W.ready min`
    W.replicas           else a setting of it, its default where nothing is given
    detected N1          how often something has happened to a part, by the names of `wait until`
    detected N1 after failed N1      how long that took, the last time
    refused in "one copy"            the same of a run that is compared, by its name
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import zip_longest

from diagram_anim.effects.wait import EVENTS
from diagram_anim.model.diagnostic import Diagnostic, error, warning
from diagram_anim.model.effect import Kind
from diagram_anim.model.log import ENDS, Event, Log, base
from diagram_anim.model.storyboard import Step, Storyboard
from diagram_anim.model.system import Role
from diagram_anim.simulate.defaults import setting
from diagram_anim.simulate.ledger import percentile
from diagram_anim.simulate.run import Other
from diagram_anim.simulate.times import duration
from diagram_anim.story import spoken
from diagram_anim.story.grammar import near, settings, units
from diagram_anim.story.spoken import Figure, Stray

COUNTS = ("sent", *ENDS, "in_flight", "unserved")
TIMES = ("took", "p50", "p90", "p99")
UNKNOWN = "–"
"""What is said where nothing can be."""

SUMMED = {("connections", "refused")}
"""Kinds of events and their words that tell how many have come about anew."""

EMPTY = {(Role.QUEUE, "count")}
"""What is 0 as long as nothing is told of it: what waits in a queue."""

NUMBERS = ("value", "number", "id", "term")
"""Words of events that are no figures of their part by themselves."""

_EVENT = re.compile(r"(\S+)(?: (.+?))?(?: after (\S+)(?: (.+))?)?")


def spoken_out(board: Storyboard, log: Log, others: Sequence[Other] = ()) -> tuple[Storyboard, list[Diagnostic]]:
    """The storyboard with the figures of this run, and of those it is compared with, in its captions; and what is wrong
    with those."""
    steps, problems = [], list[Diagnostic]()
    for index, step in enumerate(board.steps):
        others_then = {other.name: _Run(other.board, other.log, index) for other in others}
        said, wrong = _said(_Run(board, log, index, others_then), step)
        steps.append(replace(step, say=said))
        problems += wrong
    caption = steps[0].say if steps and board.caption == board.steps[0].say else board.caption
    return replace(board, steps=tuple(steps), caption=caption), problems


def _said(run: _Run, step: Step) -> tuple[Mapping[str, str], list[Diagnostic]]:
    found: dict[str, str] = {}
    problems: dict[str, Diagnostic] = {}
    for lang, text in step.say.items():

        def say(figure: Figure, lang: str = lang) -> str:
            told = run.figure(figure.name, lang)
            if isinstance(told, str):
                return told + _form(figure, told)
            problems.setdefault(figure.written, replace(told, span=step.figures.get(figure.written, step.span)))
            return UNKNOWN

        for piece in spoken.pieces(text):
            if isinstance(piece, Stray):
                where = step.figures.get(piece.written, step.span)
                hint = f"write `{{lost}}` for a figure, `{piece.written * 2}` for the brace itself"
                message = f"`{piece.written}` stands alone"
                problems.setdefault(piece.written, error("bad-figure", message, where, hint=hint))
        found[lang] = spoken.filled(text, lang, say)
    return found, [*problems.values()]


def _form(figure: Figure, told: str) -> str:
    return f" {figure.forms[0] if told == '1' else figure.forms[-1]}" if figure.forms else ""


class _Run:
    """What can be said of a run at the end of one of its steps."""

    def __init__(self, board: Storyboard, log: Log, index: int, others: Mapping[str, _Run] | None = None) -> None:
        self.board, self.log, self.index, self.others = board, log, index, others or {}
        cuts = [*log.cuts, len(log.events)]
        self.start, self.end = (cuts[index], cuts[index + 1]) if index + 1 < len(cuts) else (0, 0)
        self.events = log.events[: self.end]

    def figure(self, name: str, lang: str) -> str | Diagnostic:
        """A figure's text, or why there is none."""
        inner, apart, run = name.rpartition(" in ")
        if apart:
            run = run.strip('"')
            wrong = error("unknown-figure", f"no run is called `{run}`", hint=near.hint(run, self.others))
            return self.others[run].figure(inner, lang) if run in self.others else wrong
        if name.startswith("before.") and "before" not in self.board.system.parts:
            return self._before(name, lang)
        told = self._request(name, lang)
        if told is None:
            told = self._part(name, lang)
        if told is None:
            told = self._happening(name, lang)
        return told if told is not None else self._unknown(name)

    def _before(self, name: str, lang: str) -> str | Diagnostic:
        """A figure of the step before."""
        if not self.index:
            return error("unknown-figure", f"no step is before this one: `{name}`", hint="speak of it later")
        return _Run(self.board, self.log, self.index - 1).figure(name.removeprefix("before."), lang)

    def _request(self, name: str, lang: str) -> str | Diagnostic | None:
        stem, dot, rest = name.partition(".")
        own = stem == "step" and dot and "step" not in self.board.system.parts
        name = rest if own else name
        if name in COUNTS:
            return f"{self._counts(self.start if own else 0)[name]:,}"
        if name == "took":
            start, end = self.log.steps[self.index]
            return duration(end - start, lang)
        if name in TIMES:
            sent = {e.request: e.t for e in self.events if e.kind == "sent"}
            since = self.events[self.start if own else 0 :]
            took = sorted(e.t - sent[e.request] for e in since if e.kind == "served")
            share = percentile(took, int(name[1:]))
            return duration(share, lang) if share is not None else _never(name)
        return None

    def _counts(self, first: int) -> Counter[str]:
        found = Counter[str]()
        for event in self.events[first:]:
            if event.request is not None:
                found[event.kind] += event.count
        found["in_flight"] = found["sent"] - sum(found[kind] for kind in ENDS)
        found["unserved"] = sum(found[kind] for kind in ENDS if kind != "served")
        return found

    def _part(self, name: str, lang: str) -> str | Diagnostic | None:
        """What the log tells of a part, else its setting."""
        path, _, most = name.partition(" ")
        part = max((one for one in self._parts if path.startswith(f"{one}.")), key=len, default="")
        if not part or most not in ("", "max", "min"):
            return None
        key = path[len(part) + 1 :]
        told = [one for place, event in enumerate(self.events) if event.of == part for one in _told(event, key, place)]
        if told:
            return _written(told, self.start, most)
        if (self.board.system.role(part), key) in EMPTY:
            return "0"
        if any(key in _keys(event) for event in self.log.events if event.of == part):
            return _never(name)
        return self._setting(part, key, lang) if not most else None

    def _setting(self, part: str, key: str, lang: str) -> str | None:
        known, thing = settings.find(key), self.board.system.parts.get(part)
        value = setting(thing, key) if known and thing else None
        if known is None or value is None:
            return None
        return duration(value, lang) if known.kind is Kind.DURATION else settings.written(known, value)

    def _happening(self, name: str, lang: str) -> str | Diagnostic | None:
        found = _EVENT.fullmatch(name)
        if found is None or not all(
            self._happens(kind, of) for kind, of in (found.groups()[:2], found.groups()[2:]) if kind
        ):
            return None
        kind, of, other, whose = found.groups()
        told = [event for event in self.events if _is(event, kind, of)]
        if other is None:
            return f"{sum(event.count for event in told):,}"
        before = [event.t for event in self.events if told and _is(event, other, whose) and event.t <= told[-1].t]
        return duration(told[-1].t - before[-1], lang) if before else _never(name)

    def _happens(self, kind: str, of: str | None) -> bool:
        return kind in self._kinds and (not of or of in self._parts)

    @cached_property
    def _kinds(self) -> set[str]:
        told = {event.kind for event in self.log.events} | {
            str(e.data["state"]) for e in self.log.events if "state" in e.data
        }
        return {*EVENTS, *told, *COUNTS}

    @cached_property
    def _parts(self) -> set[str]:
        return {*self.board.system.parts, *(event.of for event in self.log.events if event.of)}

    def _unknown(self, name: str) -> Diagnostic:
        part = max((one for one in self._parts if name.startswith(f"{one}.")), key=len, default="")
        if part:
            keys = dict.fromkeys(key for event in self.log.events if event.of == part for key in _keys(event))
            rest = name[len(part) + 1 :]
            if rest in COUNTS:
                return error("unknown-figure", f"`{part}` has no figure `{rest}`", hint=f"write `{rest} {part}`")
            close = near.nearest(rest, [*keys, *(key.name for key in settings.KEYS)])
            listed = f"the log tells {near.listed(keys)} of it" if keys else "the log tells no figure of it"
            hint = f"did you mean `{part}.{close}`?" if close else listed
            return error("unknown-figure", f"`{part}` has no figure `{rest}`", hint=hint)
        groups = found.groups() if (found := _EVENT.fullmatch(name)) else ()
        strange = [
            of
            for kind, of in zip(groups[::2], groups[1::2], strict=True)
            if kind in self._kinds and of and of not in self._parts
        ]
        word = name.partition(".")[0] if "." in name and not name.startswith("step.") else next(iter(strange), "")
        if word:
            hint = near.hint(word, sorted(self.board.system.parts))
            return error("unknown-figure", f"nothing is called `{word}` here", hint=hint)
        known = [*COUNTS, *TIMES]
        part = min(self.board.system.parts, default="W")
        listed = f"there are {near.listed(known)}, `{part}.ready`, `ready {part} after failed {part}`"
        close = near.nearest(name, [*known, *self._kinds])
        hint = f"did you mean `{close}`?" if close else listed
        return error("unknown-figure", f"no figure is called `{name}`", hint=f"{hint}; `{{{{` is a brace itself")


def _never(name: str) -> Diagnostic:
    return warning("no-figure", f"`{name}` hasn't come about by the end of this step", hint="speak of it later")


def _is(event: Event, kind: str, of: str | None) -> bool:
    if kind == "unserved":
        return event.kind in ENDS and event.kind != "served" and (not of or base(event.at) == of)
    if event.kind != kind and not (event.kind == "state" and event.data["state"] == kind):
        return False
    whose = event.of or event.to or event.at
    return not of or of in (whose, base(whose))


@dataclass(frozen=True, slots=True)
class _Told:
    """What one event tells of its part: when, at which place of the log, the number with its sign, and whether it adds
    to those before."""

    t: float
    place: int
    value: float
    sign: str = ""
    adds: bool = False


def _told(event: Event, key: str, place: int) -> Iterator[_Told]:
    if event.kind == "gauge" and event.data["name"] == key:
        yield _Told(event.t, place, event.data["value"], "%")
    elif event.kind == "split" and key in event.data["to"]:
        yield _Told(event.t, place, event.data["to"][key], "%")
    elif event.kind == "rate" and key == "rate":
        yield _Told(event.t, place, event.data["value"], "/s")
    elif key in _keys(event) and event.kind not in ("gauge", "split"):
        value = event.data[key]
        many = len(value) if isinstance(value, list | tuple) else value
        yield _Told(event.t, place, many, adds=(event.kind, key) in SUMMED)


def _counted(value: object) -> bool:
    return isinstance(value, int | float | list | tuple) and not isinstance(value, bool)


def _keys(event: Event) -> tuple[str, ...]:
    """The names under which an event tells figures of its part."""
    if event.kind == "gauge":
        return (event.data["name"],)
    if event.kind in ("split", "rate"):
        return tuple(event.data["to"]) if event.kind == "split" else ("rate",)
    return tuple(key for key, value in event.data.items() if key not in NUMBERS and _counted(value))


def _written(told: Sequence[_Told], start: int, most: str) -> str:
    """The last value, or the greatest or smallest from the one on that stood when the step began; of one moment the
    last counts."""
    if told[-1].adds:
        return units.number(sum(one.value for one in told))
    last = [one for one, after in zip_longest(told, told[1:]) if after is None or after.t != one.t]
    values = [one.value for one in last if one.place < start][-1:] + [one.value for one in last if one.place >= start]
    value = max(values) if most == "max" else min(values) if most == "min" else values[-1]
    return f"{units.number(round(value, 2))}{last[-1].sign}"
