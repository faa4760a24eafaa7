"""What says that requests become many at once, without a figure, and what only speaks of it."""

import pytest

from diagram_anim.story import spikes


@pytest.mark.parametrize(
    "text, word",
    [
        ("traffic spike", "traffic spike"),
        ("sudden traffic surge!", "traffic surge"),
        ("Sudden spike in traffic 📈", "spike in traffic"),
        ("Black Friday: flash crowd", "flash crowd"),
        ("Users (traffic spike)", "traffic spike"),
        ("트래픽 급증", "트래픽 급증"),
        ("점심시간, 접속 폭주 🔥", "접속 폭주"),
        ("요청이 급증합니다", "요청이 급증합니다"),
        ("アクセス急増", "アクセス急増"),
        ("リクエストが殺到する", "リクエストが殺到する"),
    ],
)
def test_a_rush_without_a_figure(text, word):
    assert spikes.spike(text) == word


@pytest.mark.parametrize(
    "text",
    [
        "no traffic spike",
        "expected traffic spike",
        "on a traffic spike",
        "survives any traffic spike",
        "traffic spike handling",
        "last year's traffic spike",
        "test with a traffic spike",
        "traffic spike?",
        "traffic spike 2019",
        "memory spike",
        "latency spike",
        "트래픽 급증 시 확장",
        "트래픽 급증에 대비",
        "예상 트래픽 급증",
        "트래픽 급증 분석",
        "트래픽이 급증하지 않음",
        "CPU 급증",
        "매출 급증",
        "アクセス急増時に拡張",
        "アクセス急増を想定",
        "アクセス急増なし",
        "負荷分散",
        "アクセスログ",
    ],
)
def test_what_only_speaks_of_a_rush_is_none(text):
    assert not spikes.spike(text)


@pytest.mark.parametrize(
    "text", ["uploads x5", "orders ×20", "주문 10배", "Users x10", "10x users", "사용자 x10", "注文10倍"]
)
def test_so_many_times_as_much_is_sent(text):
    assert spikes.sent(text)


@pytest.mark.parametrize(
    "text", ["retries x5", "Client x10", "Users x2", "Devices x100", "replicas x5", "threads x8", "서버 x10"]
)
def test_how_many_there_are_is_none(text):
    assert not spikes.sent(text)


def test_who_comes_is_called_without_the_figure():
    assert [spikes.called(name) for name in ("Users x10", "사용자 ×20", "Users", "Client x10")] == [
        "Users", "사용자", "Users", "Client x10"
    ]  # fmt: skip
