"""The lectures that the project is made for: what each of their diagrams tells that happens, and nothing else."""

from pathlib import Path

from diagram_anim.mermaid import parse
from diagram_anim.model.document import Document
from diagram_anim.source import blocks
from diagram_anim.story import storyboard

OURS = Path(__file__).parent.parent.parent / "scenes" / "lecture.md"
SHOWN = {"appear", "wait", "highlight", "send", "play", "focus", "illustrate"}
"""What shows what there is."""

ROLLS = ["traffic LB", "split LB", "start V2", "split LB", "split LB", "drain V1", "stop V1"]


def told(path):
    document = Document(path.name, path.read_text(encoding="utf-8"))
    found = {}
    for block in blocks(document):
        diagram, _ = parse(block)  # the course has a slip, which is mended
        assert diagram
        board, problems = storyboard(diagram, block)
        assert board and not problems, problems
        beats = [one for step in board.steps for one in step.beats if one.verb not in SHOWN]
        found[block.title] = [" ".join((one.verb, *one.targets)) for one in beats]
    return found


def test_the_example_lecture():
    assert told(OURS) == {
        "서비스를 맡기기 전에 물어볼 것": [],
        "하나뿐이라는 위험": ["traffic U", "fail ONE"],
        "지휘자가 필요하다": ["start P1", "start P2", "start P3", "start P4"],
        "바쁠 때 늘어나는 시스템": ["gauge M", "scale N"],
        "멈추지 않고 새 버전으로": ROLLS,
        "어떤 지휘자를 고를까": [],
        "Kubernetes 안을 들여다보기": ["start PA", "start PB", "start PC", "start PD"],
    }


def test_the_first_course(shared):
    assert told(shared / "lecture" / "session-06.md") == {
        "프로덕션 환경의 요구사항": [],
        "단일 장애점 (Single Point of Failure)": ["traffic A", "fail B"],
        "오케스트레이션이란?": ["start C1", "start C2", "start C3", "start C4"],
        "자동 스케일링": ["gauge A", "scale C"],
        "롤링 업데이트": ROLLS,
        "주요 오케스트레이션 플랫폼": [],
        "기본 아키텍처": ["start H", "start I", "start M", "start N"],
    }
