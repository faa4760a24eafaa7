"""Sheets of paper, cards that are like them, folders and windows."""

from __future__ import annotations

from diagram_anim.model.geometry import Box
from diagram_anim.stage.corners import SOFT
from diagram_anim.stage.pen import EMPTY, Outline, Path, Pen, circle, join, polyline, rounded, softened


def document(box: Box, radius: float) -> Outline:
    wave = min(14.0, box.h * 0.14)
    foot = box.bottom - wave
    pen = Pen().move(box.x, box.y).line(box.right, box.y).line(box.right, foot)
    pen.curve(box.x + box.w * 0.67, foot - wave * 2, box.x + box.w * 0.33, foot + wave * 2.4, box.x, foot)
    return pen.close().path, EMPTY


def lined_document(box: Box, radius: float) -> Outline:
    foot = box.bottom - min(14.0, box.h * 0.14)
    return document(box, radius)[0], polyline([(box.x + 12, box.y), (box.x + 12, foot + 2)])


def tagged_document(box: Box, radius: float) -> Outline:
    tag = min(18.0, box.h * 0.25)
    foot = box.bottom - min(14.0, box.h * 0.14)
    return document(box, radius)[0], polyline([(box.right - tag, foot), (box.right, foot - tag)])


def documents(box: Box, radius: float) -> Outline:
    front = Box(box.x, box.y + 10, box.w - 10, box.h - 10)
    border, _ = document(front, radius)
    return border, _behind(box, front)


def stacked(box: Box, radius: float) -> Outline:
    front = Box(box.x, box.y + 10, box.w - 10, box.h - 10)
    return rounded(front, 6), _behind(box, front)


def tagged(box: Box, radius: float) -> Outline:
    tag = min(18.0, box.h * 0.25)
    return rounded(box, 6), polyline([(box.right - tag, box.bottom), (box.right, box.bottom - tag)])


def folder(box: Box, radius: float) -> Outline:
    tab, height = min(box.w * 0.35, 90.0), 10.0
    corners = [
        (box.x, box.y), (box.x + tab, box.y), (box.x + tab + height, box.y + height), (box.right, box.y + height),
        (box.right, box.bottom), (box.x, box.bottom),
    ]  # fmt: skip
    return softened(corners, SOFT), EMPTY


def window(box: Box, radius: float) -> Outline:
    bar = min(22.0, box.h * 0.2)
    lights = [circle(box.x + 16 + 12 * k, box.y + bar / 2, 1.6) for k in range(3)]
    rule = polyline([(box.x, box.y + bar), (box.right, box.y + bar)])
    return rounded(box, radius), join([rule, *lights])


def _behind(box: Box, front: Box) -> Path:
    """The edges of two sheets that look out behind the front one."""
    sheets = []
    for step in (5.0, 10.0):
        left, top, right = front.x + step, front.y - step, front.right + step
        sheets.append(polyline([(left, top + 5), (left, top), (right, top), (right, front.bottom - step - 6)]))
        sheets.append(polyline([(right, front.bottom - step - 6), (right - 5, front.bottom - step - 6)]))
    return join(sheets)
