"""State diagrams: read as flowcharts of states, with mistakes at their place; told transition by transition."""

from diagram_anim.mermaid import parse, write
from diagram_anim.model.document import Document
from diagram_anim.source import blocks
from diagram_anim.story import storyboard

POD = """
# Pod

```mermaid
stateDiagram-v2
    direction LR
    state gate <<choice>>
    [*] --> Pending
    Pending --> Running: scheduled
    state Running {
        [*] --> NotReady
        NotReady --> Ready: probe passes
    }
    Running --> gate
    gate --> Succeeded: exit 0
    gate --> Failed: else
    Succeeded --> [*]
    note right of Failed: may be started again
```
"""


def block(markdown):
    (found,) = blocks(Document("notes.md", markdown))
    return found


def read(markdown):
    return parse(block(markdown))


def test_states_composites_choices_notes_and_ends_are_all_there():
    chart, problems = read(POD)
    assert not problems
    assert chart.direction == "LR"
    shapes = {node.id: node.shape for node in chart.nodes}
    assert shapes["gate"] == "diam" and shapes["root_start"] == "sm-circ" and shapes["root_end"] == "fr-circ"
    (running,) = chart.subgraphs
    assert running.id == "Running" and set(running.members) == {"Running_start", "NotReady", "Ready"}
    moves = [(edge.source, edge.target, edge.label.plain if edge.label else "") for edge in chart.edges]
    assert moves[:2] == [("root_start", "Pending", ""), ("Pending", "Running", "scheduled")]
    assert ("Failed", "Failed_note1", "") in moves


def test_regions_that_run_at_once_are_groups_of_their_own():
    chart, problems = read("```mermaid\nstateDiagram-v2\nstate A {\n[*] --> B\n--\n[*] --> C\n}\n```\n")
    assert not problems
    assert {group.id for group in chart.subgraphs} == {"A", "A_region1", "A_region2"}


def test_a_wrong_arrow_is_told_with_the_mended_line():
    chart, (problem,) = read("```mermaid\nstateDiagram-v2\n  A -> B: go\n```\n")
    assert chart is not None and [(edge.source, edge.target) for edge in chart.edges] == [("A", "B")]
    assert (problem.code, problem.span.line, problem.span.column) == ("foreign-arrow", 3, 3)
    assert problem.fixed == "A --> B: go"


def test_a_state_belongs_to_the_composite_state_that_it_was_mentioned_in_last():
    chart, _ = read("```mermaid\nstateDiagram-v2\nB --> C\nstate A {\n  B --> D\n}\nB --> E\n```\n")
    parents = {node.id: node.parent for node in chart.nodes}
    assert parents == {"B": "A", "C": None, "D": "A", "E": None}


def test_the_start_of_a_region_is_its_own():
    chart, _ = read("```mermaid\nstateDiagram-v2\nstate A {\n[*] --> B\n--\n[*] --> C\n}\n```\n")
    assert [edge.source for edge in chart.edges] == ["A_region1_start", "A_region2_start"]


def test_a_state_that_is_never_closed_is_mended():
    chart, (problem,) = read("```mermaid\nstateDiagram-v2\nstate A {\n  B --> C\n```\n")
    assert chart is not None and problem.code == "missing-brace" and problem.span.line == 3


def test_transitions_play_in_the_order_they_are_written():
    here = block(POD)
    board, _ = storyboard(parse(here)[0], here)
    told = [board.text(step.say) for step in board.steps]
    assert told[1:4] == [
        "It starts in Pending",
        "scheduled: from Pending to Running",
        "Inside Running, it starts in NotReady",
    ]
    sends = [beat.targets for step in board.steps for beat in step.beats if beat.verb == "send"]
    assert sends[:3] == [("root_start", "Pending"), ("Pending", "Running"), ("Running_start", "NotReady")]


def test_it_is_written_as_the_flowchart_that_it_is_drawn_as():
    assert write(read(POD)[0]).startswith("flowchart LR")
