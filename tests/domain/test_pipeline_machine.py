"""The pipeline against a plain model of it: whatever people try, in whatever order, both agree."""

import os
from datetime import date

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.domain import pipeline
from app.domain.errors import DomainError
from app.domain.pipeline import Plan, State, WithdrawReason

STAGES = ["screen", "manager", "panel", "final"]
LADDER = [*STAGES, "decision"]
PLAN = Plan(tuple(STAGES), {key: key.title() for key in STAGES})
MISSING = ("A scorecard",)
TODAY = date(2026, 1, 5)
REASONS = st.sampled_from(["", "  ", "a reason"])


class Applications(RuleBasedStateMachine):
    """One application. The model is a word for its state, a number for its stage, and what the last decline ended."""

    @initialize()
    def apply(self) -> None:
        self.position, _events = pipeline.applied(PLAN)
        self.word, self.rung, self.before = "active", 0, "active"

    def attempt(self, act, *, expected: bool) -> bool:
        """Try a move; both must say the same."""
        if not expected:
            with pytest.raises(DomainError) as caught:
                act()
            assert caught.value.message.endswith(".")
            return False
        self.position, events = act()
        assert len(events) == 1
        return True

    @rule(is_missing=st.booleans(), override=REASONS)
    def advance(self, is_missing: bool, override: str) -> None:
        fits = self.word == "active" and self.rung < 4 and (not is_missing or bool(override.strip()))
        missing = MISSING if is_missing else ()
        act = lambda: pipeline.advance(self.position, PLAN, missing=missing, override=override)  # noqa: E731
        if self.attempt(act, expected=fits):
            self.rung += 1

    @rule(to=st.sampled_from([*LADDER, "lunch"]), reason=REASONS, is_missing=st.booleans(), may=st.booleans())
    def go_to(self, to: str, reason: str, is_missing: bool, may: bool) -> None:
        there = LADDER.index(to) if to in LADDER else None
        fits = self.word == "active" and there is not None and there != self.rung and bool(reason.strip())
        if fits and there is not None and there > self.rung and is_missing and not may:
            fits = False
        missing = MISSING if is_missing else ()
        act = lambda: pipeline.go_to(  # noqa: E731
            self.position, PLAN, stage=to, reason=reason, missing=missing, may_override=may
        )
        if self.attempt(act, expected=fits):
            assert there is not None
            self.rung = there

    @rule(about=st.sampled_from(["", "area:results"]), reason=REASONS)
    def decline(self, about: str, reason: str) -> None:
        fits = self.word in {"active", "on_hold", "decided"} and bool(about) and bool(reason.strip())
        act = lambda: pipeline.decline(self.position, about=about, about_name="Results", reason=reason)  # noqa: E731
        if self.attempt(act, expected=fits):
            self.before, self.word = self.word, "declined"

    @rule()
    def undo(self) -> None:
        act = lambda: pipeline.undo_decline(self.position, was=State(self.before))  # noqa: E731
        if self.attempt(act, expected=self.word == "declined"):
            self.word = self.before

    @rule(reason=st.sampled_from(list(WithdrawReason)))
    def withdraw(self, reason: WithdrawReason) -> None:
        fits = self.word in {"active", "on_hold", "decided", "offer_made"}
        if reason is WithdrawReason.OFFER_REFUSED:
            fits = self.word == "offer_made"
        if self.attempt(lambda: pipeline.withdraw(self.position, reason=reason), expected=fits):
            self.word = "withdrawn"

    @rule(days=st.integers(-2, 30), reason=REASONS)
    def hold(self, days: int, reason: str) -> None:
        until = date.fromordinal(TODAY.toordinal() + days)
        fits = self.word == "active" and days > 0 and bool(reason.strip())
        act = lambda: pipeline.hold(self.position, until=until, today=TODAY, reason=reason)  # noqa: E731
        if self.attempt(act, expected=fits):
            self.word = "on_hold"

    @rule()
    def resume(self) -> None:
        if self.attempt(lambda: pipeline.resume(self.position), expected=self.word == "on_hold"):
            self.word = "active"

    @rule(reason=REASONS)
    def reopen(self, reason: str) -> None:
        fits = self.word in {"declined", "withdrawn"} and bool(reason.strip())
        if self.attempt(lambda: pipeline.reopen(self.position, reason=reason), expected=fits):
            self.word = "active"

    @rule(reason=REASONS)
    def decide(self, reason: str) -> None:
        fits = self.word == "active" and self.rung == 4 and bool(reason.strip())
        act = lambda: pipeline.decide_to_hire(self.position, level="P4", reason=reason)  # noqa: E731
        if self.attempt(act, expected=fits):
            self.word = "decided"

    @rule()
    def offer(self) -> None:
        if self.attempt(lambda: pipeline.make_offer(self.position), expected=self.word == "decided"):
            self.word = "offer_made"

    @rule()
    def hire(self) -> None:
        if self.attempt(lambda: pipeline.hire(self.position), expected=self.word == "offer_made"):
            self.word = "hired"

    @invariant()
    def agrees_with_the_model(self) -> None:
        if hasattr(self, "position"):
            assert (self.position.state.value, LADDER.index(self.position.stage)) == (self.word, self.rung)


TestApplications = Applications.TestCase
TestApplications.settings = settings(
    max_examples=500 if os.environ.get("CHECK_LONG") else 60, stateful_step_count=30, deadline=None
)
