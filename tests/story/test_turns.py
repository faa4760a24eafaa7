"""What comes after what in a flowchart: who leads after who has failed, orders by their numbers."""

from __future__ import annotations

import pytest
from test_notations import beats, rows

RISES = """
candidate → leader 👑; Reachable → 👑 Leader; follower -> leader; standby → active; replica => primary
팔로워 → 리더; 대기 → 활성; 복제본 → 프라이머리 👑; 후보 → 리더
フォロワー → リーダー; 待機系 → 稼働系; レプリカ → プライマリ
"""
FALLS = "Leader → ❌ Down; old leader ☠️ crashed; 💀 다운; ❌ 停止中"


@pytest.mark.parametrize("falls", rows(FALLS))
@pytest.mark.parametrize("rises", rows(RISES))
def test_who_leads_is_told_after_who_has_failed(rises: str, falls: str) -> None:
    found = beats(
        'M2["manager-2<br/>' + rises + '"]',
        "M3[manager-3<br/>reachable]",
        "M2 <--> M3",
        first=f"M1[manager-1<br/>{falls}]",
    )
    told = [(one.verb, one.targets) for one in found if one.verb == "fail" or one.args.get("tone") == "healthy"]
    assert told == [("fail", ("M1",)), ("highlight", ("M2",))]


ORDERS = """
생성|Ready 후 종료; 새 파드 생성|기존 파드 종료; start|terminate when ready; create|delete
作成|Ready後に停止; 起動|終了
"""


@pytest.mark.parametrize("orders", rows(ORDERS))
def test_a_rollout_by_numbered_orders(orders: str) -> None:
    up, down = orders.split("|")
    lines = (
        f'D -->|"{number} {words}"| {pod}' for number, words, pod in zip("①②③④", (up, down) * 2, _PODS, strict=True)
    )
    found = beats(
        "O1[pod-a v1] ~~~ O2[pod-b v1]", "N1[pod-c v2] ~~~ N2[pod-d v2]", *lines, first="K[kubectl] --> D{{Deployment}}"
    )
    told = [(one.verb, *one.targets) for one in found if one.verb in ("start", "stop", "fail")]
    assert told == [("start", "N1"), ("stop", "O1"), ("start", "N2"), ("stop", "O2")]


_PODS = ("N1", "O1", "N2", "O2")


def test_shares_by_numbered_arrows_are_those_of_requests() -> None:
    found = beats(
        "LB -->|① 90%| A[order v1]",
        'LB -->|① 10%| B["order v2<br/>5xx 12%"]',
        "B -.->|② error rate| P[Prometheus]",
        "P -->|③ above 5 %| R[Argo Rollouts]",
        "R -->|④ abort, roll back| B",
        "LB ==>|⑤ 100%| A",
    )
    shares = [one.args["to"] for one in found if one.verb == "split"]
    assert shares == [{"A": 90.0, "B": 10.0}, {"A": 100.0, "B": 0.0}]
    verbs = [one.verb for one in found if one.verb not in ("appear", "wait")]
    assert verbs[:3] == ["traffic", "split", "degrade"] and "fail" not in verbs


def test_numbered_boxes_light_up_as_they_come_about() -> None:
    found = beats(
        'B["2. new pods start"] --> C["3. CrashLoopBackOff ❌"]',
        'C --> D["4. git revert"] --> E["5. all pods healthy ✅"]',
        first='A["1. merge to main"] --> B',
    )
    lit = {one.targets[0]: one.args["tone"] for one in found if one.verb == "highlight" and "tone" in one.args}
    assert lit == {"C": "failed", "E": "healthy"}


def test_after_a_failover_all_go_at_first_where_they_went_before() -> None:
    found = beats(
        "subgraph before[Before]",
        "D1[Route 53] --> E1[us-east-1<br/>active]",
        "D1 -.->|standby| W1[us-west-2<br/>passive]",
        "end",
        "subgraph after[After failover]",
        "D2[Route 53] -->|100%| W2[us-west-2<br/>active]",
        "D2 -.-x E2[us-east-1<br/>DOWN 🔥]",
        "end",
        first="before ==> after",
    )
    told = [(one.verb, one.targets, one.args.get("to")) for one in found if one.verb in ("split", "fail")]
    assert told == [
        ("split", ("D1",), {"E1": 100.0, "W1": 0.0}),
        ("split", ("D2",), {"W2": 0.0, "E2": 100.0}),
        ("fail", ("E2",), None),
        ("split", ("D2",), {"W2": 100.0, "E2": 0.0}),
    ]


REPORTS = (
    "② NotReady 감지; ② NotReady 보고; ② reports NotReady; ② detects node down; ② NotReady 通知; ② ノードダウンを検知"
)


@pytest.mark.parametrize("words", rows(REPORTS))
def test_who_hears_of_a_failure_has_not_failed(words: str) -> None:
    found = beats(
        f"API -->|{words}| CM[controller-manager]",
        "CM -->|③ schedule| P2[web-2]",
        first="subgraph N1[💥 worker-1 NotReady]\n P1[web-1]\n end\n N1 -.->|① heartbeat lost| API[kube-apiserver]",
    )
    assert {id for one in found if one.verb == "fail" for id in one.targets} == {"P1"}


@pytest.mark.parametrize("undo", ["④ abort, rollback to v1", "④ canary 5% → 0%, 롤백", "④ ロールバック"])
def test_an_order_to_the_balancer_takes_a_share_back(undo: str) -> None:
    found = beats(
        "LB -->|95%| A[stable v1]",
        "LB -->|① canary 5%| B[canary v2]",
        "B -.->|② 5xx rate 12%| P[Prometheus]",
        "P -->|③ analysis failed| R[Argo Rollouts]",
        f'R -->|"{undo}"| LB',
    )
    told = [one.args["to"] for one in found if one.verb == "split"]
    assert told == [{"A": 95.0, "B": 5.0}, {"A": 100.0, "B": 0.0}]


@pytest.mark.parametrize("dns", ["{{Route 53}}", "{Route 53}", "[Route 53]", "([Global DNS])"])
@pytest.mark.parametrize("when", ["通常時|障害時", "평소|장애 시"])
def test_what_each_region_gets_in_case_of_a_failure(dns: str, when: str) -> None:
    usual, failing = when.split("|")
    found = beats(
        "subgraph TYO[Tokyo region ❌ down]",
        "L1[ALB] --> W1[web]",
        "end",
        "subgraph OSA[Osaka region]",
        "L2[ALB] --> W2[web]",
        "end",
        f"D -->|{usual} 100% → {failing} 0%| L1",
        f"D -->|{usual} 0% → {failing} 100%| L2",
        first=f"U[Users] --> D{dns}",
    )
    told = [(one.verb, one.args.get("to")) for one in found if one.verb in ("split", "fail")]
    assert told == [("split", {"L1": 100.0, "L2": 0.0}), ("fail", None), ("split", {"L1": 0.0, "L2": 100.0})]


def test_one_that_is_moved_by_numbered_orders_ends_here_and_starts_there() -> None:
    found = beats(
        "M -->|② stop web.2| T2",
        "M -->|③ start web.2 on worker-3| T4",
        first="O[Operator] -->|① drain worker-2| M[manager-1]\n subgraph W2[worker-2]\n T2[web.2<br/>ended]\n end\n"
        " subgraph W3[worker-3]\n T4[web.2<br/>new]\n end",
    )
    assert [(one.verb, *one.targets) for one in found if one.verb in ("start", "stop", "fail")] == [
        ("stop", "T2"),
        ("start", "T4"),
    ]


def test_an_autoscaler_scales_whatever_a_balancer_leads_to_and_nodes_follow() -> None:
    found = beats(
        'LB --> W["web Deployment<br/>CPU 88%"]',
        "W -.->|② CPU| H[HPA]",
        "H -->|③ replicas 4 → 20| W",
        "H -->|④ pods pending| C[Cluster Autoscaler]",
        "C -->|⑤ add a node| N[node-4 🆕]",
        first="U[Customers] ==>|① traffic x10| LB[NLB]",
    )
    told = [(one.verb, *one.targets) for one in found if one.verb in ("traffic", "load", "gauge", "scale", "start")]
    assert told == [("traffic", "U"), ("load", "U"), ("gauge", "W"), ("scale", "W"), ("start", "N")]
    assert ("C", "N") in [one.targets for one in found if one.verb == "send"]


def test_nobody_fails_before_its_stage_has_come() -> None:
    found = beats(
        "subgraph s1[Step 1]",
        "A1[A leader] --> B1[B follower]",
        "end",
        "subgraph s2[Step 2]",
        "A2[A 💀 crashed] -.-x B2[B follower]",
        "end",
        "subgraph s3[Step 3]",
        "B3[B new leader] --> C3[C follower]",
        "end",
        first="s1 --> s2 --> s3",
    )
    told = [one.targets[0] for one in found if one.verb in ("appear", "fail")]
    assert told == ["s1", "s2", "A2", "s3"]


def test_a_controller_that_notices_a_dead_container_lives_on() -> None:
    found = beats(
        "participant C as cart-api",
        "participant K as kubelet",
        "F->>C: GET /cart",
        "Note over C: OOMKilled 💥",
        "Note over K: exit code 137 감지",
        "K->>C: 컨테이너 재시작",
        "F->>C: GET /cart",
        head="sequenceDiagram",
        first="participant F as web-fe",
    )
    assert [(one.verb, *one.targets) for one in found if one.verb in ("fail", "recover")] == [
        ("fail", "C"),
        ("recover", "C"),
    ]


HEARS = """
K1[node 1 kubelet] -->|heartbeat lost| API[API server]; K1[노드 1 kubelet] -->|하트비트 끊김| API[API 서버]
AG[node agent] -->|connection lost| API[Control plane]
MON[Health monitor] -->|no heartbeat for 10s| API[Load balancer]
HC[Health check] -->|3 consecutive failures| API[Load balancer]
K1[ノード1 kubelet] -->|ハートビート途絶| API[APIサーバ]
"""


@pytest.mark.parametrize("arrow", rows(HEARS))
def test_who_hears_nothing_more_of_another_has_not_failed(arrow: str) -> None:
    found = beats("API --> SCH[scheduler]", "SCH -->|reschedule| P2[pod]", first=arrow)
    assert not [one for one in found if one.verb == "fail" and "API" in one.targets]


NOTICES = (
    "liveness probe failure detected; detects that app-1 is down; 장애 감지; 파드 다운 감지; ハートビート途絶を検知"
)


@pytest.mark.parametrize("words", rows(NOTICES))
def test_who_notices_a_failure_itself_has_not_failed(words: str) -> None:
    found = beats(
        "participant A as app-1",
        "participant K as Kubernetes",
        "U->>A: GET /",
        "Note over A: out of memory, killed",
        f"K->>K: {words}",
        "K->>A: start new container",
        "U->>A: GET /",
        head="sequenceDiagram",
        first="participant U as Users",
    )
    assert {id for one in found if one.verb == "fail" for id in one.targets} == {"A"}
