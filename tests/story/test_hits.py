"""How often a cache has what is looked up in it, read off a chart, and what that makes of the requests."""

import pytest

from tests.film import planned

CHART = "# Cache\n\n```mermaid\ngraph LR\n  U[User] --> A[API server]\n  {}\n```\n"


def told(lines):
    """The cache's share in the system, and the requests that came to the cache and to the store."""
    plan = planned(CHART.format("\n  ".join(lines.split("; "))))
    to = [event.to for event in plan.log.events if event.kind == "routed"]
    return plan.board.system.parts["C"].get("hit"), to.count("C"), to.count("D")


@pytest.mark.parametrize(
    ("lines", "share"),
    [
        ("A --> C[(Redis cache)]; C -->|miss 20%| D[(PostgreSQL)]", 0.8),
        ("A -->|hit 80%| C[(Redis cache)]; C --> D[(PostgreSQL)]", 0.8),
        ("A -->|hit 80%| C[(Redis cache)]; A --> D[(PostgreSQL)]", 0.8),
        ("A --> C[(Redis cache)]; A -->|miss 25%| D[(PostgreSQL)]", 0.75),
        ("A --> C[(캐시<br>적중률 90%)]; A --> D[(PostgreSQL)]", 0.9),
        ("A --> C[(キャッシュ)]; C -->|ミス 10%| D[(PostgreSQL)]", 0.9),
    ],
)
def test_the_store_gets_what_the_cache_has_not_got(lines, share):
    hit, looked, asked = told(lines)
    assert hit == share
    assert looked > 50 and abs(asked - looked * (1 - share)) <= 4 * (looked * share * (1 - share)) ** 0.5


@pytest.mark.parametrize(
    "lines",
    [
        "A --> C[(Redis cache)]; A --> D[(PostgreSQL)]",
        "A -->|hit 80%| C[(Redis cache)]; C -->|miss 30%| D[(PostgreSQL)]",
    ],
)
def test_where_nothing_is_said_or_two_things_the_store_gets_all(lines):
    hit, looked, asked = told(lines)
    assert hit is None and abs(looked - asked) <= 1


@pytest.mark.parametrize("asker", ["A", "C"])
def test_where_but_misses_go_on_the_cache_answers_most(asker):
    hit, looked, asked = told(f"A --> C[(Redis cache)]; {asker} -->|miss| D[(PostgreSQL)]")
    assert hit == 0.8 and looked > 3 * asked > 0


def test_where_who_asks_shares_all_out_each_gets_its_share():
    hit, looked, asked = told("A -->|hit 80%| C[(Redis cache)]; A -->|miss 20%| D[(PostgreSQL)]")
    assert hit is None and asked and looked > 2 * asked
