"""A short run of what `make fuzz` does for as long as it is let."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.files import document, files, mangled
from tests.fuzz.holds import limited, read

TRIED = 300


@pytest.mark.slow
@settings(max_examples=TRIED, deadline=None, suppress_health_check=list(HealthCheck))
@given(files())
def test_three_hundred_made_up_and_mangled_files_are_read(given):
    with limited():
        read(*given, told=False)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_bytes_of_any_kind_are_read(raw):
    with limited():
        read("lecture.md", b"```mermaid\nflowchart LR\n" + raw)
        read("chart.mmd", b"sequenceDiagram\n" + raw)


def test_stories_of_fifty_made_up_files_are_told():
    for seed in range(50):
        source = random.Random(seed)
        with limited():
            read("lecture.md", mangled(source, document(source).encode()))
