"""What a label says as a whole."""

import pytest

from diagram_anim.story import figures, rates, sense


@pytest.mark.parametrize(
    "text, role",
    [
        ("사용자", "client"),
        ("사용자 요청", "client"),
        ("Web Browser", "client"),
        ("로드 밸런서 (LB)", "balancer"),
        ("API Gateway", "balancer"),
        ("nginx", "balancer"),
        ("오케스트레이터", "controller"),
        ("Controller Manager", "controller"),
        ("PostgreSQL", "store"),
        ("주문 DB", "store"),
        ("Redis", "cache"),
        ("메시지 큐", "queue"),
        ("웹 서버 1", "server"),
        ("컨테이너 하나", "server"),
        ("Container 3", "server"),
        ("Version 1.0", "server"),
        ("OrderService", "server"),
        ("서버 A", "server"),
        ("워커 노드 2", "node"),
        ("서버들", "server"),
        ("RDS Multi-AZ", "store"),
    ],
)
def test_a_things_role_is_that_of_its_head(text, role):
    found = sense.role(text)
    assert found and found[0].value == role


@pytest.mark.parametrize(
    "text",
    [
        "사용자 입력",
        "Notify user",
        "서버 상태 확인",
        "Create container",
        "로드 밸런서 업데이트",
        "서버 장애",
        "기획",
        "Restart server",
        "고가용성",
    ],
)
def test_acts_and_what_isnt_known_have_no_role(text):
    assert sense.role(text) is None


@pytest.mark.parametrize(
    "text, percent",
    [
        ("100% 트래픽", 100),
        ("트래픽 50%", 50),
        ("90% of traffic", 90),
        ("10%", 10),
        ("weight 30", 30),
        ("가중치: 70", 70),
        ("トラフィック20%", 20),
    ],
)
def test_a_share_of_traffic_is_read(text, percent):
    found = figures.share(text)
    assert found and found.percent == percent


@pytest.mark.parametrize(
    "text",
    [
        "99.9 % availability",
        "error rate > 50 %",
        "CPU 80%",
        "할인 10%",
        "copy 100% of the log",
        "50% 완료",
        "150%",
        "트래픽",
    ],
)
def test_other_percentages_are_no_shares(text):
    assert figures.share(text) is None


@pytest.mark.parametrize(
    "text, percents",
    [
        ("33% then 50%", [33, 50]),
        ("Q1 100%, Q2 70%, Q3 20%, Q4 0%", [100, 70, 20, 0]),
        ("1분기 100%, 2분기 50%", [100, 50]),
        ("처음 100%, 이후 0%", [100, 0]),
        ("week 1: 90%, week 2: 50%", [90, 50]),
        ("CPU 30% then 50%", []),
    ],
)
def test_shares_of_one_phase_after_the_other_are_read(text, percents):
    assert [one.percent for one in figures.shares(text)] == percents


@pytest.mark.parametrize(
    "text, name, value",
    [
        ("CPU 사용률 80%", "cpu", 80),
        ("memory usage 90 %", "memory", 90),
        ("CPU > 70%", "cpu", 70),
        ("사용률 60%", "load", 60),
        ("ディスク使用率 95%", "disk", 95),
    ],
)
def test_a_level_of_a_gauge_is_read(text, name, value):
    found = figures.level(text)
    assert found and (found.name, found.value) == (name, value)


@pytest.mark.parametrize("text", ["80% 트래픽", "CPU", "정확도 95%", "CPU 20% → 80%"])
def test_no_other_percentage_is_a_level(text):
    assert figures.level(text) is None


@pytest.mark.parametrize(
    "text, says",
    [
        ("서비스 중단!", True),
        ("Server is down", True),
        ("장애 발생", True),
        ("서버 다운 (1호기)", True),
        ("장애 복구", False),
        ("장애 감지", False),
        ("장애 없음", False),
        ("무중단", False),
        ("scale down", False),
        ("failover", False),
        ("단일 장애점", False),
    ],
)
def test_an_outage_closes_the_text(text, says):
    assert (sense.ends_in(text, "outage") is not None) is says


@pytest.mark.parametrize(
    "text, says",
    [
        ("새 버전 시작", True),
        ("start new version", True),
        ("시작", True),
        ("트랜잭션 시작", False),
        ("start election", False),
    ],
)
def test_a_start_says_nothing_else(text, says):
    hit = sense.only(text, ("start",), ("runnable", "new", "old"))
    assert (hit is not None) is says


def test_factors_and_targets_are_read():
    assert rates.times("트래픽 10배") == 10
    assert rates.times("x10 traffic") == 10
    assert rates.times("10x") == 10
    assert rates.times("2024") is None
    assert figures.target("scale 4 → 12") == (4, 12)
    assert figures.target("3 -> 7") == (3, 7)


def test_ideas_are_known_by_their_names():
    assert sense.idea("고가용성 High Availability") == ("availability", "고가용성")
    assert sense.idea("Self-healing") == ("healing", "Self-healing")
    assert sense.idea("기획") is None


@pytest.mark.parametrize(
    "text, path",
    [
        ("/srv/user/app", True),
        ("`/srv/app`", True),
        ("~/.config/server", True),
        ("C:\\data\\app", True),
        ("/api/users", False),
        ("/v1/orders", False),
        ("web/app server", False),
        ("and/or", False),
        ("GET /users", False),
    ],
)
def test_where_a_file_lies_is_told_from_what_answers(text, path):
    assert sense.is_path(text) is path


@pytest.mark.parametrize(
    ("label", "barred"), [("❌ 거부", True), ("cannot", True), ("❌ 1%", False), ("❌", False), ("✅ 99%", False)]
)
def test_a_share_of_what_goes_wrong_still_gets_through(label, barred):
    assert sense.is_barred(label) is barred


@pytest.mark.parametrize(
    "name, person",
    [("사용자", True), ("고객 (서울)", True), ("users.orders", False), ("UserGateway (Port)", False)],
)
def test_somebody_is_told_from_what_is_called_after_somebody(name, person):
    assert sense.is_person(name) is person


@pytest.mark.parametrize(
    ("text", "each"),
    [
        ("1000 req/s", 1000),
        ("1,000 requests per second", 1000),
        ("GET /orders 500 TPS", 500),
        ("10k rps", 10_000),
        ("2.5K RPS", 2500),
        ("~1M req/sec", 1_000_000),
        ("600 req/min", 10),
        ("300 msgs/sec", 300),
        ("초당 1000건", 1000),
        ("초당 1,000건의 요청", 1000),
        ("요청 초당 1만 건", 10_000),
        ("분당 600건", 10),
        ("1000건/초", 1000),
        ("毎秒200件", 200),
        ("毎秒1万リクエスト", 10_000),
    ],
)
def test_a_rate_at_which_requests_are_sent(text, each):
    found = rates.sending(text)
    assert found and found.each == each and found.word in text


@pytest.mark.parametrize(
    "text",
    [
        "< 1000 RPS",
        "rate limit 100 req/s",
        "max 100 req/min",
        "최대 500 TPS",
        "초당 100건 제한",
        "上限 毎秒200件",
        "100-200 rps",
        "10MB/s",
        "초당 100MB",
        "100 Mbps",
        "1000 requests",
        "0 rps",
        "HTTPS 443",
        "300 rps, 20 rps",
    ],
)
def test_a_limit_a_range_or_another_figure_is_no_such_rate(text):
    assert rates.sending(text) is None


def test_how_many_can_be_taken():
    for text in ("max 500 req/s", "최대 초당 500건", "上限 毎秒500件", "capacity: 500 TPS"):
        assert rates.limit(text).each == 500
    assert rates.limit("500 req/s") is None
    assert rates.limit("max 500 users") is None


@pytest.mark.parametrize(
    "words",
    [
        "Disk failure on the primary",
        "Orchestrator promotes the replica",
        "Memory leak on the server",
        "Lost packets to the database",
        "Bug in our gateway",
    ],
)
def test_what_tells_of_a_part_is_none(words):
    assert sense.role(words) is None


@pytest.mark.parametrize(
    "words", ["The server", "Behind the load balancer", "Server in the EU", "Copy of the database"]
)
def test_a_part_may_say_where_it_stands(words):
    assert sense.role(words) is not None
