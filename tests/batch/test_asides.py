"""What a film shows only by a sign or in part stands in full in its transcript."""

from diagram_anim.batch.asides import asides
from diagram_anim.batch.plan import plan
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.task import Task
from diagram_anim.deliver import captions
from diagram_anim.model.document import Document
from diagram_anim.source import blocks


def told(text):
    document = Document("doc.md", f"```mermaid\n{text}\n```\n")
    found, _ = plan(Task(document, blocks(document)[0], "doc"), Settings())
    return list(asides(found))


def test_tooltips_and_links_are_told_with_their_names():
    text = 'flowchart LR\n A[Shop] --> B[Bank] --> C\n click A href "https://example.org" "Where one buys"\n'
    assert told(text) == ["Shop: Where one buys, https://example.org/"]


def test_a_name_that_is_cut_short_is_told_in_full():
    name = "All that has ever been told of the participants of this conversation, and then some more of it"
    text = f"sequenceDiagram\n box {name}\n participant A\n end\n participant B\n A->>B: x"
    (line,) = told(text)
    assert "… = " in line and line.endswith(name)


def test_so_is_the_name_of_a_card():
    name = "The service that compares every payment of the day before with what the bank has written down " * 4
    (line,) = told(f'flowchart LR\n A["{name.strip()}"] --> B --> C --> D\n A --> E --> D\n B --> F --> D\n')
    assert "… = " in line and line.endswith(name.strip())


def test_the_transcript_ends_with_them():
    assert captions.transcript("t", [(0.0, 3.0, "So")], ["A: b"]).endswith("So\n\n---\n\n- A: b\n")
