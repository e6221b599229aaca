"""Reports that an interview can't be held or was not: what can be said when, by whom, and with which words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.domain.errors import BadData, NotReady
from app.domain.excuses import REASON_LIMIT, Excuse, Standing, check

BEGIN = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
BEFORE, AFTER = BEGIN - timedelta(minutes=1), BEGIN + timedelta(minutes=1)
OWED = Standing(BEGIN, is_shadow=False, has_submitted=False, is_closed=False)
WHY = "Missed the connecting flight."


def test_before_it_begins_one_can_only_say_that_one_cannot_make_it():
    assert OWED.offered(BEFORE) == (Excuse.CANNOT,)


@pytest.mark.parametrize("now", [BEGIN, AFTER])
def test_from_its_beginning_on_it_is_likelier_that_it_did_not_happen(now: datetime):
    assert OWED.offered(now) == (Excuse.DID_NOT_HAPPEN, Excuse.CANNOT)


@pytest.mark.parametrize(
    ("kind", "now"), [(Excuse.CANNOT, BEFORE), (Excuse.CANNOT, AFTER), (Excuse.DID_NOT_HAPPEN, AFTER)]
)
def test_a_report_keeps_its_reason_without_the_space_around_it(kind: Excuse, now: datetime):
    assert check(OWED, kind=kind, reason=f"  {WHY}\n", now=now) == WHY


def test_what_has_not_begun_cannot_have_failed_to_happen():
    with pytest.raises(BadData, match="has not begun") as refused:
        check(OWED, kind=Excuse.DID_NOT_HAPPEN, reason=WHY, now=BEFORE)

    assert refused.value.field == "kind"


@pytest.mark.parametrize("reason", ["", " \n\t", "x" * (REASON_LIMIT + 1)])
def test_a_report_needs_a_reason_of_some_length(reason: str):
    with pytest.raises(BadData) as refused:
        check(OWED, kind=Excuse.CANNOT, reason=reason, now=BEFORE)

    assert refused.value.field == "reason"


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (replace(OWED, is_shadow=True), "You shadow this interview"),
        (replace(OWED, has_submitted=True), "Your scorecard is in"),
        (replace(OWED, is_closed=True), "This interview is closed"),
    ],
)
def test_nothing_is_reported_where_nothing_is_waited_for(standing: Standing, words: str):
    with pytest.raises(NotReady, match=words):
        check(standing, kind=Excuse.CANNOT, reason=WHY, now=BEFORE)


def test_the_same_again_is_no_contradiction():
    assert check(replace(OWED, reported=Excuse.CANNOT), kind=Excuse.CANNOT, reason=WHY, now=BEFORE) == WHY


def test_something_else_is_said_only_after_the_first_was_taken_back():
    with pytest.raises(NotReady, match="Take that back first"):
        check(replace(OWED, reported=Excuse.CANNOT), kind=Excuse.DID_NOT_HAPPEN, reason=WHY, now=AFTER)
