"""A Mermaid text as the block of a file of its own."""

from diagram_anim.model.document import Block, Document, Origin


def block(text: str, name: str = "case.mmd") -> Block:
    lines = tuple((row + 1, 0) for row in range(text.count("\n") + 1))
    return Block(Document(name, text), 1, text, Origin(name, lines))
