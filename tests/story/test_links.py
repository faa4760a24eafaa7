"""Along which arrows requests go."""

import pytest
from by_hand import block

from diagram_anim.mermaid import parse
from diagram_anim.story.system import build_system

ASKED = "graph LR\n  U[Users] --> A[App 1]\n  A --> D[(Postgres)]\n"


@pytest.mark.parametrize("back", ["  D -.-> A", "  D --> A", "  A -.->|200 OK| U"])
def test_none_go_back_where_only_answers_do(back):
    diagram, problems = parse(block(ASKED + back))
    assert not problems
    assert {*build_system(diagram, {}).links} == {("U", "A"), ("A", "D")}


def test_they_go_by_a_dotted_arrow_that_is_no_answer():
    diagram, _ = parse(block(ASKED + "  A -.-> C[(Redis cache)]"))
    assert ("A", "C") in build_system(diagram, {}).links
