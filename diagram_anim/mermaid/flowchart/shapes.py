"""The shapes of nodes: the names that may stand in `@{ shape: … }`, and the one that all of them share."""

from __future__ import annotations

_NAMES = """
rect proc process rectangle squareRect square
rounded event roundedRect round
stadium terminal pill
fr-rect subprocess subproc framed-rectangle subroutine
cyl db database cylinder
datastore data-store
folder directory
bucket
console
browser
person
circle circ
bang
cloud
diam decision diamond question
hex hexagon prepare
lean-r lean-right in-out lean_right
lean-l lean-left out-in lean_left
trap-b priority trapezoid-bottom trapezoid
trap-t manual trapezoid-top inv-trapezoid inv_trapezoid
dbl-circ double-circle doublecircle
text
notch-rect card notched-rectangle
lin-rect lined-rectangle lined-process lin-proc shaded-process
sm-circ start small-circle stateStart
fr-circ stop framed-circle stateEnd
fork join forkJoin
hourglass collate
brace comment brace-l
brace-r
braces
bolt com-link lightning-bolt
doc document
delay half-rounded-rectangle
h-cyl das horizontal-cylinder
lin-cyl disk lined-cylinder
curv-trap curved-trapezoid display
div-rect div-proc divided-rectangle divided-process
tri extract triangle
win-pane internal-storage window-pane
f-circ junction filled-circle
notch-pent loop-limit notched-pentagon
flip-tri manual-file flipped-triangle
sl-rect manual-input sloped-rectangle
docs documents st-doc stacked-document
st-rect procs processes stacked-rectangle
bow-rect stored-data bow-tie-rectangle
cross-circ summary crossed-circle
tag-doc tagged-document
tag-rect tag-proc tagged-rectangle tagged-process
flag paper-tape
odd rect_left_inv_arrow
lin-doc lined-document
ellipse
"""

SHAPES = {line.split()[0]: tuple(line.split()[1:]) for line in _NAMES.strip().splitlines()}
"""The short name, and every other name of the same shape."""

_SHORT = {name: short for short, names in SHAPES.items() for name in (short, *names)}

_BRACKETS_ONLY = frozenset(("square", "round", "ellipse"))
"""What brackets make and `@{…}` doesn't know."""

_INNER = frozenset(
    "state choice note composite rectWithTitle labelRect block_arrow collapsedGroup iconSquare iconCircle icon "
    "iconRounded imageSquare anchor kanbanItem mindmapCircle defaultMindmapNode classBox erBox requirementBox "
    "usecaseActor usecaseActorHollow usecaseActorAwesome usecaseActorIcon usecaseBusiness usecaseEllipse "
    "usecaseJsonTable bpmn-start bpmn-intermediate bpmn-boundary bpmn-end bpmn-gateway bpmn-activity bpmn-data "
    "bpmn-data-store bpmn-annotation".split()
)
"""Shapes of Mermaid's other diagrams, which it takes here too."""


def short(name: str) -> str:
    """The short name of a shape; an unknown one is its own."""
    return _SHORT.get(name, name)


def known(name: str) -> bool:
    """Whether `@{ shape: name }` may say so; names in capitals or with `_` may not, whatever they mean."""
    if name != name.lower() or "_" in name:
        return False
    return name in _INNER or (name in _SHORT and name not in _BRACKETS_ONLY)
