"""Every noun of a diagram knows where it stands in the user's own file."""

from __future__ import annotations

from textwrap import dedent

from diagram_anim.mermaid import parse
from diagram_anim.model.diagram import Flowchart, SequenceDiagram
from diagram_anim.model.document import Document
from diagram_anim.model.span import Span
from diagram_anim.source import blocks


def read(text: str) -> tuple[Document, Flowchart | SequenceDiagram]:
    document = Document("lecture.md", dedent(text).lstrip("\n"))
    (block,) = blocks(document)
    diagram, problems = parse(block)
    assert diagram is not None, problems
    return document, diagram


def at(document: Document, span: Span | None) -> str:
    """What stands there in the file."""
    assert span is not None
    assert span.line == span.end_line
    return document.lines[span.line - 1][span.column - 1 : span.end_column - 1]


def test_nodes_edges_and_labels_point_at_their_words_in_the_file():
    document, chart = read(
        """
        # 강의

        > - 인용 안의 목록
        >
        >   ```mermaid
        >   %%{init: {"theme": "dark"}}%%
        >   graph LR
        >     %% 설명
        >     A[웹 #35;1] -->|요청| B
        >     subgraph S [그룹]
        >       C
        >     end
        >   ```
        """
    )
    assert isinstance(chart, Flowchart)
    assert at(document, chart.nodes[0].span) == "A[웹 #35;1]"
    assert at(document, chart.nodes[0].label.span) == "웹 #35;1"
    assert at(document, chart.edges[0].span).strip() == "-->|요청|"
    label = chart.edges[0].label
    assert label is not None
    assert at(document, label.span) == "요청"
    assert at(document, chart.nodes[1].span) == "B"
    assert at(document, chart.subgraphs[0].label.span) == "그룹"


def test_messages_notes_and_participants_point_at_their_words_in_the_file():
    document, diagram = read(
        """
        ~~~~mermaid {.wide #deploy}
        ---
        title: 배포
        ---
        sequenceDiagram
          participant LB as 로드 밸런서
          %% 설명
          LB->>V1: 100% 트래픽 #35;1
          Note over LB,V1: 초기 상태
        ~~~~
        """
    )
    assert isinstance(diagram, SequenceDiagram)
    assert at(document, diagram.participants[0].label.span) == "로드 밸런서"
    assert at(document, diagram.participants[1].span) == "V1"
    assert at(document, diagram.messages[0].span) == "LB->>V1: 100% 트래픽 #35;1"
    assert at(document, diagram.messages[0].label.span) == "100% 트래픽 #35;1"
    assert at(document, diagram.notes[0].label.span) == "초기 상태"


def test_directives_point_at_the_words_behind_their_sign():
    document, chart = read(
        """
        1. 첫째

           ```mermaid
           graph LR
             A --> B
             %% @step 서버가 멈춥니다
             %%@fail B
             %% @   wait 4s
             %% kein @wort
           ```
        """
    )
    assert [directive.text for directive in chart.directives] == ["step 서버가 멈춥니다", "fail B", "wait 4s"]
    assert [at(document, directive.span) for directive in chart.directives] == [
        directive.text for directive in chart.directives
    ]


def test_places_stay_right_behind_a_line_that_was_mended():
    document, chart = read(
        """
        ```mermaid
        flowchart LR
          A[웹 (nginx)] --> B
          style A fill=#fff,stroke=#000
          C[뒤에] --> D
        ```
        """
    )
    assert isinstance(chart, Flowchart)
    assert [at(document, node.span) for node in chart.nodes] == ["A[웹 (nginx)]", "B", "C[뒤에]", "D"]
