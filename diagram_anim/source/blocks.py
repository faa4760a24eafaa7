"""A Document into its diagrams' texts, numbered and named."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path, PurePath

from diagram_anim.model.diagnostic import Diagnostic, error, warning
from diagram_anim.model.document import Block, Document, Origin
from diagram_anim.model.span import Span
from diagram_anim.source import files, titles
from diagram_anim.source.fences import Fence, fences, first_heading, misnamed, without_numbering

_ANY_FENCE = re.compile(r"^[ \t>*+\-\d.)]*(?:```|~~~)", re.MULTILINE)


def blocks(document: Document) -> tuple[Block, ...]:
    """Every mermaid fence of a Markdown file, the whole of a Mermaid file, nothing of a scene file."""
    ending = PurePath(document.name).suffix.lower()
    if ending in files.SCENES:
        return ()
    if ending in files.MERMAID or not (ending in files.MARKDOWN or _ANY_FENCE.search(document.text)):
        return (_whole(document),) if document.text.strip() else ()
    found: list[Block] = []
    taken: set[str] = set()
    for number, fence in enumerate(fences(document.text), 1):
        title = without_numbering(fence.heading)
        found.append(
            Block(
                document=document,
                number=number,
                text=fence.text,
                origin=_origin(document, fence),
                title=title,
                heading=fence.heading,
                section=fence.section,
                caption=fence.caption,
                before=fence.before,
                after=fence.after,
                slug=_alone(slug(title) or "diagram", taken),
            )
        )
    return tuple(found)


def heading(document: Document) -> str:
    """What a Markdown file is called in its first heading; "" for other files."""
    return (
        ""
        if PurePath(document.name).suffix.lower() in (*files.SCENES, *files.MERMAID)
        else first_heading(document.text)
    )


def fence_problems(document: Document) -> list[Diagnostic]:
    """Fences that the file's end leaves open, and those that hold a diagram and aren't called `mermaid`."""
    if PurePath(document.name).suffix.lower() not in files.MARKDOWN:
        return []
    hint = "close it with the same marks, on a line of their own"
    found = [
        warning("unclosed-fence", "this fence is never closed", _line(document, fence.opened), hint=hint)
        for fence in fences(document.text)
        if not fence.closed
    ]
    for row, word in misnamed(document.text):
        message = f"this fence holds a diagram, and `{word}` isn't read as one"
        found.append(warning("misnamed-fence", message, _line(document, row), hint="write ```mermaid"))
    return found


def block_at(here: str, file: str, selection: str | None) -> tuple[Block | None, list[Diagnostic]]:
    """A diagram in another file, which is named as seen from the file `here`; `selection` is its number or slug, and
    may be missing where there is only one."""
    path = str(Path(here).parent / file)
    document, problems = files.read(path)
    if document is None:
        return None, problems
    found = blocks(document)
    if selection is None and len(found) == 1:
        return found[0], []
    chosen = named(found, selection or "")
    return (chosen, []) if chosen else (None, [no_such_block(path, found, selection or "")])


def named(found: Sequence[Block], wanted: str) -> Block | None:
    """The one with that number or title, however the title is written."""
    return next((one for one in found if wanted == str(one.number) or slug(wanted) == one.slug), None)


def no_such_block(path: str, found: Sequence[Block], wanted: str) -> Diagnostic:
    """For a diagram that a file hasn't, with the nearest that it has."""
    from difflib import get_close_matches  # only a mistake needs it

    names = [one.slug for one in found]
    close = get_close_matches(slug(wanted), names, 1)
    there = ", ".join(f"#{one.number} or #{one.slug}" for one in found) or "none"
    hint = f"did you mean `#{close[0]}`?" if close else f"there are: {there}"
    said = f"no diagram `{wanted}` in {path}" if wanted else f"{path} has {len(found)} diagrams: say which"
    return error("no-such-block", said, hint=hint)


def slug(title: str) -> str:
    """Letters and digits of every script, small, with `-` between the words."""
    kept = "".join(char if _is_kept(char) else " " if char.isspace() else "" for char in _composed(title))
    return "-".join(kept.lower().split())


def _is_kept(char: str) -> bool:
    """A mark belongs to its letter; that which chooses between the looks of a sign (U+FE0F) goes with the sign."""
    mark = unicodedata.category(char) in ("Mn", "Mc") and not "\ufe00" <= char <= "\ufe0f"
    return char.isalnum() or char in "-_" or mark


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", without_numbering(text))


def _alone(name: str, taken: set[str]) -> str:
    number = 1
    found = name
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    taken.add(found)
    return found


def _whole(document: Document) -> Block:
    text = document.text
    lines = tuple((row + 1, 0) for row in range(text.count("\n") + 1))
    stem = "" if document.name == files.STDIN_NAME else PurePath(document.name).stem
    return Block(
        document, 1, text, Origin(document.name, lines), heading=titles.of_file(stem), slug=slug(stem) or "diagram"
    )


def _origin(document: Document, fence: Fence) -> Origin:
    return Origin(document.name, tuple((row + 1, cut) for row, cut in fence.lines))


def _line(document: Document, row: int) -> Span:
    text = document.lines[row]
    start = len(text) - len(text.lstrip())
    return Span(document.name, row + 1, start + 1, row + 1, len(text) + 1)
