"""Films from Python: paths, texts and what mermaid-py builds; and the examples of the page that tells of it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import diagram_anim

PAGE = Path(__file__).parents[2] / "docs" / "python.md"
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES[1:], ids=range(1, len(EXAMPLES)))
def test_the_examples_of_the_page_hold(example):
    exec(compile(example, str(PAGE), "exec"), {})


def test_a_path_a_text_and_a_builder_say_the_same(tmp_path):
    from mermaid.graph import Graph

    text = "graph LR\n  A[사용자] --> B\n"
    path = tmp_path / "chart.mmd"
    path.write_text(text, encoding="utf-8")
    marked = f"# 강의\n\n```mermaid\n{text}```\n"
    for source in (path, str(path), text, marked, Graph("chart", text)):
        (diagram,) = diagram_anim.read(source).diagrams
        assert [node.id for node in diagram.nodes] == ["A", "B"]
        assert [node.label.plain for node in diagram.nodes] == ["사용자", "B"]


def test_every_builder_of_mermaid_py_that_is_animated_is_read():
    from mermaid.flowchart import FlowChart, Link, Node
    from mermaid.sequence import Actor, Alt, Loop, Note, Participant, SequenceDiagram
    from mermaid.sequence import Link as Message
    from mermaid.statediagram import Composite, End, Start, State, StateDiagram, Transition
    from mermaid.style import Style

    inner = [Node(f"n{shape}", "글", shape) for shape in ("round-edge", "stadium-shape", "cylindrical", "rhombus")]
    group = Node("group", "묶음", sub_nodes=inner, styles=[Style("hot", fill="#f96")])
    shapes = ("dotted", "thick", "normal")
    links = [Link(inner[0], one, shape=shape) for one, shape in zip(inner[1:], shapes, strict=True)]
    a, b = Actor("A"), Participant("B")
    said = Message(a, b, "Solid-arrow", "x")
    first, last = State("s1", "첫째"), State("s2", "둘째")
    builders = [
        FlowChart("t", [group], links),
        SequenceDiagram("t", [a, b, said, Loop("l", [said]), Alt({"p": [said], "q": [said]}), Note("n", a)]),
        StateDiagram(
            "t",
            [first, last, Composite("c", "모임", [State("in", "안")])],
            [Transition(Start(), first), Transition(first, last, "go"), Transition(last, End())],
        ),
    ]
    for builder in builders:
        reading = diagram_anim.read(builder)
        assert reading.diagrams, (builder.script, reading.report)


def test_errors_are_raised_with_their_place_before_a_film_is_begun(tmp_path):
    with pytest.raises(diagram_anim.DiagramError) as raised:
        diagram_anim.render("graph LR\n  A[x] B[y]\n", tmp_path)
    assert [problem.span.line for problem in raised.value.problems] == [2]
    assert "^" in str(raised.value)
    assert not [*tmp_path.iterdir()]


def test_other_things_are_no_diagram():
    with pytest.raises(TypeError, match="int"):
        diagram_anim.read(7)
    assert [problem.code for problem in diagram_anim.read("nowhere.md").problems] == ["no-such-file"]


def test_what_is_asked_for_by_a_wrong_name_is_told(tmp_path):
    with pytest.raises(ValueError, match="mp4"):
        diagram_anim.render("graph LR\n A --> B", tmp_path, format="mp3")
    with pytest.raises(TypeError):
        diagram_anim.render("graph LR\n A --> B", tmp_path, colour="red")


@pytest.mark.slow
def test_a_film_is_rendered(tmp_path, monkeypatch):
    monkeypatch.setenv("DIAGRAM_ANIM_CACHE", "off")
    target = tmp_path / "film.mp4"
    text = "graph LR\n  A --> B\n  %% @step x\n  %% @appear all\n"
    assert diagram_anim.render(text, target, quality="draft", fps=2) == (target,)
    assert target.stat().st_size > 1000


def test_the_package_itself_imports_nothing_heavy():
    code = "import sys, diagram_anim; print([one for one in ('manim', 'markdown_it', 'mermaid') if one in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
