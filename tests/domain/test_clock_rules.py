"""A time that was promised on the clocks of a zone stays, whatever becomes of the zone's rules."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import example, given
from hypothesis import strategies as st

from app.domain import clock_rules, slots
from app.domain.clock_rules import promised
from app.domain.slots import WALL_FORMAT

ZONES = sorted(available_timezones() - {"localtime", "Factory"})
instants = st.datetimes(datetime(1995, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - given one
START = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)  # 10:00 in Berlin


def shown(moment: datetime, zone: str) -> str:
    return moment.astimezone(ZoneInfo(zone)).strftime(WALL_FORMAT)


@given(instants, st.sampled_from(ZONES))
@example(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "Europe/Berlin")
@example(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "Europe/Berlin")
@example(datetime(2026, 4, 4, 15, 15, tzinfo=UTC), "Australia/Lord_Howe")
def test_as_long_as_the_rules_stay_nothing_moves(moment, zone):
    minute = moment.replace(second=0, microsecond=0)

    assert promised(minute, zone=zone, wall_time=shown(minute, zone)) == minute


def test_a_zone_that_gives_up_summer_time_moves_the_instant_and_keeps_the_wall(monkeypatch):
    monkeypatch.setattr(clock_rules, "ZoneInfo", lambda _name: ZoneInfo("Etc/GMT-1"))

    assert promised(START, zone="Europe/Berlin", wall_time="2026-07-01T10:00") == START + timedelta(hours=1)


def test_a_wall_time_that_the_new_rules_leap_over_becomes_the_first_after_it(monkeypatch):
    for module in (clock_rules, slots):
        monkeypatch.setattr(module, "ZoneInfo", lambda _name: ZoneInfo("Europe/Berlin"))
    was = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)

    found = promised(was, zone="Africa/Lagos", wall_time="2026-03-29T02:30")

    assert shown(found, "Europe/Berlin") == "2026-03-29T03:00"


def test_of_two_instants_that_show_the_wall_time_the_nearer_is_meant(monkeypatch):
    monkeypatch.setattr(clock_rules, "ZoneInfo", lambda _name: ZoneInfo("Europe/Berlin"))
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)

    found = [promised(first + timedelta(hours=hours), zone="X", wall_time="2026-10-25T02:30") for hours in (-1, 2)]

    assert found == [first, first + timedelta(hours=1)]


def test_a_zone_that_nobody_knows_any_more_moves_nothing():
    assert promised(START, zone="Nowhere/Land", wall_time="2026-07-01T10:00") == START
