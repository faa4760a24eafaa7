"""What can't come to an end is told, and the run goes on."""

from diagram_anim.batch.plan import plan
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.task import Task
from diagram_anim.model.document import Document
from diagram_anim.source import blocks

NO_QUORUM = """
```mermaid
graph LR
  M1[manager 1] --- M2[manager 2] --- M3[manager 3]
  %% @step two of three are gone
  %% @appear all
  %% @elect M1 M2 M3 then fail M1 M2
  %% @step nobody can be elected
  %% @elect M1 M2 M3
  %% @step and the film goes on
  %% @wait 2s
```
"""


def test_an_election_without_a_majority_is_told_and_keeps_nobody_waiting_for_ever():
    document = Document("lecture.md", NO_QUORUM)
    found, problems = plan(Task(document, blocks(document)[0], "lecture/01"), Settings())
    assert found is not None
    (problem,) = [one for one in problems if one.code == "never-ends"]
    assert not problem.is_error
    assert problem.span is not None
    assert found.log.steps[2][1] - found.log.steps[2][0] >= 2
    assert found.timeline.seconds < 90
