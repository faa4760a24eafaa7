"""What befalls a sequence's participants, and when: alike where requests are shared out and where they aren't."""

from __future__ import annotations

import pytest
from test_notations import beats, rows


def _shared(*lines: str) -> list[tuple[str, ...]]:
    """What befalls whom, and what is played, after a balancer has shared out requests evenly."""
    found = beats(
        "participant LB as Load balancer",
        "participant A as app-1",
        "participant B as app-2",
        "participant K as Kubernetes",
        "U->>LB: requests",
        "LB->>A: 50%",
        "LB->>B: 50%",
        *lines,
        head="sequenceDiagram",
        first="participant U as Users",
    )
    told = [one for one in found if one.verb not in ("appear", "wait", "traffic")]
    first = next(place for place, one in enumerate(told) if one.verb == "split")
    return [(one.verb, *(one.targets or (str(one.args.get("first")),))) for one in told[first + 1 :]]


BACK = """
K->>A: start new container; K->>A: 새 컨테이너 생성; K->>A: 新しいコンテナを作成; Note over A: ready
Note over A: 준비 완료; Note over A: 起動完了; Note over A: back; K->>A: restart; Note over A: Running
Note over A: app-1 is up again; LB->>A: GET /
"""


@pytest.mark.parametrize("words", rows(BACK))
def test_who_had_failed_is_back_before_it_gets_its_share_again(words: str) -> None:
    told = _shared("Note over A: killed", "LB->>B: 100%", words, "LB->>A: 50%", "LB->>B: 50%")
    verbs = [one for one in told if one[0] != "play"]
    assert verbs == [("fail", "A"), ("split", "LB"), ("recover", "A"), ("split", "LB")]


def test_what_a_note_tells_comes_before_the_message_behind_it() -> None:
    checks = ("Note over A: app-1 starts again", "A->>LB: health check passed")
    told = _shared("Note over A: killed", "LB->>B: 100%", *checks)
    assert told[-2:] == [("recover", "A"), ("play", "5")]


LEADS = """
new leader; becomes leader (term 2); LEADING; Leader for term 2; leader, term 2; wins the election
새 리더; 리더가 됨; 리더 (임기 2); 新リーダー; リーダーになる; リーダーに選出
"""
AGAIN = """
rejoin as follower; join as follower; sync; heartbeat; register; catch up; 팔로워로 재합류; 복구 후 로그 동기화
하트비트; フォロワーとして復帰; 再参加; ハートビート
"""


def _elected(leads: str, *lines: str) -> list[tuple[str, ...]]:
    """What befalls whom after a leader has failed and another got a vote."""
    found = beats(
        "participant B as etcd-2",
        "participant C as etcd-3",
        "A->>B: AppendEntries",
        "Note over A: kernel panic",
        "B->>C: RequestVote",
        "C-->>B: vote granted",
        leads,
        "B->>C: AppendEntries",
        *lines,
        head="sequenceDiagram",
        first="participant A as etcd-1",
    )
    told = [one for one in found if one.verb not in ("appear", "wait")]
    return [(one.verb, str(one.args.get("first") or one.targets[0])) for one in told]


@pytest.mark.parametrize("own", ["Note over B: ", "B->>B: "])
@pytest.mark.parametrize("words", rows(LEADS))
def test_a_group_elects_where_a_note_says_so(words: str, own: str) -> None:
    told = _elected(own + words)
    assert told[-2:] == [("elect", "B"), ("play", "5" if own.endswith(">B: ") else "4")]


@pytest.mark.parametrize("words", rows(AGAIN))
def test_who_has_failed_is_back_before_it_sends_anything(words: str) -> None:
    told = _elected("Note over B: new leader", f"A->>B: {words}")
    assert told[-2:] == [("recover", "A"), ("play", "5")]


SILENT = """
no heartbeat; no response; heartbeat lost; missed 3 heartbeats; 하트비트 없음; 응답 없음; ハートビートなし; 応答なし
"""


@pytest.mark.parametrize("words", rows(SILENT))
def test_who_runs_others_and_hears_nothing_has_not_failed(words: str) -> None:
    found = beats(
        "participant N as node 1",
        "participant M as node 2",
        "N->>C: heartbeat",
        "Note over N: power loss",
        f"C->>C: {words}",
        "C->>M: start pod",
        head="sequenceDiagram",
        first="participant C as Controller",
    )
    assert [one.targets for one in found if one.verb == "fail"] == [("N",)]


def test_a_set_is_scaled_down_as_another_is_scaled_up() -> None:
    found = beats(
        "participant N as ReplicaSet v2",
        "participant O as ReplicaSet v1",
        *(
            f"D->>{who}: scale {how} to {to}"
            for to in (1, 2, 3)
            for who, how, to in (("N", "up", to), ("O", "down", 3 - to))
        ),
        head="sequenceDiagram",
        first="participant D as Deployment controller",
    )
    told = [(one.targets[0], one.args["to"]) for one in found if one.verb == "scale"]
    assert told == [("N", 1), ("O", 2), ("N", 2), ("O", 1), ("N", 3), ("O", 0)]


def test_who_orders_pods_to_be_evicted_is_not_ended() -> None:
    found = beats(
        "participant A as APIサーバー",
        "participant K as kubelet",
        "C->>A: Podを退避",
        "A->>K: Podを起動",
        head="sequenceDiagram",
        first="participant C as ノードコントローラー",
    )
    assert not [one for one in found if one.verb in ("stop", "start", "drain")]


ORDERED = "take app-1 out|put app-1 back; app-1 제외|app-1 투입; app-1 切り離し|app-1 復帰"


@pytest.mark.parametrize("orders", rows(ORDERED))
def test_orders_change_the_shares_that_messages_have_told(orders: str) -> None:
    out, back = orders.split("|")
    told = _shared(f"K->>LB: {out}", "K->>A: stop", "K->>A: start v2", f"K->>LB: {back}")
    verbs = [verb for verb, _ in told if verb != "play"]
    assert verbs == ["split", "drain", "stop", "start", "split"]


def test_whose_answers_were_errors_is_back_where_a_note_says_that_it_is_well() -> None:
    told = _shared("A-->>LB: 500", "LB->>B: 100%", "Note over A: healthy again", "LB->>A: 50%", "LB->>B: 50%")
    assert told[told.index(("recover", "A")) + 1] == ("play", "6")
