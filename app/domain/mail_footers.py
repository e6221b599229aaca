"""What stands below every message: why its reader gets it, and whether they can do without."""

from collections.abc import Mapping

from app.domain.mail_kinds import MailKind, Reader

_WHY: Mapping[Reader, tuple[str, str]] = {
    Reader.CANDIDATE: (
        "You get this message because you applied at {organisation}.",
        "このメールは、{organisation}にご応募いただいた方にお送りしています。",
    ),
    Reader.INTERVIEWER: (
        "You get this message because you interview for {organisation}.",
        "このメールは、{organisation}の面接を担当する方にお送りしています。",
    ),
    Reader.LEAD: (
        "You get this message because you are in the hiring team at {organisation}.",
        "このメールは、{organisation}の採用チームの方にお送りしています。",
    ),
    Reader.STAFF: (
        "You get this message because you have an account at {organisation}.",
        "このメールは、{organisation}のアカウントをお持ちの方にお送りしています。",
    ),
}
_MUTE = ("You can do without messages of this kind:", "この種類のメールを停止する：")


def why(kind: MailKind, *, organisation: str, language: str) -> str:
    """Why somebody gets a message of this kind, in one sentence."""
    return _WHY[kind.reader][language == "ja"].format(organisation=organisation)


def how_to_stop(language: str) -> str:
    """The words before the address where a kind of message is turned off."""
    return _MUTE[language == "ja"]
