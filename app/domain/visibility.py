"""Why somebody can't see a thing yet, in sentences: what is hidden, from whom, until when, and what one can do."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.policy import FOR_APPROVERS, OBJECT_TABLE, TEAM_LEADS, Action, Grant, Relation, Tie
from app.domain.wording import listed


class Cause(StrEnum):
    """One thing that hides something from somebody for a time."""

    LINK = "came by a link"
    OWES = "owes a scorecard"
    SEALED = "the panel is not open"
    SEALED_ELSEWHERE = "the panel of an interview of theirs is not open"
    OWN_LEVEL = "no own level is given"


@dataclass(frozen=True, slots=True)
class Awaited:
    """Somebody whose scorecard a panel waits for, and how far it is in words, such as "draft"."""

    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Whom a panel waits for, out of how many; nobody where that is not known or not asked."""

    awaited: tuple[Awaited, ...] = ()
    of: int = 0


NOBODY = Wait()
# What is hidden for a time. Everything else is either open to somebody or none of their business.
HIDDEN = frozenset(
    {Action.SCORECARD_READ_OTHERS, Action.DEBRIEF_READ, Action.DECISION_READ, Action.RECOMMENDATION_READ}
)


_SAID: Mapping[Cause, tuple[str, ...]] = {
    Cause.LINK: (
        "A link opens the kit and your own scorecard of one interview, and nothing of others: links can be passed on.",
        "Sign in to see what is open to you.",
    ),
    Cause.OWES: (
        "What others wrote about a candidate is hidden from whoever still owes a scorecard for them, at any stage.",
        "So is whatever rests on it: each scorecard is to be written independently.",
        "No role and no grant opens it to you before your own is in.",
        "Submit your own scorecard next; “My interviews” lists what you owe.",
    ),
    Cause.SEALED: (
        "The scorecards of an interview are sealed for everybody, admins included, until the last one is in.",
    ),
    Cause.SEALED_ELSEWHERE: (
        "The debrief tells what scorecards say, and is hidden from you until all of your own interview's are in.",
        "Ask the colleagues of your interview for theirs; then it opens by itself.",
    ),
    Cause.OWN_LEVEL: (
        "What is computed is hidden from everybody until the hiring manager has given an own level.",
        "So nobody starts from the computed one.",
    ),
}


def causes_of(action: Action, relation: Relation) -> tuple[Cause, ...]:
    """Everything that hides this from the viewer for now; nothing where they see it, or never will.

    Args:
        action: what they want to read; nothing that is not in `HIDDEN` is hidden for a time.
        relation: what ties them to it.

    Returns:
        the causes in the order in which they have to pass.

    Source: docs/security.md, who sees what.
    """
    if action not in HIDDEN:
        return ()
    if relation.viewer.by_link is not None:
        return (Cause.LINK,)
    ties = relation.ties()
    could_be_asked = action in FOR_APPROVERS and relation.can_approve and relation.exists
    if not OBJECT_TABLE[action] & ties:
        return (Cause.OWES,) if could_be_asked and relation.owes_a_card else ()
    holds = {
        Cause.OWES: relation.owes_a_card,
        Cause.SEALED: action is Action.SCORECARD_READ_OTHERS and not relation.panel_is_open,
        Cause.SEALED_ELSEWHERE: action is Action.DEBRIEF_READ and relation.waits_for_a_panel and not TEAM_LEADS & ties,
        Cause.OWN_LEVEL: action is Action.RECOMMENDATION_READ and not relation.own_level_given,
    }
    return tuple(cause for cause, is_so in holds.items() if is_so)


def why_hidden(action: Action, relation: Relation, wait: Wait = NOBODY) -> tuple[str, ...]:
    """The same in sentences.

    Args:
        action: what the viewer wants to read.
        relation: what ties them to it.
        wait: whom the panel waits for; named by nothing but name and state.

    Returns:
        sentences in order, what to do next at the end; nothing where nothing is hidden for a time.
    """
    found: list[str] = []
    for cause in causes_of(action, relation):
        found += _sentences(cause, relation, wait)
    if found and relation.is_shadow:
        found.append("You shadow this interview: your own scorecard never counts, and opens to nobody but you.")
    return tuple(found)


def _sentences(cause: Cause, relation: Relation, wait: Wait) -> tuple[str, ...]:
    if cause is Cause.SEALED:
        return (*_SAID[cause], *_whom(wait), _who_can_open(relation))
    if cause is Cause.OWN_LEVEL:
        is_theirs = Tie.TEAM_MANAGER in relation.ties()
        return (*_SAID[cause], "Give your own level next." if is_theirs else "Ask the hiring manager for it.")
    return _SAID[cause]


def _whom(wait: Wait) -> tuple[str, ...]:
    if not wait.awaited:
        return ()
    people = listed([f"{person.name} ({person.state})" for person in wait.awaited])
    return (f"{len(wait.awaited)} of {wait.of} {'is' if len(wait.awaited) == 1 else 'are'} awaited: {people}.",)


def _who_can_open(relation: Relation) -> str:
    if TEAM_LEADS & relation.ties() and Grant.OVERRIDE in relation.viewer.grants:
        return "You can open what is in before the last one, with a reason that everybody reads who reads the cards."
    return (
        "The opening's recruiter or hiring manager can open what is in before the last one, if they have the override "
        "grant, and with a reason that everybody reads who reads the cards. Else it opens by itself."
    )
