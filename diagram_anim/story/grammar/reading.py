"""One beat under the reader's eyes: its words sorted into targets, forms, flags and arguments by the verb's record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from diagram_anim.effects.wait import EVENTS
from diagram_anim.model.diagnostic import Diagnostic, error
from diagram_anim.model.effect import Arg, Effect, Form, Kind
from diagram_anim.story.grammar import near, units, whole
from diagram_anim.story.grammar.names import PARTS, Names
from diagram_anim.story.grammar.scan import Place, Sort, Token
from diagram_anim.story.grammar.wording import quoted
from diagram_anim.story.grammar.wrong import Wrong

_RANGE = re.compile(r"(\d+)(\.\.(\d+)?)?")


@dataclass(slots=True)
class Reading:
    """Read with `read`; then it has `targets` and `args`, or `problems`. `spots` says where each target stood."""

    effect: Effect
    names: Names
    place: Place
    verb: Token
    targets: list[str] = field(default_factory=list)
    spots: list[Token] = field(default_factory=list)
    args: dict[str, Any] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)

    def wrong(self, token: Token, code: str, message: str, hint: str = "") -> None:
        self.problems.append(error(code, message, self.place.span(token.start, token.end), hint=hint))

    def misread(self, token: Token, problem: Wrong) -> None:
        self.problems.append(problem.at(self.place.span(token.start, token.end)))

    def has(self, form: Form) -> bool:
        return form in self.effect.forms

    def read(self, tokens: Sequence[Token]) -> None:
        tokens = self._taken_name(self._taken_text(list(tokens)))
        index = 0
        while index < len(tokens):
            index += self._one(tokens, index)
        if not self.problems:
            whole.examine(self)

    def _taken_text(self, tokens: list[Token]) -> list[Token]:
        """The last quoted text is the form's, unless an arrow stands beside it."""
        if not self.has(Form.TEXT):
            return tokens
        arrows = [place for place, token in enumerate(tokens) if token.sort is Sort.ARROW]
        texts = [place for place, token in enumerate(tokens) if token.sort is Sort.TEXT]
        last = max((place for place in texts if not {place - 1, place + 1} & {*arrows}), default=-1)
        if last < 0:
            return self._unquoted(tokens)
        self.args["text"] = tokens[last].text
        return tokens[:last] + tokens[last + 1 :]

    def _unquoted(self, tokens: list[Token]) -> list[Token]:
        """Words behind the targets that name nothing are a text without its quotes."""
        words = [token.sort is Sort.WORD and not self._known(token) for token in tokens]
        for first, token in enumerate(tokens):
            if first < self.effect.targets[0] or not words[first] or not self._names_nothing(token):
                continue
            count = next((place for place, word in enumerate(words[first:]) if not word), len(tokens) - first)
            last = tokens[first + count - 1]
            said = " ".join(token.text for token in tokens[first : first + count])
            before = " ".join(token.text for token in tokens[:first])
            text = Token(Sort.WORD, said, token.start, last.end)
            flags = [token.text for token in tokens[first + count :] if token.sort is Sort.WORD]
            hint = f"write `{' '.join(filter(None, [self.effect.name, before, quoted(said), *flags]))}`"
            self.wrong(text, "unquoted-text", "a text stands in quotes", hint)
            return tokens[:first] + tokens[first + count :]
        return tokens

    def _known(self, token: Token) -> bool:
        return token.text in self.effect.flags or self._factor(token)

    def _factor(self, token: Token) -> bool:
        return self.has(Form.TIMES) and units.TIMES_LIKE.fullmatch(token.text) is not None

    def _names_nothing(self, token: Token) -> bool:
        """Whether a word is none of the diagram's names, nor like one."""
        found = self.names.resolve(token.text, token.quoted, self.effect.of, inside=False)
        return isinstance(found, Wrong) and found.code.startswith("unknown-") and "did you mean" not in found.hint

    def _taken_name(self, tokens: list[Token]) -> list[Token]:
        """The last word is the form's name, if a target stands before it or none is needed."""
        words = [place for place, token in enumerate(tokens) if token.sort in (Sort.WORD, Sort.TEXT)]
        if not self.has(Form.NAMED) or len(words) <= self.effect.targets[0]:
            return tokens
        self.args["name"] = tokens[words[-1]].text
        return tokens[: words[-1]] + tokens[words[-1] + 1 :]

    def _one(self, tokens: Sequence[Token], index: int) -> int:
        """Reads what stands at `index`; how many tokens that took."""
        token = tokens[index]
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.sort is Sort.PAIR:
            self._pair(token)
        elif token.sort is Sort.ARROW:
            return self._arrow(tokens, index)
        elif following and following.sort is Sort.ARROW and not self.has(Form.PATH):
            return self._edge(tokens, index)
        elif token.sort is Sort.WORD and not self._on_path(tokens, index) and self._word(token):
            pass
        elif token.sort is Sort.WORD and self.has(Form.UNTIL) and "until" not in self.args and not self.targets:
            return self._until(tokens, index)
        else:
            self._target(token)
        return 1

    def _on_path(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether an arrow of a path stands beside it, so that it is a name whatever it looks like."""
        beside = (*tokens[max(0, index - 1) : index], *tokens[index + 1 : index + 2])
        return self.has(Form.PATH) and any(one.sort is Sort.ARROW for one in beside)

    def _word(self, token: Token) -> bool:
        """A flag or a form that is one word."""
        text = token.text
        if text in self.effect.flags:
            self.args[text] = True
            return True
        unknown = bool(self.targets) and text not in self.names.kinds and not self.has(Form.PATH)
        if self._factor(token) or (self.has(Form.TIMES) and unknown):
            self._value(token, "times", Kind.TIMES)
            return True
        if self.has(Form.RANGE):
            self._range(token)
            return True
        return False

    def _target(self, token: Token) -> None:
        if self.effect.targets[1] == 0:
            self.wrong(token, "needless-target", f"`{self.effect.name}` takes no target", self.usage())
            return
        inside = self.effect.act is not None and not self.effect.whole and not self.has(Form.PATH)
        found = self.names.resolve(token.text, token.quoted, self.effect.of, inside=inside)
        if isinstance(found, Wrong) and self.has(Form.PATH) and not token.text.strip("-=>→"):
            self.wrong(token, "open-path", f"`{token.text}` is no arrow of a path", "write `A -> B`")
            return
        if isinstance(found, Wrong):
            self.misread(token, found)
            return
        for id in found:
            if id not in self.targets or self.has(Form.PATH):
                self.targets.append(id)
                self.spots.append(token)

    def _arrow(self, tokens: Sequence[Token], index: int) -> int:
        token = tokens[index]
        beside = [place for place in (index - 1, index + 1) if 0 <= place < len(tokens)]
        names = [place for place in beside if tokens[place].sort in (Sort.WORD, Sort.TEXT)]
        if not self.has(Form.PATH):
            self.wrong(token, "stray-arrow", f"`{self.effect.name}` takes no path", "an edge is written `A->B`")
        elif len(names) < 2:
            self.wrong(token, "open-path", "the path lacks an end here", "write `A -> B`")
        return 1

    def _edge(self, tokens: Sequence[Token], index: int) -> int:
        source, arrow = tokens[index], tokens[index + 1]
        target = tokens[index + 2] if index + 2 < len(tokens) else None
        if target is None or target.sort not in (Sort.WORD, Sort.TEXT):
            self.wrong(arrow, "open-path", "the edge lacks its end", "write `A->B`")
            return 2
        edge = Token(Sort.WORD, f"{source.text}->{target.text}", source.start, target.end)
        if not (arrow.glued and target.glued):
            self.wrong(edge, "blank-in-edge", "an edge is one word", f"write `{edge.text}`")
            return 3
        found = self.names.edge(source.text, target.text, self.effect.of)
        if isinstance(found, Wrong):
            self.misread(edge, found)
        else:
            self.targets += [id for id in found if id not in self.targets]
            self.spots += [edge] * len(found)
        return 3

    def _range(self, token: Token) -> None:
        match = _RANGE.fullmatch(token.text)
        if not match:
            self.wrong(token, "bad-range", f"`{token.text}` is no range of messages", "write `1..4`, `4..` or `3`")
            return
        first = int(match[1])
        last = int(match[3]) if match[3] else None if match[2] else first
        count = self.names.messages
        if not count:
            self.wrong(token, "unknown-message", "this diagram has no messages", "only sequence diagrams have some")
        elif not 1 <= first <= count or (last is not None and last > count):
            self.wrong(token, "unknown-message", f"`{token.text}` goes beyond the messages", f"there are {count}")
        elif last is not None and last < first:
            self.wrong(token, "bad-range", f"`{token.text}` runs backwards", f"write `{last}..{first}`")
        else:
            self.args["first"], self.args["last"] = first, last

    def _until(self, tokens: Sequence[Token], index: int) -> int:
        token = tokens[index]
        if token.text != "until" and not near.nearest(token.text, ("until",)):
            if "seconds" in self.args:
                self.wrong(token, "needless-word", f"`{token.text}` is too many", self.usage())
            else:
                self._value(token, "seconds", Kind.DURATION)
            return 1
        if token.text != "until":
            self.wrong(token, "unknown-word", f"`wait` knows no `{token.text}`", "did you mean `until`?")
        event = tokens[index + 1] if index + 1 < len(tokens) else None
        if event is None or event.sort is not Sort.WORD:
            self.wrong(token, "missing-event", "`until` names no event", f"there are {near.listed(EVENTS)}")
            return 1
        if event.text not in EVENTS:
            hint = near.hint(event.text, EVENTS)
            self.wrong(event, "unknown-event", f"nothing is known of an event `{event.text}`", hint)
        self.args["until"] = event.text
        return 2

    def _pair(self, token: Token) -> None:
        assert token.value is not None
        arg = next((arg for arg in self.effect.args if arg.name == token.text), None)
        if arg and not token.quoted:
            self._arg(arg, token)
        elif self.has(Form.SHARES):
            self._share(token)
        elif self.has(Form.LEVEL) and "name" not in self.args and not token.quoted:
            level = units.value(Kind.PERCENT, token.value.text)
            if isinstance(level, Wrong) and self._near(token):
                self._unknown_arg(token)
            elif isinstance(level, Wrong):
                self.misread(token.value, level)
            elif level > 100:
                self.wrong(token.value, "bad-value", "a meter goes up to 100%", f"write `{token.text}=100%`")
            else:
                self.args["name"], self.args["value"] = token.text, level
        else:
            self._unknown_arg(token)

    def _arg(self, arg: Arg, token: Token) -> None:
        assert token.value is not None
        if arg.name in self.args:
            self.wrong(token, "twice", f"`{arg.name}=` stands here twice", "keep one of them")
        elif arg.kind in (Kind.NAME, Kind.NEIGHBOUR):
            found = self.names.resolve(token.value.text, token.value.quoted, PARTS, inside=False)
            if isinstance(found, Wrong):
                self.misread(token.value, found)
            elif len(found) != 1:
                self.wrong(token.value, "too-many-targets", f"`{arg.name}=` takes one name")
            else:
                self.args[arg.name] = found[0]
        elif arg.kind is Kind.NEW and token.value.text in self.names.kinds:
            self.wrong(token.value, "name-taken", f"`{token.value.text}` is already in the diagram", "take a new name")
        else:
            self._value(token.value, arg.name, arg.kind, arg.choices)

    def _share(self, token: Token) -> None:
        assert token.value is not None
        found = self.names.resolve(token.text, token.quoted, self.effect.of, inside=True)
        if isinstance(found, Wrong):
            self._unknown_arg(token) if self._near(token) else self.misread(token, found)
            return
        share = units.value(Kind.PERCENT, token.value.text)
        if isinstance(share, Wrong):
            self.misread(token.value, share)
        elif share > 100:
            self.wrong(token.value, "bad-value", "a share is at most 100%", "together they are 100%")
        else:
            shares = self.args.setdefault("to", {})
            shares.update({id: share / len(found) for id in found})

    def _value(self, token: Token, name: str, kind: Kind, choices: tuple[str, ...] = ()) -> None:
        found = units.value(kind, token.text, choices)
        if isinstance(found, Wrong):
            self.misread(token, found)
        else:
            self.args[name] = found

    def _near(self, token: Token) -> bool:
        return near.nearest(token.text, [arg.name for arg in self.effect.args]) is not None

    def _unknown_arg(self, token: Token) -> None:
        known = [arg.name for arg in self.effect.args]
        hint = near.hint(f"{token.text}", known) if known else self.usage()
        self.wrong(token, "unknown-argument", f"`{self.effect.name}` has no `{token.text}=`", hint)

    def usage(self) -> str:
        return f"write `{self.effect.usage}`"
