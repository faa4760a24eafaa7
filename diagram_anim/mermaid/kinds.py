"""Which kind of diagram a text is, by its first word."""

from __future__ import annotations

import re

from diagram_anim.mermaid.scanner import BLANKS

FLOWCHART = ("flowchart-elk", "swimlane-beta", "flowchart", "graph")
SEQUENCE = ("sequenceDiagram",)
STATE = ("stateDiagram-v2", "stateDiagram")

OTHERS = (
    "agentflow-beta C4Context C4Container C4Component C4Dynamic C4Deployment kanban classDiagram erDiagram gantt info "
    "pie requirement timeline gitGraph journey quadrantChart sankey packet xychart block eventmodeling "
    "treeView-beta radar-beta ishikawa treemap railroad-beta railroad-ebnf-beta railroad-abnf-beta railroad-peg-beta "
    "venn-beta wardley-beta cynefin-beta usecase-beta mindmap architecture zenuml"
).split()
"""What Mermaid draws besides: known by name, so that it is told apart from a mistake."""


def first_word(text: str) -> str:
    """The word that names the kind, or what stands in its place."""
    found = re.match(r"\S+", text.lstrip(BLANKS))
    return found[0] if found else ""


def kind(text: str) -> str:
    """flowchart, sequence, state, other, or empty where Mermaid knows none. The case of letters counts."""
    word = first_word(text)
    if word.startswith("---"):
        return ""
    for name, words in (("flowchart", FLOWCHART), ("sequence", SEQUENCE), ("state", STATE), ("other", OTHERS)):
        if any(word.startswith(one) for one in words):
            return name
    return ""


def meant(word: str) -> str:
    """The keyword that was probably meant: letters in another case, or nearly right."""
    from difflib import get_close_matches

    by_case = {name.lower(): name for name in (*FLOWCHART, *SEQUENCE, *STATE, *OTHERS)}
    close = get_close_matches(word.lower(), by_case, 1, 0.8)
    return by_case[close[0]] if close else ""
