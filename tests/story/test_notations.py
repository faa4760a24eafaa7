"""One thing in the many ways in which people write it: each is told alike, so that no figure or mark is overlooked."""

from __future__ import annotations

import pytest
from by_hand import block

from diagram_anim.mermaid import parse
from diagram_anim.model.storyboard import Beat
from diagram_anim.story import storyboard

SHARES = """
90% | 10%; 90 % | 10 %; 90％ | 10％; (90%) | (10%); 90%: | 10%:; ~90% | ~10%; about 90% | about 10%
90 percent | 10 percent
0.9 | 0.1; 9/10 | 1/10; 9 of 10 | 1 of 10; 9 in 10 | 1 in 10; 90/100 | 10/100; 90 | 10; 900 rps | 100 rps
90% (900 rps) | 10% (100 rps); weight: 90 | weight: 10; weight=9 | weight=1; w=9 | w=1
weighted 90 | weighted 10
90% weight | 10% weight; ratio 9 | ratio 1; share 90% | share 10%; routes 90% | routes 10%; 90% → v1 | 10% → v2
stable 90% | canary 10%; 90% stable | 10% canary; old (90%) | new (10%); v1 90% | v2 10%
90% baseline | 10% experiment
main 90% | beta 10%; A 90% | B 10%; group A: 90% | group B: 10%; 90% of users | 10% of users; 90% GET | 10% GET
the rest | 10%; remaining traffic | 10% of traffic; default | canary 10%; the remaining 90% | 10%
90% 🟢 | 10% 🐤
트래픽 90% | 트래픽 10%; 90% 유입 | 10% 유입; 요청의 90% | 요청의 10%; 가중치 90 | 가중치 10; 비율 9 | 비율 1
기존 90% | 신규 10%; 안정 90% | 카나리 10%; 90퍼센트 | 10퍼센트; 90%는 기존 | 10%만 신규
사용자 90% | 사용자 10%
나머지 | 10%; 나머지 90% | 10%; 10건 중 9건 | 10건 중 1건
旧 90% | 新 10%; 90% を旧版へ | 10% を新版へ; リクエストの9割 | リクエストの1割; 重み：90 | 重み：10; 残り | 10%
全体の90% | 全体の10%; 九割 | 一割
nine of ten | one of ten; weight='90' | weight='10'; 90 (stable) | 10 (canary); 90 parts | 10 parts
"""

STAGED = """
95% → 75% → 0% | 5% → 25% → 100%; 95 -> 75 -> 0 | 5 -> 25 -> 100; 95%, 75%, 0% | 5%, 25%, 100%
95% then 75% then 0% | 5% then 25% then 100%; stable | canary 5% → 25% → 100%; weight 95→75→0 | weight 5→25→100
나머지 | 5% → 25% → 100%; 기존 95→75→0 | 신규 5→25→100; 旧 95→75→0% | 新 5→25→100%
"""

SWITCHED = """
switch; cutover; after switch; 100% after cutover; after the migration; 전환; 전환 후; 배포 후; 切替; 切替後
"""

DOWN = """
Server 2 (down); Server 2: down; Server 2 down; Server 2 is down; Server 2 - FAILED; Server 2 — offline
Server 2 [FAILED]
DOWN: Server 2; Failed server 2; Dead server; Server 2 (unhealthy); Server 2 (crashed at 10:02)
Server 2 (OOMKilled)
Server 2 ❌; ❌ Server 2; Server 2 💥; Server 2 💀; Server 2<br/>DOWN; Server 2<br/>💥 crashed
Server 2<br/>status: failed
Server 2<br/>NOT READY; Server 2<br/>CrashLoopBackOff; Server 2<br/>unreachable; Server 2<br/>out of service
서버 2 (장애); 서버 2 다운; 서버 2 ❌; ❌ 서버 2; 서버 2 장애 발생; 서버 2<br/>응답 없음; 서버 2 중단
장애: 서버 2; 고장난 서버 2
서버 2 (비정상); 서버 2 🔥; 서버 2<br/>서비스 불가
サーバー2（障害）; サーバー2 ダウン; サーバー2 ❌; サーバー2 停止中; サーバー2：障害発生; 故障したサーバー2
サーバー2<br/>応答なし
"""

SHUT = """
❌; x; ✗; down; DOWN; failed; unhealthy; health check fails; removed from pool; no traffic; connection refused
502; out; ejected
❌ down; 장애; 다운; ❌ 장애; 헬스체크 실패; 제외; 응답 없음; 障害; 停止; ヘルスチェック失敗; 切り離し; 除外
"""

RESTING = """
Server 2<br/>draining; Server 2 (draining); Server 2<br/>maintenance; Server 2 (MAINT); Server 2<br/>SchedulingDisabled
Server 2<br/>Ready,SchedulingDisabled; Server 2<br/>🔧 maintenance; Server 2<br/>OS patching; Server 2 being patched
Server 2 (weight 0); Server 2<br/>state: draining; Server 2 under maintenance
Server 2<br/>evacuated for maintenance; Server 2 (cordoned); Server 2<br/>upgrading; Server 2<br/>disabled
서버 2<br/>점검 중; 서버 2 (점검); 서버 2<br/>정기 점검; 서버 2 (유지보수); 서버 2<br/>드레인 중
서버 2<br/>패치 중; 서버 2 점검 중
サーバー2<br/>メンテナンス; サーバー2（メンテ中）; サーバー2<br/>ドレイン; サーバー2<br/>パッチ適用中
サーバー2（切り離し中）
"""

SCALED = """
scale 2 → 6; 2 → 6; scale to 6; scale out to 6; scales to 6 pods; replicas: 2 → 6; replicas=6; desired: 6
set replicas to 6
from 2 to 6; increase to 6; adds 4 pods; +4 pods; add 4 replicas; 6 replicas; kubectl scale --replicas=6
scale out (2→6)
2개에서 6개로; 2대 → 6대로 증설; 6개로 늘림; 6개까지 늘린다; 파드 6개로; 레플리카 6개로 조정; 4대 추가
파드 4개 추가
2台から6台へ; 6台に増やす; 6台へ増設; レプリカ数を6に; レプリカを2から6に; 4台追加
"""

FEWER = """
scale in to 2 | 2; scale down to 2 | 2; remove 3 instances | 2; -3 instances | 2; terminate 3 | 2; 5 → 2 | 2
scale in by 3 | 2; desired capacity: 2 | 2; 2대로 축소 | 2; 3대 제거 | 2; 2台に減らす | 2; スケールイン 5→2 | 2
+2 instances | 7; launch 2 more | 7; scale out by 2 | 7; 2대 추가 | 7; 2台追加 | 7; set desired capacity to 7 | 7
"""

CRASHED = """
Server 2 crashes; crashes; 💥 crash; DOWN; ❌ down; fails; outage; dies; killed; OOMKilled; power loss; unreachable; 💀
stops responding; hardware failure; process killed (kill -9); Server 2 is dead; host lost power; CRASH; S2 crash
장애 발생; 💥 장애; 다운됨; 죽는다; 멈춘다; OOM으로 종료; 전원 꺼짐; 응답 없음; 고장; 크래시
障害発生; ダウン; クラッシュ; 落ちる; 応答なし; 電源断; プロセス停止
"""

ORDERS = """
v1 90%, v2 10%; 90% v1, 10% v2; v1: 90% / v2: 10%; v1=90, v2=10; weights 90/10; split 90:10; 90/10; 90:10; 10%
canary 10%; 10% to v2; send 10% to v2; v2 gets 10%; shift 10% to v2; 10% of traffic to v2
v2로 10%; 10%만 v2로; v1 90%, v2 10%로 분배; 카나리 10%; 트래픽 10%를 v2로; v2に10%; 10%をv2へ; カナリア10%
"""

HEIRS = """
failover; fail over; promote; takes over; switchover; automatic failover; promoted to primary; failover (30s)
페일오버; 장애 조치; 승격; 자동 승격; 장애 시 승격; 자동 전환; 인계
フェイルオーバー; 昇格; 切り替え; 引き継ぎ; 自動切替
"""

NOTICED = """
Primary down | Promote replica; Heartbeat lost | Replica promoted; primary crash | Watchdog promotes replica
No heartbeat for 30s | Promote standby; Disk failure on primary | Standby takes over; leader lost | promote
Primary unreachable | VIP moves to replica; detects failure | promote; session expired | elect
주 DB 장애 | 복제본 승격; 주 DB 다운 감지 | 대기 DB 승격; 장애 감지 | 자동 절체; 하트비트 끊김 | 페일오버
응답 없음 | 절체
プライマリ障害 | レプリカ昇格; ハートビート断 | フェイルオーバー; 主DB停止 | 待機DBへ切替; ダウン検知 | 昇格
応答なし | 切替
"""

MISSED = """
miss; cache miss; on miss; MISS ❌; if miss; not found; when not in cache; 2. on miss; miss → SELECT; (miss) query
캐시 미스; 미스 시; 없으면; 캐시에 없으면; 2. 없으면 조회; ② 미스 시 DB 조회
ミス; キャッシュミス; なければ; ミス時; ② ミス時に参照
"""

WENT_WRONG = """
error rate 12%; 5xx spike; latency spikes to 4s; p99 5s; connection pool exhausted; disk full; queue backlog grows
pods crashloop; replication lag 10 min; deadlock; memory leak; timeouts begin; cache stampede; certificate expired
결제 실패 급증; 오류율 12%; DB 커넥션 고갈; 디스크 100%; 큐 적체; 메모리 누수; 타임아웃 급증; 접속 불가; 서비스 중단
エラー率12%; 応答遅延; DB接続枯渇; ディスクフル; キュー滞留; タイムアウト多発; サービス停止
"""

WELL_AGAIN = """
error rate back to 0.1%; recovered; back to normal; all green; mitigated; resolved; rollback complete; errors stop
latency normal; backlog drained; all clear
복구 완료; 정상화; 오류율 정상; 롤백 완료; 조치 완료; 장애 해소
復旧; 正常化; ロールバック完了; エラー率正常; サービス再開
"""

NEITHER = """
on-call paged; rollback started; investigation starts; config change; root cause found; war room opened
담당자 호출; 원인 분석; 롤백 시작; 担当者呼び出し; 原因調査; ロールバック開始
"""

HOT = """
CPU 95%; CPU: 95%; CPU=95%; cpu 95 %; 95% CPU; CPU usage 95%; CPU at 95%; CPU 95% 🔥; CPU 사용률 95%; CPU使用率95%
"""


def rows(table: str) -> list[str]:
    return [one.strip() for line in table.strip().splitlines() for one in line.split(";")]


def beats(*arrows: str, head: str = "flowchart LR", first: str = "U[Users] --> LB[Load balancer]") -> list[Beat]:
    """What is told of a balancer and these arrows of its, or of other lines."""
    code = "\n".join([head, *(f"    {line}" for line in (first, *arrows)), ""])
    given = block(code, prose="")
    diagram, problems = parse(given)
    assert diagram is not None, problems
    board, problems = storyboard(diagram, given)
    assert board is not None, problems
    return [one for step in board.steps for one in step.beats]


@pytest.mark.parametrize("notation", rows(SHARES))
def test_shares(notation: str) -> None:
    old, new = notation.split(" | ")
    told = beats(f'LB -->|"{old}"| A[shop v1]', f'LB -->|"{new}"| B[shop v2]')
    (split,) = [one for one in told if one.verb == "split"]
    assert split.targets == ("LB",)
    assert {id: round(share) for id, share in split.args["to"].items()} == {"A": 90, "B": 10}


@pytest.mark.parametrize("notation", rows(STAGED))
def test_shares_of_several_stages(notation: str) -> None:
    old, new = notation.split(" | ")
    told = beats(f'LB -->|"{old}"| A[shop v1]', f'LB -->|"{new}"| B[shop v2]')
    splits = [one.args["to"] for one in told if one.verb == "split"]
    assert splits[0] == {"A": 100, "B": 0}, "a release begins with nothing"
    assert splits[1:] == [{"A": 95, "B": 5}, {"A": 75, "B": 25}, {"A": 0, "B": 100}]


@pytest.mark.parametrize("words", rows(SWITCHED))
def test_an_arrow_that_all_take_from_then_on(words: str) -> None:
    told = beats("LB --> A[Blue v1]", f'LB -.->|"{words}"| B[Green v2]')
    splits = [one.args["to"] for one in told if one.verb == "split"]
    assert splits == [{"A": 100, "B": 0}, {"A": 0, "B": 100}]


@pytest.mark.parametrize("card", rows(DOWN))
def test_a_card_that_is_down(card: str) -> None:
    well = "서버 1" if "서버" in card else "サーバー1" if "サーバー" in card else "Server 1"
    told = beats(f'LB --> A["{well}"]', f'LB --> B["{card}"]')
    assert [one.targets for one in told if one.verb == "fail"] == [("B",)]


@pytest.mark.parametrize("words", rows(SHUT))
def test_an_arrow_that_brings_nothing(words: str) -> None:
    told = beats('LB --> A["Server 1"]', f'LB -->|"{words}"| B["Server 2"]')
    stopped = [one.targets for one in told if one.verb == "fail"]
    assert stopped == [("B",)] or not any(one.verb == "traffic" for one in told)


@pytest.mark.parametrize("card", rows(RESTING))
def test_a_card_that_is_seen_to(card: str) -> None:
    told = beats('LB --> A["web 1"]', f'LB --> B["{card}"]')
    assert {one.verb for one in told} >= {"traffic"}
    assert not [one for one in told if one.verb == "fail"]
    assert all("B" not in one.targets for one in told if one.verb == "highlight")


@pytest.mark.parametrize("order", rows(SCALED))
def test_copies(order: str) -> None:
    told = beats('LB --> W["Web pods x2"]', f'H[HPA] -->|"{order}"| W')
    assert [(one.targets, one.args["to"]) for one in told if one.verb == "scale"] == [(("W",), 6)]


@pytest.mark.parametrize("row", rows(FEWER))
@pytest.mark.parametrize("scaler", ["Auto Scaling group", "HPA min 2 max 9", "KEDA ScaledObject"])
def test_more_or_fewer_copies_than_are_drawn(row: str, scaler: str) -> None:
    order, _, to = row.rpartition(" | ")
    told = beats('LB --> W["Web pods x5"]', f'H[{scaler}] -->|"{order}"| W')
    assert [(one.targets, one.args["to"]) for one in told if one.verb == "scale"] == [(("W",), int(to))]
    assert not [one for one in told if one.verb in ("start", "stop", "fail")]


@pytest.mark.parametrize("words", rows(CRASHED))
def test_a_note_over_one_who_fails(words: str) -> None:
    asked = ["U->>LB: GET /", "LB->>S2: GET /", "S2-->>LB: 200", "LB-->>U: 200"]
    after = [line.replace("S2", "S1") for line in asked]
    who = ["participant LB as Load balancer", "participant S1 as Server 1", "participant S2 as Server 2"]
    told = beats(*who, *asked, f"Note over S2: {words}", *after, head="sequenceDiagram", first="participant U as User")
    assert [one.targets for one in told if one.verb == "fail"] == [("S2",)]


@pytest.mark.parametrize("kind", ["Note over LB", "LB->>LB", "OP->>LB"])
@pytest.mark.parametrize("words", rows(ORDERS))
def test_an_order_to_share_out(words: str, kind: str) -> None:
    asks = ["U->>LB: GET /", "LB->>V1: GET /"]
    who = ["participant U as Users", "participant LB as Load balancer", "participant V1 as shop v1"]
    lines = [*who, "participant V2 as shop v2", "Note over LB: v1 100%", *asks, f"{kind}: {words}", *asks]
    told = beats(*lines, "LB->>V2: GET /", head="sequenceDiagram", first="participant OP as Release engineer")
    splits = [one.args["to"] for one in told if one.verb == "split"]
    assert splits == [{"V1": 100, "V2": 0}, {"V1": 90, "V2": 10}]


@pytest.mark.parametrize("words", rows(HEIRS))
def test_one_that_comes_in(words: str) -> None:
    lines = [f'M[Monitor] -->|"{words}"| S[("Replica DB")]', "P -.->|replication| S", "A -.-> S"]
    told = beats(*lines, first='A[App] --> P[("Primary DB ❌")]')
    assert [one.targets for one in told if one.verb == "fail"] == [("P",)]
    assert [one.args["to"] for one in told if one.verb == "split"] == [{"P": 100, "S": 0}, {"P": 0, "S": 100}]


@pytest.mark.parametrize("way", ['P --> X["{}"]; X --> Y["{}"]; Y --> S', 'P -->|"{}"| M[Monitor]; M -->|"{}"| S'])
@pytest.mark.parametrize("words", rows(NOTICED))
def test_what_is_noticed_before_one_comes_in(words: str, way: str) -> None:
    lines = way.format(*words.split(" | ")).split("; ")
    told = beats("P -.->|replication| S[(Replica DB)]", *lines, first="A[App] --> P[(Primary DB)]")
    assert [one.targets for one in told if one.verb == "fail"] == [("P",)]
    led = [one for one in told if one.verb == "highlight" and one.cause and one.cause.rule == "failover"]
    assert "S" in [id for one in led for id in one.targets]


@pytest.mark.parametrize("asker", ["A", "C"])
@pytest.mark.parametrize("words", rows(MISSED))
def test_what_a_cache_has_not(words: str, asker: str) -> None:
    told = beats("A --> C[(Redis)]", f'{asker} -->|"{words}"| D[(Orders DB)]', first="U[Users] --> A[Orders API]")
    assert [one.targets for one in told if one.verb == "send"] == [("A", "C"), (asker, "D")]
    assert not [one for one in told if one.verb == "fail"]


def lit(words: str) -> list[str]:
    """How a timeline lights the event of these words, behind one that has gone wrong."""
    lines = [f'B --> C["14:20 {words}"]', 'C --> D["14:40 Debrief"]']
    told = beats(*lines, first='A["14:00 Deploy v2"] --> B["14:05 Checkout fails"]')
    return [one.args["tone"] for one in told if one.verb == "highlight" and "C" in one.targets and "tone" in one.args]


@pytest.mark.parametrize("words", rows(WENT_WRONG))
def test_an_event_that_goes_wrong(words: str) -> None:
    assert lit(words) == ["failed"]


@pytest.mark.parametrize("words", rows(WELL_AGAIN))
def test_an_event_that_makes_it_well_again(words: str) -> None:
    assert lit(words) == ["healthy"]


@pytest.mark.parametrize("words", rows(NEITHER))
def test_an_event_that_is_neither(words: str) -> None:
    assert lit(words) == []


@pytest.mark.parametrize("line", rows(HOT))
def test_a_gauge_on_a_card(line: str) -> None:
    told = beats(f'LB --> A["Server A<br/>{line}"]', "LB --> B[Server B]")
    assert [(one.targets, one.args["value"]) for one in told if one.verb == "gauge"] == [(("A",), 95)]
    assert not [one for one in told if one.verb == "fail"]
