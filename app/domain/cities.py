"""The places that name time zones, in English and Japanese."""

from app.domain.say import Localised, localised

ENGLISH, JAPANESE = "en", "ja"
# Places that read better in their own script; every other keeps the name that the zone has.
_PLACES = {
    "Africa/Cairo": "カイロ",
    "Africa/Johannesburg": "ヨハネスブルグ",
    "Africa/Lagos": "ラゴス",
    "Africa/Nairobi": "ナイロビ",
    "America/Chicago": "シカゴ",
    "America/Denver": "デンバー",
    "America/Los_Angeles": "ロサンゼルス",
    "America/Mexico_City": "メキシコシティ",
    "America/New_York": "ニューヨーク",
    "America/Sao_Paulo": "サンパウロ",
    "America/Toronto": "トロント",
    "America/Vancouver": "バンクーバー",
    "Asia/Bangkok": "バンコク",
    "Asia/Dubai": "ドバイ",
    "Asia/Ho_Chi_Minh": "ホーチミン",
    "Asia/Hong_Kong": "香港",
    "Asia/Jakarta": "ジャカルタ",
    "Asia/Kolkata": "コルカタ",
    "Asia/Manila": "マニラ",
    "Asia/Seoul": "ソウル",
    "Asia/Shanghai": "上海",
    "Asia/Singapore": "シンガポール",
    "Asia/Taipei": "台北",
    "Asia/Tokyo": "東京",
    "Australia/Melbourne": "メルボルン",
    "Australia/Sydney": "シドニー",
    "Europe/Amsterdam": "アムステルダム",
    "Europe/Berlin": "ベルリン",
    "Europe/Dublin": "ダブリン",
    "Europe/Lisbon": "リスボン",
    "Europe/London": "ロンドン",
    "Europe/Madrid": "マドリード",
    "Europe/Paris": "パリ",
    "Europe/Rome": "ローマ",
    "Europe/Stockholm": "ストックホルム",
    "Europe/Vienna": "ウィーン",
    "Europe/Warsaw": "ワルシャワ",
    "Europe/Zurich": "チューリッヒ",
    "Pacific/Auckland": "オークランド",
    "Pacific/Honolulu": "ホノルル",
}


def city_of(zone: str) -> str:
    """The place that names a zone: "Asia/Tokyo" is Tokyo."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def place(zone: str, *, language: str) -> str:
    """The place that names a zone: Tokyo, or 東京."""
    return _PLACES.get(zone, city_of(zone)) if language == JAPANESE else city_of(zone)


def city(zone: str) -> Localised:
    """The place that names a zone, in the language of whoever reads it."""
    return localised(lambda language: place(zone, language=language))
