"""`apply`: somebody tells a control plane what is to run, and it sees to that by itself."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Arg, Effect, Film, Kind, View, World
from diagram_anim.model.limits import COPIES
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Clip

_WORDS = {
    "apply": {"ko": "apply", "en": "apply", "ja": "apply"},
    "pods": {"ko": "파드", "en": "pods", "ja": "Pod"},
    "binding": {"ko": "바인딩", "en": "binding", "ja": "バインディング"},
    "ready": {"ko": "준비됨", "en": "ready", "ja": "準備完了"},
    "job": {"ko": "잡", "en": "job", "ja": "ジョブ"},
    "evaluation": {"ko": "평가", "en": "evaluation", "ja": "評価"},
    "plan": {"ko": "계획", "en": "plan", "ja": "計画"},
    "allocation": {"ko": "할당", "en": "allocation", "ja": "アロケーション"},
}

_WAITING = {"ko": "보류된 평가", "en": "blocked evaluation", "ja": "保留中の評価"}


def said(word: str, lang: str) -> str:
    """What a message of a control plane bears."""
    words = _WORDS.get(word, {})
    return words.get(lang, words.get("en", ""))


def waiting(lang: str) -> str:
    """What a server bears that keeps an evaluation until there is room."""
    return _WAITING.get(lang, _WAITING["en"])


def act(world: World, beat: Beat) -> object:
    args = beat.args
    return [world.apply(part, args.get("from") or "", args.get("to")) for part in beat.targets]


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    return motions.light(view, [beat.args["from"]], view.start) if beat.args.get("from") else ()


EFFECT = Effect(
    name="apply",
    group="control plane",
    usage="apply TARGET… [from=SOURCE] [to=3]",
    about="Somebody tells the control plane that something is to run, in so many copies. The beat ends when that is "
    "written down, or can't be; the rest is done by the parts that have a `duty`, one after another and each when it "
    "can. With `duty: api`: the controllers make pods, the scheduler binds them, kubelets start them. With `duty: "
    "server`: an evaluation goes to a scheduler, its plan to the leading server, and what that accepts to the nodes. "
    "What is applied is not running before.",
    example="apply P from=D",
    film=Film("duties", before=("appear D API E CM SCH N1",), after=("wait until ready P then appear P", "wait 1s")),
    of=("node",),
    args=(
        Arg("from", Kind.NAME, "who says so"),
        Arg("to", Kind.COUNT, "how many copies; else as many as its settings say", most=COPIES),
    ),
    act=act,
    play=play,
    source="Kubernetes: Cluster Architecture; Nomad: How Scheduling Works",
)
