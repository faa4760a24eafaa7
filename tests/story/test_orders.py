"""What sequences say in the many ways in which people write it: each is told alike."""

from __future__ import annotations

import re

import pytest
from test_notations import beats, rows

from diagram_anim.model.storyboard import Beat

NAMES = {
    "en": {"U": "Client", "LB": "Load balancer", "S1": "Server 1", "S2": "Server 2", "OP": "Operator"},
    "ko": {"U": "사용자", "LB": "로드 밸런서", "S1": "서버 1", "S2": "서버 2", "OP": "운영자"},
    "ja": {"U": "ユーザー", "LB": "ロードバランサー", "S1": "サーバー1", "S2": "サーバー2", "OP": "運用者"},
}

TAKEN_OUT = """
remove Server 2 from pool; take Server 2 out of rotation; deregister Server 2; Server 2 removed from pool
Server 2 taken out; mark Server 2 down; eject Server 2; Server 2 ejected; drain Server 2
stop routing to Server 2; no more traffic to Server 2; Server 2 out of rotation; evict Server 2
disable Server 2; Server 2 marked unhealthy, removed; 서버 2 제외; 서버 2를 풀에서 제외; 풀에서 서버 2 제거
서버 2 빼기; 서버 2로 트래픽 중단; 서버 2 분배 대상에서 제외; 서버 2 드레인; 서버 2를 대상 그룹에서 제거
서버 2 등록 해제; 서버 2 로테이션 제외; 서버 2로는 더 이상 보내지 않음; サーバー2を切り離し; サーバー2を除外
プールからサーバー2を外す; サーバー2への振り分け停止; サーバー2を切り離す; サーバー2を登録解除
サーバー2への転送を停止
"""

PUT_BACK = """
add Server 2 to pool; put Server 2 back; Server 2 back in rotation; register Server 2; enable Server 2
Server 2 added back; re-add Server 2; Server 2 rejoins the pool; restore Server 2; undrain Server 2
back to 50/50; split evenly again; 50:50 again; 서버 2 투입; 서버 2 재투입; 서버 2를 풀에 추가; 서버 2 다시 투입
서버 2 등록; 서버 2 복귀; 서버 2를 다시 넣음; 서버 2 다시 포함; 다시 50:50; サーバー2を戻す; サーバー2を組み込み
サーバー2を再登録; サーバー2を復帰; サーバー2を追加; サーバー2を再投入; 50:50に戻す
"""

EVENLY = """
50:50; 50/50; 50%, 50%; 50% each; 50% to each; S1 50%, S2 50%; Server 1 50% / Server 2 50%; half and half
half to each; split evenly; evenly; equal weights; weights 1:1; weight 50/50; traffic 50/50; round robin 50:50
50%씩; 절반씩; 반반; 반씩; 50:50으로; 50대 50; 균등 분배; 서버 1 50%, 서버 2 50%; 각각 50%; 5:5; 1:1 분배; 5대 5
50%ずつ; 半分ずつ; 均等に; 均等に分散; 50対50; 各50%; 5割ずつ; サーバー1 50%、サーバー2 50%
"""

ALL_TO_ONE = """
all requests to Server 2; all traffic to Server 2; all traffic → Server 2; 100% to Server 2; 100% → Server 2
Server 2 100%; switch to Server 2; switch all traffic to Server 2; cut over to Server 2
route everything to Server 2; 0/100; 0:100; send all to Server 2; only Server 2; traffic now goes to Server 2
Server 1 0%, Server 2 100%; shift 100% to Server 2; 모든 요청을 서버 2로; 모든 요청 → 서버 2
전체 트래픽을 서버 2로; 모든 트래픽 서버 2로 전환; 서버 2로 전환; 서버 2로 100%; 서버 2 100%; 100% 서버 2
이제 서버 2로만; 서버 2로만 보냄; 전부 서버 2로; 트래픽을 서버 2로 전환; 서버 1 0%, 서버 2 100%; 0:100
全リクエストをサーバー2へ; すべてサーバー2へ; 全トラフィックをサーバー2に切り替え; サーバー2に100%
サーバー2へ切り替え; 100%サーバー2へ; サーバー2のみ; 以降はサーバー2へ
"""

SCALED = """
scale 2 → 6; scale to 6; replicas=6; replicas: 6; replicas 2→6; set replicas to 6; scale out to 6 pods
scale up to 6; desired=6; desiredReplicas 6; PATCH scale replicas=6; PATCH /scale {replicas: 6}
kubectl scale --replicas=6; spec.replicas=6; update replicas to 6; add 4 pods; +4 pods; create 4 more pods
increase from 2 to 6; 레플리카 6; 레플리카를 6으로; 레플리카 2→6; 6개로 확장; 파드 6개로; 파드를 2개에서 6개로
4개 추가; 파드 4개 추가; 6대로 증설; replicas 6으로 변경; 복제본 수를 6으로; レプリカ数を6に; レプリカ 2→6
6台へスケールアウト; 6個に増やす; ポッドを4台追加; ポッドを6つに; 2台から6台へ
"""

UNHEALTHY = """
3 consecutive failures; failed 3 times; 3 failures → unhealthy; unhealthy; mark unhealthy; Server 2 is down
Server 2 unhealthy; mark Server 2 DOWN; remove Server 2; health check failed x3
threshold reached, remove Server 2; out of rotation; 3/3 checks failed; Server 2 removed from the pool
unhealthy after 3 failures; 3회 연속 실패; 3번 실패; 3회 실패 → 비정상; 비정상 판정; 서버 2 비정상; 서버 2 제외
서버 2 다운 감지; 헬스체크 3회 실패; 연속 3회 실패, 서버 2 제외; 장애로 판단; 서버 2 장애로 판정; 풀에서 제거
3回連続失敗; 3回失敗; 異常と判定; サーバー2を異常と判定; サーバー2を切り離し; ヘルスチェック3回失敗
サーバー2ダウンを検知; 不健全と判断
"""

NOBODY_FAILS = """
retry 1; retry (1/3); retry after 1s; retries with backoff; timeout 2s; timeout after 3 s; request timed out
circuit breaker opens; circuit OPEN; circuit breaker: open; half-open; circuit closed; 5 failures, circuit opens
fast fail; fail fast; fallback response; connection refused; 503 Service Unavailable; rate limited; 429
backoff 200 ms; giving up after 3 attempts; error logged; exponential backoff; deadline exceeded; cache miss
MISS; cache hit; HIT; not found; expired; validation failed; rejected; payment declined; max retries exceeded
breaker trips; 5xx rate > 50% → open; 재시도; 재시도 1회; 1초 후 재시도; 타임아웃 2초; 시간 초과; 타임아웃
서킷 브레이커 열림; 서킷 오픈; 회로 차단; 회로 차단기 OPEN; 반열림; 서킷 닫힘; 폴백 응답
연속 5회 실패, 서킷 오픈; 빠른 실패; 캐시 미스; 캐시 히트; 요청 거절; 속도 제한; 백오프; 검증 실패; 결제 실패
3회 재시도 후 포기; 만료; リトライ; 1秒後に再試行; タイムアウト; タイムアウト 2秒; サーキットブレーカーが開く
サーキットオープン; ハーフオープン; フォールバック応答; キャッシュミス; キャッシュヒット; 検証失敗
再試行を諦める; 決済失敗; レート制限
"""


def tongue(words: str) -> str:
    return "ko" if re.search("[가-힣]", words) else "ja" if re.search("[ぁ-んァ-ヶ一-龥]", words) else "en"


def told(words: str, *lines: str) -> list[Beat]:
    """What is told of these lines among participants who are called in the language of the words."""
    first, *others = [f"participant {id} as {name}" for id, name in NAMES[tongue(words)].items()]
    return beats(*others, *lines, head="sequenceDiagram", first=first)


def shares(words: str, *lines: str) -> list[dict[str, float]]:
    return [one.args["to"] for one in told(words, *lines) if one.verb == "split"]


ASKED = ("U->>LB: GET /", "LB->>S1: GET /")
BOTH = (*ASKED, "LB->>S2: GET /")
HALVES = {"S1": 50, "S2": 50}
FIRST = {"S1": 100, "S2": 0}
OUT = {"en": "take Server 2 out of rotation", "ko": "서버 2 제외", "ja": "サーバー2を切り離し"}
FULL = {"en": "all requests to Server 1", "ko": "모든 요청을 서버 1로", "ja": "全リクエストをサーバー1へ"}

ordered = pytest.mark.parametrize("who", ["OP->>LB", "Note over LB", "LB->>LB"])


@ordered
@pytest.mark.parametrize("words", rows(TAKEN_OUT))
def test_one_is_taken_out_of_the_pool(words: str, who: str) -> None:
    assert shares(words, "Note over LB: 50:50", *BOTH, f"{who}: {words}", *ASKED) == [HALVES, FIRST]


@ordered
@pytest.mark.parametrize("words", rows(PUT_BACK))
def test_one_is_put_back_into_the_pool(words: str, who: str) -> None:
    out = f"OP->>LB: {OUT[tongue(words)]}"
    assert shares(words, "Note over LB: 50:50", *BOTH, out, *ASKED, f"{who}: {words}", *BOTH) == [HALVES, FIRST, HALVES]


@ordered
@pytest.mark.parametrize("words", rows(EVENLY))
def test_all_get_as_many(words: str, who: str) -> None:
    assert shares(words, f"Note over LB: {FULL[tongue(words)]}", *ASKED, f"{who}: {words}", *BOTH) == [FIRST, HALVES]


@ordered
@pytest.mark.parametrize("words", rows(ALL_TO_ONE))
def test_one_gets_all(words: str, who: str) -> None:
    lines = ("Note over LB: 50:50", *BOTH, f"{who}: {words}", "U->>LB: GET /", "LB->>S2: GET /")
    assert shares(words, *lines) == [HALVES, {"S1": 0, "S2": 100}]


@pytest.mark.parametrize("who", ["H->>W", "Note over W"])
@pytest.mark.parametrize("words", rows(SCALED))
def test_copies_by_an_order_or_a_note(words: str, who: str) -> None:
    if words == "increase from 2 to 6" and who != "H->>W":
        pytest.skip("whatever that is of")
    pods = {"en": "Web pods x2", "ko": "웹 파드 2개", "ja": "Webポッド 2台"}[tongue(words)]
    named = (f"participant W as {pods}", "participant H as HPA")
    acts = told(words, *named, "LB->>W: GET /", "W-->>LB: 200", f"{who}: {words}", "LB->>W: GET /")
    assert [(one.targets, one.args["to"]) for one in acts if one.verb == "scale"] == [(("W",), 6)]


@pytest.mark.parametrize("who", ["LB->>LB", "Note over LB"])
@pytest.mark.parametrize("words", rows(UNHEALTHY))
def test_one_whose_checks_get_lost_has_failed(words: str, who: str) -> None:
    answered = ("U->>LB: GET /", "LB->>S2: GET /", "S2-->>LB: 200", "LB-->>U: 200")
    lost = ("loop 3 times", "LB-xS2: GET /health", "end") if who == "LB->>LB" else ("LB-xS2: GET /health",) * 3
    acts = told(words, *answered, *lost, f"{who}: {words}", "U->>LB: GET /", "LB->>S1: GET /", "S1-->>LB: 200")
    assert [one.targets for one in acts if one.verb == "fail"] == [("S2",)]


@pytest.mark.parametrize("line", ["Note over LB", "Note over LB,S1", "LB->>LB", "LB->>S1", "S1-->>LB"])
@pytest.mark.parametrize("words", rows(NOBODY_FAILS))
def test_nobody_fails_by_retries_timeouts_breakers_and_caches(words: str, line: str) -> None:
    asked = ("U->>LB: order", "LB->>S1: charge", "S1-->>LB: ok")
    acts = told(words, *asked, f"{line}: {words}", *asked[1:], "LB-->>U: done")
    assert {one.verb for one in acts} <= {"appear", "play", "wait", "highlight"}


def test_requests_that_get_lost_are_no_checks() -> None:
    lost = ("LB-xS2: charge",) * 3
    acts = told("", *ASKED, *lost, "Note over LB: 3 failures, circuit opens", "LB->>S1: charge", "S1-->>LB: ok")
    assert not [one for one in acts if one.verb == "fail"]


def test_one_that_fails_its_checks_while_shares_run_gets_no_more() -> None:
    lost = ("LB-xS2: GET /health",) * 3
    acts = told("", "Note over LB: 50:50", *BOTH, *lost, "Note over LB: Server 2 unhealthy, removed from pool", *ASKED)
    told_of = [(one.verb, one.args.get("to")) for one in acts if one.verb in ("fail", "split")]
    assert told_of == [("split", HALVES), ("fail", None), ("split", FIRST)]
