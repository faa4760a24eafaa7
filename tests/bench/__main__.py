"""`make bench`: one table on stderr, and JSON on stdout.

    python -m tests.bench [MEASURE…] [--repeats 3]
    python -m tests.bench --profile [SCENE]

The JSON tells how busy the machine was. What misses its target is marked with a `<` or a `>`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path

from tests.bench.profile import profile
from tests.bench.row import SCENE, Row
from tests.bench.rows import MEASURES


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    said = f"of {', '.join(MEASURES)}; all by default, which takes half an hour"
    parser.add_argument("measures", nargs="*", metavar="MEASURE", default=[*MEASURES], help=said)
    parser.add_argument("--repeats", type=int, default=3, help="of each; short ones are repeated five times as often")
    parser.add_argument("--profile", nargs="?", const=str(SCENE), help="where a frame's time goes, and no more")
    given = parser.parse_args()
    if given.profile:
        profile(Path(given.profile))
        return
    if unknown := set(given.measures) - {*MEASURES}:
        parser.error(f"no measure {', '.join(sorted(unknown))}; there are: {', '.join(MEASURES)}")
    rows = []
    for name in given.measures:
        for row in MEASURES[name](given.repeats):
            rows.append({**row.data, "load": round(os.getloadavg()[0], 1)})
            print(_line(row), file=sys.stderr, flush=True)
    versions = {"python": platform.python_version(), **{name: version(name) for name in ("manim", "av", "pycairo")}}
    told = {"cores": os.cpu_count(), "versions": versions, "repeats": given.repeats, "rows": rows}
    print(json.dumps(told, ensure_ascii=False))


def _line(row: Row) -> str:
    data = row.data
    low, high = data["spread"]
    target = ""
    if row.least is not None:
        missed = (data["median"] > row.least) if row.below else (data["median"] < row.least)
        target = f"{'≤' if row.below else '≥'} {row.least:g}{(' >' if row.below else ' <') * missed}"
    return f"{row.name:<58} {data['median']:>9.3f} {row.unit:<6} {low:>9.3f} … {high:<9.3f} {target}"


if __name__ == "__main__":
    main()
