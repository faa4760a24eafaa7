"""Habits from other languages and other hands: what DOT, PlantUML, code and word processors would write."""

from __future__ import annotations

import re

from diagram_anim.mermaid import wide
from diagram_anim.mermaid.labels import QUOTE
from diagram_anim.mermaid.mapped import Edit
from diagram_anim.mermaid.reading import Mend, Mistake

_STYLING = re.compile(r"\s*(?:style|classDef|linkStyle|class|click|subgraph)\b")
_OPENED = re.compile(r"(?mi)(?:^|;)[ \t]*subgraph\b")
_CLOSED = re.compile(r"(?m)(?:^|;)[ \t]*end\b")
_KEYWORDS = "subgraph style class classDef linkStyle click direction"
_ARROW = r"(?:--+[>xo-]|==+[>xo=]|-\.+->?)"
_NAME = r"[^\W_][\w.-]*"
_LISTED = re.compile(rf"(?<![\w\])}}]){_NAME}(?:[\[({{][^\[\](){{}}]*[\])}}]+)?(?:[ \t]*,[ \t]+{_NAME})+")


def words_behind_ends(text: str) -> list[Edit]:
    """`end subgraph`."""
    return [(*found.span(1), "") for found in re.finditer(r"(?m)^[ \t]*end([ \t]+subgraph)[ \t]*$", text)]


def ends_in_capitals(text: str) -> list[Edit]:
    """`End` on a line of its own: as many as there are subgraphs that nothing else closes."""
    missing = len(_OPENED.findall(text)) - len(_CLOSED.findall(text))
    found = [(*one.span(1), "end") for one in re.finditer(r"(?m)^[ \t]*(End|END)[ \t]*;?[ \t]*$", text)]
    return found[: max(missing, 0)]


def _narrow(mistake: Mistake) -> str | None:
    return wide.outside(mistake.line)


def _all_narrow(mistake: Mistake) -> str | None:
    return wide.everywhere(mistake.line)


def _curly(mistake: Mistake) -> str | None:
    return wide.quotes(mistake.line)


def _all_curly(mistake: Mistake) -> str | None:
    return wide.all_quotes(mistake.line) if re.match(r"\s*(?:subgraph|click)\b", mistake.line) else None


def _backslash(mistake: Mistake) -> str | None:
    return mistake.line.replace('\\"', QUOTE)


def _half_markdown(mistake: Mistake) -> str | None:
    """Strings that begin as Markdown ones and don't end so, or hold others: `"`code` and words"`."""
    return re.sub(r'"(`[^"\n]*)"', _without_ticks, mistake.line)


def _without_ticks(found: re.Match[str]) -> str:
    inside = found[1]
    proper = len(inside) > 1 and inside.endswith("`") and "`" not in inside[1:-1]
    return found[0] if proper else f'"{inside.replace("`", "")}"'


def _entity(mistake: Mistake) -> str | None:
    """Arrows as HTML has them, `--&gt;` and `&lt;--`; then line breaks are meant as such too."""
    line = re.sub(r"&lt;(?=[-=])", "<", re.sub(r"(?<=[-=.])&gt;", ">", mistake.line))
    return line if line == mistake.line else re.sub(r"&lt;(br\s*/?)&gt;", r"<\1>", line)


def _comment(mistake: Mistake) -> str | None:
    found = re.search(r"[ \t]+(?://|#)[ \t][^\n\"|\]]*$|[ \t]*/\*[^\n]*\*/[ \t]*$", mistake.line)
    return mistake.line[: found.start()] if found else None


def _block_comment(mistake: Mistake) -> str | None:
    return "" if re.fullmatch(r"\s*/\*.*\*/\s*", mistake.line) else None


def _brace(mistake: Mistake) -> str | None:
    found = re.fullmatch(r"(\s*subgraph\b[^\n{}]*?)[ \t]*\{[ \t]*", mistake.line)
    return found[1] if found else re.sub(r"^(\s*)\}[ \t;]*$", r"\1end", mistake.line)


def _foreign_end(mistake: Mistake) -> str | None:
    return re.sub(r"(?i)^(\s*)end_?(?:subgraph|group)[ \t;]*$", r"\1end", mistake.line)


def _class_braces(mistake: Mistake) -> str | None:
    found = re.fullmatch(r"(\s*(?:classDef|style)\s+\S+)\s*\{\s*([^{}]+?)[;\s]*\}\s*", mistake.line)
    return f"{found[1]} " + re.sub(r"[ \t]*;[ \t]*|[ \t]+(?=[\w-]+:)", ",", found[2]) if found else None


def _commas(mistake: Mistake) -> str | None:
    if _STYLING.match(mistake.line) or not re.search(_ARROW, mistake.line):
        return None
    return _LISTED.sub(lambda found: re.sub(r"[ \t]*,[ \t]+", " & ", found[0]), mistake.line)


def _behind_label(mistake: Mistake) -> str | None:
    """`-->|yes|> B` and `-->|yes|| B`."""
    return re.sub(rf"({_ARROW}[ \t]*\|[^|\n]*\|)(?:-*>|\|)", r"\1", mistake.line)


def _torn(mistake: Mistake) -> str | None:
    """`- ->`, `-- >` and `--.->`."""
    line = re.sub(r"(?<=\s)--?[ \t]+-*>(?=\s)", "-->", mistake.line)
    line = re.sub(r"(?<=\s)={1,2}[ \t]+=*>(?=\s)", "==>", line)
    return re.sub(r"--\.+-*>|-\.+--+>", "-.->", line)


def _double_head(mistake: Mistake) -> str | None:
    """`->>` and `-->>` are a sequence diagram's; `<->` has two heads."""
    line = re.sub(r"[ \t]*(?<![<-])<->[ \t]*", " <--> ", mistake.line)
    return re.sub(r"[ \t]*(?<![<-])(-{1,3})>>[ \t]*", lambda found: f" {'-' * max(2, len(found[1]))}> ", line)


def _nameless(mistake: Mistake) -> str | None:
    """A box without a name gets one from its words, so that the same words are the same box."""
    line, at = mistake.line, mistake.at
    at -= line[at - 1 : at] == '"'
    before = line[:at].rstrip()
    if before and not re.search(rf"(?:{_ARROW}|&|\|)$", before):
        return None
    quoted = re.match(r'"([^"\n]+)"', line[at:])
    boxed = re.match(r'[\[({]+"?([^\[\](){}"\n]+)"?[\])}]+', line[at:])
    found = quoted or boxed
    name = re.sub(r"\W+", "_", found[1].strip()).strip("_") if found else ""
    if found is None or not name:
        return None
    name = name if name.lower() != "end" else "End"
    return f"{line[:at]}{name}{f'[{found[0]}]' if quoted else found[0]}{line[at + found.end() :]}"


def _keyword(mistake: Mistake) -> str | None:
    """`Subgraph X`."""
    found = re.match(r"(\s*)(\w+)(?=[ \t]+\S)", mistake.line)
    meant = found and next((word for word in _KEYWORDS.split() if word.lower() == found[2].lower()), None)
    return f"{found[1]}{meant}{mistake.line[found.end() :]}" if found and meant else None


def _undirected(mistake: Mistake) -> str | None:
    """`A -- B`, which DOT writes for a line without a head."""
    found = re.fullmatch(r"(\s*[^\s-]+)[ \t]+--[ \t]+([^\s-]+)[ \t;]*", mistake.line)
    return f"{found[1]} --- {found[2]}" if found else None


def _mail(mistake: Mistake) -> str | None:
    """A name with `@` inside."""
    found = re.search(r"(?<![\w\"|\[({])([\w.-]+)@([\w.-]+)(?=\s|$|;)", mistake.line)
    if found is None:
        return None
    name = re.sub(r"\W", "_", found[0])
    return f'{mistake.line[: found.start()]}{name}["{found[0]}"]{mistake.line[found.end() :]}'


def _sequence_line(mistake: Mistake) -> str | None:
    words = (
        r"(?i)\s*(?:note[ \t]+(?:left|right|over|for)\b|(?:participant|actor|activate|deactivate)[ \t]|autonumber\b)"
    )
    return "" if re.match(words, mistake.line) else None


FIRST = (
    Mend("keyword-case", "the case of letters counts in a keyword", _keyword),
    Mend("wide-marks", "this mark is of double width, the language's are of single width", _narrow),
    Mend("wide-marks", "these marks are of double width, the language's are of single width", _all_narrow),
    Mend("curly-quotes", "curly quotes don't quote", _curly),
    Mend("curly-quotes", "curly quotes don't quote", _all_curly),
    Mend("escaped-quote", "a quote within quotes is written `#quot;`", _backslash),
    Mend("half-markdown", "a Markdown string stands between one pair of backticks, inside the quotes", _half_markdown),
    Mend("html-arrow", "an arrow is written with `<` and `>` themselves", _entity),
    Mend("comment-behind", "a comment has a line of its own", _comment),
    Mend("braces-for-end", "a subgraph is closed by `end`, it has no braces", _brace),
    Mend("foreign-end", "a subgraph is closed by `end` alone", _foreign_end),
    Mend("class-braces", "styles stand behind the name without braces", _class_braces),
)
"""To be tried before labels are put in quotes, which would take such marks for words."""

LAST = (
    Mend("comma-list", "several nodes are joined by `&`", _commas),
    Mend("mark-behind-label", "nothing stands between a label and its node", _behind_label),
    Mend("torn-arrow", "an arrow is written in one piece", _torn),
    Mend("foreign-arrow", "this arrow is none of a flowchart's", _double_head),
    Mend("foreign-arrow", "a line without a head has three dashes", _undirected),
    Mend("nameless-node", "a node has a name before its brackets", _nameless),
    Mend("sign-in-name", "a name is made of letters and digits", _mail),
    Mend("foreign-comment", "comments begin with `%%`", _block_comment),
    Mend("sequence-line", "this line belongs to sequence diagrams", _sequence_line),
)
