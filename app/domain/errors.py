"""What can go wrong, as sentences a recruiter understands."""


class DomainError(Exception):
    """A refusal. The message says what to do next; `field` names the form field it belongs to, if any."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class BadData(DomainError):
    """The input does not mean anything here."""


class NotAllowed(DomainError):
    """The person may not do this, or not yet."""


class NotFound(DomainError):
    """There is no such thing, or none that this person has to do with."""

    def __init__(self, message: str = "There is nothing at this address that you have access to.") -> None:
        super().__init__(message)


class NotReady(DomainError):
    """Something has to happen first; `missing` lists every reason."""

    def __init__(self, message: str, *, missing: tuple[str, ...] = (), field: str | None = None) -> None:
        super().__init__(message, field=field)
        self.missing = missing


class Conflict(DomainError):
    """Somebody was faster. `theirs` and `yours` hold the two texts when there are two."""

    def __init__(self, message: str, *, theirs: str | None = None, yours: str | None = None) -> None:
        super().__init__(message)
        self.theirs = theirs
        self.yours = yours


LONGEST = 60


def quoted(value: object) -> str:
    """What was met, for a refusal to show: cut where it is long, and named where it can't be written out."""
    try:
        text = repr(value)
    except (ValueError, RecursionError):
        return "something too long to show"
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
