"""What an author stresses: read from Markdown and HTML, marked letter by letter, and never seen as a mark."""

import pytest

from diagram_anim.mermaid import parse, write
from diagram_anim.model.stress import BOLD, PLAIN, SLANT, bare
from tests.film import planned
from tests.mermaid.texts import block


def label(text):
    diagram, problems = parse(block(f"flowchart LR\n A[{text}]\n"))
    assert not problems
    return diagram.nodes[0].label


def looks(label):
    """The words with the looks of their letters: B heavy, p light, s leaning."""
    names = {BOLD: "B", PLAIN: "p", SLANT: "s"}
    found = []
    for word in " ".join(label.drawn).split():
        marks = [char for char in word[1:] if char in names]
        found.append((bare(word), "".join(sorted({names[mark] for mark in marks}))))
    return found


@pytest.mark.parametrize(
    "text",
    [
        '"`a **hot** and *slow* path`"',
        '"`a __hot__ and _slow_ path`"',
        "a <b>hot</b> and <i>slow</i> path",
        "a <strong>hot</strong> and <em>slow</em> path",
    ],
)
def test_markdown_and_html_stress_the_same_words(text):
    found = label(text)
    assert found.plain == "a hot and slow path"
    assert looks(found) == [("a", "p"), ("hot", "B"), ("and", "p"), ("slow", "ps"), ("path", "p")]


def test_what_is_heavy_in_a_light_line_may_lean_too():
    assert looks(label('"`***both*** no`"')) == [("both", "Bs"), ("no", "p")]


def test_a_label_that_is_stressed_as_a_whole_is_like_any_other():
    found = label("<b>Redis</b>")
    assert found.lines == ("Redis",)
    assert looks(found) == [("Redis", "B")]
    assert label("Redis").stressed == ()


def test_marks_are_drawn_and_told_nowhere():
    made = planned('```mermaid\nflowchart LR\n A["`**주문** 서비스`"] -->|"`a **fast** call`"| B["`*Redis*`"]\n```\n')
    told = [scene.caption for scene in made.timeline.scenes] + [card.label.plain for card in made.cast.cards]
    assert told == [bare(one) for one in told]
    assert not [one for one in told if "*" in one]
    drawn = {bare(line.text) for one in made.layout.placed for line in one.lines}
    assert {"주문 서비스", "a fast call", "Redis"} <= drawn


def test_stress_is_written_back_as_it_was_read():
    text = 'flowchart LR\n A["`**b** and *i*`"] --> B["<b>x</b> y"]\n'
    diagram, _ = parse(block(text))
    again, _ = parse(block(write(diagram)))
    assert [node.label.drawn for node in again.nodes] == [node.label.drawn for node in diagram.nodes]
