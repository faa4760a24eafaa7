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

ENDS_AND_RETURNS = """
terminate and recreate; terminate and recreate with v16; SIGTERM, wait 30s, then start again; stop, then start
kill and restart; stop and restart; 종료 후 v8.4로 재생성; 종료 후 재시작; 중지하고 다시 시작; 중지 후 재기동
停止後に再起動; 停止して再作成; 終了してから再起動
"""

ONE_BY_ONE = """
Terminate pod v1-{n}; stop {n} of 3; terminate old pod {n}; Stop pod {n}/3; 구버전 파드 {n} 종료; 파드 {n} 종료
旧ポッド{n}を終了; ポッド{n}を終了
"""
SETS = {
    "en": ("ReplicaSet v1 (3 pods)", "Old pods (v1)"),
    "ko": ("구버전 파드 3개", "구버전 파드"),
    "ja": ("旧ポッド",),
}

DEPLOYS = """
v2 배포; 새 버전 배포; v2 릴리스; v2 をデプロイ; 新バージョンをデプロイ; deploy v2; deploy new version; roll out v2
"""

QUEUES = {"en": ("Queue", "Consumer"), "ko": ("메시지 큐", "소비자"), "ja": ("メッセージキュー", "消費者")}
ENDED = """
consumer 2 killed; Consumer 2 crashed; 처리 중 소비자 2 종료; 소비자 2 종료; 소비자 2 장애; 消費者2 停止; 消費者2が停止
"""

LOST = "heartbeat lost; missed heartbeat; 하트비트 유실; 하트비트 끊김; ハートビート途絶; ハートビート喪失"
YIELDED = {"en": "steps down to follower", "ko": "팔로워로 강등", "ja": "フォロワーに降格"}


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


@pytest.mark.parametrize("who", ["Supervisor", "Deployment controller"])
@pytest.mark.parametrize("words", rows(ENDS_AND_RETURNS))
def test_what_is_ended_and_made_again_lives_on(words: str, who: str) -> None:
    lines = ("participant P as pod-1", f"C->>P: {words}", "P-->>C: Ready")
    acts = beats(*lines, head="sequenceDiagram", first=f"participant C as {who}")
    befallen = [one.verb for one in acts if one.targets == ("P",)]
    assert befallen == ["restart"]


@pytest.mark.parametrize("words", rows(ONE_BY_ONE))
def test_a_set_ends_with_its_last_copy(words: str) -> None:
    for name in SETS[tongue(words.format(n=1))]:
        ends = (f"C->>O: {words.format(n=place)}" for place in (1, 2, 3))
        first = "participant C as Deployment controller"
        acts = beats(f"participant O as {name}", *ends, head="sequenceDiagram", first=first)
        assert [one.cause.line for one in acts if one.verb == "stop" and one.cause] == [6], name


def test_a_set_of_more_outlives_some_that_end() -> None:
    lines = ("participant O as Old pods (4 pods)", "C->>O: Terminate pod 1", "C->>O: Terminate pod 2")
    acts = beats(*lines, head="sequenceDiagram", first="participant C as Deployment controller")
    assert not [one for one in acts if one.verb == "stop"]


@pytest.mark.parametrize("words", rows(DEPLOYS))
def test_a_server_runs_before_it_gets_a_new_version(words: str) -> None:
    lines = ("participant S1 as Server 1", f"D->>S1: {words}", "S1-->>D: OK")
    acts = beats(*lines, head="sequenceDiagram", first="participant D as Jenkins")
    assert not [one for one in acts if one.verb == "start"]


@pytest.mark.parametrize("words", rows(ENDED))
def test_a_consumer_ends_in_the_midst_of_its_work(words: str) -> None:
    queue, consumer = QUEUES[tongue(words)]
    names = [f"participant C{number} as {consumer} {number}" for number in (1, 2)]
    lines = ("Q->>C1: 1", "Q->>C2: 2", "C1-->>Q: ack", f"Note over C2: {words}", "Q->>C1: 2", "C1-->>Q: ack")
    acts = beats(*names, *lines, head="sequenceDiagram", first=f"participant Q as {queue}")
    assert [one.targets for one in acts if one.verb in ("fail", "stop")] == [("C2",)]


@pytest.mark.parametrize("after", ["Note over N1: {}", "N1->>N2: ping", "N1->>N1: {}"])
@pytest.mark.parametrize("words", rows(LOST))
def test_who_is_heard_after_lost_signs_of_life_lives(words: str, after: str) -> None:
    then = after.format(YIELDED[tongue(words)])
    acts = told(words, "N1 N2 N3", f"N1-xN2: {words}", f"N1-xN3: {words}", "N2->>N1: ping", then)
    assert not [one for one in acts if one.verb in ("fail", "recover")]


@pytest.mark.parametrize("words", ["새 주 DB로 승격", "promoted to primary", "プライマリに昇格"])
def test_a_note_of_who_comes_in_is_seen(words: str) -> None:
    crash = f"Note over P: {CRASH[tongue(words)]}"
    acts = told(words, "A P S M", "A->>P: SELECT", "P-->>A: rows", crash, f"Note over S: {words}", "A->>S: SELECT")
    at = [place for place, one in enumerate(acts) if one.verb == "highlight"]
    assert [acts[place - 1].targets for place in at] == [("note:2",)]


@pytest.mark.parametrize("words", rows(GRANTED))
def test_a_vote_that_is_granted_elects(words: str) -> None:
    sign = {"en": "heartbeat", "ko": "하트비트", "ja": "ハートビート"}[tongue(words)]
    asks = {"en": "RequestVote", "ko": "투표 요청", "ja": "投票要求"}[tongue(words)]
    crash = f"Note over N1: {CRASH[tongue(words)]}"
    lines = (f"N1->>N2: {sign}", f"N1->>N3: {sign}", crash, f"N2->>N3: {asks}", f"N3-->>N2: {words}")
    acts = told(words, "N1 N2 N3", *lines, f"N2->>N3: {sign}")
    assert [one.args["first"] for one in acts if one.verb == "elect"] == ["N2"]
