"""A flowchart's mistakes in words."""

from __future__ import annotations

import re

from diagram_anim.mermaid.flowchart.joints import AND
from diagram_anim.mermaid.reading import Mistake, Told
from diagram_anim.mermaid.spoken import found, wanted

_ENDS = frozenset(("line", "eof", "$end", ";"))
_OPENINGS = "[({@/\\|>"
_OPENED_BY = {"]": "[", ")": "(", "}": "{"}
_STATEMENT_END = {";", "line", "eof"}
_LIKE = {
    "style": "style A fill:#f9f,stroke:#333",
    "class": "class A,B name",
    "classDef": "classDef name fill:#f9f",
    "linkStyle": "linkStyle 0 stroke:#333",
}


def _left_open(mistake: Mistake) -> Told:
    """What is open where the line ends, or another mark closes."""
    line, end = mistake.line, mistake.opened
    if end <= 0:
        end = min(max(mistake.error.inside - len(mistake.before), 1), len(line))
    arrow = re.search(r"[<xo]?(?:--|==|-\.)$", line[:end].rstrip())
    if arrow:
        hint = "write it like `A -- yes --> B`"
        return Told("unclosed-label", "this arrow's text never ends in an arrow", hint, arrow.span())
    start = end - 1
    while start > 0 and line[start] != "|" and line[start - 1] in _OPENINGS and line[start] in _OPENINGS:
        start -= 1
    return Told("unclosed-bracket", f"`{line[start:end].strip()}` is never closed", "", (start, end))


def explain(mistake: Mistake) -> Told:
    line, token, expected = mistake.line, mistake.error.token, mistake.error.wanted
    quoted = re.match(r'([^"]+)"', line) if mistake.at == 0 and mistake.before.endswith('"') else None
    if quoted:
        hint = f'give it a name before: `{re.sub(r"[^0-9A-Za-z]+", "", quoted[1]) or "A"}["{quoted[1]}"]`'
        return Told("quoted-name", "a name can't stand in quotes", hint, quoted.span(1))
    if line.count('"') % 2:
        quote = line.rindex('"')
        return Told("unclosed-quote", "this quote is never closed", 'end the text with `"`', (quote, quote + 1))
    if "a text" in expected and re.match(r"[\])}]", token.text):
        return Told("empty-label", "there is nothing between the brackets", "write a text, or leave the brackets out")
    if mistake.at == len(line) and line[mistake.opened - 1 : mistake.opened] == "|" and mistake.opened > 0:
        return _left_open(mistake)
    closing = re.match(r"[\])}]", token.text)
    more = {mark: line.count(mark) - line.count(opening) for mark, opening in _OPENED_BY.items()}
    if closing and more[closing[0]] > 0 and min(more.values()) >= 0:
        return Told("nothing-to-close", f"one `{closing[0]}` too many stands here", "take it out")
    through = line[max(mistake.opened, 0) : mistake.at + 1]
    runs_on = re.match(r"[\[({]", token.text) and (re.search(r"--|==|-\.|~~~", through) or AND.search(through))
    if mistake.error.inside >= 0 and (mistake.at == len(line) or runs_on or re.match(r"[\])}]", token.text)):
        return _left_open(mistake)
    if "a name" in expected and token.kind == "end":
        hint = "take it out, or begin a `subgraph` above" if line.strip() == "end" else "write `End`"
        return Told("end-without-subgraph", "`end` closes a subgraph, and none is open", hint)
    if "a name" in expected and token.kind in _ENDS:
        return Told("missing-node", "the arrow leads nowhere", "name the node that it leads to")
    keyword = line.split()[0] if line.strip() else ""
    if token.kind in _ENDS and keyword in _LIKE:
        return Told("unfinished-line", "this line stops too early", f"write it like `{_LIKE[keyword]}`")
    if set(expected) == _STATEMENT_END and token.kind in ("word", "letters", "number"):
        hint = 'put an arrow between, a new line, or quotes around the words: `A["two words"]`'
        return Told("two-statements", f"{found(token)} follows without an arrow or a line break", hint)
    if set(expected) == _STATEMENT_END and re.match(r"[\])}]", token.text):
        return Told("nothing-to-close", f"{found(token)} closes nothing", "take it out, or open it before the text")
    if re.search(r"<(?:--+|==+|-\.+-)(?![->xo=])", line):
        return Told("backward-arrow", "an arrow can't point backwards only", "turn it round: `B --> A`")
    return Told("unexpected", f"{found(token)} doesn't fit here", wanted(expected))
