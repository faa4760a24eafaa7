"""The one grammar of beats: a line of `do` or `%% @` into beats, by the records of the verbs.

Comes in: a line, the place where it stands, the names of the diagram. Goes out: beats with parsed values, and every
mistake of the line. Refuses to know any verb: what a verb takes is read off its `Effect`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from diagram_anim.effects import BY_NAME
from diagram_anim.model.diagnostic import Diagnostic, error
from diagram_anim.model.effect import AT, Form, Kind
from diagram_anim.model.storyboard import Beat
from diagram_anim.story.grammar import near, slips
from diagram_anim.story.grammar.names import Names
from diagram_anim.story.grammar.reading import Reading
from diagram_anim.story.grammar.scan import Place, Slip, Sort, Token, scan


class Grammar:
    """Reads lines one after another; `names` grows by those that beats introduce, `problems` by what is wrong."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.problems: list[Diagnostic] = []

    def line(self, text: str, place: Place) -> tuple[Beat, ...]:
        """The beats of one line; those with a mistake are left out."""
        scanned, wrong = scan(text)
        tokens, dashed = slips.undashed(scanned, text)
        wrong += dashed
        parts: list[tuple[Token | None, Sequence[Token]]] = []
        for then, some in _parts(tokens):
            several, ends = slips.divided(some, text)
            wrong += ends
            parts += [(then if part is several[0] else None, part) for part in several]
        self.tell(wrong, place)
        beats: list[Beat] = []
        for then, one in parts:
            if not one:
                if then:
                    where, hint = place.span(then.start, then.end), "write `fail A then recover A`"
                    self.problems.append(error("missing-beat", "nothing follows `then`", where, hint=hint))
                continue
            before = len(self.problems)
            words, commas = slips.listed(one, text, self.names)
            self.tell(commas, place)
            beat = self._beat(words, place, then is not None)
            if beat and AT.name in beat.args and (then or beats):
                told, hint = "`at=` and `then` both say when this begins", "write `then wait 2s then …`"
                self.problems.append(error("late-twice", told, beat.span, hint=hint))
            if beat and len(self.problems) == before and not wrong:
                beats += late(beat)
        return tuple(beats)

    def tell(self, wrong: Sequence[Slip], place: Place) -> None:
        self.problems += [error(one.code, one.message, place.span(one.start, one.end), hint=one.hint) for one in wrong]

    def _beat(self, tokens: Sequence[Token], place: Place, then: bool) -> Beat | None:
        verb, rest = tokens[0], tokens[1:]
        effect = BY_NAME.get(verb.text) if verb.sort is Sort.WORD else None
        if effect is None:
            message = f"there is no verb `{verb.text}`"
            span = place.span(verb.start, verb.end)
            self.problems.append(error("unknown-verb", message, span, hint=_meant(verb, rest)))
            return None
        reading = Reading(effect, self.names, place, verb)
        reading.read(rest)
        self.problems += reading.problems
        for arg in effect.args:
            if arg.kind is Kind.NEW and arg.name in reading.args and reading.targets:
                self.names = self.names.with_new(reading.args[arg.name], reading.targets[0])
        if reading.problems:
            return None
        span = place.span(verb.start, tokens[-1].end)
        return Beat(verb.text, tuple(reading.targets), reading.args, then, span)


def late(beat: Beat) -> tuple[Beat, ...]:
    """A beat that begins `at=2s`: so long after its step, as if `wait 2s then` stood before it."""
    seconds = beat.args.get(AT.name, 0.0)
    beat = replace(beat, args={name: value for name, value in beat.args.items() if name != AT.name})
    if not seconds:
        return repeated(beat)
    first, *others = repeated(beat)
    wait = Beat("wait", args={"seconds": seconds}, span=beat.span)
    return (wait, replace(first, then=True), *others)


def _meant(verb: Token, rest: Sequence[Token]) -> str:
    """What an unknown verb may stand for: one that others call so, one of nearly its name, or one behind it."""
    behind = next((token.text for token in rest if token.sort is Sort.WORD and token.text in BY_NAME), None)
    called = next((one.name for one in BY_NAME.values() if verb.text.casefold() in one.also), "")
    close = f"did you mean `{called}`?" if called else near.hint(verb.text, BY_NAME, most=0)
    return close or (f"the verb comes first: `{behind} {verb.text}`" if behind else "`diagram-anim effects` lists them")


def repeated(beat: Beat) -> tuple[Beat, ...]:
    """A path that is run `x2`: as many beats, one after another."""
    if Form.PATH not in BY_NAME[beat.verb].forms:
        return (beat,)
    times = int(beat.args.get("times", 1))
    one = replace(beat, args={name: value for name, value in beat.args.items() if name != "times"})
    return (one, *[replace(one, then=True)] * (times - 1))


def _parts(tokens: Sequence[Token]) -> list[tuple[Token | None, list[Token]]]:
    """The tokens between `then`s, each part with the `then` before it."""
    parts: list[tuple[Token | None, list[Token]]] = [(None, [])]
    for token in tokens:
        if token.sort is Sort.WORD and token.text == "then":
            parts.append((token, []))
        else:
            parts[-1][1].append(token)
    return parts


NAMELESS = frozenset(
    "unknown-verb unknown-directive unknown-event bad-value too-long open-quote curly-quote missing-beat late-twice"
    " semicolon list-mark bad-range twice empty-step".split()
)


def nameless(problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Those that hang on no name: what can be told of lines whose diagram couldn't be read."""
    return [one for one in problems if one.code in NAMELESS]
