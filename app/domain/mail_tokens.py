"""The places in texts of messages that are filled when one is written: what each stands for, and examples of it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """A place in a text that is filled when a message is written.

    `what` says it in a few words. `examples` are in English and Japanese. `label` is what a button says, for an
    address; an `is_quiet` one is not what the message is about. `is_long`: it may run over several lines, so that it
    can't stand in a subject.
    """

    name: str
    what: str
    examples: tuple[str, str]
    label: tuple[str, str] | None = None
    is_long: bool = False
    is_quiet: bool = False

    @property
    def is_link(self) -> bool:
        """Whether it is an address."""
        return self.label is not None

    def example(self, language: str) -> str:
        """What it could be, in this language."""
        return self.examples[language == "ja"]


def _link(name: str, what: str, path: str, label: tuple[str, str], *, is_quiet: bool = False) -> Token:
    return Token(name, what, (f"https://rung.example.org/{path}",) * 2, label, is_quiet=is_quiet)


_WHEN = (
    (
        "Tuesday 24 November 2026, 10:00–11:00 (Tokyo time, UTC+9)\n"
        "Tuesday 24 November 2026, 02:00–03:00 (Berlin time, UTC+1)"
    ),
    "2026年11月24日(火) 10:00–11:00（東京時間、UTC+9）\n2026年11月24日(火) 02:00–03:00（ベルリン時間、UTC+1）",
)
_WAS = (
    "Monday 23 November 2026, 16:00–17:00 (Tokyo time, UTC+9)",
    "2026年11月23日(月) 16:00–17:00（東京時間、UTC+9）",
)
_MOMENT = ("Friday 27 November 2026, 18:00 (Tokyo time, UTC+9)", "2026年11月27日(金) 18:00（東京時間、UTC+9）")
_STARTS = ("Tuesday 24 November 2026, 10:00 (Tokyo time, UTC+9)", "2026年11月24日(火) 10:00（東京時間、UTC+9）")
_DAY = ("Friday 27 November 2026", "2026年11月27日(金)")
_ALL = (
    Token("name", "the reader’s name", ("Aiko Tanaka", "田中 愛子")),
    Token("candidate", "the candidate’s name", ("Aiko Tanaka", "田中 愛子")),
    Token("opening", "the name of the opening", ("Account Executive, Tokyo", "アカウントエグゼクティブ（東京）")),
    Token("organisation", "the name of the organisation", ("Example Works", "Example Works")),
    Token("stage", "the stage of the interview", ("Panel", "パネル面接")),
    Token("minutes", "how long the interview takes, in minutes", ("60", "60")),
    Token("when", "the interview’s time on the reader’s clock, then on the others’", _WHEN, is_long=True),
    Token("starts", "when the interview begins, in one line", _STARTS),
    Token("was", "the time it had before", _WAS),
    Token(
        "people",
        "whom the candidate meets, a line each",
        (
            "- Chidi Nwosu, Sales Director\n- Mei Lin, Solutions Engineer",
            "- Chidi Nwosu（営業部長）\n- Mei Lin（技術営業）",
        ),
        is_long=True,
    ),
    Token("where", "the video link, or who will tell", ("https://meet.example.org/room",) * 2, ("Join", "参加する")),
    Token("contact", "the recruiter’s name", ("Ruth Okafor", "Ruth Okafor")),
    Token("left", "who gave the interview up", ("Mei Lin", "Mei Lin")),
    Token("joined", "who took it over", ("Jonas Weber", "Jonas Weber")),
    Token("who", "the interviewer it is about", ("Mei Lin", "Mei Lin")),
    Token("report", "what they reported", ("can’t hold the interview", "面接を担当できない")),
    Token(
        "cancelled",
        "the interviews that do not take place, a line each",
        (
            "- Tuesday 24 November 2026, 10:00–11:00 (Tokyo time, UTC+9)",
            "- 2026年11月24日(火) 10:00–11:00（東京時間、UTC+9）",
        ),
        is_long=True,
    ),
    Token("due", "when the scorecard was due", _MOMENT),
    Token("valid_until", "until when the link works", _MOMENT),
    Token("since", "since when nothing has happened", _DAY),
    Token("until", "the day on which a pause ends", _DAY),
    Token(
        "hours",
        "the hours that the candidate offers, and their note",
        (
            "- Thursday 26 November 2026, 17:00–19:00 (Tokyo time, UTC+9)\n“Evenings suit me best.”",
            "- 2026年11月26日(木) 17:00–19:00（東京時間、UTC+9）\n「夕方以降だと助かります。」",
        ),
        is_long=True,
    ),
    Token(
        "letter",
        "the growth letter, as a person wrote it",
        (
            "What stood out:\n- You asked until the customer’s problem was plain to everybody in the room.",
            "印象に残った点\n- お客様の課題が全員に伝わるまで、丁寧に質問を重ねておられました。",
        ),
        is_long=True,
    ),
    _link(
        "choose_link", "where the candidate chooses a time", "booking-links/example", ("Choose a time", "日時を選ぶ")
    ),
    _link(
        "booking_link",
        "where the candidate moves or cancels; else who helps",
        "booking-links/example",
        ("See, move or cancel it", "確認・変更・キャンセル"),
        is_quiet=True,
    ),
    _link(
        "kit_link",
        "the interviewer’s own link to kit and scorecard",
        "interview-links/example",
        ("Open kit and scorecard", "面接キットと評価票を開く"),
    ),
    _link(
        "cannot_link",
        "where the interviewer says that they can’t come",
        "interview-links/example?to=cannot",
        ("I can’t hold it", "担当できない場合"),
        is_quiet=True,
    ),
    _link(
        "missed_link",
        "where the interviewer says that it did not take place",
        "interview-links/example?to=did-not-happen",
        ("It did not take place", "実施されなかった場合"),
        is_quiet=True,
    ),
    _link("page_link", "the page in Rung that it is about", "applications/12", ("Open it in Rung", "Rungで開く")),
    _link(
        "enter_link",
        "where the candidate’s own pages open, once",
        "portal-links/example",
        ("Open my applications", "応募状況を開く"),
    ),
    _link(
        "address_link",
        "where a new address is confirmed, once",
        "address-links/example",
        ("This is my address", "このアドレスを登録する"),
    ),
    _link(
        "portal_page", "where the candidate’s own pages begin", "portal", ("Go to my applications", "応募状況を見る")
    ),
    _link(
        "set_link", "where the password is set, once", "password/example", ("Set your password", "パスワードを設定する")
    ),
)
TOKENS: Mapping[str, Token] = {token.name: token for token in _ALL}
