"""`system: {from: k8s/*.yaml}`: manifests say how a diagram's parts behave."""

import re
from pathlib import Path

import pytest

from diagram_anim import manifest, simulate, source, story
from diagram_anim.batch.read import storyboard
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.task import Task
from diagram_anim.model.document import Document
from diagram_anim.model.system import Role

WEB = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 4
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      terminationGracePeriodSeconds: 20
      containers:
        - name: web
          image: web:1.2
          readinessProbe: {httpGet: {path: /, port: 80}, periodSeconds: 5}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, sessionAffinity: ClientIP}
"""
SCENE = "diagram: |\n  graph LR\n    U[user] --> S[web service] --> web[웹 서버]\n"


@pytest.fixture
def read(tmp_path):
    """Reads a scene in a folder with manifests in `k8s/`."""

    def read(scene: str, **files: str):
        (tmp_path / "k8s").mkdir(exist_ok=True)
        for name, text in ({"web": WEB} | files).items():
            (tmp_path / "k8s" / f"{name}.yaml").write_text(text, encoding="utf-8")
        path = tmp_path / "scene.yaml"
        path.write_text(scene, encoding="utf-8")
        return storyboard(Task(Document(str(path), scene), None, "scene"), Settings())

    return read


def test_parts_behave_as_their_manifests_say(read):
    board, problems = read(f"{SCENE}system: {{from: k8s/*.yaml}}\n")
    assert not problems
    web = board.system.parts["web"]
    assert (web.role, web.get("replicas"), web.get("version"), web.get("grace")) == (Role.SERVER, 4, "1.2", 20.0)
    assert web.get("check.period") == 5.0
    service = board.system.parts["S"]
    assert (service.role, service.get("policy")) == (Role.BALANCER, "sticky")


def test_the_scenes_own_words_win(read):
    board, _ = read(f"{SCENE}system:\n  from: [k8s/web.yaml]\n  web: {{replicas: 2}}\n")
    assert board.system.parts["web"].get("replicas") == 2
    assert board.system.parts["web"].get("grace") == 20.0


def test_what_is_described_needs_the_manifests_no_more(read):
    from diagram_anim.story import load_scene, write_scene

    board, _ = read(f"{SCENE}system: {{from: k8s/*.yaml}}\n")
    text = re.sub(r" +# because.*", "", write_scene(board))
    again, problems = load_scene(Document("scene.yaml", text), lambda *_: (None, []))
    assert not problems and again.system == board.system and write_scene(again) == text


@pytest.mark.parametrize(
    "pattern, code, hint",
    [
        ("k8/*.yaml", "no-such-file", "did you mean `k8s/*.yaml`?"),
        ("../*.yaml", "outside", "put the manifests, or a link to the scene, into one folder"),
        ("/etc/*.yaml", "outside", "put the manifests, or a link to the scene, into one folder"),
    ],
)
def test_a_pattern_that_leads_nowhere_is_told_at_its_place(read, pattern, code, hint):
    board, (problem,) = read(f'{SCENE}system: {{from: "{pattern}"}}\n')
    assert board is None
    assert (problem.code, problem.span.line, problem.span.column, problem.hint) == (code, 4, 16, hint)


def test_a_link_out_of_the_folder_is_not_followed(read, tmp_path):
    outside = tmp_path.parent / "outside.yaml"
    outside.write_text(WEB, encoding="utf-8")
    (tmp_path / "k8s").mkdir()
    (tmp_path / "k8s" / "link.yaml").symlink_to(outside)
    board, problems = read(f"{SCENE}system: {{from: k8s/*.yaml}}\n")
    assert board is None and [problem.code for problem in problems] == ["outside"]


def test_a_mistake_in_a_manifest_stands_in_the_manifest(read):
    board, (problem,) = read(f"{SCENE}system: {{from: k8s/*.yaml}}\n", web=WEB.replace("replicas: 4", "replicas: four"))
    assert board is None
    assert (problem.code, Path(problem.span.file).name) == ("bad-manifest", "web.yaml")
    assert (problem.span.line, problem.span.column) == (5, 13)


def test_what_is_not_drawn_is_noted_and_nothing_drawn_is_a_warning(read):
    other = WEB.replace("name: web", "name: orders").replace("app: web", "app: orders")
    board, problems = read(f"{SCENE}system: {{from: k8s/*.yaml}}\n", orders=other)
    assert board and [(one.severity.value, one.code) for one in problems] == [("note", "not-drawn")]
    _, problems = read("diagram: |\n  graph LR\n    a --> b\nsystem: {from: k8s/*.yaml}\n")
    assert [(one.severity.value, one.code) for one in problems] == [("warning", "not-drawn")]


def test_a_part_that_is_called_from_is_a_part(read):
    board, problems = read("diagram: |\n  graph LR\n    from --> to\nsystem: {from: {role: client}}\n")
    assert not problems and board.system.role("from") is Role.CLIENT


def shop(names: str) -> str:
    """A Deployment and its Service for each name, each calling the next."""
    texts, following = [], names.split()
    for name, other in zip(following, [*following[1:], ""], strict=True):
        calls = f"env: [{{name: NEXT, value: '{other}:80'}}]" if other else "ports: []"
        web = WEB.replace("name: web\n          image", f"name: web\n          {calls}\n          image")
        texts.append(web.replace("app: web", f"app: {name}").replace("{name: web}", f"{{name: {name}}}"))
    return "---\n".join(texts)


@pytest.mark.parametrize("names, boxes", [("a b c", 7), ("a b c d e f g h", 9)])
def test_services_of_their_own_stand_in_their_workloads_where_there_are_too_many_boxes(names, boxes):
    text, problems = manifest.scene([Document("shop.yaml", shop(names))], "shop")
    assert text and not problems
    board, _ = story.load_scene(Document("scene.yaml", text), lambda *_: (None, []))
    assert board and len(board.diagram.nodes) == boxes
    assert {*names.split()} <= {node.id for node in board.diagram.nodes}
    share = board.system.parts["a-svc" if boxes == 7 else "a"]
    assert (share.get("policy"), share.get("notice")) == ("sticky", 1.0)
    log, unmet = simulate.simulate(board)
    assert not unmet and log.totals["served"] > 0
    assert {event.at.partition("/")[0] for event in log.events if event.kind == "served"} == {names[-1]}


HPA = """\
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  scaleTargetRef: {kind: Deployment, name: web}
  maxReplicas: 9
"""


def test_a_direction_of_an_autoscaler_may_have_its_own_tolerance(read):
    board, problems = read(
        SCENE + "system: {from: k8s/*.yaml}\n", hpa=HPA + "  behavior: {scaleUp: {tolerance: 0.05}}\n"
    )
    settings = board.system.parts["web"].settings
    assert settings["autoscale.grow.tolerance"] == 0.05 and "autoscale.shrink.tolerance" not in settings
    assert not [one for one in problems if "tolerance" in one.message]


@pytest.mark.parametrize("metric", ["resource: {name: memory, target: {averageUtilization: 80}}", "external: {}"])
def test_by_metrics_that_are_not_simulated_nothing_is_scaled(read, metric):
    kind = metric.partition(":")[0].title()
    hpa = f"{HPA}  metrics:\n    - type: {kind}\n      {metric}\n"
    board, problems = read(SCENE + "system: {from: k8s/*.yaml}\n", hpa=hpa)
    assert not [key for key in board.system.parts["web"].settings if key.startswith("autoscale")]
    assert [one.code for one in problems if "metrics" in one.message] == ["not-modelled"]


def test_nothing_between_two_marks_is_no_object(read):
    board, problems = read(SCENE + "system: {from: k8s/*.yaml}\n", web=f"---\n# none\n---\n---\n{WEB}---\n")
    assert board.system.parts["web"].settings["replicas"] == 4
    assert "no-object" not in [one.code for one in problems]


@pytest.mark.parametrize("name", ["''", "'  '", "{}"])
def test_an_object_without_a_name_is_told(name):
    text, problems = manifest.scene([Document("k.yaml", WEB.replace("{name: web}", f"{{name: {name}}}"))], "k")
    assert text is None and {one.code for one in problems if one.is_error} >= {"no-name"}


BUDGET = """\
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec: {minAvailable: 2, maxUnavailable: 1, selector: {matchLabels: {app: web}}}
"""


def test_a_rollout_that_can_do_nothing_is_told_once_and_a_budget_has_one_bound(read):
    stuck = WEB.replace("replicas: 4", "replicas: 4\n  strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 0}}")
    _, problems = read(f"{SCENE}system: {{from: k8s/*.yaml}}\n", web=stuck, budget=BUDGET)
    found = {(one.code, Path(one.span.file).name, one.span.line) for one in problems}
    assert len(problems) == 2 and found == {("stuck-rollout", "web.yaml", 6), ("bad-manifest", "budget.yaml", 4)}


def test_a_manifest_with_more_copies_than_a_film_shows_is_told(read):
    _, (problem,) = read(f"{SCENE}system: {{from: k8s/*.yaml}}\n", web=WEB.replace("replicas: 4", "replicas: 4000"))
    assert (problem.code, problem.span.line) == ("bad-manifest", 5)


def test_the_line_of_another_file_is_shown(read, tmp_path):
    _, (problem,) = read(f"{SCENE}system: {{from: k8s/*.yaml}}\n", web=WEB.replace("replicas: 4", "replicas: four"))
    documents = {}
    source.take_in(problem, documents)
    assert "5 |   replicas: four" in source.render_diagnostic(problem, documents)


def test_a_name_alone_is_the_workloads_and_its_service_shares_out_in_it(read):
    board, problems = read("diagram: |\n  graph LR\n    U[user] --> W[web]\nsystem: {from: k8s/*.yaml}\n")
    web = board.system.parts["W"]
    assert not problems and (web.role, web.get("replicas")) == (Role.SERVER, 4)
    assert (web.get("policy"), web.get("notice")) == ("sticky", 1.0), "as its Service says"


def test_of_two_boxes_with_one_name_the_first_is_the_service(read):
    board, problems = read("diagram: |\n  graph LR\n    U[user] --> A[web] --> B[web]\nsystem: {from: k8s/*.yaml}\n")
    assert not problems and [board.system.role(id) for id in "AB"] == [Role.BALANCER, Role.SERVER]
    assert board.system.parts["B"].get("policy") is None


INGRESS = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: front
  annotations: {nginx.ingress.kubernetes.io/ssl-redirect: "true", nginx.ingress.kubernetes.io/@@}
spec: {defaultBackend: {service: {name: web}}}
"""


@pytest.mark.parametrize(
    "annotation, policy, left",
    [
        ("affinity: cookie", "sticky", []),
        ("upstream-hash-by: $request_uri", "hash", []),
        ('canary-weight: "20"', "round-robin", ["metadata.annotations.canary-weight"]),
        ('limit-rps: "5"', "round-robin", ["metadata.annotations.limit-rps"]),
    ],
)
def test_what_an_ingress_annotations_say_is_read_or_named(read, annotation, policy, left):
    scene = "diagram: |\n  graph LR\n    U[user] --> front --> web\nsystem: {from: k8s/*.yaml}\n"
    board, problems = read(scene, front=INGRESS.replace("@@", annotation))
    assert board.system.parts["front"].get("policy") == policy
    assert [one.code for one in problems] == ["not-modelled"] * len(left)
    assert all(name in one.message and one.span.line == 5 for name, one in zip(left, problems, strict=True))


def test_a_service_without_an_address_is_named(read):
    headless = WEB.replace("spec: {selector: {app: web}, sess", "spec: {clusterIP: None, selector: {app: web}, sess")
    _, problems = read(f"{SCENE}system: {{from: k8s/*.yaml}}\n", web=headless)
    assert [(one.code, "clusterIP: None" in one.message) for one in problems] == [("not-modelled", True)]
