"""Outside the feature grid: one demo candidate's way through the stages, as acts that wait for their instant."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from app.cli.demo.answers import Pen, begun
from app.cli.demo.cast import Cast
from app.cli.demo.content import DemoCandidate, DemoOpening
from app.cli.demo.findings import findings_of
from app.cli.demo.timetable import MINUTE, UNFINISHED, Appointment, Timetable
from app.domain.adjustment import Adjustment
from app.domain.candidate import Applicant, SentFile
from app.domain.conflicts import ConflictOfInterest
from app.domain.finding import Finding
from app.domain.policy import Part, Viewer
from app.domain.requirement import Requirement
from app.domain.scorecard import Answers
from app.domain.seating import Seating
from app.domain.slots import WallTime
from app.gateways import clock
from app.services import applications, candidates, scheduling, scorecards
from app.services.scheduling import conflicts

# The checklist is gone through shortly before the application goes on; never more than a minute for each entry.
CHECKS_BEGIN = timedelta(minutes=45)


@dataclass
class Story:
    """Everything that one candidate's acts need. An act runs when its generator is resumed, at the pretended time."""

    cast: Cast
    pen: Pen
    days: Timetable
    today: date
    folder: Path
    application_id: int = 0
    version: int = 1
    checked: dict[str, datetime] = field(default_factory=dict)

    @property
    def candidate(self) -> DemoCandidate:
        """Whose story it is."""
        return self.pen.candidate

    @property
    def opening(self) -> DemoOpening:
        """Where they apply."""
        return self.pen.desk.demo.opening(self.candidate.opening)

    def who(self, part: Part) -> Viewer:
        """The first of the team who has a part."""
        return self.cast.viewers[self.opening.team[part][0]]

    @property
    def recruiter(self) -> Viewer:
        """Who does most of the work."""
        return self.who(Part.RECRUITER)

    def through_the_stages(self) -> Iterator[datetime]:
        """Yields the instant of each act, then does it: application, interviews, cards, checklist, advances."""
        cards = self.pen.cards(self.days.seats())
        yield self.days.applied_at
        self.application_id = apply(self.cast, self.pen, self.opening, folder=self.folder, source=self.candidate.source)
        for item in self.days.appointments:
            yield item.booked_at
            interview_id = self._book(item)
            for at, person in item.cards:
                yield at
                self._write(item, interview_id, person, cards[item.stage, person])
            if item.stage in self.days.left:
                if not self.checked:
                    yield from self.checks(self.days.left[item.stage])
                yield self.days.left[item.stage]
                applications.advance(self.recruiter, self.application_id, seen=self.version)
                self.version += 1

    def _book(self, item: Appointment) -> int:
        zone = self.recruiter.zone
        begin = item.meeting.starts_at.astimezone(ZoneInfo(zone))
        minutes = int((item.meeting.ends_at - item.meeting.starts_at).total_seconds()) // 60
        wanted = WallTime(begin.date(), begin.time(), zone, minutes)
        people = tuple(self.cast.viewers[key].account_id for key in item.people)
        link = f"https://meet.{self.pen.desk.demo.organisation.domain}/{self.candidate.key}-{item.stage}"
        return scheduling.book(
            self.recruiter,
            self.application_id,
            wanted,
            seating=Seating(people, tuple(self.cast.viewers[key].account_id for key in item.beside)),
            video_link=link,
            seen=self.version,
        )

    def _write(self, item: Appointment, interview_id: int, person: str, answers: Answers) -> None:
        is_panel = len(item.people) > 1
        if is_panel and self.candidate.path == UNFINISHED and person == item.people[0]:
            scorecards.save_draft(self.cast.viewers[person], interview_id, begun(answers), seen=0)
        else:
            scorecards.submit(self.cast.viewers[person], interview_id, answers, seen=0)

    def checks(self, before: datetime, *, gates_only: bool = False) -> Iterator[datetime]:
        """Goes through the checklist of requirements shortly before an instant."""
        asked = [item for item in self._requirements() if item.is_gate or not gates_only]
        found = findings_of(self.pen, asked, this_year=before.year)
        for number, (key, finding) in enumerate(found.items()):
            yield before - CHECKS_BEGIN + number * MINUTE
            self.check(key, finding)

    def check(self, requirement: str, finding: Finding) -> None:
        """Makes or replaces one entry of the checklist."""
        applications.check_requirement(
            self.recruiter, self.application_id, requirement, finding=finding, seen_at=self.checked.get(requirement)
        )
        self.checked[requirement] = clock.now()

    def _requirements(self) -> Sequence[Requirement]:
        opening = self.opening
        found = self.cast.playbook.family.requirements_of(
            opening.title, specialty=opening.specialty, location=opening.location
        )
        return [item.requirement for item in found]

    def requirement(self, key: str) -> Requirement:
        """The requirement of the opening with this key."""
        return next(item for item in self._requirements() if item.key == key)


def apply(cast: Cast, pen: Pen, opening: DemoOpening, *, folder: Path, source: str) -> int:
    """Add the candidate to an opening, with the CV; returns the application's number."""
    person = pen.candidate
    entered = Applicant.entered(
        name=person.name,
        pronunciation=person.pronunciation or "",
        pronouns=person.pronouns or "",
        email=person.email,
        place=person.place,
        zone=person.zone,
        source=source,
    )
    cv = SentFile(f"CV {person.name}.txt", pen.cv().encode())
    recruiter = cast.viewers[opening.team[Part.RECRUITER][0]]
    added = candidates.add(recruiter, cast.openings[opening.key], entered, cv=cv, folder=folder).application_id
    if person.arrangement:
        wanted = Adjustment.entered(arrangement=person.arrangement.what, reason=person.arrangement.why, is_meant=False)
        candidates.adjust(recruiter, added, wanted, seen=0)
    if person.referrer:
        conflicts.declare(recruiter, added, cast.viewers[person.referrer].account_id, ConflictOfInterest.REFERRER)
    return added
