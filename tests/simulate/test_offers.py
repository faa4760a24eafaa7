"""Two-level scheduling: who is offered what, and what becomes of it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from diagram_anim.simulate import simulate
from tests.simulate.conftest import read_board

PAIR = """M controller
F controller
G controller
A node cpu.limit=1
B node cpu.limit=4
t server framework=F start=1 cpu.request=2
u server framework=G replicas=2 start=1 cpu.request=1
F G > M > A B"""


def told_of(log):
    kinds = ("offered", "accepted", "declined", "rescinded")
    return [(event.t, event.kind, event.of, event.data["agent"]) for event in log.events if event.kind in kinds]


def test_whoever_has_least_is_offered_an_agent_and_takes_what_fits(tell):
    told = tell(PAIR, "offer M")
    assert told_of(told.log) == [
        (0, "offered", "F", "A"),
        (0, "offered", "G", "B"),
        (1, "declined", "F", "A"),
        (1, "accepted", "G", "B"),
        (2, "offered", "F", "B"),
        (3, "accepted", "F", "B"),
    ]
    shares = [(event.t, event.of, event.data["value"]) for event in told.log.events if event.kind == "gauge"]
    assert shares[:2] == [(0, "F", 0), (0, "G", 0)]
    assert shares[2:] == [(0, "F", 20), (0, "G", 80), (1, "F", 0), (1, "G", 40), (2, "F", 40), (3, "F", 40)]
    assert told.states("t/1") == told.states("u/2") == ["starting", "ready"]


def test_what_was_declined_is_offered_again_after_five_seconds(tell):
    told = tell(
        "M controller\nF controller\nA node cpu.limit=1\nt server framework=F cpu.request=2\nF > M > A",
        "offer M\nwait 12",
    )
    offered = [t for t, kind, *_ in told_of(told.log) if kind == "offered"]
    assert told.log.steps[0][1] == 2, "everybody has declined all that there is"
    assert offered == [0, 6, 12]


def test_an_offer_of_a_lost_agent_is_rescinded(tell):
    told = tell(PAIR.replace("F controller", "F controller answer=3"), "offer M | wait 0.5 | then fail A\nwait 1")
    assert [(kind, of) for _, kind, of, agent in told_of(told.log) if agent == "A"] == [
        ("offered", "F"),
        ("rescinded", "F"),
    ]


def test_all_that_a_task_asks_for_must_be_there(tell):
    system = "M controller\nF controller\nA node cpu.limit=8 memory.limit=1\nB node cpu.limit=2 memory.limit=4\n"
    system += "F > M > A B\n"
    told = tell(system + "t server framework=F cpu.request=1 memory.request=2", "offer M")
    assert told_of(told.log)[-1][1:] == ("accepted", "F", "B")


def test_an_agent_that_is_full_has_nothing_to_offer_and_nobody_waits_for_its_answer(tell):
    system = "M controller\nF controller\nA node cpu.limit=2\nB node cpu.limit=1\nF > M > A B\n"
    told = tell(
        system + "t server framework=F replicas=3 cpu.request=1 start=1", "offer M | wait 0.5 | then fail B\nwait 9"
    )
    assert told.log.moments[0].end == 2, "two tasks run, and the third finds nothing to ask for"
    assert len([one for one in told_of(told.log) if one[1] == "offered"]) == 2


def test_what_is_left_of_one_resource_alone_is_offered_too(tell):
    system = "M controller\nF controller\nG controller\nA node cpu.limit=2 memory.limit=8\nF G > M > A\n"
    tasks = "t server framework=F cpu.request=2 memory.request=1\nu server framework=G memory.request=2 start=1"
    told = tell(system + tasks, "offer M")
    assert [(kind, of) for _, kind, of, _ in told_of(told.log)] == [
        ("offered", "F"),
        ("accepted", "F"),
        ("offered", "G"),
        ("accepted", "G"),
    ]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.integers(1, 6), min_size=1, max_size=3),
    st.lists(st.tuples(st.integers(1, 4), st.integers(1, 3)), min_size=1, max_size=3),
    st.sampled_from(["wait 20", "wait 1.5 then fail A0 then wait 20", "wait 3 then recover F0"]),
)
def test_nothing_is_offered_twice_and_the_least_share_comes_first(cores, tasks, then):
    agents, frameworks = [f"A{n}" for n in range(len(cores))], [f"F{n}" for n in range(len(tasks))]
    system = "M controller\n" + "\n".join(f"{a} node cpu.limit={c}" for a, c in zip(agents, cores, strict=True))
    for framework, (copies, asked) in zip(frameworks, tasks, strict=True):
        system += (
            f"\n{framework} controller\nt{framework} server framework={framework} replicas={copies} cpu.request={asked}"
        )
    system += f"\n{' '.join(frameworks)} > M > {' '.join(agents)}"
    log, _ = simulate(read_board(system, f"offer M | {then.replace(' then ', ' | then ')}"))
    out, used, left = (
        {},
        dict.fromkeys(agents, 0),
        {f: copies for f, (copies, _) in zip(frameworks, tasks, strict=True)},
    )
    held = dict.fromkeys(frameworks, 0.0)
    until = {}
    asks = {f: asked for f, (_, asked) in zip(frameworks, tasks, strict=True)}
    for event in log.events:
        agent, framework = event.data.get("agent"), event.of
        if event.kind == "offered":
            assert agent not in out, "an agent is offered to one at a time"
            assert event.data["cpu"] == cores[agents.index(agent)] - used[agent] > 0
            free = event.data["cpu"]
            open_to = [
                f
                for f in frameworks
                if left[f] and not (until.get((f, agent), (0, 0))[0] > event.t + 1e-6 and until[f, agent][1] >= free)
            ]
            assert framework in open_to and held[framework] == min(held[f] for f in open_to)
            out[agent] = (framework, free)
            held[framework] += free
        elif event.kind in ("accepted", "declined", "rescinded"):
            owner, free = out.pop(agent)
            assert owner == framework, "each offer has one answer"
            taken = event.data.get("tasks", 0)
            assert (taken > 0) == (event.kind == "accepted")
            used[agent] += taken * asks[framework]
            assert used[agent] <= cores[agents.index(agent)]
            left[framework] -= taken
            held[framework] += taken * asks[framework] - free
            if event.kind != "rescinded":
                assert taken == min(left[framework] + taken, free // asks[framework]), "all that fits"
                until[framework, agent] = (event.t + 5, free - taken * asks[framework])
