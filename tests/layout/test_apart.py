"""Lines that would lie on each other, and words that stand on things."""

from __future__ import annotations

from dataclasses import replace

from diagram_anim.layout.lines.apart import apart, clashes, cleared
from diagram_anim.layout.lines.drawing import Drawing
from diagram_anim.layout.lines.ends import End, Link
from diagram_anim.layout.lines.field import Way
from diagram_anim.model.geometry import Box


def _wire(id: str, x: float, y: float) -> tuple[Link, Way]:
    """From the left to the right, down at x."""
    source = End(f"{id}1", Box(-40.0, y - 4.0, 40.0, 8.0), "rect", "e", at=y)
    target = End(f"{id}2", Box(200.0, y + 196.0, 40.0, 8.0), "rect", "w", at=y + 200.0)
    return Link(id, source, target), ((0.0, y), (x, y), (x, y + 200.0), (200.0, y + 200.0))


def test_a_line_on_another_is_led_between_those_close_by() -> None:
    places = [50.0, 51.0, *(50.0 + 7.0 * step for step in (-4, -3, -2, -1, 1, 2, 3, 4))]
    made = [_wire(f"w{at}", x, 10.0 * at) for at, x in enumerate(places)]
    links, ways = [link for link, _ in made], {link.id: way for link, way in made}
    assert clashes(ways, links) == 1
    assert clashes(apart(ways, links, []), links) == 1, "there is no place that looks well"
    led = apart(ways, links, [], fine=True)
    assert clashes(led, links) == 0
    assert sum(led[id] != way for id, way in ways.items()) == 1


def test_lines_from_ports_of_one_thing_dont_run_on_each_other() -> None:
    """They would be read as one that leads to both ends."""
    (one, way), (two, other) = _wire("a", 50.0, 0.0), _wire("b", 50.0, 30.0)
    hub = Box(-40.0, -10.0, 40.0, 60.0)
    links = [replace(link, source=replace(link.source, id="hub", box=hub)) for link in (one, two)]
    ways = {"a": way, "b": other}
    led = apart(ways, links, [])
    assert abs(led["a"][1][0] - led["b"][1][0]) >= 5.0
    ways["b"] = (way[0], (50.0, 0.0), (50.0, 230.0), (200.0, 230.0))
    assert apart(ways, links, []) == ways, "from one port they run together"


def test_lines_of_strangers_run_too_far_apart_to_be_taken_for_one() -> None:
    """What runs straight from end to end is moved, ports and all."""
    bent, way = _wire("a", 50.0, 0.0)
    source, target = (End(id, Box(0.0, y, 100.0, 40.0), "rect", side, at=54.0) for id, y, side in
                      (("b1", -60.0, "s"), ("b2", 220.0, "n")))  # fmt: skip
    links, ways = [bent, Link("b", source, target)], {"a": way, "b": ((54.0, -20.0), (54.0, 220.0))}
    led = cleared(ways, links, [])
    assert led["a"] == way
    (top, foot) = led["b"]
    assert top[0] == foot[0] and abs(top[0] - 50.0) >= 16.0 and 18.0 <= top[0] <= 82.0


def test_words_on_things_are_faults() -> None:
    card = Box(0.0, 0.0, 100.0, 60.0)
    beside, over = (Drawing({}, {"w": Box(x, 10.0, 50.0, 30.0)}) for x in (100.0, 80.0))
    assert beside.faults([], [card]).through == 0
    assert over.faults([], [card]).through == 1
