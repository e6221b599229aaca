"""What candidates say about themselves of their own free will: keeping it, taking it back, forgetting it.

Nobody but the candidate reads an answer; app.queries.reports.equal_opportunity counts them. No audit row is written:
it would tell who answered.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import current_app
from sqlalchemy import select

from app.config import Settings
from app.database import transaction
from app.domain.errors import NotFound
from app.domain.places import SelfIdSet
from app.domain.portal import Visitor
from app.domain.say import translatable
from app.domain.self_identification import Answers, Told, checked, in_words
from app.gateways import clock
from app.gateways import self_identification as store
from app.models.applications import Application
from app.queries.candidates.mine import MyApplication, my_application
from app.queries.openings.places import rules_of

NOT_ASKED = translatable(
    "Nothing of this kind is asked for this application. Go to your applications and choose what you look for."
)


@dataclass(frozen=True, slots=True)
class AboutMe:
    """An application, the set of questions that its place has, and what its candidate answered, and when."""

    application: MyApplication
    asked: SelfIdSet
    told: tuple[Told, ...]
    day: date | None


def about_me(visitor: Visitor, application_id: int) -> AboutMe:
    """What is asked of one application, and what was answered.

    Raises:
        NotFound: if it is not one of the visitor's, or nothing is asked where the opening is.
    """
    application = my_application(visitor, application_id)
    given = store.given(_place(), application_id)
    # Whoever answered before the rules of the place changed can still read it and take it back.
    asked = SelfIdSet(given.asked) if given is not None else rules_of(application.country).self_id
    if asked is SelfIdSet.NONE:
        raise NotFound(NOT_ASKED)
    if given is None:
        return AboutMe(application, asked, (), None)
    return AboutMe(application, asked, tuple(in_words(asked, given.answers)), given.day)


def answer(visitor: Visitor, application_id: int, answers: Answers) -> None:
    """Keep these answers, instead of those given before; without any, keep that nothing was to be answered.

    Raises:
        NotFound: as `about_me`.
        BadData: for an answer that its question does not have.
    """
    with transaction() as session:
        # Whoever erases them waits for this, and forgets the answers after it.
        session.execute(select(Application.id).where(Application.id == application_id).with_for_update())
        asked = about_me(visitor, application_id).asked
        found = store.Given(asked.value, checked(asked, answers), clock.now().date())
        store.keep(_place(), application_id, found)


def take_back(visitor: Visitor, application_id: int) -> None:
    """Keep nothing, as if never asked.

    Raises:
        NotFound: as `about_me`.
    """
    about_me(visitor, application_id)
    forget_answers((application_id,))


def own_answers(application_id: int) -> tuple[Told, ...]:
    """What was answered for an application, for its candidate's own copy of their data and nobody else."""
    given = store.given(_place(), application_id)
    return tuple(in_words(SelfIdSet(given.asked), given.answers)) if given is not None else ()


def forget_answers(application_ids: Iterable[int]) -> None:
    """Keep nothing that was answered for these applications. Twice is the same as once."""
    store.forget(_place(), application_ids)


def forget_others(application_ids: Iterable[int]) -> None:
    """Keep only what was answered for these applications."""
    store.keep_only(_place(), application_ids)


def _place() -> store.Place:
    settings: Settings = current_app.config["RUNG"]
    return store.Place(settings.self_id_database, settings.secret_key)
