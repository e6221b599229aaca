"""One's own time through HTTP: saved, refused with everything kept, and never anybody else's."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.gateways import clock
from app.models.scheduling import OtherDay, TimeAway, WorkPattern
from tests.factories.accounts import make_account
from tests.factories.hours import make_away, make_holiday, make_other_day, make_pattern
from tests.page import Page
from tests.rows import count_of
from tests.web.sent_forms import send, shown

ClientFor = Callable[[int], FlaskClient]
Read = Callable[..., Page]
TIME = "/account/time"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday


@pytest.fixture(autouse=True)
def monday():
    with clock.pretending(NOW):
        yield


@pytest.fixture
def ada(app: Flask) -> int:
    return make_account(name="Ada", zone="Europe/Berlin")


@pytest.fixture
def adas(client_for: ClientFor, ada: int) -> FlaskClient:
    return client_for(ada)


def pattern_of(account_id: int) -> WorkPattern:
    db.session.rollback()
    return db.session.execute(select(WorkPattern).where(WorkPattern.account_id == account_id)).scalar_one()


def test_office_days_are_shown_until_somebody_says_otherwise(adas, page: Read):
    read = page(adas, TIME)

    assert read.form(TIME)["monday_opens"] == "09:00"
    assert read.form(TIME)["sunday_opens"] == ""


def test_the_own_account_leads_to_the_own_time(adas, page: Read):
    assert f'href="{TIME}"' in page(adas, "/me").html


def test_two_stretches_of_a_day_are_kept(app, adas, ada, page: Read):
    status, _ = send(adas, at=TIME, monday_closes="12:30", monday_opens_again="13:15", monday_closes_again="24:00")

    with app.app_context():
        assert (status, pattern_of(ada).week[0]) == (302, [["09:00", "12:30"], ["13:15", "24:00"]])
    assert page(adas, TIME).form(TIME)["monday_closes_again"] == "24:00"


def test_limits_notice_and_place_are_kept(app, adas, ada):
    send(
        adas,
        at=TIME,
        buffer_minutes="15",
        most_a_day="2",
        most_a_week="6",
        notice_hours="72",
        country="DE",
        region="be",
    )

    with app.app_context():
        kept = pattern_of(ada)
        assert (kept.buffer_minutes, kept.most_a_day, kept.most_a_week, kept.notice_hours) == (15, 2, 6, 72)
        assert (kept.country, kept.region) == ("DE", "BE")


def test_a_zone_that_is_changed_here_is_that_of_the_account(adas, page: Read):
    send(adas, at=TIME, zone="Asia/Tokyo")

    assert shown(adas, "/me", "/me")["zone"] == "Asia/Tokyo"


REFUSED = [
    ({"zone": "Mars/Olympus"}, "zone", "Choose one of the list for “Time zone”."),
    ({"monday_opens": "17:00", "monday_closes": "09:00"}, "monday_closes", "end before they begin"),
    ({"monday_opens": "09:00", "monday_closes": "09:00"}, "monday_closes", "is no time at all"),
    ({"tuesday_opens": "25:00"}, "tuesday_opens", "“25:00” is no time of a day"),
    ({"tuesday_closes": "nine"}, "tuesday_closes", "“nine” is no time of a day"),
    ({"monday_opens": "09:03"}, "monday_opens", "full five minutes"),
    ({"friday_closes": ""}, "friday_closes", "Enter both times, or neither"),
    ({"monday_opens_again": "16:00", "monday_closes_again": "18:00"}, "monday_opens_again", "overlap"),
    ({f"{day}day_{end}": "" for day in ("mon", "tues", "wednes", "thurs", "fri") for end in ("opens", "closes")},
     "monday_opens", "at least one day"),
    ({"most_a_day": "0"}, "most_a_day", "The most interviews a day is 1 or more"),
    ({"most_a_week": "0"}, "most_a_week", "The most interviews a week is 1 or more"),
    ({"most_a_week": "9" * 12}, "most_a_week", "Nobody holds more than 40"),
    ({"most_a_day": "two"}, "most_a_day", "Enter a whole number in figures"),
    ({"buffer_minutes": "7"}, "buffer_minutes", "in steps of 5"),
    ({"notice_hours": "-1"}, "notice_hours", "Choose a notice from 0 to 720 hours"),
    ({"country": "DE", "region": "Berlin"}, "region", "“Berlin” is no region of Germany"),
    ({"region": "BE"}, "region", "Choose the country of this region"),
    ({"country": "XX"}, "country", "Choose one of the list for “Country”."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "field", "sentence"), REFUSED, ids=lambda value: value if isinstance(value, str) else ""
)
def test_what_makes_no_sense_is_refused_at_its_field(adas, typed: dict[str, str], field: str, sentence: str):
    status, read = send(adas, at=TIME, **typed)

    assert status == 422
    assert f'id="{field}-err"' in read.html
    assert sentence in read.html.split(f'id="{field}-err"')[1].split("</p>")[0]


def test_everything_typed_stays_in_a_refused_form(app, adas):
    typed = {"monday_opens": "25:00", "tuesday_closes": "16:00", "most_a_day": "two", "region": "Nowhere"}

    _, read = send(adas, at=TIME, **typed)

    assert typed.items() <= read.form(TIME).items()
    with app.app_context():
        assert count_of(WorkPattern) == 0


def test_all_that_is_wrong_is_told_at_once(adas):
    _, read = send(adas, at=TIME, monday_opens="25:00", tuesday_opens="x", most_a_day="two")

    assert all(f'id="{field}-err"' in read.html for field in ("monday_opens", "tuesday_opens", "most_a_day"))


def test_a_page_that_was_open_before_a_change_saves_nothing(app, adas, ada):
    old = shown(adas, TIME, TIME)
    send(adas, at=TIME, most_a_day="2")

    answer = adas.post(TIME, data=old | {"most_a_day": "5"})

    assert answer.status_code == 409
    assert "another window" in answer.get_data(as_text=True)
    with app.app_context():
        assert pattern_of(ada).most_a_day == 2


def test_a_zone_that_was_changed_elsewhere_is_not_put_back_by_an_older_page(adas):
    old = shown(adas, TIME, TIME)
    adas.post("/me", data=shown(adas, "/me", "/me") | {"zone": "Asia/Tokyo"})

    assert adas.post(TIME, data=old).status_code == 409


def test_other_hours_on_one_day_are_added_and_removed(app, adas, ada, page: Read):
    status, _ = send(
        adas,
        "/other-hours",
        at=TIME,
        day="2026-03-04",
        other_opens="10:00",
        other_closes="12:00",
        other_reason="dentist",
    )
    assert status == 302
    assert "dentist" in page(adas, TIME).text

    status, _ = send(adas, "/other-hours/2026-03-04/remove", at=TIME)
    with app.app_context():
        assert (status, count_of(OtherDay)) == (302, 0)


def test_other_hours_without_any_are_a_day_off(adas, page: Read):
    send(adas, "/other-hours", at=TIME, day="2026-03-04")

    assert "Wed 4 Mar – day off" in page(adas, TIME).text


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"day": ""}, "day", "Choose a date."),
        ({"day": "2026-03-01"}, "day", "1 March 2026 has passed"),
        ({"day": "2036-03-01"}, "day", "more than two years ahead"),
        ({"day": "2026-03-05"}, "day", "has other hours already"),
        ({"day": "2026-03-04", "other_opens": "25:00", "other_closes": "26:00"}, "other_opens", "no time of a day"),
        ({"day": "2026-03-04", "other_opens": "12:00", "other_closes": "10:00"}, "other_closes", "end before"),
        ({"day": "2026-03-04", "other_opens": "12:00"}, "other_closes", "Enter both times"),
        (
            {
                "day": "2026-03-04",
                "other_opens": "10:00",
                "other_closes": "12:00",
                "other_opens_again": "11:00",
                "other_closes_again": "13:00",
            },
            "other_opens_again",
            "overlap",
        ),
        ({"day": "2026-03-04", "other_reason": "x" * 201}, "other_reason", "Keep it under 200"),
    ],
)
def test_other_hours_that_make_no_sense_are_refused(adas, ada, typed, field, sentence):
    make_other_day(ada, date(2026, 3, 5))

    status, read = send(adas, "/other-hours", at=TIME, **typed)

    assert status == 422
    assert sentence in read.html.split(f'id="{field}-err"')[1].split("</p>")[0]
    assert typed.items() <= read.form("/other-hours").items()


def test_days_away_are_added_and_removed(app, adas, page: Read):
    status, _ = send(adas, "/away", at=TIME, first="2026-03-04", last="2026-03-06", away_reason="moving house")
    assert (status, "Wed 4 Mar to Fri 6 Mar" in page(adas, TIME).text) == (302, True)

    with app.app_context():
        (number,) = db.session.execute(select(TimeAway.id)).scalars()
    send(adas, f"/away/{number}/remove", at=TIME)
    with app.app_context():
        assert count_of(TimeAway) == 0


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"first": ""}, "first", "Choose the first day."),
        ({"first": "2026-03-05", "last": "2026-03-04"}, "last", "before the first"),
        ({"first": "2026-03-05", "last": "soon"}, "last", "Enter a date, such as"),
        ({"first": "2026-02-20", "last": "2026-03-01"}, "last", "has passed"),
        ({"first": "2026-03-05", "last": "2027-06-01"}, "last", "at most a year"),
        ({"first": "2026-03-09"}, "first", "entered already"),
    ],
)
def test_days_away_that_make_no_sense_are_refused(adas, ada, typed, field, sentence):
    make_away(ada, date(2026, 3, 9))

    status, read = send(adas, "/away", at=TIME, **typed)

    assert status == 422
    assert sentence in read.html.split(f'id="{field}-err"')[1].split("</p>")[0]
    assert typed.items() <= read.form("/away").items()


def test_the_next_two_weeks_are_told_day_by_day(adas, ada, page: Read):
    make_pattern(
        ada, week=[[["09:00", "12:00"], ["13:00", "17:00"]], *[[["09:00", "17:00"]]] * 4, [], []], country="DE"
    )
    make_holiday("DE", date(2026, 3, 3), "Founding Day")
    make_other_day(ada, date(2026, 3, 4), [["10:00", "11:00"]], reason="dentist")
    make_away(ada, date(2026, 3, 5), reason="surgery")

    told = page(adas, TIME).text

    assert "Mon 2 Mar 09:00–12:00, 13:00–17:00" in told
    assert "Tue 3 Mar – holiday: Founding Day" in told
    assert "Wed 4 Mar 10:00–11:00 other hours: dentist" in told
    assert "Thu 5 Mar – away: surgery" in told
    assert "Sun 8 Mar – no hours" in told
    assert "Sun 15 Mar" in told
    assert "Mon 16 Mar" not in told


def test_holidays_that_are_not_looked_up_yet_are_announced(adas, ada, page: Read):
    make_pattern(ada, country="DE", region="BE")
    assert "The holidays of Germany (BE) are looked up soon" in page(adas, TIME).text

    make_holiday("DE", date(2026, 3, 8), "Women's Day", region="BE")
    assert "looked up soon" not in page(adas, TIME).text


def test_hours_of_others_are_neither_shown_nor_changed_whatever_is_posted(app, adas, ada, page: Read):
    other = make_account("admin", name="Bo", zone="Asia/Tokyo")
    make_pattern(other, most_a_day=7, country="JP")
    make_other_day(other, date(2026, 3, 4), reason="secret of Bo")
    trip = make_away(other, date(2026, 3, 5), reason="secret of Bo")
    posted: dict[str, Any] = {"account_id": str(other), "id": str(other), "account": str(other)}

    send(adas, at=TIME, most_a_day="1", **posted)
    send(adas, "/away", at=TIME, first="2026-03-10", **posted)
    token = shown(adas, TIME, TIME)["csrf_token"]
    adas.post(f"{TIME}/away/{trip}/remove", data={"csrf_token": token} | posted)
    adas.post(f"{TIME}/other-hours/2026-03-04/remove", data={"csrf_token": token} | posted)

    with app.app_context():
        assert (pattern_of(other).most_a_day, pattern_of(ada).most_a_day) == (7, 1)
        away = db.session.execute(select(TimeAway.account_id).order_by(TimeAway.id)).scalars().all()
        assert (away, count_of(OtherDay)) == ([other, ada], 1)
    assert "secret of Bo" not in page(adas, f"{TIME}?account_id={other}").html


def test_there_is_no_address_for_the_hours_of_somebody_else(adas):
    other = make_account()

    assert adas.get(f"{TIME}/{other}").status_code == 404


def test_a_day_that_is_none_is_not_found(adas):
    token = shown(adas, TIME, TIME)["csrf_token"]

    assert adas.post(f"{TIME}/other-hours/yesterday/remove", data={"csrf_token": token}).status_code == 404


def test_an_hour_after_the_last_day_away_nothing_is_left_of_it(adas, ada, page: Read):
    make_away(ada, date(2026, 3, 2), reason="yesterday then")

    with clock.pretending(NOW + timedelta(days=1)):
        assert "yesterday then" not in page(adas, TIME).text
