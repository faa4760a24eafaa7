"""How parts are called besides: by words of their names that no other has, and by other words for what they are, for
the office that they hold, for their age.

Comes in: a chart. Goes out: such names by part, where no other is called so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once
from diagram_anim.story.language import tidings
from diagram_anim.story.language.events import aliases, offices, releases
from diagram_anim.story.language.lexicon import find, named
from diagram_anim.story.outcomes import BREAKABLE


@once
def aliased(given: Given) -> Mapping[str, Sequence[str]]:
    """How parts are called besides by other words for what they are (`주 DB` for `주 데이터베이스`), where no other
    is."""
    found: dict[str, list[str]] = {}
    for id in (*given.nodes, *given.groups):
        own = (given.name(id), sense.unbracketed(given.name(id)), *own_words(given, id))
        found[id] = [other for name in own for other in _likewise(name) if other not in own]
    every = [name.casefold() for names in found.values() for name in dict.fromkeys(names)]
    words = " ".join(given.words(id) for id in (*given.nodes, *given.groups)).casefold()
    return {
        id: [one for one in dict.fromkeys(names) if every.count(one.casefold()) == 1 and one.casefold() not in words]
        for id, names in found.items()
    }


def _likewise(name: str) -> Iterator[str]:
    for alike in aliases():
        said = next((word for word in alike if word in name), "")
        if said:
            yield from (name.replace(said, other) for other in alike if other not in name)


@once
def offices_of(given: Given) -> Mapping[str, Sequence[str]]:
    """How the only part of a role is called besides, where no other's words say so (`캐시 서버`, `the database`)."""
    found: dict[str, Sequence[str]] = {}
    for role in (Role.CACHE, Role.STORE, Role.QUEUE, Role.BALANCER):
        ids = given.of_role(role)
        if len(ids) == 1:
            others = " ".join(given.words(id) for id in (*given.nodes, *given.groups) if id != ids[0]).casefold()
            found[ids[0]] = [word for word in offices(role.value) if word.casefold() not in others]
    for kind, begins in _SEATS.items():
        told = [id for id in given.nodes if sense.says(given.words(id), kind) or begins.match(given.words(id))]
        some = [id for id in told if given.role(id) in BREAKABLE]
        some = [id for id in some if not any(map(_comes_to_lead, given.label(id).lines[1:]))]
        if len(some) == 1:
            others = " ".join(given.words(id) for id in (*given.nodes, *given.groups) if id != some[0]).casefold()
            words = [word for word in offices(kind) if word.casefold() not in others]
            found[some[0]] = [*found.get(some[0], ()), *words]
    return found


def _comes_to_lead(line: str) -> bool:
    """Whether a line beneath a name says that one leads only from some time on: `BACKUP → MASTER`."""
    told = tidings.read(line)
    return told is not None and told.verb == "lead"


_SEATS = {
    "leader": re.compile("プライマリ|マスター|メイン|主(?:系|DB|サーバー)"),
    "standby": re.compile("レプリカ|スタンバイ|セカンダリ|待機|予備"),
}
"""How a name says that one leads, or stands by."""


@once
def releases_of(given: Given) -> Mapping[str, Sequence[str]]:
    """How the newer and the older of two releases behind one balancer are called besides (`새 버전`, `旧版`),
    where nothing else in the chart is called so."""
    found: dict[str, Sequence[str]] = {}
    every = " ".join(given.words(id) for id in (*given.nodes, *given.groups)).casefold()
    for balancer in given.of_role(Role.BALANCER):
        sides = _sides(given, balancer)
        numbers = {id: re.findall(r"\d+", edition(given, id) or "") for id in sides}
        order = sorted(([*map(int, number)], id) for id, number in numbers.items() if number)
        if len(sides) == len(order) == 2 and order[0][0] != order[1][0]:
            for (_, id), kind in zip(order, ("older", "newer"), strict=True):
                words = [*releases(kind), *(_several(kind) if id in given.groups else ())]
                found[id] = [word for word in words if word.casefold() not in every]
    return found


@once
def tinted(given: Given) -> Mapping[str, Sequence[str]]:
    """What two sides of a release are called by their colours, `blue` and `green`, wherever these stand: in a line
    beneath their names, or only in how their author calls them in the chart."""
    found: dict[str, Sequence[str]] = {}
    for balancer in given.of_role(Role.BALANCER):
        sides = _sides(given, balancer)
        of = {tint: [id for id in sides if sense.says(f"{given.words(id)} {id}", tint)] for tint in ("blue", "green")}
        if all(len(some) == 1 for some in of.values()) and of["blue"] != of["green"]:
            found |= {some[0]: named(tint) for tint, some in of.items()}
    return found


def _several(kind: str) -> Iterator[str]:
    """How English calls the new or the old ones of several."""
    for age in ("new", "newer") if kind == "newer" else ("old", "older"):
        yield from (f"{age} {noun}" for noun in _SEVERAL)


_SEVERAL = (
    "servers",
    "pods",
    "instances",
    "nodes",
    "machines",
    "ones",
    "side",
    "season",
    "environment",
    "stack",
    "fleet",
)


def _sides(given: Given, sharer: str) -> list[str]:
    """Among whom one shares out: groups where it does so among all that is in several."""
    after = list(dict.fromkeys(given.graph.after.get(sharer, [])))
    homes = [one if one in given.groups else given.nodes[one].parent for one in after]
    groups = [one for one in dict.fromkeys(homes) if one is not None]
    return groups if len(groups) > 1 and all(home in given.groups for home in homes) else after


def edition(given: Given, id: str) -> str | None:
    """The number of a release in a name: `8` of `Season 8`."""
    found = _EDITION.search(given.name(id)) if not sense.version(given.words(id)) else None
    return (found[1] or found[2]) if found else sense.version(given.words(id))


_EDITION = re.compile(
    r"\b(?:season|release|build|edition|generation|gen|revision|rev|ver|iteration|model)\.?\s?(\d+(?:\.\d+)*)\b"
    r"|^[A-Za-z]+,? (?=\d+\.\d)(\d+(?:\.\d+)+)$",
    re.IGNORECASE,
)


@once
def numbered(given: Given, id: str) -> Sequence[str]:
    """How a release is called by its number alone: `1.8` of `Blue v1.8`."""
    number = sense.version(given.words(id)) or ""
    others = " ".join(given.words(one) for one in (*given.nodes, *given.groups) if one != id)
    return [number] if "." in number and number not in others else []


@once
def zoned(given: Given, group: str) -> Sequence[str]:
    """How a zone is called by what tells it from its region's others: `1a` of `ap-northeast-1a`."""
    ends = {one: hit[1] for one in given.groups if (hit := re.search(r"[a-z]-(\d[a-z])$", given.name(one).strip()))}
    end = ends.get(group, "")
    return [end] if end and [*ends.values()].count(end) == 1 else []


@once
def stem(given: Given, group: str) -> Sequence[str]:
    """What all in a group are called before what tells them apart, as nothing else is: `s8` of `s8-a`, `s8-b`."""
    inner = [given.name(id) for id in given.within(group) if id in given.nodes]
    stems = {name.rpartition("-")[0] for name in inner}
    (one,) = stems if len(stems) == 1 else ("",)
    others = " ".join(given.words(id) for id in (*given.nodes, *given.groups) if id not in given.within(group))
    return [one] if len(inner) > 1 and len(one) > 1 and one.casefold() not in others.casefold() else []


PLACE = re.compile(r"\s?(?:리전|지역|센터|환경|リージョン|環境|region|zone)$", re.IGNORECASE)
"""What a name says at its end that is left out in speaking: `서울` of `서울 리전`."""


@once
def own_words(given: Given, id: str) -> Sequence[str]:
    """The words of a name that no other's has; of one word what it says at its end that the thing is."""
    inner = given.within(id) if id in given.groups else ()
    others = " ".join(given.words(one) for one in (*given.nodes, *given.groups) if one not in (id, *inner)).casefold()
    name = given.name(id)
    words = [
        word
        for word in re.split(r"[\s()（）/,，、:：·]+", name)
        if (len(word) > 1 or word in "큐") and not word.isdigit()
    ]
    ends = [name[hit.start :] for hit in reversed(find(name)) if hit.end == len(name) and hit.start]
    last = next((one for one in ends if not _CUT.search(f"{name.removesuffix(one)}|{one}")), "")
    last = last or next((tail[0] for tail in [_TAIL.search(name)] if tail), "")
    first = name[: -len(last)].strip() if last else ""
    words = words if len(words) > 1 else [one for one in (last, first) if len(one) > 1 and not one.isascii()]
    words += [one for one in _compound(name) if one not in words]
    words += [PLACE.sub("", word) for word in (words or [name]) if PLACE.search(word)]
    handled = [word for word in words if word.casefold() in _HANDLED and word != name and not name.endswith(word)]
    words = [word for word in words if word not in handled]
    words += [f"{word}{kind}" for word in handled if not word.isascii() for kind in _SIDES]
    return [word for word in words if word.casefold() not in others and word.casefold() not in _SAID_OF_ANY]


_CUT = re.compile("[가-힣]\\|[주부]")
"""Where a Korean name of a place has the letters of another word at its end: `공|주센터`."""

_TAIL = re.compile(
    r"(?<=[ァ-ヶー一-龯])(?:DB|データベース|サーバー?|アプリ|サービス|ルーター?|キュー|ストレージ|ストア|ノード"
    r"|プロキシ"
    r"|ゲートウェイ"
    r"|スイッチ|ブローカー?|ワーカー|クラスター?|スケジューラー?|コンシューマー?|プロデューサー?|バケット|プール"
    r"|ランナー|ディスパッチャー?"
    r"|コントローラー?|センサー|ポンプ|モーター|ロボット|コンベ[アヤ]|レーン|エンジン|マネージャー?|エージェント"
    r"|サイト|ポータル|端末|レジ"
    r"|バッチ|倉庫|装置|設備|カウンター|窓口|システム|基盤|クライアント|アプリケーション|フロント|バックエンド"
    r"|ライン|ゲート|機)群?$"
)
"""What a Japanese name of one word says at its end that the thing is, where the word as a whole is known, too."""


@once
def seat(given: Given, id: str) -> Sequence[str]:
    """What a card says beneath a name that no other card says: that it is the active one, or the standby."""
    others = " ".join(given.words(one) for one in (*given.nodes, *given.groups) if one != id).casefold()
    lines = (
        [sense.unbracketed(line.strip("()（） ")) for line in given.label(id).lines[1:]] if id in given.nodes else []
    )
    return [line for line in lines if sense.only(line, ("leader", "standby"), ()) and line.casefold() not in others]


def _compound(name: str) -> list[str]:
    """The words of a Japanese name that is written as one, whose first says of whom it is told: `レプリカ`, `DB`."""
    parts = re.findall(r"[ァ-ヶー]{2,}|[A-Za-z]{2,}|[一-龯]{2,}", name) if re.search("[ァ-ヶー一-龯]", name) else []
    return [one for one in parts if sense.says(one, "leader", "standby", "store", "replicate") or one == parts[-1]]


_SIDES = ("사", " 쪽", "쪽", " 서버", "서버", " 서비스", "서비스", " 시스템", "시스템")
"""What stands in Korean behind a word for what parts work on, and makes it one of them: `결제사`."""


_HANDLED = frozenset(
    "load order orders message messages request requests payment payments traffic job jobs mail print photo video file"
    " query queries read reads write writes plant factory shop store booking invoice user users customer customers"
    " 부하 주문 요청 메시지 문자 트래픽 작업 공장"
    " 매장 예약 예매 사용자 고객 결제 회원 로그인 검색 알림 배송 재고 상품 승인 업로드 다운로드 영상 채팅 티켓"
    " 장바구니 리뷰 추천 광고 통계 센서 데이터 이벤트 로그 파일 정산 송금 계좌 접속 서비스 메일"
    " 조회 쿼리 읽기 쓰기 負荷 注文 要求 工場 店舗 本社 予約 利用者 顧客 メッセージ 照会 参照 クエリ"
    " ジョブ タスク 画像 動画 データ 荷物 通知 ファイル 旅客 乗客 車両 記事 写真 音声 端末 商品 仕事".split()
)
"""What parts work on, or stand in, and are called after; it is something else by itself."""


_SAID_OF_ANY = frozenset("new old the and one two three 신규 기존 새 新 旧".split())
