"""Made-up files as hypothesis strategies: diagrams by their grammars in Markdown around them, then mangled."""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

from tests.mermaid import grammar

SIGNS = "\ufeff \u2028 \u200b \u202e \u2066 \u0300 \ufdd0 \U000e0001 가 🚀 ： ［ “ → １"
MARKS = '---\n|```mermaid\n|```\n|~~~|%%{init: |}%%|%% @|@{|subgraph |end|\t|"|`|[[|((|{{|-->|->>|#35;|&|:::|;|<a |\n'
ODD = (
    *(b"\0", b"\r", b"\r\n", b"\x0b", b"\x1b[31m", b"\x7f", b"\xff", b"\xc3", b"\xed\xa0\xbd", b"\xf0\x9f\x9a"),
    *(sign.encode() for sign in (*SIGNS.split(" "), *MARKS.split("|"), "|", "accDescr {", "<br/>")),
)
"""Pieces of bytes that have a meaning somewhere, or none anywhere."""

LINES = (
    "step 서버가 멈춥니다",
    "fail B",
    'badge A "v2"',
    "badge A v2",
    "traffic A rate=40/s",
    "system B policy=random",
    "wait until detected B",
    "gauge A cpu=80%",
    "send A -> B",
    "title x",
    "then",
    "lang ko",
)


def document(random: Random) -> str:
    """A Markdown file with one diagram to three, or the diagram alone."""
    parts = []
    for number in range(random.choice((1, 1, 1, 2, 3))):
        text = grammar.diagram(random)
        for _ in range(random.choice((0, 0, 0, 1, 3))):
            text += f"\n%% @{random.choice(LINES)}"
        mark = random.choice(("", "", "", "> ", "   "))
        fenced = "\n".join(mark + line for line in f"```mermaid\n{text}\n```".split("\n"))
        parts.append(f"# 강의 {number}\n\n{random.choice(grammar.WORDS)}\n\n{fenced}\n")
    return "\n".join(parts) if random.random() < 0.7 else grammar.diagram(random)


def mangled(random: Random, raw: bytes) -> bytes:
    """With a stretch gone, doubled, turned round, or something odd put in."""
    first, second = sorted((random.randint(0, len(raw)), random.randint(0, len(raw))))
    short = min(second, first + random.choice((1, 2, 8, 64)))
    match random.randrange(6):
        case 0:
            return raw[:first] + raw[short:]
        case 1:
            return raw[:short] + raw[first:short] * random.choice((1, 1, 3, 40)) + raw[short:]
        case 2:
            return raw[:first] + raw[first:short][::-1] + raw[short:]
        case 3:
            return raw[:first] + bytes([random.randrange(256)]) + raw[first:]
        case 4:
            return raw[:first]
        case _:
            return raw[:first] + random.choice(ODD) * random.choice((1, 1, 1, 2, 30)) + raw[first:]


@st.composite
def files(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file's name and what it holds."""
    random = draw(st.randoms(use_true_random=False))
    raw = document(random).encode()
    for _ in range(random.choice((0, 1, 1, 2, 4))):
        raw = mangled(random, raw)
    return random.choice(("lecture.md", "lecture.md", "chart.mmd")), raw
