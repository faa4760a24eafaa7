"""`elect`: a group elects its leader, and goes on doing so whenever it is lost."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Arg, Effect, Film, Kind, View, World
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Clip

_LEADS = {"ko": "★ 리더 · {}기", "en": "★ leader · term {}", "ja": "★ リーダー · 第{}期"}
_STANDS = {"ko": "후보 · {}기", "en": "candidate · term {}", "ja": "候補 · 第{}期"}


def leads(term: int, lang: str) -> str:
    """What a leader bears."""
    return _LEADS.get(lang, _LEADS["en"]).format(term)


def stands(term: int, lang: str) -> str:
    """What a candidate bears."""
    return _STANDS.get(lang, _STANDS["en"]).format(term)


def act(world: World, beat: Beat) -> object:
    return world.elect(beat.targets, beat.args.get("first"), beat.args.get("term"))


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    return motions.light(view, view.well(beat.targets), view.start)


EFFECT = Effect(
    name="elect",
    group="control plane",
    usage="elect TARGET… [first=NAME] [term=6]",
    about="Those named are the members of one group: whoever first misses a leader's heartbeat for its time, drawn at "
    "random, stands for the next term and leads with the votes of more than half of all members. From then on they "
    "elect by themselves when the leader is lost. Without such a majority nobody leads. Named again, the group elects "
    "anew. The beat ends with the election. `first` says whose time runs out before the others', `term` which term "
    "it is.",
    example="elect M1 M2 M3",
    film=Film(
        "managers",
        before=("appear all",),
        after=("wait 2s", "fail leader then wait until elected n=2 max=10s", "wait 2s"),
    ),
    args=(
        Arg("first", Kind.NAME, "who stands first"),
        Arg("term", Kind.COUNT, "the term of this election, unless a later one has been"),
    ),
    act=act,
    play=play,
    source="Raft; etcd: heartbeat 100 ms, election timeout 1 s, quorum ⌊n/2⌋+1",
)
