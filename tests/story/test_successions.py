"""Failovers, recoveries and votes in sequences, in the many ways in which people write them: each is told alike."""

from __future__ import annotations

import pytest
from test_notations import beats, rows
from test_orders import tongue

from diagram_anim.model.storyboard import Beat

NAMES = {
    "en": ["App", "Primary DB", "Replica DB", "Monitor", "Node 1", "Node 2", "Node 3", "kubelet"],
    "ko": ["앱", "주 DB", "예비 DB", "모니터", "노드 1", "노드 2", "노드 3", "kubelet"],
    "ja": ["アプリ", "プライマリDB", "レプリカDB", "監視", "ノード1", "ノード2", "ノード3", "kubelet"],
}
IDS = ("A", "P", "S", "M", "N1", "N2", "N3", "K")
CRASH = {"en": "crashes", "ko": "크래시", "ja": "クラッシュ"}

COMES_IN = """
promote; promote to primary; PROMOTE; pg_promote(); promote replica; failover; failover to you; fail over
become primary; you are primary now; take over; REPLICAOF NO ONE; SLAVEOF no one; switchover; set role=primary
elect as primary; 승격; 승격 명령; 주 DB로 승격; 마스터로 승격; 페일오버; 장애 조치; 프라이머리로 전환
역할 인수; 승격 요청; 승격해; 昇格; 昇格命令; プライマリに昇格; フェイルオーバー; マスターに昇格させる; 引き継ぎ
主系に切り替え
"""

BACK = """
restart; restarts; restarted; restart container; is back; back online; back up; recovered; healthy again
up again; reboot; rebooted; relaunch; comes back; running again; recovers; restored; ready again; rejoins
restarts (1/5); 재시작; 재기동; 복구; 복구됨; 복구 완료; 다시 시작; 다시 정상; 정상화; 재부팅; 재시작됨
다시 살아남; 복귀; 되살아난다; 정상 복귀; 컨테이너 재시작; 다시 뜬다; 再起動; 復旧; 復帰; 再起動完了; 復旧完了
正常に戻る; 立ち上がる; 回復; 再起動した
"""

GRANTED = """
vote granted; voteGranted=true; granted; yes; OK; vote: yes; +1; grants vote; I vote for you; vote for Node 2
찬성; 투표; 동의; 투표 (찬성); 찬성표; 한 표; 승인; 投票; 賛成; 票を与える; 承認
"""


def told(words: str, ids: str, *lines: str) -> list[Beat]:
    """What is told of these lines among some of the participants, called in the language of the words."""
    known = dict(zip(IDS, NAMES[tongue(words)], strict=True))
    first, *others = [f"participant {id} as {known[id]}" for id in ids.split()]
    return beats(*others, *lines, head="sequenceDiagram", first=first)


def fails(acts: list[Beat]) -> list[tuple[str, ...]]:
    return [one.targets for one in acts if one.verb == "fail"]


@pytest.mark.parametrize("who", ["M->>S", "Note over S", "S->>S"])
@pytest.mark.parametrize("words", rows(COMES_IN))
def test_one_comes_in_for_another(words: str, who: str) -> None:
    asked, after = ("A->>P: SELECT", "P-->>A: rows"), ("A->>S: SELECT", "S-->>A: rows")
    crash = f"Note over P: {CRASH[tongue(words)]}"
    acts = told(words, "A P S M", *asked, crash, "M-xP: ping", f"{who}: {words}", *after)
    leads = [one.targets for one in acts if one.verb == "highlight" and one.cause and one.cause.rule == "promotion"]
    assert (fails(acts), leads) == ([("P",)], [("S",)])


def test_who_says_itself_that_it_comes_in_does_so_then() -> None:
    lines = ("A->>P: SELECT", "Note over P: crashes", "M->>S: failover", "Note over S: promoted to primary")
    acts = told("", "A P S M", *lines, "A->>S: SELECT")
    leads = [one for one in acts if one.verb == "highlight" and one.cause and one.cause.rule == "promotion"]
    assert [one.cause.line for one in leads if one.cause] == [9]


@pytest.mark.parametrize("who", ["K->>N2", "Note over N2", "N2->>N2"])
@pytest.mark.parametrize("words", rows(BACK))
def test_one_that_has_failed_is_back(words: str, who: str) -> None:
    asked = ("A->>N2: GET /", "N2-->>A: 200")
    acts = told(words, "A N2 K", *asked, f"Note over N2: {CRASH[tongue(words)]}", f"{who}: {words}", *asked)
    back = [one.targets for one in acts if one.verb in ("recover", "restart", "start", "replace")]
    assert (fails(acts), back) == ([("N2",)], [("N2",)])


@pytest.mark.parametrize("words", rows(GRANTED))
def test_a_vote_that_is_granted_elects(words: str) -> None:
    sign = {"en": "heartbeat", "ko": "하트비트", "ja": "ハートビート"}[tongue(words)]
    asks = {"en": "RequestVote", "ko": "투표 요청", "ja": "投票要求"}[tongue(words)]
    crash = f"Note over N1: {CRASH[tongue(words)]}"
    lines = (f"N1->>N2: {sign}", f"N1->>N3: {sign}", crash, f"N2->>N3: {asks}", f"N3-->>N2: {words}")
    acts = told(words, "N1 N2 N3", *lines, f"N2->>N3: {sign}")
    assert [one.args["first"] for one in acts if one.verb == "elect"] == ["N2"]
