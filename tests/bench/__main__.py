"""`make bench`: one table on stderr, and JSON on stdout.

    python -m tests.bench [MEASURE…] [--repeats 3] [--jobs 2]
    python -m tests.bench --profile [SCENE]

MEASURE is one of those in `rows.py`, or `lecture`; all by default. The JSON tells how busy the machine was.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

from tests.bench.lecture import lecture
from tests.bench.profile import profile
from tests.bench.row import LECTURE, SCENE, Row
from tests.bench.rows import MEASURES


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("measures", nargs="*", metavar="MEASURE", default=["lecture", *MEASURES])
    parser.add_argument("--inputs", nargs="*", default=[str(LECTURE)], help="what `lecture` renders")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--profile", nargs="?", const=str(SCENE), help="where a frame's time goes, and no more")
    given = parser.parse_args()
    if given.profile:
        profile(Path(given.profile))
        return
    if unknown := set(given.measures) - {"lecture", *MEASURES}:
        parser.error(f"no measure {', '.join(sorted(unknown))}; there are: lecture, {', '.join(MEASURES)}")
    result: dict[str, object] = {}
    if "lecture" in given.measures:
        with tempfile.TemporaryDirectory() as folder:
            result["lecture"] = figures = lecture(given.inputs, given.repeats, given.jobs, Path(folder))
        width = max(map(len, figures))
        for key, value in figures.items():
            print(f"{key:<{width}}  {value}", file=sys.stderr)
    rows = []
    for name in given.measures:
        for row in MEASURES[name](given.repeats) if name in MEASURES else ():
            rows.append({**row.data, "load": round(os.getloadavg()[0], 1)})
            print(_line(row), file=sys.stderr, flush=True)
    print(json.dumps({**result, "rows": rows}, ensure_ascii=False))


def _line(row: Row) -> str:
    data = row.data
    low, high = data["spread"]
    target = "" if row.least is None else f"{'≤' if row.below else '≥'} {row.least:g}"
    return f"{row.name:<58} {data['median']:>9.3f} {row.unit:<6} {low:>9.3f} … {high:<9.3f} {target}"


if __name__ == "__main__":
    main()
