"""What can be mended in a line of a sequence diagram without guessing.

Each mend proposes the line as it was meant; whether it helps, the grammar decides.
"""

from __future__ import annotations

import re

from diagram_anim.mermaid.reading import Mend, Mistake
from diagram_anim.mermaid.sequence import habits


def _colon(mistake: Mistake) -> str | None:
    """A message without a colon: the text is what follows the second name, or nothing."""
    if ":" in mistake.line or not re.search(r"-[->x)]", mistake.line):
        return None
    whole = re.match(r"(\s*\S[^\n]*?(?:->>|->|-x|-\))\s*[+-]?\s*)(.+?)\s*$", mistake.line)
    if whole and re.search(rf"(?im)^\s*(?:participant|actor)\s+{re.escape(whole[2])}\s*$", mistake.before):
        return f"{whole[0].rstrip()}:"
    found = re.match(r"(\s*\S[^\n]*?(?:->>|->|-x|-\))\s*[+-]?\s*\S+)(?:[ \t]+(.+?))?\s*$", mistake.line)
    return f"{found[1]}: {found[2] or ''}".rstrip() if found else None


def _note_place(mistake: Mistake) -> str | None:
    return re.sub(r"(?i)^(\s*note)[ \t]+(?!over\b|left of\b|right of\b)(?:(left|right)[ \t]+)?", _placed, mistake.line)


def _placed(found: re.Match[str]) -> str:
    return f"{found[1]} {found[2].lower()} of " if found[2] else f"{found[1]} over "


def _note_over(mistake: Mistake) -> str | None:
    found = re.match(r"(?i)(\s*note[ \t]+over[ \t]+)([^:,\n]+),[^:\n]*,([^:,\n]+)(:.*)", mistake.line)
    return f"{found[1]}{found[2].strip()},{found[3].strip()}{found[4]}" if found else None


def _arrow(mistake: Mistake) -> str | None:
    line = re.sub(r"(?<![-<])<-->(?!>)", "<<-->>", mistake.line)
    line = re.sub(r"(?<![-<])<->(?!>)", "<<->>", line)
    line = re.sub(r"=+>>?|-->>>|->>>", lambda found: "-->>" if found[0].startswith("--") else "->>", line)
    line = re.sub(r"\.\.+>>?|-\.+->>?", "-->>", line)
    return re.sub(r"\s*(?:→|⟶|—>|–>)\s*", "->>", line)


def _looks(mistake: Mistake) -> str | None:
    """Lines that belong to flowcharts."""
    words = r"\s*(?:style|classDef|class|linkStyle|click|direction)\b"
    return "" if re.match(words, mistake.line) and not re.search(r"-[->x)]", mistake.line) else None


def _autonumber(mistake: Mistake) -> str | None:
    found = re.match(r"(?i)(\s*autonumber)\b", mistake.line)
    return found[1] if found else None


def _other_section(word: str) -> Mend:
    def fix(mistake: Mistake) -> str | None:
        return re.sub(r"(?i)^(\s*)(?:else|and|option)\b", rf"\1{word}", mistake.line)

    return Mend("other-section", f"this block is divided by `{word}`", fix)


def _foreign_comment(mistake: Mistake) -> str | None:
    return "" if re.match(r"\s*//", mistake.line) else None


MENDS = (
    *habits.FIRST,
    Mend("missing-colon", "a message ends with `:` and its text", _colon),
    Mend("note-place", "a note says where it stands: `over`, `left of` or `right of`", _note_place),
    Mend("note-over-many", "a note covers the stretch from one participant to another", _note_over),
    Mend("foreign-arrow", "this arrow is none of a sequence diagram's", _arrow),
    *(_other_section(word) for word in ("else", "and", "option")),
    Mend("bad-autonumber", "`autonumber` takes a start and a step, both numbers", _autonumber),
    Mend("flowchart-line", "this line belongs to flowcharts", _looks),
    Mend("foreign-comment", "comments begin with `%%`", _foreign_comment),
    *habits.LAST,
)
