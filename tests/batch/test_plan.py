"""What is settled before the first frame, and what is told of it."""

from diagram_anim.batch.plan import plan
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.task import Task
from diagram_anim.model.document import Document
from diagram_anim.source import blocks


def test_what_the_layout_tells_points_at_the_diagram():
    chain = " --> ".join(f"N{one}[A rather long name of part {one}]" for one in range(14))
    document = Document("lecture.md", f"# Long\n\n```mermaid\nflowchart TB\n  {chain}\n```\n")
    (block,) = blocks(document)
    _, problems = plan(Task(document, block, "long"), Settings())
    assert problems and all(problem.span and problem.span.line == 4 for problem in problems)
