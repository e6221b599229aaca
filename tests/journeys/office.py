"""Six people, an opening and its candidates, and the ordinary course of a stage from booking to the last scorecard."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

from flask import Flask
from sqlalchemy import select

from app.database import db
from app.models.notifications import OutboxMessage
from tests import factories
from tests.journeys.people import Calendar, CardTexts, Person

STAGES = ("screen", "manager", "panel", "final")
STAGE_NAMES = {
    "screen": "Initial Screen",
    "manager": "Initial Interview",
    "panel": "Mock Presentation",
    "final": "Final Interview",
}
CV = b"Sold signalling software to four national railways; carried 1.4 million in 2025."


@dataclass
class Office:
    """A hiring team of six and everybody's calendar."""

    app: Flask
    calendar: Calendar
    recruiter: Person
    manager: Person
    panel: tuple[Person, Person, Person]
    leader: Person
    opening: int = 0

    def interviewers(self, stage: str) -> tuple[Person, ...]:
        """Who holds a stage."""
        return {
            "screen": (self.recruiter,),
            "manager": (self.manager,),
            "panel": self.panel,
            "final": (self.leader,),
        }[stage]

    def everybody(self) -> tuple[Person, ...]:
        """All six."""
        return (self.recruiter, self.manager, *self.panel, self.leader)

    def opens_position(self, *, lowest: str = "P3", highest: str = "P6", title: str = "strategic") -> int:
        """The recruiter opens a position and puts the six into its team."""
        who = self.recruiter
        who.opens("/openings/new")
        four = {"title": title, "lowest_level": lowest, "highest_level": highest, "place": "Berlin"}
        who.sends("/openings/new", four)
        self.opening = int(who.at.split("/")[2])
        who.opens(f"/openings/{self.opening}/team")
        form = who.form("/team")
        parts = {
            "recruiter": [self.recruiter],
            "hiring_manager": [self.manager],
            "interviewer": self.panel,
            "senior_leader": [self.leader],
        }
        chosen = {part: who.picks(form, part, [person.name for person in people]) for part, people in parts.items()}
        who.sends("/team", chosen)
        return self.opening

    def meets(self, name: str) -> int:
        """The recruiter adds a candidate with a CV; returns the application's number."""
        who = self.recruiter
        who.opens(f"/openings/{self.opening}/candidates/new")
        fields = {
            "name": name,
            "email": f"{name.split()[0].lower()}@example.net",
            "place": "Osaka",
            "zone": "Asia/Tokyo",
            "source": "Referred by a colleague",
            "cv": (BytesIO(CV), "cv.txt"),
        }
        who.sends("/candidates/new", fields)
        who.hears("The candidate is added. Book the first interview next.")
        return int(who.at.rsplit("/", 1)[1])

    def tomorrow(self, hour: int = 10) -> datetime:
        """This hour of the next working day, in UTC."""
        day = self.calendar.now + timedelta(days={4: 3, 5: 2}.get(self.calendar.now.weekday(), 1))
        return day.replace(hour=hour, minute=0, second=0, microsecond=0)

    def books(self, application: int, stage: str, *, at: datetime | None = None) -> int:
        """The recruiter books a stage with everybody who holds it."""
        names = [person.name for person in self.interviewers(stage)]
        return self.recruiter.books(application, at or self.tomorrow(), interviewers=names)

    def holds(self, application: int, stage: str, texts: CardTexts | None = None) -> int:
        """Book a stage, let it take place, and have everybody's scorecard in."""
        at = self.tomorrow()
        interview = self.books(application, stage, at=at)
        self.calendar.reaches(at + timedelta(hours=2))
        for person in self.interviewers(stage):
            person.writes(interview, texts)
        return interview

    def brings(self, application: int, *, to: str, cards: Mapping[str, CardTexts] | None = None) -> None:
        """Hold every stage before this one, and advance after each, in a hurry: the test begins behind it."""
        with self.in_a_hurry():
            for stage in STAGES[: (*STAGES, "decision").index(to)]:
                self.holds(application, stage, (cards or {}).get(stage))
                self.recruiter.presses(application, "advance")

    @contextmanager
    def in_a_hurry(self) -> Iterator[None]:
        """Let everybody go on without looking twice at what they see."""
        for person in self.everybody():
            person.is_in_a_hurry = True
        yield
        for person in self.everybody():
            person.is_in_a_hurry = False

    def messages(self, kind: str, application: int) -> list[datetime | None]:
        """When the queued messages of a kind go out; None for those that were taken back."""
        statement = (
            select(OutboxMessage.due_at, OutboxMessage.cancelled_at)
            .where(OutboxMessage.kind == kind, OutboxMessage.application_id == application)
            .order_by(OutboxMessage.id)
        )
        with self.app.app_context():
            return [None if row.cancelled_at else row.due_at for row in db.session.execute(statement)]

    def gives_own_level(self, application: int, level: str) -> None:
        """The hiring manager says what they would give."""
        self.manager.opens(f"/applications/{application}/decision")
        own = {"level": level, "confidence": "fairly", "reason": "From the four conversations."}
        self.manager.sends("/own-level", own)
        self.manager.hears("Your own level is stored. The recommendation stands beside it now.")


def six_accounts() -> dict[str, tuple[int, str]]:
    """The accounts of the six, as an admin made them, and the shipped ladder published."""
    factories.ladders.publish_shipped()
    cast = {
        "recruiter": ("recruiter", "Ines Duarte"),
        "manager": ("hiring_manager", "Marek Nowak"),
        "first": ("interviewer", "Aoife Byrne"),
        "second": ("interviewer", "Tomas Lind"),
        "third": ("interviewer", "Yuna Park"),
        "leader": ("senior_leader", "Grace Okafor"),
    }
    return {part: (factories.accounts.make_account(role, name=name), name) for part, (role, name) in cast.items()}
