"""What holds things: barrels, disks, buckets, tapes."""

from __future__ import annotations

from diagram_anim.model.geometry import Box
from diagram_anim.stage.pen import EMPTY, Outline, Pen, join, moved, polyline


def cylinder(box: Box, radius: float) -> Outline:
    lid = min(14.0, box.h * 0.16)
    left, right, top, bottom = box.x, box.right, box.y + lid, box.bottom - lid
    pen = Pen().move(left, top).turn((left, box.y), (box.cx, box.y)).turn((right, box.y), (right, top))
    pen.line(right, bottom).turn((right, box.bottom), (box.cx, box.bottom)).turn((left, box.bottom), (left, bottom))
    lip = Pen().move(left, top).turn((left, top + lid), (box.cx, top + lid)).turn((right, top + lid), (right, top))
    return pen.close().path, lip.path


def lying_cylinder(box: Box, radius: float) -> Outline:
    lid = min(14.0, box.w * 0.12)
    left, right = box.x + lid, box.right - lid
    pen = Pen().move(left, box.y).line(right, box.y).turn((box.right, box.y), (box.right, box.cy))
    pen.turn((box.right, box.bottom), (right, box.bottom)).line(left, box.bottom)
    pen.turn((box.x, box.bottom), (box.x, box.cy)).turn((box.x, box.y), (left, box.y))
    lip = Pen().move(right, box.y).turn((right - lid, box.y), (right - lid, box.cy))
    return pen.close().path, lip.turn((right - lid, box.bottom), (right, box.bottom)).path


def disk(box: Box, radius: float) -> Outline:
    border, lip = cylinder(box, radius)
    lid = min(14.0, box.h * 0.16)
    return border, join([lip, moved(lip, 0.0, lid * 0.7)])


def open_store(box: Box, radius: float) -> Outline:
    rules = [polyline([(box.x, y), (box.right, y)]) for y in (box.y, box.bottom)]
    return EMPTY, join(rules)


def bucket(box: Box, radius: float) -> Outline:
    lid, lean = min(12.0, box.h * 0.12), min(box.w * 0.08, 20.0)
    pen = (
        Pen()
        .move(box.x, box.y + lid)
        .turn((box.x, box.y), (box.cx, box.y))
        .turn((box.right, box.y), (box.right, box.y + lid))
    )
    pen.line(box.right - lean, box.bottom - lid).turn((box.right - lean, box.bottom), (box.cx, box.bottom))
    pen.turn((box.x + lean, box.bottom), (box.x + lean, box.bottom - lid)).line(box.x, box.y + lid)
    lip = Pen().move(box.x, box.y + lid).turn((box.x, box.y + 2 * lid), (box.cx, box.y + 2 * lid))
    return pen.close().path, lip.turn((box.right, box.y + 2 * lid), (box.right, box.y + lid)).path


def tape(box: Box, radius: float) -> Outline:
    wave = min(10.0, box.h * 0.12)
    top, foot = box.y + wave, box.bottom - wave
    pen = Pen().move(box.x, top)
    pen.curve(box.x + box.w * 0.33, top + wave * 2, box.x + box.w * 0.67, top - wave * 2, box.right, top).line(
        box.right, foot
    )
    pen.curve(box.x + box.w * 0.67, foot - wave * 2, box.x + box.w * 0.33, foot + wave * 2, box.x, foot)
    return pen.close().path, EMPTY
