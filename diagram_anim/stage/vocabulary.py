"""The stage's own few words, by language; English where a language isn't known."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "ko": {
        "pending": "대기",
        "starting": "시작 중",
        "healthy": "정상",
        "busy": "바쁨",
        "degraded": "느려짐",
        "draining": "비우는 중",
        "failed": "장애",
        "ended": "종료",
        "served": "처리",
        "lost": "유실",
        "refused": "거절",
        "load": "부하",
        "memory": "메모리",
        "disk": "디스크",
        "queue": "대기열",
        "ready": "준비",
        "silent": "응답 없음",
        "rate": "초당 요청",
        "replicas": "복제본",
        "target": "목표",
    },
    "en": {
        "pending": "pending",
        "starting": "starting",
        "healthy": "healthy",
        "busy": "busy",
        "degraded": "slow",
        "draining": "draining",
        "failed": "failed",
        "ended": "ended",
        "served": "served",
        "lost": "lost",
        "refused": "refused",
        "load": "load",
        "memory": "memory",
        "disk": "disk",
        "queue": "queue",
        "ready": "ready",
        "silent": "no answer",
        "rate": "requests/s",
        "replicas": "replicas",
        "target": "target",
    },
    "ja": {
        "pending": "待機",
        "starting": "起動中",
        "healthy": "正常",
        "busy": "混雑",
        "degraded": "低下",
        "draining": "退避中",
        "failed": "障害",
        "ended": "終了",
        "served": "処理",
        "lost": "消失",
        "refused": "拒否",
        "load": "負荷",
        "memory": "メモリ",
        "disk": "ディスク",
        "queue": "キュー",
        "ready": "準備",
        "silent": "応答なし",
        "rate": "毎秒リクエスト",
        "replicas": "レプリカ",
        "target": "目標",
    },
}


def word(key: str, lang: str) -> str:
    """A state's, counter's or meter's word; what isn't known is said as it stands, short names in capitals."""
    table = WORDS.get(lang.partition("-")[0], WORDS["en"])
    return table.get(key) or (key.upper() if len(key) <= 3 else key)
