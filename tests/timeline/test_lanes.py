"""What edges show that they carry."""

from diagram_anim.model.timeline import Action
from tests.film import scene


def lane(name, wire):
    clips = [clip for clip in scene(name).timeline.clips if clip.action is Action.LANE and clip.target == wire]
    return [(clip.start, clip.value) for clip in clips]


def ready(name, part):
    clips = scene(name).timeline.clips
    return next(
        clip.start
        for clip in clips
        if clip.action is Action.STATE and clip.target == part and clip.view == "chart" and clip.value == "healthy"
        and clip.start > 0
    )  # fmt: skip


def test_an_edge_on_which_all_gets_lost_ends_there_and_one_to_what_starts_waits():
    """Of the failed server: lit, broken off, struck out once that is noticed, waiting for the new one, lit again."""
    shown = [value for _, value in lane("self-healing", "L_LB_W1_0")]
    assert shown == ["live", "lost", "", "dead", "waiting", "live"]


def test_an_edge_waits_until_what_it_leads_to_is_ready():
    (begin, first), (end, then), *_ = lane("rolling-update", "L_LB_V2_0")
    assert (begin, first, then) == (0.0, "waiting", "")
    assert end == ready("rolling-update", "V2")
