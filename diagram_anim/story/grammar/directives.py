"""The author's own words: `%% @` lines into a script, with all their mistakes.

A script is what was written, whichever door it came through; scene files make one too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from diagram_anim.effects import BY_NAME
from diagram_anim.model.diagnostic import Diagnostic, error, warning
from diagram_anim.model.diagram import Directive
from diagram_anim.model.span import Span
from diagram_anim.model.storyboard import Beat, Text
from diagram_anim.story.grammar import near, settings
from diagram_anim.story.grammar.heads import lacking, length, open_quote, pace, seed, switch, unquoted
from diagram_anim.story.grammar.lines import Grammar
from diagram_anim.story.grammar.names import PARTS, Names
from diagram_anim.story.grammar.scan import Place, Sort, scan
from diagram_anim.story.grammar.tongues import language, unspoken
from diagram_anim.story.grammar.wrong import Wrong
from diagram_anim.story.spoken import places


@dataclass(frozen=True, slots=True)
class Told:
    """A step as written. `say` is None where no words were given at all."""

    say: Text | str | None = None
    beats: tuple[Beat, ...] = ()
    seconds: float | None = None
    loop: bool = False
    span: Span | None = None
    figures: Mapping[str, Span] = field(default_factory=dict)
    """Where each `{figure}` of its words stands."""


WITHOUT = "without"
"""What names, in a run, that which isn't there in it."""


@dataclass(frozen=True, slots=True)
class Script:
    """Everything an author may write; None or empty where nothing was. A bare text is in the script's language.

    `settings` holds dotted keys by part.
    """

    title: Text | str | None = None
    subtitle: Text | str | None = None
    caption: Text | str | None = None
    lang: str | None = None
    infer: bool | None = None
    seed: int | None = None
    pace: float | None = None
    charts: bool | None = None
    settings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    compare: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    """Settings that differ, by the name of the run that has them."""
    without: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What isn't there in a run, by its name; where something is missing in any, all are drawn beside each other."""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By language: what words of the diagram, or the name of a run, are called in it."""
    steps: tuple[Told, ...] = ()
    places: Mapping[tuple[str, str], Span] = field(default_factory=dict)
    """Where each part's keys were given, as far as it was in this file."""


class Reader:
    """Reads directive lines in order."""

    def __init__(self, names: Names) -> None:
        self.grammar = Grammar(names)
        self.steps: list[_Open] = []
        self.settings: dict[str, dict[str, Any]] = {}
        self.places: dict[tuple[str, str], Span] = {}
        self.head: dict[str, Any] = {}
        self.given: set[tuple[str | None, str, str]] = set()
        """The keys that have been set: in which run, of which word, and which."""

    @property
    def problems(self) -> list[Diagnostic]:
        return self.grammar.problems

    def read(self, directive: Directive) -> None:
        text = directive.text
        place = Place(directive.span.file, directive.span.line, directive.span.column)
        word = re.match(r"\S*", text)
        assert word is not None
        name, rest = word[0], text[word.end() :]
        at = word.end() + len(rest) - len(rest.lstrip())
        read = DIRECTIVES.get(name)
        if read and not (name == "title" and self.steps):
            read(self, text[at:].rstrip(), place, at)
        elif name in BY_NAME or name == "then" or not name.isidentifier():
            self._beats(text, place)
        else:
            hint = near.hint(name, [*BY_NAME, *DIRECTIVES], most=0)
            message = f"`{name}` is neither a directive nor a verb"
            self.problems.append(error("unknown-directive", message, place.span(0, len(name)), hint=hint))

    def script(self) -> Script:
        steps = tuple(
            Told(one.say, tuple(one.beats), one.seconds, one.loop, one.span, one.figures) for one in self.steps
        )
        return Script(steps=steps, settings=self.settings, places=self.places, **self.head)

    def _beats(self, text: str, place: Place) -> None:
        beats = self.grammar.line(text, place)
        self.step(place).beats += beats

    def step(self, place: Place) -> _Open:
        if not self.steps:
            self.steps.append(_Open(span=place.span(0, 1)))
        return self.steps[-1]

    def wrong(self, place: Place, start: int, text: str, problem: Wrong) -> None:
        self.problems.append(problem.at(place.span(start, start + len(text))))


@dataclass(slots=True)
class _Open:
    """A step that is still being written."""

    say: str | None = None
    beats: list[Beat] = field(default_factory=list)
    seconds: float | None = None
    loop: bool = False
    span: Span | None = None
    figures: Mapping[str, Span] = field(default_factory=dict)


Read = Callable[[Reader, str, Place, int], None]
"""Reads what follows a directive's name: the reader, the words, the line's place and the words' column in it."""


def _head(name: str, parse: Callable[[str], Any]) -> Read:
    """A directive that sets one thing of the whole script."""

    def read(reader: Reader, text: str, place: Place, at: int) -> None:
        if _lacking(reader, name, text, place) or _open_quote(reader, text, place, at):
            return
        found = parse(text)
        if isinstance(found, Wrong):
            reader.wrong(place, at, text, found)
        elif name in reader.head:
            reader.wrong(place, at, text, _twice(f"`@{name}`"))
        else:
            reader.head[name] = found
            reader.problems.extend(unspoken(found, place.span(at, at + len(text))) if parse is language else [])

    return read


def _lacking(reader: Reader, name: str, text: str, place: Place) -> bool:
    """Whether nothing follows a directive's name."""
    if not text:
        reader.wrong(place, 0, name, lacking(name))
    return not text


def _open_quote(reader: Reader, text: str, place: Place, at: int) -> bool:
    """Whether a quote before a text is never closed."""
    wrong = open_quote(text)
    if wrong:
        reader.wrong(place, at, text, wrong)
    return wrong is not None


def _twice(what: str) -> Wrong:
    return Wrong(f"{what} is given twice", "keep one of them", "twice")


def _step(reader: Reader, text: str, place: Place, at: int) -> None:
    words = Place(place.file, place.line, place.column + at)
    for beat in re.finditer(r"(?<!\S)@([a-z]+)(?!\S)", text):
        if beat[1] in BY_NAME or beat[1] in DIRECTIVES:
            hint = f"write `%% {text[beat.start() :]}` in a line of its own"
            wrong = Wrong(f"`{beat[0]}` stands in the words of a step", hint, "beat-in-words")
            reader.wrong(place, at + beat.start(), beat[0], wrong)
    _open_quote(reader, text, place, at)
    if not text:
        message, hint = "no words follow `@step`: it is told without any", "write `@step WORDS`"
        reader.problems.append(warning("empty-step", message, place.span(0, len("step")), hint=hint))
    figures = dict(places([(text, words)]))
    reader.steps.append(_Open(say=unquoted(text), span=place.span(0, at + len(text)), figures=figures))


def _for(reader: Reader, text: str, place: Place, at: int) -> None:
    if _lacking(reader, "for", text, place):
        return
    found = length(text)
    if isinstance(found, Wrong):
        reader.wrong(place, at, text, found)
    elif reader.step(place).seconds is not None:
        reader.wrong(place, at, text, _twice("`@for` of this step"))
    else:
        reader.step(place).seconds = found


def _loop(reader: Reader, text: str, place: Place, at: int) -> None:
    found = switch(text) if text else True
    if isinstance(found, Wrong):
        reader.wrong(place, at, text, found)
    else:
        reader.step(place).loop = found


def _system(reader: Reader, text: str, place: Place, at: int) -> None:
    _keys(reader, text, place, at, None, "@system LB policy=random check.period=2s")


def _compare(reader: Reader, text: str, place: Place, at: int) -> None:
    """Other settings of a part in a run of the same load: the run's name, then as in `@system`; or `without` and what
    isn't there in it."""
    if _open_quote(reader, text, place, at):
        return
    name = re.match(r'("(?:[^"\\]|\\.)*"|\S*)\s*', text)
    assert name is not None
    run, rest = unquoted(name[1]), text[name.end() :]
    reader.head.setdefault("compare", {}).setdefault(run, {})
    if re.match(rf"{WITHOUT}(\s|$)", rest):
        _taken_out(reader, run, rest, Place(place.file, place.line, place.column + at + name.end()))
        return
    _keys(reader, rest, place, at + name.end(), run, '@compare "one copy" W replicas=1')


def _taken_out(reader: Reader, run: str, text: str, place: Place) -> None:
    reader.places[run, WITHOUT] = place.span(0, len(text))
    found: list[str] = []
    for word in re.finditer(r"\S+", text[len(WITHOUT) :]):
        ids = reader.grammar.names.resolve(word[0], False, PARTS, inside=True)
        if isinstance(ids, Wrong):
            reader.wrong(place, len(WITHOUT) + word.start(), word[0], ids)
        else:
            found += ids
    reader.head.setdefault("without", {})[run] = tuple(dict.fromkeys(found))


def _keys(reader: Reader, text: str, place: Place, at: int, run: str | None, usage: str) -> None:
    """A part and its keys, of the system or of a `run` that it is compared with."""
    into = reader.settings if run is None else reader.head["compare"][run]
    tokens, slips = scan(text)
    place = Place(place.file, place.line, place.column + at)
    for slip in slips:
        reader.wrong(place, slip.start, text[slip.start : slip.end], Wrong(slip.message, slip.hint, slip.code))
    pairs = [token for token in tokens if token.sort is Sort.PAIR]
    if len(tokens) - len(pairs) != 1 or tokens[0].sort is Sort.PAIR or not pairs:
        verb = usage.split()[0]
        wrong = Wrong(f"`{verb}` takes one part and its keys", f"write `{usage}`", "bad-system")
        reader.wrong(place, 0, text, wrong)
        return
    part = tokens[0]
    ids = reader.grammar.names.resolve(part.text, part.quoted, PARTS, inside=True)
    if isinstance(ids, Wrong):
        reader.wrong(place, part.start, text[part.start : part.end], ids)
        return
    for pair in pairs:
        assert pair.value is not None
        found = settings.read(pair.text, pair.value.text, reader.grammar.names)
        if isinstance(found, Wrong):
            spot = pair if found.code == settings.UNKNOWN else pair.value
            reader.wrong(place, spot.start, spot.text, found)
        elif (run, part.text, pair.text) in reader.given:
            reader.wrong(place, pair.start, pair.text, _twice(f"`{pair.text}` of `{part.text}`"))
        else:
            reader.given.add((run, part.text, pair.text))
            for id in ids:
                into.setdefault(id, {})[pair.text] = found
                reader.places[id, pair.text] = place.span(pair.start, pair.end)


DIRECTIVES: dict[str, Read] = {
    "step": _step,
    "system": _system,
    "compare": _compare,
    "title": _head("title", unquoted),
    "subtitle": _head("subtitle", unquoted),
    "lang": _head("lang", language),
    "infer": _head("infer", switch),
    "seed": _head("seed", seed),
    "pace": _head("pace", pace),
    "charts": _head("charts", switch),
    "for": _for,
    "loop": _loop,
}


def read(directives: Iterable[Directive], names: Names) -> tuple[Script, list[Diagnostic]]:
    """The script of a diagram's `%% @` lines."""
    reader = Reader(names)
    for directive in directives:
        reader.read(directive)
    return reader.script(), reader.problems
