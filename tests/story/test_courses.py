"""What a running system's chart tells first: requests, then what goes wrong, then what others do about it."""

from __future__ import annotations

import pytest
from test_notations import beats, rows

from diagram_anim.model.storyboard import Beat

STRIKES = """
X[Node 1 loses power] -.-> N1; X[Kernel panic on node 1] --> N1; X[노드 1 전원 장애] -.-> N1; X[ノード1の電源断] --> N1
X[node 1 hardware failure] --> N1
"""
BRINGS = """
Controller] -->|creates a replacement pod|; 컨트롤러 매니저] -->|새 파드 생성|; コントローラー] -->|Podを再作成|
kube-scheduler] -->|schedules the pod again|
"""


def _acts(found: list[Beat]) -> list[tuple[str, ...]]:
    return [(one.verb, *one.targets) for one in found if one.verb in ("traffic", "send", "fail", "start", "recover")]


@pytest.mark.parametrize("brings", rows(BRINGS))
@pytest.mark.parametrize("strikes", rows(STRIKES))
def test_requests_come_before_a_failure_and_that_before_its_repair(strikes: str, brings: str) -> None:
    found = beats(
        strikes,
        "U[Users] --> LB[Load balancer] --> A & B",
        "subgraph N1[Node 1]\nA[web-1]\nend",
        "subgraph N2[Node 2]\nB[web-2]\nend",
        first=f"C[{brings} N2",
    )
    assert _acts(found) == [("traffic", "U"), ("send", "X", "N1"), ("fail", "A"), ("send", "C", "N2")]


WATCHES = (
    "Prometheus] -.scrapes.->; 모니터링 서버] -.수집.->; 監視サーバー] -.死活監視.->; kubelet] -->|liveness probe|"
)


@pytest.mark.parametrize("watches", rows(WATCHES))
def test_who_watches_comes_behind_the_requests(watches: str) -> None:
    found = beats("U[Users] --> LB[Load balancer] --> A[api-1] & B[api-2]", first=f"P[{watches} A & B")
    assert _acts(found) == [("traffic", "U"), ("send", "P", "A"), ("send", "P", "B")]


def test_what_strikes_is_told_before_the_shares_that_follow_from_it() -> None:
    found = beats(
        "LB -->|50 → 0 → 50%| A[web-1]",
        "LB -->|50 → 100 → 50%| B[web-2]",
        "U[Users] --> LB[Load balancer]",
        first="H[Health check] -->|① web-1 hangs| A",
    )
    told = [(one.verb, one.args.get("to")) for one in found if one.verb in ("split", "fail")]
    assert told == [
        ("split", {"A": 50.0, "B": 50.0}),
        ("fail", None),
        ("split", {"A": 0.0, "B": 100.0}),
        ("split", {"A": 50.0, "B": 50.0}),
    ]


def test_a_platform_without_users_begins_where_requests_come_in() -> None:
    found = beats(
        "ALB[ALB] --> ING[Ingress] --> ORD[주문] & WEB[웹 프론트]",
        "ORD --> PAY[결제] & INV[재고]",
        "INV --> RED[(Redis)]",
        first="PROM[Prometheus] -.수집.-> ORD & PAY & INV",
    )
    begins = [one.targets[0] for one in found if one.verb == "send"]
    assert begins[0] == "ALB" and begins.index("ING") < begins.index("ORD") < begins.index("PROM")


CAUSES = """
R -->|evicted by OOM, goes down| X[Cache outage]; R -->|crashes| X[Cache outage]; R --> X[Redis cache down]
"""
FOLLOWS = "All reads hit Postgres: load x10; Reads go to Postgres; Cache misses go to the database"


@pytest.mark.parametrize("follows", rows(FOLLOWS))
@pytest.mark.parametrize("cause", rows(CAUSES))
def test_the_cache_fails_before_the_store_that_bears_it(cause: str, follows: str) -> None:
    found = beats(
        "W --> P[(Postgres)]",
        cause,
        f"X --> L[{follows}]",
        "L --> Y[Postgres falls over]",
        first="U[Visitors] --> W[Web tier] --> R[(Redis cache)]",
    )
    told = [one for one in _acts(found) if one[0] in ("traffic", "fail")]
    assert told == [("traffic", "U"), ("fail", "R"), ("fail", "P")]


FALLS = """
OOMKilled; killed by OOM; crashes; disk full, stops; kernel panic
메모리 부족으로 종료; 다운; 디스크 장애; クラッシュ; メモリ不足で停止
"""
RESTARTS = (
    "Kubelet restarts it; systemd restarts the process; 오케스트레이터가 재시작; kubeletが再起動; On-call recovers it"
)


@pytest.mark.parametrize("restarts", rows(RESTARTS))
@pytest.mark.parametrize("falls", rows(FALLS))
def test_what_an_arrow_says_befalls_the_part_before_its_box(falls: str, restarts: str) -> None:
    found = beats("LB --> B[web-2]", f"A -->|{falls}| R[{restarts}]", "R --> A", first="U[Users] --> LB --> A[web-1]")
    told = [(one.verb, *one.targets) for one in found if one.verb in ("fail", "recover", "send")]
    assert told[-3:] == [("fail", "A"), ("send", "R", "A"), ("recover", "A")]
    assert ("send", "A", "R") not in told


TURNS = """
전환 전: 현재 트래픽 | 전환 후; 전환 전 트래픽 | 전환 후 트래픽; before the switch: live traffic | after the switch
before cut-over: all users | after cut-over: all users; 切替前：現行トラフィック | 切替後：新トラフィック
"""


@pytest.mark.parametrize("turn", rows(TURNS))
def test_when_requests_turn_may_be_said_with_what_turns(turn: str) -> None:
    before, after = turn.split(" | ")
    found = beats(f'LB ==>|"{before}"| B[Blue v1]', f'LB -.->|"{after}"| G[Green v2]')
    assert [one.args["to"] for one in found if one.verb == "split"] == [{"B": 100, "G": 0}, {"B": 0, "G": 100}]


RANGES = "2 → 0 | 0 → 2; 2 → 1 → 0 | 0 → 1 → 2; replicas: 2 → 0 | replicas: 0 → 2; 2대 → 0대 | 0대 → 2대"


@pytest.mark.parametrize("ranges", rows(RANGES))
def test_two_sets_exchange_their_copies_as_their_cards_say(ranges: str) -> None:
    down, up = ranges.split(" | ")
    found = beats(
        f'D --> B["ReplicaSet v2<br/>{up}"]',
        "A --> P1[pod v1-1] & P2[pod v1-2]",
        "B --> Q1[pod v2-1] & Q2[pod v2-2]",
        first=f'D[Deployment] --> A["ReplicaSet v1<br/>{down}"]',
    )
    told = [(one.verb, *one.targets) for one in found if one.verb in ("start", "stop")]
    assert told == [("start", "Q1"), ("stop", "P1"), ("start", "Q2"), ("stop", "P2")]
