"""What the public sees of an opening, and what is worth a look before."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.errors import BadData
from app.domain.opening import OpeningState
from app.domain.places import PlaceRules, Unlock
from app.domain.public_opening import public_role
from app.domain.publishing import PublicTerms, Shown, remarks, shown
from tests.domain.shipped import playbook

USUAL = PlaceRules()
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
TODAY = date(2026, 3, 2)


def remarks_on(title="strategic", *, rules=USUAL, country="DE", has_pay=False):
    return remarks(public_role(playbook(), title), rules, place="Berlin", country=country, has_pay=has_pay)


@pytest.mark.parametrize(
    ("state", "published_at", "closes_on", "seen"),
    [
        (OpeningState.OPEN, None, None, Shown.DRAFT),
        (OpeningState.CLOSED, None, None, Shown.DRAFT),
        (OpeningState.OPEN, NOW, None, Shown.PUBLISHED),
        (OpeningState.OPEN, NOW, TODAY, Shown.PUBLISHED),
        (OpeningState.OPEN, NOW, TODAY - timedelta(days=1), Shown.OVER),
        (OpeningState.CLOSED, NOW, None, Shown.CLOSED),
    ],
)
def test_the_public_sees_open_published_openings_until_their_last_day(state, published_at, closes_on, seen):
    assert shown(state, published_at, closes_on, now=NOW) is seen


@pytest.mark.parametrize(
    ("terms", "field"), [(PublicTerms("XX"), "country"), (PublicTerms("DE", TODAY - timedelta(days=1)), "closes_on")]
)
def test_what_makes_no_sense_is_refused(terms, field):
    with pytest.raises(BadData) as refusal:
        terms.check(NOW)

    assert refusal.value.field == field


def test_today_may_be_the_last_day():
    PublicTerms("DE", TODAY).check(NOW)


def test_nothing_is_remarked_where_nothing_is_missing():
    assert remarks_on() == ()


@pytest.mark.parametrize("title", ["associate_strategic", "major"])
def test_a_title_whose_document_leaves_the_statement_out_is_remarked(title):
    assert "The page says it all the same." in remarks_on(title)[0]


def test_pay_that_has_to_be_public_and_is_nowhere_is_remarked():
    assert "no sheet has it" in remarks_on(rules=PlaceRules("DE", Unlock.POSTING))[0]


def test_pay_that_is_there_is_not_remarked():
    assert remarks_on(rules=PlaceRules("DE", Unlock.POSTING), has_pay=True) == ()


def test_an_opening_without_a_country_is_remarked():
    assert "No country is chosen" in remarks_on(country="")[0]
