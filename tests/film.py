"""Small lectures for the tests, and the way to their films."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from diagram_anim.batch.plan import Plan, plan, staged
from diagram_anim.batch.rehearsal import Rehearsal, rehearse
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.task import Task
from diagram_anim.model.document import Document
from diagram_anim.source import blocks

SCENES = Path(__file__).parent.parent / "scenes"

FAILOVER = """
# 장애

**서버 하나가 멈춥니다**

```mermaid
graph LR
  U[사용자] --> LB[로드 밸런서]
  LB --> W1[웹 서버 1] & W2[웹 서버 2]
  %% @system LB check.period=2s check.failures=2
  %% @step 요청이 두 서버로 나뉩니다
  %% @appear all
  %% @traffic U rate=10/s
  %% @step 웹 서버 1이 멈춥니다
  %% @fail W1
  %% @step 헬스 체크가 알아챕니다
  %% @wait until detected W1 max=30s
```
"""

ROLLING = """
# 배포

```mermaid
sequenceDiagram
    participant LB as Load Balancer
    participant V1 as Version 1.0
    participant V2 as Version 2.0
    Note over LB,V2: 처음에는 모두 V1로
    LB->>V1: 100% 트래픽
    Note over LB,V2: V2를 세웁니다
    V2->>V2: 새 버전 시작
    Note over LB,V2: 절반씩 나눕니다
    LB->>V1: 50% 트래픽
    LB->>V2: 50% 트래픽
    Note over LB,V2: V1을 내립니다
    LB->>V2: 100% 트래픽
    V1->>V1: 이전 버전 종료
```
"""


@cache
def planned(markdown: str, number: int = 1, settings: Settings | None = None) -> Plan:
    """The plan of a diagram in a Markdown text, made once; whatever is wrong with it fails the test."""
    document = Document("lecture.md", markdown)
    block = blocks(document)[number - 1]
    found, problems = plan(Task(document, block, "lecture/01"), settings or Settings())
    assert found is not None, problems
    assert not any(problem.is_error for problem in problems), problems
    return found


@cache
def scene(name: str, settings: Settings | None = None) -> Plan:
    """The plan of one of our own scenes, made once; what happens in it is simulated once for frames of all shapes and
    all themes."""
    wanted = settings or Settings()
    found, _ = staged(_rehearsed(name, replace(wanted, aspect=PLAIN.aspect, theme=PLAIN.theme)), wanted)
    return found


PLAIN = Settings()


@cache
def _rehearsed(name: str, settings: Settings) -> Rehearsal:
    path = SCENES / f"{name}.yaml"
    task = Task(Document(str(path), path.read_text(encoding="utf-8")), None, name)
    found, problems = rehearse(task, settings)
    assert found is not None, problems
    return found
