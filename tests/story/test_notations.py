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
全体の90% | 全体の10%
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

SCALED = """
scale 2 → 6; 2 → 6; scale to 6; scale out to 6; scales to 6 pods; replicas: 2 → 6; replicas=6; desired: 6
set replicas to 6
from 2 to 6; increase to 6; adds 4 pods; +4 pods; add 4 replicas; 6 replicas; kubectl scale --replicas=6
scale out (2→6)
2개에서 6개로; 2대 → 6대로 증설; 6개로 늘림; 6개까지 늘린다; 파드 6개로; 레플리카 6개로 조정; 4대 추가
파드 4개 추가
2台から6台へ; 6台に増やす; 6台へ増設; レプリカ数を6に; レプリカを2から6に; 4台追加
"""


def rows(table: str) -> list[str]:
    return [one.strip() for line in table.strip().splitlines() for one in line.split(";")]


def beats(*arrows: str) -> list[Beat]:
    """What is told of a balancer and these arrows of its."""
    code = "\n".join(["flowchart LR", "    U[Users] --> LB[Load balancer]", *(f"    {arrow}" for arrow in arrows), ""])
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


@pytest.mark.parametrize("order", rows(SCALED))
def test_copies(order: str) -> None:
    told = beats('LB --> W["Web pods x2"]', f'H[HPA] -->|"{order}"| W')
    assert [(one.targets, one.args["to"]) for one in told if one.verb == "scale"] == [(("W",), 6)]
