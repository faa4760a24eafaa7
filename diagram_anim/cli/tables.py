"""Lists of what there is, from the same tuples that the code uses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click


def show(rows: Iterable[Sequence[str]]) -> None:
    """Rows with their first column aligned."""
    known = [tuple(row) for row in rows]
    width = max((len(row[0]) for row in known), default=0)
    for first, *rest in known:
        click.echo(f"{first:<{width}}  {'  '.join(rest)}".rstrip())
