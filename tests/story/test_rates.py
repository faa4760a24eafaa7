"""The films of charts that say how many requests are sent: as many are, and no default that nobody drew loses any."""

import pytest

from diagram_anim.mermaid import parse
from diagram_anim.model.document import Block, Document, Origin
from diagram_anim.simulate import simulate
from diagram_anim.story import storyboard

SENDS = "graph LR\n  U[Users] -->|{}| LB[Load Balancer]\n  LB --> A[App 1] & B[App 2]\n  A --> D[(Postgres)]\n  B --> D"


def board(chart):
    origin = Origin("case.md", tuple((row + 1, 0) for row in range(chart.count("\n") + 1)))
    block = Block(Document("case.md", chart), 1, chart, origin, "", "", caption="")
    diagram, _ = parse(block)
    assert diagram is not None
    told, _ = storyboard(diagram, block)
    assert told is not None
    return told


def film(chart):
    return simulate(board(chart))[0]


@pytest.mark.parametrize(
    ("said", "each"),
    [
        ("600 req/min", 10),
        ("500 TPS", 500),
        ("1,000 req/s", 1000),
        ("2 000 rps", 2000),
        ("10k rps", 10_000),
        ("1M req/s", 1_000_000),
    ],
)
def test_as_many_are_sent_as_the_arrow_says_and_all_are_served(said, each):
    log = film(SENDS.format(said))
    (rate,) = (event.data["value"] for event in log.events if event.kind == "rate")
    assert rate == each
    assert log.totals["sent"] == pytest.approx(each * log.steps[-1][1], rel=0.01, abs=1)
    assert not log.totals["lost"] + log.totals["refused"] + log.totals["timeout"]


def test_a_rush_of_so_many_is_served_too():
    log = film(SENDS.format("traffic x10, 500 req/s"))
    assert [event.data["value"] for event in log.events if event.kind == "rate"][-1] == 5000
    assert log.totals["sent"] == log.totals["served"] + log.totals["in_flight"]


def test_rates_behind_a_balancer_are_how_it_shares_out():
    log = film("graph LR\n  U[Users] --> LB[Load Balancer]\n  LB -->|700 req/s| A[App 1]\n  LB -->|300 req/s| B[App 2]")
    served = {part: count["served"] for part, count in log.totals["by"].items()}
    assert log.totals["sent"] == pytest.approx(1000 * log.steps[-1][1], rel=0.01)
    assert served["A"] / (served["A"] + served["B"]) == pytest.approx(0.7, abs=0.02)


def test_two_that_send_so_much_each_keep_their_rates():
    log = film("graph LR\n  W[Web client] -->|300 TPS| API[API Server]\n  M[Mobile app] -->|700 TPS| API")
    sent = [event.at for event in log.events if event.kind == "sent"]
    assert sent.count("W") / len(sent) == pytest.approx(0.3, abs=0.01)


@pytest.mark.parametrize(("said", "refuses"), [("max 500 req/s", True), ("capacity 1,500 req/s", False)])
def test_what_a_card_says_that_it_takes_is_what_it_serves(said, refuses):
    told = board(f'graph LR\n  U[Users] -->|1000 req/s| W["Web Server<br/>{said}"]')
    log = simulate(told)[0]
    late = sum(event.kind == "served" and event.t > 2 for event in log.events) / (log.steps[-1][1] - 2)
    assert late == pytest.approx(500 if refuses else 1000, rel=0.02)
    assert bool(log.totals["refused"]) is refuses
    assert any("refused" in told.text(step.say) for step in told.steps) is refuses


def test_the_reason_names_the_words_and_their_line():
    steps = board(SENDS.format("10k rps")).steps
    causes = [beat.cause for step in steps for beat in step.beats if beat.verb == "traffic"]
    assert [(cause.rule, cause.word, cause.line) for cause in causes] == [("rate", "10k rps", 2)]


@pytest.mark.parametrize(
    ("said", "first", "times"),
    [
        ("1,000 → 5,000 rps (5배)", 1000, 5),
        ("1k → 5k rps", 1000, 5),
        ("100 -> 400 req/s", 100, 4),
        ("200 rps → 4,000 rps at 9:00", 200, 20),
    ],
)
def test_a_rate_that_climbs_begins_with_the_first_and_nothing_is_lost_on_its_way(said, first, times):
    told = board(f'graph LR\n  U["Users<br/>{said}"] --> LB[Load Balancer]\n  LB --> A[App 1] & B[App 2]\n')
    beats = [one for step in told.steps for one in step.beats]
    assert [one.args["rate"] for one in beats if one.verb == "traffic"] == [first]
    assert [one.args["times"] for one in beats if one.verb == "load"] == [times]
    totals = simulate(told)[0].totals
    assert totals["sent"] == totals["served"] + totals["in_flight"]


@pytest.mark.parametrize("said", ["queue grows to 10k", "대기열이 쌓입니다", "キューが溜まる"])
@pytest.mark.parametrize("rush", ["", "|x10|"])
def test_a_queue_that_is_said_to_grow_does_and_another_does_not(said, rush):
    chart = f"graph LR\n  U[Users] -->{rush} A[API]\n  A --> Q[[Queue<br/>{{}}]]\n  Q --> W1[Worker 1] & W2[Worker 2]"
    grown, calm = film(chart.format(said)), film(chart.format("RabbitMQ"))
    assert grown.totals["in_flight"] > 0.3 * grown.totals["sent"] > calm.totals["in_flight"]
