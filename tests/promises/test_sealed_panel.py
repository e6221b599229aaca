"""Whatever people do around a panel, in whatever order: nobody meets, or can infer, what is sealed for them."""

import os
from typing import Any

import pytest
import time_machine
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from app.domain.candidate import SentFile
from app.domain.excuses import Excuse
from app.domain.pipeline import WithdrawReason
from app.domain.scorecard import Answers, AreaAnswer, SignalAnswer
from app.gateways import clock, pdf
from app.models.applications import Application, ApplicationEvent
from app.models.notifications import OutboxMessage
from app.models.scheduling import Interview, Seat
from app.models.scorecards import Scorecard
from app.services import applications, scheduling, scorecards
from app.services.scorecards import files
from tests import factories
from tests.factories.bookings import book
from tests.factories.ladders import shipped_playbook
from tests.factories.panels import sheet_for
from tests.gateways import sent_files
from tests.promises.sealed_world import OWN_PAGES, PANEL, READERS, SealedWorld, start_time, timeless

IS_LONG = bool(os.environ.get("CHECK_LONG"))
VISITS = 30 if IS_LONG else 4
AT_THE_END = len(READERS) if IS_LONG else 1
# Who sits there or owes a card, and where cards are read.
CLOSE = ("manager", "recruiter", "admin", "trainee", "third", "spare", "finisher")
READING = {"scorecards.show", "debrief.show", "decisions.show", "packet.data", "applications.show", "scheduling.show"}
WRITERS = st.sampled_from((*PANEL, "trainee", "spare"))
POINTS = st.sampled_from((1, 2, 3, 4, 5, None))
MINUTES = st.sampled_from((0.5, 5, 24 * 60))
houses: dict[str, Any] = {}


class Panels(RuleBasedStateMachine):
    """One panel, done to what people do to panels. Services decide what is allowed; pages are read after every step."""

    @initialize(first=st.permutations((*PANEL, "trainee")), count=st.integers(0, 4), point=POINTS)
    def begin(self, first: list[str], count: int, point: int | None) -> None:
        """Some of them have handed in their cards already."""
        factories.use(houses["clean"]())
        self.travel = time_machine.travel(start_time(), tick=False)
        self.time = self.travel.start()
        self.world = SealedWorld(houses["app"])
        self.visited = 0
        for who in first[:count]:
            self.submit(who, point)

    # --- Writing

    def _answers(self, who: str, point: int | None) -> Answers:
        mark = lambda: self.world.mark(who, self.world.panel)  # noqa: E731
        sheet = sheet_for(self.world.panel, self.world.people[who])
        areas = tuple(AreaAnswer(area.key, True, point, mark()) for area in sheet.areas)
        ladder = shipped_playbook().ladder
        signals = tuple(
            SignalAnswer(one.key, True, ladder.signal(one.key).statements[0].key, mark()) for one in sheet.signals
        )
        note = self.world.mark(who, self.world.panel, is_note=True)
        return Answers(areas, signals, "strong_yes" if point in {1, 2} else "no", mark(), note)

    def _card(self, who: str) -> Scorecard | None:
        here = (Scorecard.interview_id == self.world.panel, Scorecard.account_id == self.world.people[who])
        with factories.writing() as session:
            found = session.execute(select(Scorecard).where(*here)).scalar_one_or_none()
            session.expunge_all()
            return found

    @rule(who=WRITERS, point=POINTS)
    def save_draft(self, who: str, point: int | None) -> None:
        card, answers, viewer = self._card(who), self._answers(who, point), self.world.viewer(who)
        seen = card.version if card else 0
        self.world.attempt(lambda: scorecards.save_draft(viewer, self.world.panel, answers, seen=seen))

    @rule(who=WRITERS, point=POINTS)
    def submit(self, who: str, point: int | None) -> None:
        card, answers, viewer = self._card(who), self._answers(who, point), self.world.viewer(who)
        seen = card.version if card else 0
        self.world.attempt(lambda: scorecards.submit(viewer, self.world.panel, answers, seen=seen))

    @rule(who=WRITERS)
    def amend(self, who: str) -> None:
        card, viewer = self._card(who), self.world.viewer(who)
        after, reason = {"summary": self.world.mark(who, self.world.panel)}, self.world.mark(who, self.world.panel)
        seen = card.version if card else 0
        act = lambda: scorecards.amend(viewer, self.world.panel, "summary", after=after, reason=reason, seen=seen)  # noqa: E731
        self.world.attempt(act)

    @rule(who=WRITERS)
    def attach(self, who: str) -> None:
        sent, viewer = SentFile(f"{self.world.mark(who, self.world.panel)}.pdf", sent_files.PDF), self.world.viewer(who)
        folder = self.world.app.config["RUNG"].files_directory
        self.world.attempt(lambda: files.attach(viewer, self.world.panel, [sent], folder=folder))

    @rule(who=st.sampled_from((*PANEL, "screener")))
    def withdraw_a_note(self, who: str) -> None:
        with factories.writing() as session:
            cards = select(Scorecard.id).where(Scorecard.account_id == self.world.people[who])
            found = session.execute(cards.order_by(Scorecard.id)).scalars().first()
        viewer = self.world.viewer("recruiter")
        if found is not None:
            self.world.attempt(lambda: scorecards.withdraw_note(viewer, found))

    # --- Around the interview

    @rule()
    def open_early(self) -> None:
        viewer = self.world.viewer("recruiter")
        self.world.attempt(lambda: scorecards.open_panel(viewer, self.world.panel, reason="The decision is due."))

    @rule(leaves=st.sampled_from(PANEL), joins=st.sampled_from(("spare", "trainee", *PANEL)))
    def replace(self, leaves: str, joins: str) -> None:
        viewer, people = self.world.viewer("recruiter"), self.world.people
        seen = self.world.version(Interview, self.world.panel)
        act = lambda: scheduling.replace(  # noqa: E731
            viewer, self.world.panel, leaves=people[leaves], joins=people[joins], seen=seen
        )
        self.world.attempt(act)

    @precondition(lambda self: not any(one.opened_at for one in self._at_the_panel()))
    @rule(who=st.sampled_from(("leader", "screener")))
    def add_a_shadow(self, who: str) -> None:
        with factories.writing() as session:
            if session.get(Seat, (self.world.panel, self.world.people[who])) is None:
                seat = Seat(interview_id=self.world.panel, account_id=self.world.people[who], is_shadow=True)
                session.add(seat)

    @rule()
    def cancel_and_book_anew(self) -> None:
        viewer, seen = self.world.viewer("manager"), self.world.version(Interview, self.world.panel)
        act = lambda: scheduling.cancel(viewer, self.world.panel, reason="Nobody came.", seen=seen)  # noqa: E731
        if self.world.attempt(act):
            seated, made = [self.world.people[who] for who in PANEL], []
            opening = self.world.team
            act = lambda: made.append(book(self.world.application, opening.recruiter, interviewers=seated))  # noqa: E731
            if self.world.attempt(act):
                self.world.panel = made[0]

    @rule(who=st.sampled_from((*PANEL, "spare")), kind=st.sampled_from(Excuse))
    def report(self, who: str, kind: Excuse) -> None:
        viewer = self.world.viewer(who)
        self.world.attempt(lambda: scheduling.excuse(viewer, self.world.panel, kind=kind, reason="It can't be held."))

    @rule(who=st.sampled_from(PANEL))
    def take_the_report_back(self, who: str) -> None:
        viewer = self.world.viewer(who)
        self.world.attempt(lambda: scheduling.take_back(viewer, self.world.panel))

    # --- Around the application

    def _move(self, act: Any, who: str, **given: Any) -> None:
        seen, viewer = self.world.version(Application, self.world.application), self.world.viewer(who)
        self.world.attempt(lambda: act(viewer, self.world.application, seen=seen, **given))

    @rule(who=st.sampled_from(("recruiter", "manager")))
    def decline(self, who: str) -> None:
        self._move(applications.decline, who, about="area:results", reason="Nothing was won.")

    @rule(who=st.sampled_from(("recruiter", "manager")))
    def undo_the_decline(self, who: str) -> None:
        self._move(applications.undo_decline, who)

    @rule(who=st.sampled_from(("recruiter", "manager")))
    def reopen(self, who: str) -> None:
        self._move(applications.reopen, who, reason="A second look.")

    @rule()
    def candidate_withdraws(self) -> None:
        self._move(applications.withdraw, "recruiter", reason=next(iter(WithdrawReason)))

    @rule(minutes=MINUTES)
    def time_passes(self, minutes: float) -> None:
        self.time.shift(60 * minutes)

    # --- What holds after every step

    def _at_the_panel(self) -> list[Any]:
        return [one for one in self.world.sittings() if one.interview == self.world.panel]

    @invariant()
    def nobody_meets_what_is_sealed_for_them(self) -> None:
        """One of those who sit there opens every page on which cards are read; a few other pages are opened in turn."""
        sittings, pages = self.world.sittings(), self.world.pages()
        self.visited += 1
        close = CLOSE[self.visited % len(CLOSE)]
        pairs = [(close, path) for endpoint, path in pages if endpoint in READING]
        others = [(reader, path) for _endpoint, path in pages for reader in READERS]
        pairs += [others[(self.visited * VISITS + number) * 47 % len(others)] for number in range(VISITS)]
        for reader, path in pairs:
            assert self.world.breaches(reader, path, self.world.fetch(reader, path), sittings) == []

    @invariant()
    def a_panel_is_open_when_all_are_in_or_somebody_said_why(self) -> None:
        with factories.writing() as session:
            rows = session.execute(select(Interview.id, Interview.quorum_reason))
            reasons = {row.id: row.quorum_reason for row in rows}
        for one in self.world.sittings():
            if one.opened_at and not reasons[one.interview] and not one.is_shadow and not one.has_left:
                assert one.submitted_at is not None
                assert one.submitted_at <= one.opened_at

    @invariant()
    def the_reveal_is_told_once_to_each_who_may_know_and_says_only_that_it_is_open(self) -> None:
        sittings, leads = self.world.sittings(), self.world.team_leads()
        with factories.writing() as session:
            told = session.execute(
                select(OutboxMessage.interview_id, OutboxMessage.account_id, OutboxMessage.data).where(
                    OutboxMessage.kind == "panel_opened"
                )
            ).all()
        assert len({(row.interview_id, row.account_id) for row in told}) == len(told)
        assert all(set(row.data) == {"interview", "stage"} for row in told)
        at_panel = [one for one in sittings if one.interview == self.world.panel]
        heard = {row.account_id for row in told if row.interview_id == self.world.panel}
        is_open = any(one.opened_at for one in at_panel)
        wanted = {self.world.people[one.who] for one in at_panel if not one.has_left} | leads if is_open else set()
        assert heard <= wanted
        assert len(wanted - heard) == (1 if is_open and self._opened_by() in wanted else 0)

    def _opened_by(self) -> int | None:
        with factories.writing() as session:
            rows = session.execute(select(ApplicationEvent).where(ApplicationEvent.kind == "panel_opened")).scalars()
            return next((row.actor_id for row in rows if row.data["interview"] == str(self.world.panel)), None)

    # --- At the end

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        try:
            self._nothing_computed_shows()
        finally:
            self.travel.stop()

    def _nothing_computed_shows(self) -> None:
        """All pages, read before and after every card that is sealed for the reader was made to say something else."""
        first = self.visited % len(READERS)
        readers = [READERS[(first + number) % len(READERS)] for number in range(AT_THE_END)]
        before = {reader: self._all_pages(reader) for reader in readers}
        sittings = self.world.sittings()
        sealed = [(one.interview, one.who) for one in sittings if not (one.counts and one.opened_at)]
        self.world.turn_around(sealed)
        owing = {one.who for one in sittings if one.owes(clock.now())}
        for reader in readers:
            self._compare(reader, before[reader], wrote={at for at, who in sealed if who == reader})
        for reader in owing & set(readers):
            self.world.turn_around([(one.interview, one.who) for one in sittings if one.who != reader])
            self._compare(reader, before[reader], wrote={at for at, who in sealed if who == reader})

    def _all_pages(self, reader: str) -> dict[tuple[str, str], str]:
        sittings = self.world.sittings()
        found = {}
        for number, (endpoint, path) in enumerate(self.world.pages()):
            if not IS_LONG and endpoint not in READING and (number + self.visited) % 2:
                continue  # the other half comes in another example
            text = self.world.fetch(reader, path)
            assert self.world.breaches(reader, path, text, sittings) == []
            found[endpoint, path] = timeless(text)
        return found

    def _compare(self, reader: str, before: dict[tuple[str, str], str], *, wrote: set[int]) -> None:
        after = self._all_pages(reader)
        differing = [
            path
            for (endpoint, path), text in before.items()
            if text != after[endpoint, path]
            and not (endpoint in OWN_PAGES and any(f"/interviews/{at}/" in path for at in wrote))
        ]
        assert differing == [], reader


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a PDF be the page that it would be drawn from."""
    monkeypatch.setattr(pdf, "is_possible", lambda: True)
    monkeypatch.setattr(pdf, "from_page", lambda html, **_: html.encode())


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("turn", range(4))
def test_a_panel_stays_sealed_whatever_people_do(app: Flask, database_kind: str, houses: dict[str, Any], turn: int):
    _run(app, houses[database_kind], examples=50 if IS_LONG else 2, steps=25 if IS_LONG else 6)


def _run(app: Flask, house: Any, *, examples: int, steps: int) -> None:
    globals()["houses"].update(app=app, clean=house.clean)
    run_state_machine_as_test(
        Panels,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            phases=[Phase.generate],  # a history made smaller takes minutes; the sentence says who met what, and where
            suppress_health_check=list(HealthCheck),
        ),
    )
