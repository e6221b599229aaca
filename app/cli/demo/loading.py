"""Outside the feature grid: loads the demo organisation, all stories in the order of time; tells who can sign in."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from heapq import heapify, heappop, heappush
from pathlib import Path

from app.cli.demo.answers import Desk
from app.cli.demo.calendar import DAY, at_the_office
from app.cli.demo.cast import PASSWORD, settle
from app.cli.demo.content import Demo, read_demo
from app.cli.demo.decks import rate_decks
from app.cli.demo.endings import ending
from app.cli.demo.pages import import_pages
from app.cli.demo.story import Story, apply
from app.cli.demo.timetable import Planner
from app.domain.policy import ROLE_NAMES, Part
from app.gateways import clock
from app.queries.accounts import staff
from app.services.notifications.sending import count_as_sent
from app.services.reports import recompute_calibration

SECOND_APPLICATION = 4 * DAY


def load(today: date, *, folder: Path) -> None:
    """Play the whole demo organisation up to the day of loading, and calibrate its interviewers.

    Args:
        today: the day, in UTC; two loads of one day give the same.
        folder: where CVs are kept.

    Raises:
        Conflict: if there is an organisation already.
    """
    demo = read_demo()
    dawn = datetime.combine(today, time(), tzinfo=UTC)
    cast = settle(demo, dawn=dawn)
    days = Planner(demo, cast.playbook, today).all()
    desk = Desk(demo, cast.playbook)
    tellers = []
    for candidate in demo.organisation.candidates:
        story = Story(cast, desk.pen(candidate), days[candidate.key], today, folder)
        tellers.append(_told(story))
        if candidate.also:
            tellers.append(_again(story, candidate.also, dawn=dawn))
    play(tellers)
    rate_decks(demo, cast, dawn=dawn)
    import_pages(cast, dawn=dawn)
    with clock.pretending(dawn):
        recompute_calibration(None)
        count_as_sent(dawn)


def play(tellers: Sequence[Iterator[datetime]]) -> None:
    """Let the stories go on in turn, always the one whose next act is the earliest, each act at its own time."""
    waiting = [(at, number) for number, teller in enumerate(tellers) if (at := next(teller, None)) is not None]
    heapify(waiting)
    while waiting:
        now, number = heappop(waiting)
        with clock.pretending(now):
            following = next(tellers[number], None)
        if following is not None:
            heappush(waiting, (following, number))


def _told(story: Story) -> Iterator[datetime]:
    yield from story.through_the_stages()
    yield from ending(story)


def _again(story: Story, key: str, *, dawn: datetime) -> Iterator[datetime]:
    """The same person applies in a second opening, on the advice of the first one's recruiter."""
    opening = story.pen.desk.demo.opening(key)
    recruiter = story.cast.viewers[opening.team[Part.RECRUITER][0]]
    yield at_the_office(dawn - SECOND_APPLICATION, recruiter.zone, before=dawn)
    apply(story.cast, story.pen, opening, folder=story.folder, source=f"referred by {story.recruiter.name}")


def sign_ins(demo: Demo) -> list[tuple[str, str, str, str]]:
    """Name, role, e-mail address and password of everybody shown who exists here and may sign in."""
    here = {row.email for row in staff() if row.is_active and row.has_password}
    return [(item.name, ROLE_NAMES[item.role], item.email, PASSWORD) for item in demo.shown() if item.email in here]
