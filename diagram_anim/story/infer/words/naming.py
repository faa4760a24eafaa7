"""How a paragraph calls the parts and groups of a chart: by their names, and by words of these that no other has.

Comes in: a chart, and a text. Goes out: who is called in it, and where. Refuses to know what is said of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.words import called, families
from diagram_anim.story.infer.words.families import Mention
from diagram_anim.story.infer.words.saying import DECISIONS
from diagram_anim.story.language import phrases, tidings
from diagram_anim.story.language.events import aliases, offices, releases
from diagram_anim.story.language.lexicon import find
from diagram_anim.story.outcomes import BREAKABLE

PARTICIPANT = "participant"
"""The shape of those who take part in a sequence, where that is read as a chart."""


def names_in(given: Given, text: str) -> list[str]:
    """The parts and groups that a text calls, in the order of their names in it."""
    return list(dict.fromkeys(id for one in mentions(given, text) for id in one.ids))


@once
def mentions(given: Given, text: str, before: Sequence[str] = ()) -> Sequence[Mention]:
    """Where a text calls parts and groups, in its order: by their names, and several of a kind together; some were
    spoken of `before`."""
    places: dict[str, tuple[int, int]] = {}
    for id, own in _every(given):
        hits = [
            at.span() for name in own if (at := spot(name, text)) and not (_as_office(at) or _any(at, given.name(id)))
        ]
        if hits:
            places[id] = max(hits, key=lambda span: span[1] - span[0])
    several = [*families.listed(given, text), *families.counted(given, text, before)]
    spans = [*places.values(), *((one.start, one.end) for one in several)]
    inner = {one for one in spans for other in spans if one != other and other[0] <= one[0] and one[1] <= other[1]}
    found = {
        span: Mention(*span, (id,)) for id, span in places.items() if span not in inner and _first(given, id, places)
    }
    found |= {(one.start, one.end): one for one in several if (one.start, one.end) not in inner}
    called = [one for one in found.values() if not _within(given, one, found.values())]
    return sorted(called, key=lambda one: (one.start, one.end))


def _within(given: Given, called: Mention, others: Iterable[Mention]) -> bool:
    """Whether a group is only called by words that go on to one that stands in it: `match server A`."""
    held = {id for group in called.ids if group in given.groups for id in given.within(group)} - {*called.ids}
    return any({*one.ids} <= held and called.start < one.start < called.end < one.end for one in others)


def _any(hit: re.Match[str], name: str) -> bool:
    """Whether a word of a name stands for any that is called so (`a service that fails`), and not for one that is just
    brought up."""
    own = hit[0].casefold() == name.casefold() and (" " in name or re.search(r"\d", name))
    before = hit.string[: hit.start()]
    return not own and _ANY.search(before) is not None and not _BROUGHT.search(before)


_ANY = re.compile(r"\b(?:an?|any|every|each|no|such an?)\s+$", re.IGNORECASE)
_BROUGHT = re.compile(
    r"\b(?:brought|bring|added?|adds|install(?:ed|s)?|set up|start(?:ed|s)?|boot(?:ed|s)?|launch(?:ed|es)?"
    r"|introduc(?:ed|es)"
    r"|put|open(?:ed|s)?|bought|got|spun up|created?|deployed|gave|there is now|with|became|becomes|as) an?\s+$",
    re.IGNORECASE,
)


def _as_office(hit: re.Match[str]) -> bool:
    """Whether a word for who leads is what somebody becomes: `elected the new leader`, `새 리더로`."""
    before, after = hit.string[: hit.start()], hit.string[hit.end() :]
    return _OFFICE.fullmatch(hit[0]) is not None and bool(_BECOMES.search(before) or _BECOME.match(after))


_OFFICE = re.compile(
    r"leader|primary|master|active|리더|마스터|프라이머리|리더\s?노드|リーダー|マスター|プライマリ"
    r"|主系",
    re.IGNORECASE,
)
_BECOMES = re.compile(
    r"(?:\b(?:a|new|next|as|becom\w+|became|elect\w*|be|(?:promot|elevat|rais|switch)\w* (?:\w+ )?to|run\w* for"
    r"|(?:role|job|office|duties) of)\s+(?:the\s+|a\s+)?(?:new\s+|next\s+)?"
    r"|새(?:로운)?\s?|차기\s?|新(?:しい|た[なに])?|次の?)$",
    re.IGNORECASE,
)
_BECOME = re.compile(
    r"\s?(?:으?로(?![가-힣])|[가이]\s?(?:되|된|됐|됩|바뀐|바뀌)|자리|선출|선거|역할"
    r"|に(?:なる|なっ|なり|選|昇|就|し)|へ(?:と)?昇格|選挙|選出|の座|の役)|\s?(?:ship|election)\b"
)


@once
def _every(given: Given) -> Sequence[tuple[str, Sequence[str]]]:
    """All that may be called, parts, what is led to and groups, with their names."""
    led = [id for one in given.of_role(Role.BALANCER) for id in given.graph.after.get(one, []) if id in given.nodes]
    things = [id for id in given.of_role(Role.THING) if thing(given, id)]
    return [
        (id, names(given, id))
        for id in dict.fromkeys((*called.parts(given), *led, *given.groups, *given.of_role(Role.CONTROLLER), *things))
    ]


def part(given: Given, id: str) -> bool:
    """Whether it is a thing of no known role that may be a part."""
    return id in given.nodes and given.role(id) is Role.THING and thing(given, id)


def thing(given: Given, id: str) -> bool:
    """Whether something of no known role is a thing all the same, and no act, question, time or event: `R1`, a mill."""
    name = given.name(id)
    counted = called.dated(name) and not re.fullmatch(r"[A-Za-z ]+ line", name)
    if given.nodes[id].shape == PARTICIPANT:
        return True
    acts = (families.acts(name) and not _DEVICE.search(name)) or sense.asks(name) or phrases.sentence(name) or counted
    return (
        bool(name.strip())
        and not acts
        and given.nodes[id].shape not in DECISIONS
        and tidings.read(families.base(name)) is None
    )


_DEVICE = re.compile(
    r"[A-Za-z가-힣ぁ-んァ-ヶー一-龯].*(?:service|server|machine|robot|system|station|engine|unit|database|\bdb"
    r"|store|storage|cache|edge|gateway|proxy|router|broker|bank|api"
    r"|서비스|서버|시스템|장비|로봇|기계|サービス|サーバー?|システム|ロボット|装置|機|会社|センター|部門|窓口|倉庫"
    r"|支店|店舗|銀行|拠点|工場|端末|レーン|局|社)$",
    re.IGNORECASE,
)
"""A name that says what a part does, and then that it is one: `login service`."""


def _first(given: Given, id: str, places: Mapping[str, tuple[int, int]]) -> bool:
    """Whether nothing else is called by the same word, or only what stands in it; or it stands where none of these
    does, in a group that is called, too: `the container in pod api-1`."""
    others = [one for one, span in places.items() if span == places[id] and one != id]
    homes = [group for group in places if group in given.groups and id in given.within(group)]
    alone = any(not {*others} & {*given.within(group)} for group in homes)
    return not others or alone or (id in given.groups and {*others} <= {*given.within(id)})


def hit(name: str, text: str) -> re.Match[str] | None:
    """Where a text first has a name that is no part of a longer one."""
    return next(_hits(name, text), None)


def spot(name: str, text: str) -> re.Match[str] | None:
    """Where a text has a name: as whom it speaks of, if anywhere so, else at its first place."""
    every = [*_hits(name, text)]
    return next((one for one in every if _MARKED.match(text, one.end())), None) or next(iter(every), None)


def _hits(name: str, text: str) -> Iterator[re.Match[str]]:
    """All these places; a pattern is made only of the few names that are there, and a short one, since that takes
    longer than to search."""
    if _bare(name) not in _bare(text):
        return
    spelled, at = _spelled(name), 0
    while found := spelled.search(text, at):
        if _begins(name, text, found.start()) and _ends(name, text, found.end()):
            yield found
        at = found.start() + 1


def _begins(name: str, text: str, at: int) -> bool:
    if name[:1].isascii():
        return _LATIN.match(text, at - 1) is None if at else True
    return len(name) > 1 or not at or not "가" <= text[at - 1] <= "힣"


def _ends(name: str, text: str, at: int) -> bool:
    if _MANNER.match(text, at):
        return False
    if "가" <= name[-1:] <= "힣":
        return _AFTER_KO.match(text, at) is not None
    if name[-1:].isdigit() and _COUNTED.match(text, at):
        return False
    return not name[-1:].isascii() or _LATIN.match(text, at) is None


_MANNER = re.compile(r"方式|方法|型の|モード|設計|\s?방식|\s?방법|\s(?:mode|approach|method)\b")
"""Behind a name for how something is done: `同期方式` is no part of a system."""

_LATIN = re.compile("[A-Za-z0-9-]")

_COUNTED = re.compile(r"\s?(?:대|개|명|台|個|つ|人|本)")
"""So many of them: `ワーカー1台`."""

_AFTER_KO = re.compile(
    r"$|[^가-힣]|[이가은는을를의에로와과도만랑들쪽측나야여님기호용별간발행급선식형계내외상중전후뿐밖끼같처께까부마조"
    r"보으하서노리앱파큐디센공라존군모각시인]"
)
"""What may follow a Korean name: a particle, or a word for what is called so, by its first sign."""


_KIND = (
    r"(?:\s(?:서버|컨트롤러|노드|인스턴스|프로세스|클러스터|장비|시스템|서비스|컨테이너|파드|데몬|본체|자체|전체"
    r"|쪽|측))?"
)
"""What may stand in Korean behind a name and says what it is."""

_BOTH = r"の(?:両方|双方|両者|どちら|[二三2-9][つ台本系])"
MARKED = rf"{_KIND}(?:들|모두|전부|둘 다|{_BOTH}|とも|だけ|만)*(?:(?:[이가은는도]|마저|조차)\s|[がはも])"
"""How a Korean or Japanese clause marks whom it speaks of, as a pattern: `web-4가`, behind `web-2를 대신할`."""
_MARKED = re.compile(MARKED)


def _bare(text: str) -> str:
    return text.casefold().replace("-", "").replace(" ", "").replace("'s", "").replace("’s", "")


@lru_cache(maxsize=4096)
def _spelled(name: str) -> re.Pattern[str]:
    """A pattern for a name, in which a number may stand behind a blank or a hyphen (`Backend 2` is
    `backend-2`), and an English owner may be one: `the carrier's API`."""
    spelled = re.sub(r"\\?[ -](?=\d)", "[ -]", re.escape(phrases.tight(name)))
    return re.compile(re.sub(r"(?<=[a-z])\\ (?=[A-Za-z])", r"(?:['’]s)?\\ ", spelled), re.IGNORECASE)


def names(given: Given, id: str) -> Sequence[str]:
    """How a text may call a part or a group: its names, and the words of its name that no other's has."""
    if id in given.groups:
        name = given.name(id)
        return [one for one in dict.fromkeys((name, _PLACE.sub("", name), *_own(given, id))) if len(one) > 1]
    spoken = [id] if re.fullmatch("[A-Z]{3,}", id) and id not in given.said else []
    return [
        *called.names(given, id),
        *spoken,
        *_own(given, id),
        *_aliased(given).get(id, ()),
        *_seat(given, id),
        *_releases(given).get(id, ()),
        *_offices(given).get(id, ()),
    ]


@once
def _aliased(given: Given) -> Mapping[str, Sequence[str]]:
    """How parts are called besides by other words for what they are (`주 DB` for `주 데이터베이스`), where no other
    is."""
    found: dict[str, list[str]] = {}
    for id in given.nodes:
        own = (given.name(id), sense.unbracketed(given.name(id)), *_own(given, id))
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
def _offices(given: Given) -> Mapping[str, Sequence[str]]:
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
def _releases(given: Given) -> Mapping[str, Sequence[str]]:
    """How the newer and the older of two releases behind one balancer are called besides (`새 버전`, `旧版`),
    where nothing else in the chart is called so."""
    found: dict[str, Sequence[str]] = {}
    every = " ".join(given.words(id) for id in (*given.nodes, *given.groups)).casefold()
    for balancer in given.of_role(Role.BALANCER):
        after = list(dict.fromkeys(given.graph.after.get(balancer, [])))
        numbers = {id: re.findall(r"\d+", sense.version(given.words(id)) or "") for id in after if id in given.nodes}
        order = sorted(([*map(int, number)], id) for id, number in numbers.items() if number)
        if len(after) == len(order) == 2 and order[0][0] != order[1][0]:
            for (_, id), kind in zip(order, ("older", "newer"), strict=True):
                found[id] = [word for word in releases(kind) if word.casefold() not in every]
    return found


_PLACE = re.compile(r"\s?(?:리전|지역|센터|환경|リージョン|環境|region|zone)$", re.IGNORECASE)
"""What a name says at its end that is left out in speaking: `서울` of `서울 리전`."""


@once
def _own(given: Given, id: str) -> Sequence[str]:
    """The words of a name that no other's has; of one word what it says at its end that the thing is."""
    inner = given.within(id) if id in given.groups else ()
    others = " ".join(given.words(one) for one in (*given.nodes, *given.groups) if one not in (id, *inner)).casefold()
    name = given.name(id)
    words = [
        word
        for word in re.split(r"[\s()（）/,，、:：·]+", name)
        if (len(word) > 1 or word in "큐") and not word.isdigit()
    ]
    last = next((name[hit.start :] for hit in reversed(find(name)) if hit.end == len(name) and hit.start), "")
    last = last or next((tail[0] for tail in [_TAIL.search(name)] if tail), "")
    first = name[: -len(last)].strip() if last else ""
    words = words if len(words) > 1 else [one for one in (last, first) if len(one) > 1 and not one.isascii()]
    words += [one for one in _compound(name) if one not in words]
    words += [_PLACE.sub("", word) for word in (words or [name]) if _PLACE.search(word)]
    handled = [word for word in words if word.casefold() in _HANDLED and word != name and not name.endswith(word)]
    words = [word for word in words if word not in handled]
    words += [f"{word}{kind}" for word in handled if not word.isascii() for kind in _SIDES]
    return [word for word in words if word.casefold() not in others and word.casefold() not in _SAID_OF_ANY]


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
def _seat(given: Given, id: str) -> Sequence[str]:
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

_SAID_OF_ANY = frozenset("new old the and 신규 기존 새 新 旧".split())
