"""Requests go on while messages play, and what a note or a message orders comes about behind it."""

import pytest

from diagram_anim.model.timeline import Action
from tests.film import ROLLING, planned

GAP = 0.5
"""Film seconds without a dot in which a viewer sees the service stop."""

STILL = 0.7
"""Film seconds in which a counter that counts ten a second may stand."""


@pytest.fixture(scope="module")
def clips():
    return planned(ROLLING).timeline.clips


def test_a_dot_is_under_way_at_any_time(clips):
    dots = sorted((one.start, one.end) for one in clips if one.action is Action.FLOW and one.view == "chart")
    until = dots[0][0]
    for start, end in dots:
        assert start - until < GAP, f"none from {until} on"
        until = max(until, end)
    assert until >= planned(ROLLING).timeline.seconds


def test_one_ends_again_and_again_while_messages_are_drawn(clips):
    ends = sorted(one.end for one in clips if one.action is Action.FLOW and one.view == "chart")
    drawn = [one for one in clips if one.action is Action.SHOW and one.target.startswith("msg:")]
    for message in (one for one in drawn if one.start > ends[0]):
        inside = [message.start, *(at for at in ends if message.start < at < message.end), message.end]
        assert max(after - at for at, after in zip(inside, inside[1:], strict=False)) < STILL, message.target


def test_one_starts_behind_the_note_and_the_message_that_say_so(clips):
    starting = next(one.start for one in clips if one.action is Action.STATE and one.value == "starting")
    told = {one.target: one.start for one in clips if one.action is Action.TENSE and one.value == "now"}
    assert told["note:2"] <= told["msg:2"] < starting
