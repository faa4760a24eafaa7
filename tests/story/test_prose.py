"""What the paragraph before a chart tells, and what it must not be taken for: what may happen, to others, or always."""

import pytest

from diagram_anim.mermaid import parse
from diagram_anim.model.document import Document
from diagram_anim.source import blocks
from diagram_anim.story import storyboard
from tests.film import planned

HAPPENS = {"fail", "stop", "drain", "start", "recover", "restart", "scale", "load", "degrade", "gauge", "elect"}

KOREAN = """
flowchart LR
  U([사용자]) --> LB[로드 밸런서]
  LB --> A[서버 1]
  LB --> B[서버 2]
  A --> DB[(주문 DB)]
  B --> DB
  A --> R[(Redis)]
  B --> R
"""

ENGLISH = """
flowchart LR
  U([Users]) --> LB[Load balancer]
  LB --> A[server 1]
  LB --> B[server 2]
  A --> P[(Primary)]
  B --> P
  P --> R[(Replica)]
  A --> C[(Cache)]
"""

JAPANESE = """
flowchart LR
  U([ユーザー]) --> LB[ロードバランサー]
  LB --> A[サーバー1]
  LB --> B[サーバー2]
  A --> DB[(注文DB)]
  B --> DB
"""

QUIET = [
    (KOREAN, "서버가 죽어도 서비스는 계속된다."),
    (KOREAN, "장애가 나면 담당자에게 알림이 간다."),
    (KOREAN, "Redis가 내려가면 무엇이 문제일까?"),
    (KOREAN, "서버 1이 멈추지 않도록 두 대를 둔다."),
    (KOREAN, "지난주 장애에서 배운 것을 정리했다. 주문 DB가 느려졌던 원인은 인덱스였다."),
    (KOREAN, "이 구조에서는 주문 DB가 죽으면 전체가 멈춘다."),
    (KOREAN, "서버 2는 지난달에 교체되었다."),
    (KOREAN, "주문 DB가 자주 다운되는 문제를 풀기 위해 Redis를 둔다."),
    (KOREAN, "서버 1이 느려지면 사용자가 떠난다."),
    (KOREAN, "서버 2를 추가하면 처리량이 두 배가 된다."),
    (KOREAN, "로드 밸런서는 죽은 서버를 빼고 나머지로 보낸다."),
    (KOREAN, "주문 DB는 매일 새벽 백업하고, 백업이 실패하면 알린다."),
    (KOREAN, "서버 1과 서버 2는 같은 버전을 돌린다. 배포할 때는 한 대씩 내린다."),
    (KOREAN, "서버 1이 다운되었을 때의 절차는 부록에 있다."),
    (KOREAN, "Redis가 꺼져 있어도 주문 DB만으로 답할 수 있다."),
    (KOREAN, "로드 밸런서가 서버 1과 서버 2의 상태를 확인하고, 이상이 있으면 제외한다."),
    (KOREAN, "사용자가 3배로 늘어도 버티도록 설계했다."),
    (KOREAN, "서버를 2대에서 4대로 늘리면 비용도 두 배다."),
    (ENGLISH, "When a server goes down, the load balancer stops sending to it."),
    (ENGLISH, "We tested what happens when the primary dies."),
    (ENGLISH, "The cache was down last week, which is why we added a second one."),
    (ENGLISH, "If server 2 dies, requests go to server 1."),
    (ENGLISH, "Should the primary fail, the replica takes over by hand."),
    (ENGLISH, "Server 1 never fails, because it does nothing."),
    (ENGLISH, "The primary was replaced in March."),
    (ENGLISH, "Primary and replica are in two zones, so that one outage never takes both down."),
    (ENGLISH, "Failures of the cache are harmless."),
    (ENGLISH, "The replica is used for reports and can be stopped at any time."),
    (ENGLISH, "The load balancer removes server 1 from its pool while it restarts."),
    (ENGLISH, "This is what the system looked like before the primary crashed."),
    (ENGLISH, "Traffic doubles every year."),
    (ENGLISH, "Each server handles twice as many requests as before the rewrite."),
    (ENGLISH, "Cache hit rate is 90%."),
    (JAPANESE, "サーバーが落ちてもサービスは続く。"),
    (JAPANESE, "障害が起きたら担当者に通知する。"),
    (JAPANESE, "サーバー1が落ちないように二台置く。"),
    (JAPANESE, "注文DBが遅くなると全体に影響する。"),
    (JAPANESE, "サーバー2は先月入れ替えた。"),
    (JAPANESE, "ロードバランサーは落ちたサーバーを外す。"),
    (JAPANESE, "注文DBが停止した場合の手順は付録にある。"),
    (JAPANESE, "サーバー1とサーバー2は同じ構成で、片方ずつ停止して更新する。"),
    (KOREAN, "한 회사의 주문 DB가 멈췄습니다."),
    (KOREAN, "어느 스타트업에서 주문 DB가 죽었습니다."),
    (KOREAN, "한 은행에서는 주문 DB가 멈췄습니다. 그림은 우리 구성입니다."),
    (KOREAN, "다음 장에서는 주문 DB가 죽습니다."),
    (KOREAN, "오늘은 서버 1, 서버 2가 있습니다."),
    (ENGLISH, "A book tells of a primary that went down."),
    (ENGLISH, "In 2017 a code-hosting company lost its database: the primary crashed. Our own system is drawn below."),
    (ENGLISH, "In the film everybody remembers, the primary dies first. Let us look at how ours is built."),
    (ENGLISH, "Many people think that the primary crashed."),
    (ENGLISH, "People often say the primary crashed; it did not."),
    (ENGLISH, "Server 1 crashed twice last winter, before we had a load balancer."),
    (ENGLISH, "Today there are server 1 and server 2."),
    (JAPANESE, "あるスタートアップで注文DBが停止した。"),
    (JAPANESE, "注文DBが停止したと誤解されている。"),
    (JAPANESE, "次の章では注文DBが停止する。"),
    (JAPANESE, "注文DBが停止したと仮定する。"),
]


def told(chart, prose):
    (block,) = blocks(Document("lecture.md", f"# 강의\n\n{prose}\n\n```mermaid\n{chart.strip()}\n```\n"))
    diagram, _ = parse(block)
    board, problems = storyboard(diagram, block)
    assert board is not None, problems
    return board


def happens(chart, prose):
    """The beats by which something happens, with the shares that somebody gives."""
    return [one for step in told(chart, prose).steps for one in step.beats if one.verb in HAPPENS or "tone" in one.args]


@pytest.mark.parametrize(("chart", "prose"), QUIET, ids=[prose for _, prose in QUIET])
def test_nothing_happens(chart, prose):
    assert happens(chart, prose) == []


@pytest.mark.parametrize(
    ("chart", "prose", "verb", "who"),
    [
        (KOREAN, "서버 1이 멈추자 로드 밸런서는 서버 2로만 보낸다.", "fail", "A"),
        (KOREAN, "서버 2가 다운된 뒤의 모습이다.", "fail", "B"),
        (KOREAN, "배치가 돌면서 주문 DB가 느려졌다.", "degrade", "DB"),
        (ENGLISH, "Server 2 went down at noon, and server 1 carried everything.", "fail", "B"),
        (ENGLISH, "When server 1 goes down, the load balancer sends all to server 2.", "fail", "A"),
        (ENGLISH, "The cache lost power.", "fail", "C"),
        (JAPANESE, "サーバー2が応答しなくなると、ロードバランサーはサーバー1だけに送る。", "fail", "B"),
        (JAPANESE, "サーバー1が落ちた。", "fail", "A"),
    ],
)
def test_what_befalls_a_part(chart, prose, verb, who):
    told = happens(chart, prose)
    assert [(one.verb, one.targets) for one in told][:1] == [(verb, (who,))]
    assert told[0].cause is not None
    assert told[0].cause.word in prose


def test_a_card_without_words_is_called_by_nothing():
    chart = 'flowchart LR\n  a[" "] --> w1[Web server 1]\n  a --> w2[Web server 2]'
    (told,) = happens(chart, "Web server 1 crashed at noon.")
    assert (told.verb, told.targets) == ("fail", ("w1",))


LONG = """
Before we patch the kernel of node-1 we drain it: no new pods are placed there, the running ones are evicted and start
again on node-2. After the reboot it takes work again.

```mermaid
sequenceDiagram
  Operator->>API: drain node-1
  API-->>Operator: drained
```
"""


def test_words_before_a_diagram_are_told_to_their_end():
    said = [step.say["en"] for step in planned(LONG).board.steps]
    assert " ".join(said[:2]).startswith("Before we patch") and said[1].endswith("start again on node-2.")
    assert not any("…" in one for one in said)


@pytest.mark.parametrize(
    "chart, prose, message",
    [
        ("node-1->>api: beat\n  node-1-xapi: beat\n  watch->>api: who is there?", "Then node-1 crashed.", 2),
        ("node-1->>api: ok\n  watch->>node-1: ping\n  watch->>api: node-1 timed out", "Then node-1 crashed.", 3),
        ("node-1->>api: hello\n  api->>node-2: go on\n  node-2->>api: done", "After a while node-1 crashed.", 2),
    ],
)
def test_who_fails_by_the_words_before_a_sequence_does_so_before_what_follows_from_it(chart, prose, message):
    steps = told(f"sequenceDiagram\n  {chart}", prose).steps
    at = next(at for at, step in enumerate(steps) if any(beat.verb == "fail" for beat in step.beats))
    later = [beat.args["first"] for step in steps[at:] for beat in step.beats if beat.verb == "play"]
    assert later[0] == message
