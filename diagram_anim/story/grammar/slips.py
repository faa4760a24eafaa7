"""Marks of other languages between the words of a beat: commas, semicolons, the dash of a list.

Comes in: a line's tokens. Goes out: the tokens as they were meant, and a slip for each kind of mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from diagram_anim.effects import BY_NAME
from diagram_anim.model.effect import Form
from diagram_anim.story.grammar.names import Names
from diagram_anim.story.grammar.scan import Slip, Sort, Token

WORDS = (Sort.WORD, Sort.PAIR)


def undashed(tokens: Sequence[Token], line: str) -> tuple[Sequence[Token], list[Slip]]:
    """A beat that is written as if each were an item of a list."""
    if len(tokens) < 2 or tokens[0].text not in ("-", "*", "•"):
        return tokens, []
    meant = line[tokens[1].start : tokens[-1].end]
    first = tokens[0]
    return tokens[1:], [Slip(first.start, first.end, "list-mark", "a beat begins with its verb", f"write `{meant}`")]


def divided(tokens: Sequence[Token], line: str) -> tuple[list[Sequence[Token]], list[Slip]]:
    """The beats that a semicolon stands between, or a comma before a verb."""
    parts: list[list[Token]] = [[]]
    ends: list[Token] = []
    for place, token in enumerate(tokens):
        verb = place + 1 < len(tokens) and tokens[place + 1].text in BY_NAME
        mark = "," if verb and place and token.text not in BY_NAME else ";"
        bare = _without(token, mark)
        bare = _without(token, ";") if bare is token else bare
        if bare is token or (place + 1 < len(tokens) and not verb):
            parts[-1].append(token)
            continue
        ends.append(token)
        parts[-1] += [bare] if bare else []
        parts.append([])
    found = [part for part in parts if part]
    if not ends:
        return [tokens], []
    meant = " and ".join(f"`{line[part[0].start : part[-1].end]}`" for part in found)
    hint = f"write {meant} on lines of their own" if len(found) > 1 else f"write {meant}"
    mark = line[ends[0].end - 1]
    code, message = "semicolon" if mark == ";" else "comma", f"a line holds one beat, and no `{mark}`"
    return list(found), [Slip(ends[0].end - 1, ends[0].end, code, message, hint)]


def listed(tokens: Sequence[Token], line: str, names: Names) -> tuple[list[Token], list[Slip]]:
    """Words without the commas behind and between them. A text that lacks its quotes may hold some."""
    effect = BY_NAME.get(tokens[0].text)
    if effect is None or (Form.TEXT in effect.forms and not any(token.sort is Sort.TEXT for token in tokens)):
        return list(tokens), []
    found: list[Token] = []
    marks: list[int] = []
    for token in tokens:
        words = [*_split(token, names)]
        bare = _without(words[-1], ",")
        if len(words) > 1:
            marks += [one.end for one in words[:-1]]
        if bare is not words[-1]:
            marks.append(token.end - 1)
        found += [*words[:-1], *([bare] if bare else [])]
    if not marks:
        return found, []
    between = "".join(" " if place in marks else char for place, char in enumerate(line))
    meant = " ".join(between[tokens[0].start : tokens[-1].end].split())
    at = marks[0]
    return found, [Slip(at, at + 1, "comma", "no commas stand between words", f"write `{meant}`")]


def _split(token: Token, names: Names) -> Iterable[Token]:
    """`W1,W2` as two words, where all of them are names."""
    parts = token.text.split(",")
    if token.sort is not Sort.WORD or token.text in names.kinds or len(parts) < 2:
        return (token,)
    if not all(part in names.kinds for part in parts if part) or not all(parts[:-1]):
        return (token,)
    start, found = token.start, []
    for part in parts[: None if parts[-1] else -1]:
        found.append(replace(token, text=part, start=start, end=start + len(part)))
        start += len(part) + 1
    if not parts[-1]:
        found[-1] = replace(found[-1], text=f"{found[-1].text},", end=token.end)
    return found


def _without(token: Token, mark: str) -> Token | None:
    """A word without the mark behind it; None where it was nothing else."""
    if token.sort is Sort.PAIR and token.value and not token.value.quoted:
        value = _without(token.value, mark)
        return token if value is token.value or value is None else replace(token, value=value, end=value.end)
    if token.sort is not Sort.WORD or not token.text.endswith(mark):
        return token
    text = token.text.rstrip(mark)
    return replace(token, text=text, end=token.start + len(text)) if text else None
