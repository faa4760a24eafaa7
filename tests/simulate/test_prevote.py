"""A member that is cut off and comes back: with a vote before the vote the leader stays, without it steps down."""

import pytest

CUT = "elect M1 M2 M3 first=M1\nwait 2\npartition M3 M1 | partition M3 M2\nwait 20\nrecover M3\nwait 10"


def elections(told):
    return [(event.of, event.data["term"]) for event in told.log.events if event.kind == "elected"]


def managers(prevote):
    return "\n".join(f"M{number} controller prevote={prevote}" for number in (1, 2, 3))


@pytest.mark.parametrize("seed", range(4))
def test_who_asks_first_begins_no_term_and_the_leader_stays(tell, seed):
    told = tell(managers("on"), CUT, seed)
    assert elections(told) == [("M1", 1)]
    assert not [event for event in told.log.events if event.kind == "leaderless" and event.t]


@pytest.mark.parametrize("seed", range(4))
def test_who_does_not_comes_back_with_a_later_term_and_another_election_is_held(tell, seed):
    told = tell(managers("off"), CUT, seed)
    healed = told.log.steps[4][0]
    terms = [event.data["term"] for event in told.log.events if event.kind == "candidate" and 0 < event.t < healed]
    assert len(terms) > 5 and terms == [*range(1, 1 + len(terms))], "each time it stands for the next term"
    assert told.when("leaderless", "M1") == pytest.approx(healed, abs=0.3)
    assert len(elections(told)) == 2 and elections(told)[1][1] > max(terms)
