"""Charts of whole platforms: what users do is told first, who deploys and who watches behind it, apart."""

from __future__ import annotations

import pytest
from by_hand import block

from diagram_anim.mermaid import parse
from diagram_anim.story import storyboard

PLATFORMS = {
    "ko": """flowchart TB
  GH[GitHub Actions] --> ARGO[Argo CD] --> API
  PROM[Prometheus] --> API
  PROM --> WEB
  U[수강생] --> ALB[ALB] --> WEB[웹 프론트] --> API[강의 API]
  API --> DB[(PostgreSQL)]
  API --> Q[[SQS]] --> E[인코딩 워커]""",
    "en": """flowchart LR
  DEV[Developer] --> GIT[GitHub] --> CI[CI pipeline] --> API
  MON[Prometheus] -.-> API
  MON --> G[Grafana]
  U[Students] --> LB[Load balancer] --> FE[Frontend] --> API[Course API]
  API --> DB[(Postgres)]
  API --> C[(Redis)]""",
    "ja": """flowchart TB
  開発者 -->|git push| GH[GitHub] --> ECR[ECR] -->|デプロイ| API
  CW[CloudWatch] -.->|監視| API
  CW -->|通知| SNS[SNS]
  受講者 --> ALB --> W1[Web 1] --> API[講座API]
  ALB --> W2[Web 2] --> API
  API --> RDS[(RDS)]""",
}
DEPLOYS = {"ko": "GH", "en": "DEV", "ja": "開発者"}
WATCHES = {"ko": "PROM", "en": "MON", "ja": "CW"}


def told(code):
    given = block(code, prose="")
    diagram, problems = parse(given)
    assert diagram is not None, problems
    return storyboard(diagram, given)[0]


@pytest.mark.parametrize("lang", PLATFORMS)
def test_what_users_do_is_told_before_who_deploys_and_that_before_who_watches(lang):
    board = told(PLATFORMS[lang])
    begins = [{beat.targets[0] for beat in step.beats if beat.verb in ("send", "traffic")} for step in board.steps]
    users = {"ko": "U", "en": "U", "ja": "受講者"}[lang]
    order = (users, DEPLOYS[lang], WATCHES[lang])
    first = [next(at for at, some in enumerate(begins) if who in some) for who in order]
    assert first[0] < first[1] < first[2]
    assert not any({DEPLOYS[lang], WATCHES[lang]} <= some for some in begins), "each apart"
    assert not any({users, DEPLOYS[lang]} <= some for some in begins)


def test_a_pipeline_to_which_users_come_at_its_end_is_told_as_it_is_drawn():
    pipeline = "D[Developer] --> G[GitHub] --> J[Jenkins] --> R[Registry] --> S[Server]"
    board = told(f"flowchart LR\n  {pipeline}\n  U[User] --> S")
    begins = [beat.targets[0] for step in board.steps for beat in step.beats if beat.verb in ("send", "traffic")]
    assert begins[0] == "D"


def test_what_is_measured_and_shown_at_the_end_of_the_users_way_belongs_to_it():
    board = told("flowchart LR\n U[Sensor user] --> G[Gateway] --> B[Broker] --> T[(Time series)] --> D[Dashboard]")
    ways = [beat.targets for step in board.steps for beat in step.beats if beat.verb == "send"]
    assert any(way[-1] == "D" for way in ways)


def test_the_camera_visits_who_deploys_and_watches_last():
    rows = ["flowchart TB", "subgraph CICD[CI/CD]", "D[Developer] --> G[GitHub] --> J[Jenkins]", "end"]
    rows += ["subgraph MON[Monitoring]", "P[Prometheus] --> R[Grafana]", "end", "U[Users] --> n0x0"]
    for n in range(5):
        rows += [f"subgraph g{n}[Domain {n}]", *(f"  n{n}x0 --> n{n}x{m}[Service {n} {m}]" for m in range(1, 6)), "end"]
        rows += [f"n{n}x0 --> n{n + 1}x0"] if n < 4 else []
    board = told("\n".join([*rows, "J --> n0x0", "P -.-> n0x0"]))
    visits = [beat.targets for step in board.steps for beat in step.beats if beat.verb == "focus"]
    assert visits[-3:] == [("CICD",), ("MON",), ("all",)]
