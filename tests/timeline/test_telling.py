"""The moment of a step that a poster or a contact sheet shows, and what stands back in it."""

from diagram_anim.model.timeline import Action
from tests.film import scene


def test_a_release_is_shown_while_both_versions_run():
    clips, step = scene("zero-downtime-deploy").timeline.clips, scene("zero-downtime-deploy").timeline.scenes[1]
    tiles = [one for one in clips if one.action is Action.TILES and one.end <= step.telling][-1].value
    assert {said.partition(" ")[2] for said in tiles if said} == {"v1", "v2"}


def test_a_message_is_shown_under_way():
    film = scene("kubernetes-apply").timeline
    for step in (film.scenes[number] for number in (1, 2, 3, 5)):
        sent = [one for one in film.clips if one.slot == "signal" and one.start < step.telling < one.end]
        assert sent, step.caption


def test_what_has_just_failed_does_not_stand_back():
    film = scene("orchestrator").timeline
    step = film.scenes[3]
    failed = {one.target for one in film.clips if one.action is Action.STATE and one.value == "failed"}
    dims = {one.target for one in film.clips if one.action is Action.DIM and step.start <= one.start < step.end}
    assert len(failed) == 1 and dims and not failed & dims
