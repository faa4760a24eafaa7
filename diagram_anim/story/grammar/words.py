"""Which words of a beat are its text, its name or a label, before the others are read one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from diagram_anim.model.effect import Form, Kind
from diagram_anim.story.grammar import units, whole
from diagram_anim.story.grammar.scan import Sort, Token
from diagram_anim.story.grammar.wording import quoted
from diagram_anim.story.grammar.wrong import Wrong

if TYPE_CHECKING:
    from diagram_anim.story.grammar.reading import Reading


def sorted_out(beat: Reading, tokens: list[Token]) -> list[Token]:
    """The tokens that are left when the text, the name and what stands on things are taken out."""
    return _label(beat, _name(beat, _text(beat, tokens)))


def _text(beat: Reading, tokens: list[Token]) -> list[Token]:
    """The last quoted text is the form's, unless an arrow stands beside it."""
    if not beat.has(Form.TEXT):
        return tokens
    arrows = [place for place, token in enumerate(tokens) if token.sort is Sort.ARROW]
    texts = [place for place, token in enumerate(tokens) if token.sort is Sort.TEXT]
    last = max((place for place in texts if not {place - 1, place + 1} & {*arrows}), default=-1)
    if last < 0:
        return _unquoted(beat, tokens)
    beat.args["text"] = tokens[last].text
    return tokens[:last] + tokens[last + 1 :]


def _unquoted(beat: Reading, tokens: list[Token]) -> list[Token]:
    """Words behind the targets that name nothing are a text without its quotes."""
    words = [token.sort is Sort.WORD and not _known(beat, token) for token in tokens]
    needed = not whole.may_lack(beat, Form.TEXT)
    for first, token in enumerate(tokens):
        if first < beat.effect.targets[0] or not words[first] or beat.on_path(tokens, first):
            continue
        count = next((place for place, word in enumerate(words[first:]) if not word), len(tokens) - first)
        nothing = any(_names_nothing(beat, one) for one in tokens[first : first + count])
        if _names(beat, token) or not (nothing or needed):
            continue
        last = tokens[first + count - 1]
        said = " ".join(token.text for token in tokens[first : first + count])
        before = " ".join(token.text for token in tokens[:first])
        text = Token(Sort.WORD, said, token.start, last.end)
        flags = [token.text for token in tokens[first + count :] if token.sort is Sort.WORD]
        hint = f"write `{' '.join(filter(None, [beat.effect.name, before, quoted(said), *flags]))}`"
        beat.wrong(text, "unquoted-text", "a text stands in quotes", hint)
        return tokens[:first] + tokens[first + count :]
    return tokens


def _known(beat: Reading, token: Token) -> bool:
    return token.text in beat.effect.flags or factor(beat, token)


def factor(beat: Reading, token: Token) -> bool:
    return beat.has(Form.TIMES) and units.TIMES_LIKE.fullmatch(token.text) is not None


def times(beat: Reading, token: Token, read: Callable[[Token, str, Kind], None]) -> None:
    """A factor, of which there is one."""
    if "times" in beat.args:
        beat.wrong(token, "twice", "a factor stands here twice", "keep one of them")
    else:
        read(token, "times", Kind.TIMES)


def _names_nothing(beat: Reading, token: Token) -> bool:
    """Whether a word is none of the diagram's names, nor like one."""
    found = beat.names.resolve(token.text, token.quoted, beat.effect.of, inside=False)
    return isinstance(found, Wrong) and found.code.startswith("unknown-") and "did you mean" not in found.hint


def _names(beat: Reading, token: Token) -> bool:
    return not isinstance(beat.names.resolve(token.text, token.quoted, beat.effect.of, inside=False), Wrong)


def _label(beat: Reading, tokens: list[Token]) -> list[Token]:
    """Words that together are what stands on a thing, which isn't what it is called by."""
    labels = {label.casefold() for label in beat.names.labels.values()}
    for first in range(len(tokens)):
        for end in range(len(tokens), first + 1, -1):
            some = tokens[first:end]
            text = " ".join(token.text for token in some)
            if text.casefold() in labels and all(token.sort is Sort.WORD for token in some):
                found = beat.names.resolve(text, True, beat.effect.of, inside=False)
                if isinstance(found, Wrong):
                    beat.misread(Token(Sort.WORD, text, some[0].start, some[-1].end), found)
                return _label(beat, tokens[:first] + tokens[end:])
    return tokens


def _name(beat: Reading, tokens: list[Token]) -> list[Token]:
    """The last word is the form's name, if a target stands before it or none is needed."""
    words = [place for place, token in enumerate(tokens) if token.sort in (Sort.WORD, Sort.TEXT)]
    if not beat.has(Form.NAMED) or len(words) <= beat.effect.targets[0]:
        return tokens
    beat.args["name"] = name = tokens[words[-1]].text
    if not name.strip():
        beat.wrong(tokens[words[-1]], "missing-value", f"`{beat.effect.name}` needs a name", beat.usage())
    return tokens[: words[-1]] + tokens[words[-1] + 1 :]
