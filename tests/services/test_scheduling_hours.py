"""One's own time and the rules of scheduling: versions, bounds, the trail; holidays that are filled in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.domain.errors import BadData, Conflict, NotAllowed
from app.domain.own_hours import MOST_ENTRIES, OwnHours
from app.domain.scheduling_rules import SchedulingRules
from app.domain.working_hours import Away, Holiday, OtherHours, shift_from
from app.gateways import clock
from app.gateways.holidays import public_holidays
from app.models.accounts import Organisation
from app.models.audit import AuditEntry
from app.models.scheduling import HolidayYear, OtherDay, PublicHoliday, TimeAway, WorkPattern
from app.queries.scheduling.diaries import weeks_of
from app.queries.scheduling.hours import own_time
from app.queries.scheduling.rules import FIRST_VERSION, rules, rules_to_change
from app.services import accounts
from app.services.scheduling import holidays
from app.services.scheduling.holidays import fill_holidays
from app.services.scheduling.hours import add_away, add_other_hours, remove_away, remove_other_hours, save_hours
from app.services.scheduling.rules import change_rules
from tests import factories
from tests.factories.bookings import viewer_of
from tests.factories.hours import make_away, make_other_day, make_pattern
from tests.rows import count_of

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
MORNING = shift_from("09:00", "12:30")


@pytest.fixture(autouse=True)
def monday():
    with clock.pretending(NOW):
        yield


@pytest.fixture
def ada(context: Flask):
    return viewer_of(factories.accounts.make_account("interviewer", name="Ada", zone="Europe/Berlin"))


@pytest.fixture
def admin(context: Flask):
    made = factories.accounts.make_account("admin")
    db.session.rollback()  # another may have been read already
    return viewer_of(made)


def trail() -> list[tuple[str, dict[str, str]]]:
    db.session.rollback()
    rows = db.session.execute(select(AuditEntry.action, AuditEntry.data).order_by(AuditEntry.id))
    return [(row.action, row.data) for row in rows]


def test_hours_that_are_saved_hold_in_the_diary(ada):
    days = ((MORNING,), (), (), (), (), (), ())

    save_hours(ada, OwnHours("Asia/Tokyo", days), seen=own_time(ada, NOW).version)

    assert (weeks_of([ada.account_id])[ada.account_id].days, own_time(ada, NOW).hours.zone) == (days, "Asia/Tokyo")


def test_each_save_needs_the_version_that_the_last_one_made(ada):
    first = own_time(ada, NOW).version
    save_hours(ada, OwnHours("Europe/Berlin", most_a_day=2), seen=first)

    with pytest.raises(Conflict):
        save_hours(ada, OwnHours("Europe/Berlin", most_a_day=3), seen=first)

    save_hours(ada, OwnHours("Europe/Berlin", most_a_day=3), seen=own_time(ada, NOW).version)
    assert own_time(ada, NOW).hours.most_a_day == 3


@pytest.mark.parametrize("seen", [0, 99])
def test_a_version_that_no_page_showed_saves_nothing(ada, seen):
    with pytest.raises(Conflict):
        save_hours(ada, OwnHours("Europe/Berlin"), seen=seen)

    assert count_of(WorkPattern) == 0


def test_a_zone_that_was_changed_on_the_account_page_counts_as_a_change(ada):
    seen = own_time(ada, NOW).version
    accounts.edit_own(ada, name="Ada", job_title="Engineer", zone="Asia/Tokyo", team_page="")

    with pytest.raises(Conflict):
        save_hours(ada, OwnHours("Europe/Berlin"), seen=seen)


def test_of_two_saves_at_once_one_holds(ada, context):
    seen = own_time(ada, NOW).version
    db.session.rollback()

    def save(most: int) -> bool:
        with context.app_context(), clock.pretending(NOW):
            try:
                save_hours(ada, OwnHours("Europe/Berlin", most_a_day=most), seen=seen)
            except Conflict:
                return False
            return True

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(save, range(1, 5)))

    db.session.rollback()
    assert sum(done) == 1
    assert own_time(ada, NOW).hours.most_a_day == done.index(True) + 1


def test_the_trail_tells_that_hours_changed_and_never_why_somebody_is_away(ada):
    save_hours(ada, OwnHours("Europe/Berlin"), seen=own_time(ada, NOW).version)
    add_other_hours(ada, OtherHours(TODAY, (), "dentist"))
    add_away(ada, Away(TODAY, TODAY, "surgery"))
    remove_other_hours(ada, TODAY)

    assert [action for action, _ in trail()] == [
        "account.hours_changed",
        "account.other_hours_added",
        "account.away_added",
        "account.other_hours_removed",
    ]
    assert all(data == {} for _, data in trail())


def test_removing_what_is_gone_is_no_event(ada):
    remove_away(ada, 1)
    remove_other_hours(ada, TODAY)

    assert trail() == []


def test_entries_of_others_are_not_removed(ada, admin):
    trip = make_away(admin.account_id, TODAY)
    make_other_day(admin.account_id, TODAY)

    remove_away(ada, trip)
    remove_other_hours(ada, TODAY)

    assert (count_of(TimeAway), count_of(OtherDay)) == (1, 1)


def test_today_is_the_day_on_the_persons_own_clocks(ada):
    with clock.pretending(datetime(2026, 3, 2, 23, 30, tzinfo=UTC)), pytest.raises(BadData, match="has passed"):
        add_other_hours(ada, OtherHours(date(2026, 3, 2)))


@pytest.mark.parametrize("kind", ["other hours", "days away"])
def test_there_are_at_most_a_hundred_entries_ahead(ada, kind):
    days = [TODAY + timedelta(days=number) for number in range(MOST_ENTRIES + 1)]
    table = OtherDay if kind == "other hours" else TimeAway
    with factories.writing() as session:
        for day in days[:-1]:
            own = {"day": day, "hours": []} if table is OtherDay else {"first": day, "last": day}
            session.add(table(account_id=ada.account_id, **own))

    with pytest.raises(BadData, match="100 entries already"):
        add_other_hours(ada, OtherHours(days[-1])) if table is OtherDay else add_away(ada, Away(days[-1], days[-1]))


def test_reasons_longer_than_their_column_are_cut(ada):
    add_away(ada, Away(TODAY, TODAY, "x" * 500))

    assert len(own_time(ada, NOW).away[0].away.reason) == 200


def test_rules_that_are_changed_hold_and_stand_in_the_trail(admin):
    change_rules(admin, SchedulingRules(notice_hours=24, language="ja"), seen=FIRST_VERSION)

    assert (rules().notice_hours, rules().language, rules_to_change().version) == (24, "ja", FIRST_VERSION + 1)
    assert trail() == [("scheduling.rules_changed", {"notice_hours": "48 to 24", "language": "en to ja"})]


def test_rules_that_stay_as_they_are_are_no_event(admin):
    change_rules(admin, SchedulingRules(), seen=FIRST_VERSION)

    assert (trail(), rules_to_change().version) == ([], FIRST_VERSION)


def test_rules_are_changed_on_the_version_that_was_seen(admin):
    change_rules(admin, SchedulingRules(notice_hours=24), seen=FIRST_VERSION)

    with pytest.raises(Conflict, match="Another admin"):
        change_rules(admin, SchedulingRules(notice_hours=12), seen=FIRST_VERSION)

    change_rules(admin, SchedulingRules(notice_hours=12), seen=FIRST_VERSION + 1)
    assert rules().notice_hours == 12


def test_rules_that_make_no_sense_are_refused(admin):
    with pytest.raises(BadData):
        change_rules(admin, SchedulingRules(window_days=93), seen=FIRST_VERSION)


def test_only_admins_change_rules(ada):
    with pytest.raises(NotAllowed):
        change_rules(ada, SchedulingRules(notice_hours=1), seen=FIRST_VERSION)


def test_holidays_are_filled_in_for_places_in_use_and_three_years(ada):
    make_pattern(ada.account_id, country="DE", region="BE")

    added = fill_holidays(NOW)

    wanted = [holiday for year in (2026, 2027, 2028) for holiday in public_holidays("DE", year, region="BE")]
    kept = db.session.execute(select(PublicHoliday.day, PublicHoliday.name).order_by(PublicHoliday.day))
    assert [Holiday(row.day, row.name) for row in kept] == wanted
    assert (added, count_of(HolidayYear)) == (len(wanted), 3)


def test_filling_in_again_adds_nothing(ada):
    make_pattern(ada.account_id, country="JP")
    fill_holidays(NOW)

    assert fill_holidays(NOW) == 0


def test_the_next_year_is_added_when_it_comes(ada):
    make_pattern(ada.account_id, country="JP")
    fill_holidays(NOW)

    assert fill_holidays(NOW + timedelta(days=365)) == len(public_holidays("JP", 2029))


def test_places_of_nobody_who_works_here_are_not_looked_up(context):
    gone = factories.accounts.make_account(is_active=False)
    make_pattern(gone, country="DE")
    make_pattern(factories.accounts.make_account())

    assert fill_holidays(NOW) == 0


def test_a_place_that_the_table_does_not_know_does_not_keep_others_waiting(ada, caplog):
    make_pattern(ada.account_id, country="DE", region="gone")
    make_pattern(factories.accounts.make_account(), country="JP")

    assert fill_holidays(NOW) > 0
    assert "DE gone" in caplog.text


def test_two_processes_that_fill_in_at_once_write_each_day_once(ada, context):
    make_pattern(ada.account_id, country="DE")
    db.session.rollback()
    place = ("DE", "", 2026)
    found = public_holidays("DE", 2026)

    def keep(_number: int) -> int:
        with context.app_context():
            return holidays._keep(place, found)

    with factories.writing() as session:
        session.add(Organisation(id=1, name="Northwind", created_at=NOW))
    with ThreadPoolExecutor(4) as pool:
        added = sorted(pool.map(keep, range(4)))

    assert added == [0, 0, 0, len(found)]
