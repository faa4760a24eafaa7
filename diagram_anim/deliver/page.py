"""A web page with a player for the films of a deck: one file that asks the network for nothing.

Everything that comes from a lecture is data: it stands in a JSON island and is put on the page as text. The policy of
the page lets run the one script that is in it, told by its hash, and no other.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from diagram_anim import resources
from diagram_anim.deliver.acts import Act
from diagram_anim.encode.format import whole

TYPES = {".mp4": "video/mp4", ".webm": "video/webm"}
"""Films that browsers play, and what they are called there."""

WORDS = {
    "en": "play pause back on captions transcript speed full-screen light/dark position steps films",
    "ko": "재생 일시정지 이전 다음 자막 대본 속도 전체화면 밝게/어둡게 위치 단계 영상",
    "ja": "再生 一時停止 前へ 次へ 字幕 台本 速度 全画面 明暗 位置 ステップ 映像",
}
NAMES = "play pause back on captions transcript speed full look position steps films".split()

SPEEDS = ("0.5", "0.75", "1", "1.25", "1.5", "2")

PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body>
<header><h1>{title}</h1></header>
<main>
<h2 id="title"></h2>
<div class="screen" id="screen">
<video id="video" muted playsinline preload="auto"></video>
<p class="caption" id="caption" aria-live="polite"></p>
<div class="bar"><div class="marks" id="marks"></div>
<input id="bar" type="range" min="0" max="1" step="0.01" value="0" aria-label="{position}"></div>
<div class="controls">
<button type="button" id="back" aria-label="{back}" title="{back} (←)">‹</button>
<button type="button" id="play" aria-label="{play}" title="{play} (k)">▶</button>
<button type="button" id="on" aria-label="{on}" title="{on} (→)">›</button>
<select id="speed" aria-label="{speed}">{speeds}</select>
<button type="button" id="captions" aria-pressed="true" title="c">{captions}</button>
<button type="button" id="words" aria-pressed="false" title="t">{transcript}</button>
<button type="button" id="look" title="d">{look}</button>
<button type="button" id="full" title="f">{full}</button>
<span class="time" id="time"></span>
</div>
</div>
<section class="transcript" id="transcript" aria-label="{transcript}" hidden><ol id="lines"></ol></section>
<nav id="nav" aria-label="{films}" hidden><ol id="acts"></ol></nav>
</main>
<noscript>{plain}</noscript>
<script type="application/json" id="deck">{deck}</script>
<script>{script}</script>
</body>
</html>
"""


def write(target: Path, title: str, acts: Sequence[Act], *, within: bool = True) -> None:
    """The page, with the films in it; without `within` it refers to films that lie beside it. ValueError without any
    act, OSError where it can't be written."""
    if not acts:
        raise ValueError("a page needs at least one film")
    lang = acts[0].lang
    words = dict(zip(NAMES, WORDS.get(lang, WORDS["en"]).split(), strict=True))
    style, script = (resources.asset("page", name).read_text(encoding="utf-8") for name in ("player.css", "player.js"))
    shown = {"words": words, "acts": [_act(act, target.parent, within) for act in acts]}
    safe = {name: html.escape(word) for name, word in words.items()}
    page = PAGE.format(
        **safe,
        lang=html.escape(lang),
        title=html.escape(title),
        policy=_policy(style, script),
        style=style,
        script=script,
        speeds="".join(f"<option{' selected' if one == '1' else ''} value={one}>{one}×</option>" for one in SPEEDS),
        plain="".join(f"<h2>{html.escape(act.title)}</h2>{_plain(act)}" for act in acts),
        deck=json.dumps(shown, ensure_ascii=False).replace("<", "\\u003c"),
    )
    with whole(target) as aside:
        aside.write_text(page, encoding="utf-8")


def _act(act: Act, folder: Path, within: bool) -> dict[str, Any]:
    if within:
        film = {"type": TYPES[act.film.suffix], "data": base64.b64encode(act.film.read_bytes()).decode()}
        poster = f"data:image/png;base64,{base64.b64encode(act.poster.read_bytes()).decode()}"
    else:
        film = {"file": _address(act.film, folder)}
        poster = _address(act.poster, folder)
    steps = [
        {"start": one.start, "end": one.end, "caption": " ".join(one.caption.split()), "loop": one.loop}
        for one in act.steps
    ]
    titled = act.head is not None
    return {"title": " ".join(act.title.split()), "titled": titled, "film": film, "poster": poster, "steps": steps}


def _address(path: Path, folder: Path) -> str:
    """The way from the page to a file in its folder, as an address that no name can turn into another."""
    return "./" + quote(path.relative_to(folder).as_posix())


def _plain(act: Act) -> str:
    """The captions for where no script runs."""
    return "<ol>" + "".join(f"<li>{html.escape(step.caption)}</li>" for step in act.steps) + "</ol>"


def _policy(style: str, script: str) -> str:
    def told(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    return (
        f"default-src 'none'; script-src {told(script)}; style-src {told(style)}; "
        "media-src 'self' blob:; img-src 'self' data:; base-uri 'none'; form-action 'none'"
    )
