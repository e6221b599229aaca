"""When candidates hear of a decline: at once, on a later morning, or not by mail."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from app.database import db
from app.domain.decline_news import News, Telling
from app.domain.errors import BadData, Conflict, NotReady
from app.domain.policy import Role, Viewer
from app.models.applications import Application, ApplicationEvent
from app.models.candidates import Candidate
from app.models.notifications import OutboxMessage
from app.queries.notifications.declines import decline_told_at, is_untold
from app.services import applications as service
from app.services.notifications.composing import compose
from app.services.notifications.previewing import decline_preview
from tests import factories
from tests.factories.bookings import book, soon
from tests.factories.openings import Team
from tests.factories.panels import viewer_of
from tests.factories.portal import candidate_of

TOKYO = ZoneInfo("Asia/Tokyo")
ABOUT = f"area:{factories.ladders.shipped_playbook().planned_areas()[0]}"
QUIET = News(Telling.NEVER, because="Ruth calls them tomorrow")


@pytest.fixture
def team(context) -> Team:
    return factories.openings.make_opening()


@pytest.fixture
def recruiter(team) -> Viewer:
    return viewer_of(team.recruiter, Role.RECRUITER)


@pytest.fixture
def made(team) -> int:
    return factories.applications.make_application(team.opening)


def decline(recruiter: Viewer, made: int, news: News, *, seen: int = 1) -> None:
    reason = "Never asked a question back"
    service.decline(recruiter, made, seen=seen, about=ABOUT, reason=reason, news=news)


def mails(made: int) -> list[OutboxMessage]:
    db.session.rollback()
    kind = OutboxMessage.kind == "application_declined"
    return list(db.session.scalars(select(OutboxMessage).where(OutboxMessage.application_id == made, kind)))


def told(made: int) -> datetime | None:
    db.session.rollback()
    return decline_told_at(made)


def untold(made: int) -> bool:
    db.session.rollback()
    return is_untold(made)


def version(made: int) -> int:
    db.session.rollback()
    return db.session.execute(select(Application.version).where(Application.id == made)).scalar_one()


def test_the_mail_of_the_next_working_morning_leaves_at_nine_where_the_candidate_is(recruiter, made):
    decline(recruiter, made, News(Telling.MORNING))

    leaves = mails(made)[0].due_at.astimezone(TOKYO)
    assert (leaves.hour, leaves.minute) == (9, 0)
    assert leaves.weekday() < 5
    assert leaves > datetime.now(UTC)


def test_the_mail_of_a_later_day_leaves_at_nine_of_that_day(recruiter, made):
    day = datetime.now(TOKYO).date() + timedelta(days=5)

    decline(recruiter, made, News(Telling.LATER, day))

    assert told(made) == datetime(day.year, day.month, day.day, 9, tzinfo=TOKYO)


def test_a_kept_interview_still_comes_before_the_mail(recruiter, team, made):
    at = (datetime.now(UTC) + timedelta(hours=5)).replace(minute=0, second=0, microsecond=0)
    book(made, team.recruiter, interviewers=(team.recruiter,), at=at)

    decline(recruiter, made, News())

    assert told(made) == at + timedelta(hours=1)


@pytest.mark.parametrize(
    ("news", "field"),
    [
        (News(Telling.LATER), "day"),
        (News(Telling.LATER, date(2020, 1, 1)), "day"),
        (News(Telling.LATER, date(2099, 1, 1)), "day"),
        (News(Telling.NEVER, because=" "), "because"),
    ],
)
def test_a_moment_that_makes_no_sense_declines_nobody(recruiter, made, news, field):
    with pytest.raises(BadData) as refused:
        decline(recruiter, made, news)

    assert refused.value.field == field
    assert version(made) == 1


def test_without_a_mail_it_is_on_record_that_nobody_told_them_and_why(recruiter, made):
    decline(recruiter, made, QUIET)

    assert mails(made) == []
    assert untold(made)
    events = select(ApplicationEvent.data).where(ApplicationEvent.kind == "declined")
    assert db.session.execute(events).scalar_one()["silence"] == "Ruth calls them tomorrow"


def test_a_mail_that_waits_is_as_good_as_told(recruiter, made):
    decline(recruiter, made, News(Telling.MORNING))

    assert not untold(made)


def test_reopening_before_the_morning_stops_the_mail(recruiter, made):
    decline(recruiter, made, News(Telling.MORNING))

    service.reopen(recruiter, made, seen=version(made), reason="A second look")

    assert mails(made)[0].cancelled_at is not None
    assert told(made) is None


def test_a_second_decline_is_not_told_by_the_mail_of_the_first(recruiter, made):
    decline(recruiter, made, News())
    with factories.writing() as session:
        session.execute(update(OutboxMessage).values(sent_at=datetime.now(UTC)))
    service.reopen(recruiter, made, seen=version(made), reason="A second look")

    decline(recruiter, made, QUIET, seen=version(made))

    assert untold(made)


def test_telling_them_later_sends_the_mail_at_once(recruiter, made):
    decline(recruiter, made, QUIET)

    service.tell(recruiter, made, seen=version(made), by_mail=True)

    assert mails(made)[0].due_at <= datetime.now(UTC)
    assert not untold(made)


def test_who_heard_of_it_in_another_way_gets_no_mail(recruiter, made):
    decline(recruiter, made, QUIET)

    service.tell(recruiter, made, seen=version(made), by_mail=False, how="By phone on Tuesday")

    assert mails(made) == []
    assert not untold(made)


def test_nobody_is_told_twice(recruiter, made):
    decline(recruiter, made, QUIET)
    service.tell(recruiter, made, seen=version(made), by_mail=True)

    with pytest.raises(NotReady):
        service.tell(recruiter, made, seen=version(made), by_mail=True)


def test_a_note_without_how_is_refused(recruiter, made):
    decline(recruiter, made, QUIET)

    with pytest.raises(BadData):
        service.tell(recruiter, made, seen=version(made), by_mail=False)


def test_who_looked_before_it_moved_tells_nobody(recruiter, made):
    decline(recruiter, made, QUIET)

    with pytest.raises(Conflict):
        service.tell(recruiter, made, seen=version(made) - 1, by_mail=True)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_preview_is_the_mail_that_is_sent(recruiter, team, made, language):
    reader = candidate_of(made)
    with factories.writing() as session:
        session.execute(update(Candidate).where(Candidate.id == reader).values(language=language))
    interview = book(made, team.recruiter, interviewers=(team.recruiter,), at=soon())
    now = datetime.now(UTC)

    preview = decline_preview(made, cancelled=(interview,), now=now)

    decline(recruiter, made, News(), seen=version(made))
    sent = compose(mails(made)[0].id, now + timedelta(minutes=2))
    assert preview.language == language
    assert (sent.subject, sent.text.split("\n\n-- \n")[0]) == (preview.written.subject, preview.written.text)  # type: ignore[union-attr]
