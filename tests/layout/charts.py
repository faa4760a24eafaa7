"""Charts of all forms that diagrams in documents have, made from rows: what the meters are held against."""

from collections.abc import Iterator
from itertools import pairwise

NAMES = (
    "주문",
    "Billing",
    "검색 색인",
    "Session store",
    "알림",
    "Rate limiter",
    "배송 추적",
    "Catalog",
    "Audit log",
    "쿠폰",
)


def name(number: int) -> str:
    return f"{NAMES[number % len(NAMES)]} {number}"


def text(direction: str, *rows: str) -> str:
    return "\n".join((f"flowchart {direction}", *rows)) + "\n"


def chain(count: int, direction: str) -> str:
    return text(direction, *(f"a{one}[{name(one)}] --> a{two}[{name(two)}]" for one, two in pairwise(range(count))))


def fan(count: int, direction: str, *, joined: bool = False) -> str:
    """One thing before many; `joined`, another behind them."""
    rows = [f"root[Gateway] --> b{one}[{name(one)}]" for one in range(count)]
    return text(direction, *rows, *(f"b{one} --> last[(Store)]" for one in range(count) if joined))


def hub(count: int, direction: str) -> str:
    """Every third writes to the hub, the others read from it."""
    return text(
        direction,
        *(f"h{one}[{name(one)}] --> hub{{{{Bus}}}}" for one in range(0, count, 3)),
        *(f"hub --> h{one}[{name(one)}]" for one in range(count) if one % 3),
    )


def tree(count: int, direction: str, kids: int) -> str:
    return text(
        direction,
        *(f"t{(one - 1) // kids}[{name((one - 1) // kids)}] --> t{one}[{name(one)}]" for one in range(1, count)),
    )


def names(count: int, *, grouped: bool = False) -> str:
    rows = [f"n{one}[{name(one)}]" for one in range(count)]
    half = count // 2
    return (
        text("TB", "subgraph A[앞]", *rows[:half], "end", "subgraph B[Back]", *rows[half:], "end")
        if grouped
        else text("LR", *rows)
    )


def service_map(domains: int, direction: str) -> str:
    """Domains of an API, three services and a store each, some of which call each other, and a bus."""

    def rows() -> Iterator[str]:
        yield "user([사용자]) --> gw[API Gateway]"
        for at in range(domains):
            yield f"subgraph d{at}[{NAMES[at % len(NAMES)]} domain]"
            yield f"d{at}api[API {at}]"
            yield from (f"d{at}s{one}[{name(at + one)}]" for one in range(3))
            yield f"d{at}db[(DB {at})]"
            yield "end"
            yield from (f"d{at}api --> d{at}s{one} --> d{at}db" for one in range(3))
            yield f"gw --> d{at}api" if at % 3 == 0 else f"d{at - 1}s{at % 3} --> d{at}api"
            if at % 4 == 1:
                yield f"d{at}s0 --> bus{{{{Event bus}}}}"
            if at % 4 == 3:
                yield f"bus --> d{at}s2"

    return text(direction, *rows())


DECISIONS = text(
    "LR",
    "s([시작]) --> a{재고가 있나?}",
    "a -- 예 --> b[결제 요청]",
    "a -- 아니오 --> c[품절 안내]",
    "b --> d{승인?}",
    "d -- yes --> e[배송 준비]",
    "d -- no --> b",
    "c --> f([끝])",
    "e --> f",
)

PIPELINE = text(
    "TB",
    "src[(Events)] --> clean[Clean]",
    "clean --> split{Split}",
    "split --> train[Training part] --> fit[Fit a model]",
    "split --> held[Held out] --> score[Score]",
    "fit --> score",
    "score -- worse --> fit",
    "score -- better --> ship[Ship it]",
)

NESTED = text(
    "TB",
    "subgraph cloud[클라우드]",
    "subgraph zone1[Zone A]",
    "w1[Web 1] --> q1[(Cache)]",
    "end",
    "subgraph zone2[Zone B]",
    "w2[Web 2] --> q2[(Cache)]",
    "end",
    "lb[Balancer] --> w1 & w2",
    "end",
    "u((User)) --> lb",
    "w1 & w2 --> db[(Database)]",
)

CHARTS = {
    "decisions": DECISIONS,
    "pipeline": PIPELINE,
    "nested": NESTED,
    **{f"chain {count} {way}": chain(count, way) for count, way in ((4, "TB"), (7, "LR"), (12, "LR"), (24, "TB"))},
    **{f"fan {count} {way}": fan(count, way) for count, way in ((5, "TB"), (9, "LR"), (16, "TB"))},
    **{f"fan {count} {way}, joined": fan(count, way, joined=True) for count, way in ((4, "LR"), (10, "TB"))},
    **{f"hub {count} {way}": hub(count, way) for count, way in ((6, "LR"), (15, "TB"), (20, "LR"))},
    **{
        f"tree {count} of {kids} {way}": tree(count, way, kids)
        for count, way, kids in ((7, "TB", 2), (13, "LR", 3), (21, "TB", 4))
    },
    **{f"names {count}": names(count) for count in (5, 12, 20)},
    "names 10, grouped": names(10, grouped=True),
}
"""Charts of up to some 25 things: what can be read whole."""

MAPS = {f"map of {5 * domains} {way}": service_map(domains, way) for domains, way in ((6, "LR"), (9, "TB"), (12, "LR"))}
"""Charts that are visited in parts."""
