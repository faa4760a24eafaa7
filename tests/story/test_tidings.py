"""What words tell that happens to a part, in whichever place they stand."""

import pytest

from diagram_anim.story.counts import copied
from diagram_anim.story.language.forms import forms
from diagram_anim.story.language.tidings import purpose, read


@pytest.mark.parametrize(
    "words, told",
    [
        ("web-3 stopped answering at noon", "fail"),
        ("heap exhausted, process exited", "fail"),
        ("exits cleanly", "stop"),
        ("the box goes dark after a power cut", "fail"),
        ("웹 3 서버가 갑자기 멈췄습니다", "fail"),
        ("전원이 나가서 통째로 내려감", "fail"),
        ("ウェブ3 が突然落ちました", "fail"),
        ("disk replaced, web-3 is back online", "recover"),
        ("재부팅을 마치고 돌아왔다", "recover"),
        ("再起動して復帰", "recover"),
        ("freshly provisioned", "start"),
        ("새 파드 기동", "start"),
        ("予備機を起動", "start"),
        ("drained and switched off", "stop"),
        ("드레인 후 종료", "stop"),
        ("役目を終えて撤去", "stop"),
        ("wins the election, term 4", "lead"),
        ("새 리더로 선출됨", "lead"),
        ("新リーダーに選ばれた", "lead"),
        ("💀", "fail"),
        ("latency climbs to 3s", "degrade"),
        ("응답 지연 발생", "degrade"),
        ("スロークエリで遅延", "degrade"),
    ],
)
def test_what_has_come_about_is_told(words, told):
    found = read(words, ["web-3", "웹 3", "ウェブ3"])
    assert found is not None and found.verb == told


@pytest.mark.parametrize(
    "words",
    [
        "what if web-3 crashes?",
        "restart policy",
        "crash dumps",
        "would fail over",
        "retries failed uploads",
        "never down",
        "turns down the request",
        "장애 대응 절차",
        "재시작 정책",
        "멈추지 않았다",
        "무중단",
        "障害対応の手順",
        "停止しない",
        "落ちた場合",
        "failed to parse the message",
        "slow query log",
        "복제 지연",
    ],
)
def test_what_is_only_talked_about_isnt(words):
    assert read(words, ["web-3"]) is None


def test_a_reason_is_no_event_of_its_own():
    found = read("becomes primary after the old one crashed")
    assert found is not None and found.verb == "lead"


def test_what_a_part_is_there_for_doesnt_happen():
    assert purpose("restart") and purpose("장애 감지") and purpose("異常検知") and purpose("failure detection")
    assert not purpose("restarted") and not purpose("멈춤")


@pytest.mark.parametrize(
    "words, copies",
    [
        ("replicas 2 → 5", (2, 5)),
        ("from 12 instances to 4", (12, 4)),
        ("2대에서 5대로 늘림", (2, 5)),
        ("3 台から 9 台へ", (3, 9)),
        ("desired 8, was 4", (4, 8)),
        ("scales out to six pods", (0, 6)),
        ("+3 pods", (1, 4)),
        ("인스턴스 2개 추가", (1, 3)),
        ("min 2 / max 10", None),
        ("HPA 1~5", None),
        ("99% → 75%", None),
        ("N = 3f + 1 nodes", None),
        ("retries 3 → 5 ms", None),
    ],
)
def test_copies_are_counted_where_they_change(words, copies):
    assert copied(words) == copies


@pytest.mark.parametrize(
    "verb, some",
    [
        ("crash~", ["crashes", "crashed", "crashing"]),
        ("retry~", ["retries", "retried", "retrying"]),
        ("drop~", ["drops", "dropped", "dropping"]),
        ("go~", ["goes", "went"]),
        ("멈추~", ["멈춘다", "멈췄다", "멈춤", "멈춥니다"]),
        ("죽~", ["죽는다", "죽었다", "죽음", "죽었습니다"]),
        ("끊기~", ["끊겼다", "끊김"]),
        ("돌아오~", ["돌아왔다", "돌아와"]),
        ("落ちる~", ["落ちた", "落ちます", "落ちて"]),
        ("止まる~", ["止まった", "止まります"]),
        ("死ぬ~", ["死んだ", "死んで"]),
    ],
)
def test_a_verb_is_known_in_all_its_forms(verb, some):
    assert {*some} <= {*forms(verb, {"go": ["goes", "went", "gone", "going"]})}
