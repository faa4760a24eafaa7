"""Figures in a step's words: `{lost}`, `{W.ready}`, `{detected N1 after failed N1}`, each in braces.

Comes in: a caption as its author wrote it. Goes out: its pieces, words and figures, and back. What a figure is the
simulation tells; until then a caption stands as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from diagram_anim.model.span import Span
from diagram_anim.story.grammar import settings
from diagram_anim.story.grammar.scan import Place
from diagram_anim.story.language.particles import Word

_BRACED = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_PAIRS = "은/는 이/가 을/를 과/와 으로/로 이라/라 이나/나 이면/면 이고/고 이란/란".split()
_PAIR = {form: pair for pair in _PAIRS for form in pair.split("/")}
_PARTICLE = re.compile(rf"({'|'.join(sorted(_PAIR, key=len, reverse=True))})(?!\w)")


@dataclass(frozen=True, slots=True)
class Figure:
    """`{NAME}` or `{NAME:one/more}` as it is `written`; with `forms` the noun behind it, for one and for more."""

    written: str
    name: str
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stray:
    """A brace that belongs to no figure."""

    written: str


def pieces(text: str) -> Iterator[str | Figure | Stray]:
    """A caption's words, in which `{{` and `}}` are braces themselves, and what stands between."""
    last = 0
    for found in _BRACED.finditer(text):
        yield text[last : found.start()]
        last = found.end()
        if found[0] in ("{{", "}}"):
            yield found[0][0]
        elif found[1] is None:
            yield Stray(found[0])
        else:
            name, _, forms = found[1].partition(":")
            yield Figure(found[0], " ".join(name.split()), tuple(forms.split("/")) if forms else ())
    yield text[last:]


def escaped(text: str) -> str:
    """Words in which braces are nothing but braces, as a caption."""
    return re.sub(r"[{}]", r"\g<0>\g<0>", text)


def filled(text: str, lang: str, said: Callable[[Figure], str]) -> str:
    """The caption with what is `said` for each figure; a Korean particle right behind one fits how it is read."""
    out, number = "", ""
    for piece in pieces(text):
        if isinstance(piece, Figure):
            number = said(piece)
            out += number
        elif isinstance(piece, Stray):
            out, number = out + piece.written, ""
        elif piece:
            particle = _PARTICLE.match(piece) if number and lang == "ko" else None
            if particle:
                out = out.removesuffix(number) + format(Word(number), _PAIR[particle[0]])
                piece = piece[particle.end() :]
            out, number = out + piece, ""
    return out


def told_last(written: Iterable[str]) -> bool:
    """Whether any of the figures, as they are written, is a sum or a reading at the step's end: what is seen before
    that would say another. How many are wanted is seen while they come."""
    names = [piece.name for one in written for piece in pieces(one) if isinstance(piece, Figure)]
    ending = [name for name in names if not re.search(r" (?:after|max|min)\b|^took$|^before\.|\.wanted$", name)]
    return any(settings.find(name.partition(".")[2]) is None for name in ending)


def places(lines: Sequence[tuple[str, Place]]) -> Iterator[tuple[str, Span]]:
    """Each figure and stray brace as it is written, and where it stands first; lines as they stand in the file."""
    for line, place in lines:
        for found in _BRACED.finditer(line):
            if found[0] not in ("{{", "}}"):
                yield found[0], place.span(found.start(), found.end())
