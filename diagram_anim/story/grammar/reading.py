"""One beat under the reader's eyes: its words sorted into targets, forms, flags and arguments by the verb's record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from diagram_anim.effects.wait import EVENTS
from diagram_anim.model.diagnostic import Diagnostic, error
from diagram_anim.model.effect import AT, Arg, Effect, Form, Kind
from diagram_anim.model.limits import LONGEST
from diagram_anim.story.grammar import meant, near, parallel, ranges, settings, units, whole, words
from diagram_anim.story.grammar.names import PARTS, Names
from diagram_anim.story.grammar.scan import Place, Sort, Token
from diagram_anim.story.grammar.wrong import Wrong


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
    beyond: list[Token] = field(default_factory=list)
    """Words that name nothing, where no more targets may stand."""
    lost: int = -1
    """Where the last word ended that names nothing and is like nothing: others right behind it aren't told too."""

    def wrong(self, token: Token, code: str, message: str, hint: str = "") -> None:
        self.problems.append(error(code, message, self.place.span(token.start, token.end), hint=hint))

    def misread(self, token: Token, problem: Wrong) -> None:
        self.problems.append(problem.at(self.place.span(token.start, token.end)))

    def has(self, form: Form) -> bool:
        return form in self.effect.forms

    def read(self, tokens: Sequence[Token]) -> None:
        tokens = words.sorted_out(self, [parallel.whole(token, self.names) for token in tokens])
        index = 0
        while index < len(tokens):
            index += self._one(tokens, index)
        self._strays(tokens)
        if not self.problems:
            whole.examine(self)

    def _one(self, tokens: Sequence[Token], index: int) -> int:
        """Reads what stands at `index`; how many tokens that took."""
        token = tokens[index]
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.sort is Sort.PAIR:
            return self._pair(token, following)
        if token.sort is Sort.ARROW:
            return self._arrow(tokens, index)
        if following and following.sort is Sort.ARROW and not self.has(Form.PATH):
            return self._edge(tokens, index)
        if token.sort is Sort.WORD and not self.on_path(tokens, index) and self._word(token):
            pass
        elif token.sort is Sort.WORD and self.has(Form.UNTIL) and "until" not in self.args and not self.targets:
            return self._until(tokens, index)
        else:
            self._target(token)
        return 1

    def on_path(self, tokens: Sequence[Token], index: int) -> bool:
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
        if words.factor(self, token) or (self.has(Form.TIMES) and unknown):
            words.times(self, token, self._value)
        elif self.has(Form.RANGE):
            ranges.span(self, token)
        else:
            return False
        return True

    def _target(self, token: Token) -> None:
        if self.effect.targets[1] == 0:
            self.wrong(token, "needless-target", f"`{self.effect.name}` takes no target", self.usage())
            return
        inside = self.effect.act is not None and not self.effect.whole and not self.has(Form.PATH)
        found = self.names.resolve(token.text, token.quoted, self.effect.of, inside=inside)
        if isinstance(found, Wrong) and self._astray(token, found):
            return
        if isinstance(found, Wrong) and self.has(Form.PATH) and not token.text.strip("-=>→"):
            self.wrong(token, "open-path", f"`{token.text}` is no arrow of a path", "write `A -> B`")
            return
        if isinstance(found, Wrong):
            self.misread(token, found)
            return
        if not self.has(Form.PATH) and any(one.text == token.text for one in self.spots):
            self.wrong(token, "twice", f"`{token.text}` stands here twice", "keep one of them")
        for id in found:
            if id not in self.targets or self.has(Form.PATH):
                self.targets.append(id)
                self.spots.append(token)
        parallel.taken(self, token)

    def _astray(self, token: Token, problem: Wrong) -> bool:
        """Whether a word that names nothing is told otherwise: as a value, as one too many, or with the one before."""
        _, most = self.effect.targets
        full = most is not None and len(self.targets) >= most and not self.has(Form.PATH)
        if token.sort is not Sort.WORD or not problem.code.startswith("unknown-"):
            return False
        if full or (self.targets and meant.argument(self, token.text, names=False)):
            self.beyond.append(token)
            return True
        like = "did you mean" in problem.hint
        behind = 0 <= self.lost < token.start <= self.lost + 1
        self.lost = -1 if like else token.end
        return behind and not like

    def _strays(self, tokens: Sequence[Token]) -> None:
        """One problem for the words that are too many, at the first of them."""
        if not self.beyond:
            return
        first, last = self.beyond[0], self.beyond[-1]
        before = next((one for one in reversed(tokens) if one.end <= first.start), None)
        value = meant.whole(before, self.beyond)
        value = value or next(filter(None, (meant.argument(self, one.text) for one in self.beyond)), "")
        run = Token(Sort.WORD, " ".join(one.text for one in self.beyond), first.start, last.end)
        hint = f"write `{value}`" if value else self.usage()
        self.wrong(run, "stray-word", f"`{run.text}` doesn't say what it is", hint)

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
        edge = Token(Sort.WORD, f"{source.text}->{parallel.named(target)}", source.start, target.end)
        if "edge" not in self.effect.of and not (arrow.glued and target.glued):
            value = meant.argument(self, target.text)
            hint = f"write `{self.effect.name} {source.text} {value}`" if value else self.usage()
            self.wrong(arrow, "stray-arrow", f"`{self.effect.name}` takes no path", hint)
            return 3
        if not (arrow.glued and target.glued) and not self.names.messages:
            self.wrong(edge, "blank-in-edge", "an edge is one word", f"write `{edge.text}`")
            return 3
        found = self.names.edge(source.text, target.text, self.effect.of, target.nth)
        if isinstance(found, Wrong):
            self.misread(edge, found)
        else:
            self.targets += [id for id in found if id not in self.targets]
            self.spots += [edge] * len(found)
        return 3

    def _until(self, tokens: Sequence[Token], index: int) -> int:
        token = tokens[index]
        if token.text != "until" and not near.nearest(token.text, ("until",)):
            if "seconds" in self.args:
                self.wrong(token, "needless-word", f"`{token.text}` is too many", self.usage())
            else:
                return self._duration(token, tokens[index + 1] if index + 1 < len(tokens) else None)
            return 1
        if token.text != "until":
            self.wrong(token, "unknown-word", f"`wait` knows no `{token.text}`", "did you mean `until`?")
        event = tokens[index + 1] if index + 1 < len(tokens) else None
        if event is None or event.sort is not Sort.WORD:
            self.wrong(token, "missing-event", "`until` names no event", f"there are {near.listed(EVENTS)}")
            return 1
        turned = tokens[index + 2] if index + 2 < len(tokens) else None
        if event.text not in EVENTS and turned and turned.text in EVENTS and event.text in self.names.kinds:
            hint = f"write `{self.effect.name} until {turned.text} {event.text}`"
            self.wrong(event, "unknown-event", "the event comes before its target", hint)
            self.args["until"] = turned.text
            return 3
        if event.text not in EVENTS:
            hint = near.hint(event.text, EVENTS) or f"there are {near.listed(EVENTS)}"
            self.wrong(event, "unknown-event", f"nothing is known of an event `{event.text}`", hint)
        self.args["until"] = event.text
        return 2

    def _duration(self, token: Token, following: Token | None) -> int:
        """The time of a `wait`, whose unit may stand apart: how many tokens it took."""
        said = f"{token.text} {following.text}" if following and following.sort is Sort.WORD else ""
        if following and said and (units.meant_duration(said) or units.bare(token.text)):
            both = Token(Sort.WORD, said, token.start, following.end)
            self._value(both, "seconds", Kind.DURATION)
            return 2
        self._value(token, "seconds", Kind.DURATION)
        return 1

    def _pair(self, token: Token, following: Token | None) -> int:
        """`name=value`; how many tokens it took."""
        assert token.value is not None
        value = token.value
        said = f"{value.text} {following.text}" if following and following.sort is Sort.WORD else ""
        timed = any(arg.name == token.text and arg.kind is Kind.DURATION for arg in self.known)
        if following and timed and not value.quoted and units.meant_duration(said):
            both = Token(Sort.WORD, said, value.start, following.end)
            self._value(both, token.text, Kind.DURATION)
            return 2
        self._one_pair(token)
        return 1

    def _one_pair(self, token: Token) -> None:
        assert token.value is not None
        arg = next((arg for arg in self.known if arg.name == token.text), None)
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
                self.misread(token.value, found.behind(f"{arg.name}="))
            elif len(found) != 1:
                self.wrong(token.value, "too-many-targets", f"`{arg.name}=` takes one name")
            else:
                self.args[arg.name] = found[0]
        elif arg.kind is Kind.NEW and token.value.text in self.names.kinds:
            self.wrong(token.value, "name-taken", f"`{token.value.text}` is already in the diagram", "take a new name")
        else:
            self._value(token.value, arg.name, arg.kind, arg.choices, arg.most)

    def _share(self, token: Token) -> None:
        assert token.value is not None
        found = self.names.resolve(token.text, token.quoted, self.effect.of, inside=True)
        if isinstance(found, Wrong):
            self._unknown_arg(token) if self._near(token) else self.misread(token, found)
            return
        share = units.share(token.value.text)
        if isinstance(share, Wrong):
            self.misread(token.value, share)
        elif share > 100:
            self.wrong(token.value, "bad-value", "a share is at most 100%", "together they are 100%")
        else:
            shares = self.args.setdefault("to", {})
            shares.update({id: share / len(found) for id in found})

    def _value(
        self, token: Token, name: str, kind: Kind, choices: tuple[str, ...] = (), most: int | None = None
    ) -> None:
        found = units.value(kind, token.text, choices)
        if isinstance(found, Wrong):
            self.misread(token, found)
        elif kind is Kind.DURATION and found > LONGEST:
            self.misread(token, units.beyond(token.text, LONGEST))
        elif most is not None and found > most:
            self.misread(token, settings.beyond(f"`{name}`", most))
        else:
            self.args[name] = found

    def _near(self, token: Token) -> bool:
        return near.nearest(token.text, [arg.name for arg in self.effect.args]) is not None

    @property
    def known(self) -> tuple[Arg, ...]:
        return (*self.effect.args, AT)

    def _unknown_arg(self, token: Token) -> None:
        known = [arg.name for arg in self.effect.args]
        hint = near.hint(f"{token.text}", known) if known else self.usage()
        self.wrong(token, "unknown-argument", f"`{self.effect.name}` has no `{token.text}=`", hint)

    def usage(self) -> str:
        return f"write `{self.effect.usage}`"
